// What is missing on the map. A gap is never a finding: it says where to look, or what nobody has
// agreed on, and the closing set says which handoff rules would settle it.
import type { Contract, Rule } from '../contract/contract.js';
import { durationWords } from '../contract/duration.js';
import { allStandardRules, staysInside } from '../contract/standard.js';
import { latencyCount, latencyQuantile } from '../detect/latency.js';
import { factNoun, lagWords } from '../detect/pattern-names.js';
import type { ReportStaleness } from '../detect/report.js';
import type { HandoffTally, Tally } from '../detect/tally.js';
import { limits } from '../limits.js';
import type { Coverage } from '../observation/coverage.js';
import { hour } from '../observation/instant.js';
import type { GapKind, MapEdge, MapGap } from './integration-map.js';

export interface GapInput {
  readonly contract: Contract;
  readonly coverage: Coverage;
  readonly tally: Tally;
  readonly edges: readonly MapEdge[];
  readonly staleness: readonly ReportStaleness[];
  /** Gaps that other steps found: classes of order that a system never shows. */
  readonly known: readonly MapGap[];
}

/** Overdue handoffs with none seen before an edge counts as never used. */
const silentMin = 3;
const batchMedian = 12 * hour;

type GapFields = Pick<MapGap, 'kind' | 'from' | 'to' | 'fact' | 'because'> & Partial<MapGap>;

function gap(fields: GapFields): MapGap {
  return { order_class: null, count: 0, ...fields };
}

interface RuleCounts {
  readonly rule: Rule;
  readonly to: string;
  readonly counts: HandoffTally;
}

function countedRules({ contract, tally }: GapInput): RuleCounts[] {
  const rows: RuleCounts[] = [];
  for (const rule of contract.rules) {
    for (const to of rule.to) {
      const counts = tally.handoffs.get(`${rule.id}→${to}`);
      if (counts !== undefined) rows.push({ rule, to, counts });
    }
  }
  return rows;
}

/** Sources that the edges show, else those that the rule names; [null] where none is known. */
function sourcesOf({ edges }: GapInput, rule: Rule, to: string): (string | null)[] {
  const shown = edges.filter((edge) => edge.rule === rule.id && edge.to === to);
  const sources = new Set(shown.length === 0 ? rule.from : shown.map((edge) => edge.from));
  sources.delete(to);
  return sources.size === 0 ? [null] : [...sources];
}

function perSource(
  input: GapInput,
  row: RuleCounts,
  fields: { readonly kind: GapKind; readonly because: string; readonly count: number },
): MapGap[] {
  const fact = row.rule.on[0] ?? null;
  return sourcesOf(input, row.rule, row.to).map((from) =>
    gap({ ...fields, from, to: row.to, fact }),
  );
}

function silentGaps(input: GapInput): MapGap[] {
  return countedRules(input).flatMap((row) => {
    const { seen, seenLate, overdue } = row.counts;
    if (seen + seenLate > 0 || overdue < silentMin) return [];
    const because = `None of ${overdue} due handoffs of ${row.rule.id} was ever seen at ${row.to}: never sent, or intended?`;
    return perSource(input, row, { kind: 'never-seen', because, count: overdue });
  });
}

/** Systems that were read and yet can never show that a handoff arrived. */
function unacknowledgedGaps(input: GapInput): MapGap[] {
  return countedRules(input).flatMap((row) => {
    const { seen, seenLate, overdue, notCovered } = row.counts;
    const answersOnly = row.rule.acknowledgedBy === 'response';
    const isSilent =
      seen + seenLate + overdue === 0 && notCovered > 0 && input.coverage.systems.has(row.to);
    if (!answersOnly && !isSilent) return [];
    const because = answersOnly
      ? `${row.rule.id} takes an HTTP answer of ${row.to} for an acknowledgement: it shows that the call arrived, not that the effect is held.`
      : `${row.to} was read, and shows nothing by which it could acknowledge ${row.rule.id}.`;
    return perSource(input, row, { kind: 'no-acknowledgement', because, count: notCovered });
  });
}

function unruledGaps({ edges }: GapInput): MapGap[] {
  return edges
    .filter((edge) => edge.kind === 'handoff' && edge.rule === null && edge.shown > 0)
    .map(({ from, to, fact, shown }) =>
      gap({
        kind: 'no-acknowledgement',
        from,
        to,
        fact,
        because: `${to} gets ${factNoun(fact)} from ${from}, and no rule asks it to acknowledge them.`,
        count: shown,
      }),
    );
}

/** The one value of all, or null. */
function only(values: readonly string[]): string | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}

/** One gap a rule, feed or job. Only a written contract can leave an owner out. */
function ownerGaps({ contract, edges }: GapInput): MapGap[] {
  if (!contract.written) return [];
  const unowned = new Map<string, MapEdge[]>();
  for (const edge of edges) {
    if (edge.owner !== null || (edge.rule === null && edge.kind === 'handoff')) continue;
    const name = edge.rule ?? edge.fact;
    unowned.set(name, [...(unowned.get(name) ?? []), edge]);
  }
  return [...unowned].map(([name, same]) =>
    gap({
      kind: 'no-owner',
      from: only(same.map((edge) => edge.from)),
      to: only(same.map((edge) => edge.to)),
      fact: only(same.map((edge) => edge.fact)),
      because: `The contract names nobody who owns ${name}.`,
    }),
  );
}

/** Facts that some system states and that a written contract lets nobody take. */
function consumerGaps({ contract, coverage }: GapInput): MapGap[] {
  if (!contract.written) return [];
  const taken = new Set(contract.rules.flatMap((rule) => rule.on));
  const gaps: MapGap[] = [];
  for (const rule of allStandardRules(contract.systems.values())) {
    const [fact] = rule.on;
    if (fact === undefined || taken.has(fact) || staysInside(rule.operation)) continue;
    for (const [system, covered] of coverage.systems) {
      const states =
        fact === 'stock.changed' ? covered.kinds.has('stock.level') : covered.kinds.has(fact);
      if (!states || !rule.to.some((name) => name !== system)) continue;
      const because = `${system} states ${factNoun(fact)}, and no rule of the contract hands them on.`;
      gaps.push(gap({ kind: 'no-consumer', from: system, to: null, fact, because }));
    }
  }
  for (const feed of contract.feeds.values()) {
    if (feed.consumers.size > 0) continue;
    const because = `The contract names no consumer of the feed ${feed.name}.`;
    gaps.push(gap({ kind: 'no-consumer', from: feed.from, to: null, fact: feed.name, because }));
  }
  return gaps;
}

/** Rules written by hand, and feeds, whose fact no system that was read has ever stated. */
function sourceGaps({ contract, coverage }: GapInput): MapGap[] {
  if (!contract.written || coverage.systems.size === 0) return [];
  const stated = new Set<string>();
  for (const covered of coverage.systems.values())
    for (const kind of covered.kinds) stated.add(kind);
  if (stated.has('stock.level') || stated.has('stock.adjusted')) stated.add('stock.changed');
  const gaps: MapGap[] = [];
  for (const rule of contract.rules) {
    if (rule.standard || rule.on.some((trigger) => stated.has(trigger))) continue;
    for (const to of rule.to) {
      const because = `${rule.id} waits for ${rule.on.map(factNoun).join(' or ')}, which no system that was read has ever stated.`;
      gaps.push(gap({ kind: 'no-source', from: null, to, fact: rule.on[0] ?? null, because }));
    }
  }
  for (const feed of contract.feeds.values()) {
    if (coverage.systems.has(feed.from)) continue;
    const because = `Nothing was read of ${feed.from}, from which the feed ${feed.name} should come.`;
    gaps.push(gap({ kind: 'no-source', from: feed.from, to: null, fact: feed.name, because }));
  }
  return gaps;
}

function batchGaps(input: GapInput): MapGap[] {
  const gaps: MapGap[] = [];
  for (const job of input.contract.jobs) {
    if (job.schedule === null && !job.manual) continue;
    const how = job.manual ? 'by hand' : `on a schedule (${job.schedule ?? ''})`;
    const because = `${job.name} runs ${how}: between two runs nobody knows what changed.`;
    gaps.push(gap({ kind: 'batch', from: job.from, to: job.to, fact: job.name, because }));
  }
  for (const row of input.staleness) {
    if (row.constant_lag !== 'yes') continue;
    const from = input.contract.feeds.get(row.feed)?.from ?? null;
    const lag = row.lag === null ? 'one run' : lagWords(row.lag);
    const because = `${row.feed} is always ${lag} behind its source: an export, not a feed.`;
    gaps.push(gap({ kind: 'batch', from, to: null, fact: row.feed, because }));
  }
  for (const row of countedRules(input)) {
    const median = latencyQuantile(row.counts.latency, 0.5);
    const completed = latencyCount(row.counts.latency);
    if (median === null || median < batchMedian || completed < limits.learnedLimitMin) continue;
    const because = `Half of the ${completed} handoffs of ${row.rule.id} take more than ${durationWords(median)}: it looks like a nightly batch.`;
    gaps.push(...perSource(input, row, { kind: 'batch', because, count: completed }));
  }
  return gaps;
}

const kindOrder: readonly GapKind[] = [
  'never-seen',
  'no-acknowledgement',
  'no-consumer',
  'no-source',
  'batch',
  'no-owner',
];

function keyOf(found: MapGap): string {
  return JSON.stringify([found.from, found.to, found.fact, found.order_class]);
}

function compareGaps(one: MapGap, other: MapGap): number {
  const order = kindOrder.indexOf(one.kind) - kindOrder.indexOf(other.kind);
  if (order !== 0) return order;
  const left = keyOf(one) + one.because;
  const right = keyOf(other) + other.because;
  return left < right ? -1 : Number(left > right);
}

/** Each gap once, the worst kind first. */
export function mapGaps(input: GapInput): MapGap[] {
  const all = [
    ...input.known,
    ...silentGaps(input),
    ...unacknowledgedGaps(input),
    ...unruledGaps(input),
    ...ownerGaps(input),
    ...consumerGaps(input),
    ...sourceGaps(input),
    ...batchGaps(input),
  ];
  const unique = new Map<string, MapGap>();
  for (const found of all) {
    const name = found.kind === 'no-owner' ? found.because : '';
    const key = `${found.kind}${keyOf(found)}${name}`;
    const known = unique.get(key);
    if (known === undefined || found.because < known.because) unique.set(key, found);
  }
  return [...unique.values()].sort(compareGaps);
}
