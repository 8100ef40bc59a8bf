// What passes between the systems: the handoffs that traffic and faults show, the feeds and the
// jobs that the contract declares.
import { systemsOf } from '../contract/contract.js';
import type { Contract, Role, Rule } from '../contract/contract.js';
import { isActing } from '../detect/standing.js';
import type { Standing } from '../detect/standing.js';
import type { Tally } from '../detect/tally.js';
import type { EdgeState, MapEdge } from './integration-map.js';

export interface EdgeInput {
  readonly contract: Contract;
  readonly tally: Tally;
  readonly standing: readonly Standing[];
}

interface Draft {
  readonly from: string;
  readonly to: string;
  readonly fact: string;
  readonly rule: Rule | null;
  shown: number;
  faults: number;
}

/** Whether this rule obliges `to` to be told of a fact of `from`. */
function obliges(rule: Rule, from: string, to: string, fact: string): boolean {
  if (rule.from !== null && !rule.from.includes(from)) return false;
  return rule.to.includes(to) && rule.on.some((trigger) => trigger === fact);
}

/** `from→to|fact` of `tally.traffic`; null where the key has another form. */
function readTraffic(key: string): { from: string; to: string; fact: string } | null {
  const arrow = key.indexOf('→');
  const bar = key.lastIndexOf('|');
  if (arrow <= 0 || bar <= arrow) return null;
  return { from: key.slice(0, arrow), to: key.slice(arrow + 1, bar), fact: key.slice(bar + 1) };
}

/** One draft an edge, made when something first speaks of it. */
class Drafts {
  readonly #drafts = new Map<string, Draft>();
  readonly #rules: readonly Rule[];

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
  }

  draft(from: string, to: string, fact: string): Draft {
    const key = JSON.stringify([from, to, fact]);
    const known = this.#drafts.get(key);
    if (known !== undefined) return known;
    const rule = this.#rules.find((candidate) => obliges(candidate, from, to, fact)) ?? null;
    const made: Draft = { from, to, fact, rule, shown: 0, faults: 0 };
    this.#drafts.set(key, made);
    return made;
  }

  all(): Draft[] {
    return [...this.#drafts.values()];
  }
}

function addTraffic(drafts: Drafts, tally: Tally): void {
  for (const [key, count] of tally.traffic) {
    const traffic = readTraffic(key);
    if (traffic === null || traffic.from === traffic.to) continue;
    drafts.draft(traffic.from, traffic.to, traffic.fact).shown += count;
  }
}

function addFaults(drafts: Drafts, { contract, standing }: EdgeInput): void {
  const rules = new Map(contract.rules.map((rule) => [rule.id, rule]));
  for (const found of standing) {
    const rule = found.handoff === null ? undefined : rules.get(found.handoff);
    const from = found.systems[0];
    const to = found.systems[found.systems.length - 1];
    if (rule === undefined || from === undefined || to === undefined || from === to) continue;
    const fact = rule.on.find((trigger) => trigger === found.details['fact']) ?? rule.on[0];
    if (fact !== undefined && isActing(found)) drafts.draft(from, to, fact).faults += 1;
  }
}

/** Who usually states a fact, by the first word of its kind; the first role that somebody has. */
const usualSources: Readonly<Record<string, readonly (readonly Role[])[]>> = {
  order: [['storefront', 'marketplace', 'pos']],
  shipment: [['warehouse'], ['erp'], ['storefront', 'marketplace']],
  payment: [['payments'], ['storefront', 'marketplace']],
  refund: [['payments'], ['storefront', 'marketplace']],
  return: [['warehouse'], ['storefront', 'marketplace']],
  stock: [['erp'], ['warehouse']],
  document: [['erp']],
};

function usualSourcesOf(contract: Contract, rule: Rule): readonly string[] {
  if (rule.from !== null) return rule.from;
  const family = rule.on[0]?.split('.')[0] ?? '';
  for (const roles of usualSources[family] ?? []) {
    const names = systemsOf(contract, ...roles);
    if (names.length > 0) return names;
  }
  return [];
}

/** What the contract obliges is on the map even where nothing was seen of it. */
function addWritten(drafts: Drafts, contract: Contract): void {
  const proven = new Set(drafts.all().map((draft) => `${draft.rule?.id ?? ''}→${draft.to}`));
  for (const rule of contract.rules) {
    const [fact] = rule.on;
    const sources = usualSourcesOf(contract, rule);
    const open = rule.to.filter((to) => !proven.has(`${rule.id}→${to}`));
    const ends = open.flatMap((to) =>
      sources.filter((from) => from !== to).map((from) => ({ from, to })),
    );
    for (const { from, to } of ends) if (fact !== undefined) drafts.draft(from, to, fact);
  }
}

function stateOf(draft: Draft): EdgeState {
  if (draft.faults === 0) return draft.shown > 0 ? 'kept' : 'unproven';
  return draft.shown > 0 ? 'failing' : 'silent';
}

function handoffEdges(input: EdgeInput): MapEdge[] {
  const { contract, tally } = input;
  const drafts = new Drafts(contract.rules);
  addTraffic(drafts, tally);
  addFaults(drafts, input);
  if (contract.written) addWritten(drafts, contract);
  return drafts.all().map((draft) => ({
    from: draft.from,
    to: draft.to,
    fact: draft.fact,
    rule: draft.rule?.id ?? null,
    kind: 'handoff',
    owner: draft.rule?.owner ?? contract.systems.get(draft.to)?.owner ?? null,
    shown: draft.shown,
    faults: draft.faults,
    state: stateOf(draft),
  }));
}

function feedEdges({ contract, tally, standing }: EdgeInput): MapEdge[] {
  const faultsOf = new Map<string, number>();
  for (const found of standing) {
    if (found.subject.type !== 'feed' || !isActing(found)) continue;
    const { key } = found.subject;
    faultsOf.set(key, (faultsOf.get(key) ?? 0) + 1);
  }
  const edges: MapEdge[] = [];
  for (const feed of contract.feeds.values()) {
    const faults = faultsOf.get(feed.name) ?? 0;
    for (const to of feed.consumers.keys()) {
      const shown = tally.traffic.get(`${feed.from}→${to}|feed.snapshot`) ?? 0;
      edges.push({
        from: feed.from,
        to,
        fact: feed.name,
        rule: null,
        kind: 'feed',
        owner: feed.owner,
        shown,
        faults,
        state: faults > 0 ? 'failing' : shown > 0 ? 'kept' : 'unproven',
      });
    }
  }
  return edges;
}

function jobEdges({ contract }: EdgeInput): MapEdge[] {
  const edges: MapEdge[] = [];
  for (const job of contract.jobs) {
    if (job.from === null || job.to === null) continue;
    edges.push({
      from: job.from,
      to: job.to,
      fact: job.name,
      rule: null,
      kind: 'job',
      owner: job.owner,
      shown: 0,
      faults: 0,
      state: 'unproven',
    });
  }
  return edges;
}

function compareEdges(one: MapEdge, other: MapEdge): number {
  const left = JSON.stringify([one.from, one.to, one.kind, one.fact]);
  const right = JSON.stringify([other.from, other.to, other.kind, other.fact]);
  return left < right ? -1 : Number(left > right);
}

export function mapEdges(input: EdgeInput): MapEdge[] {
  return [...handoffEdges(input), ...feedEdges(input), ...jobEdges(input)].sort(compareEdges);
}
