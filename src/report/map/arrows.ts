// One arrow a pair of systems: what the drawing shows of all the facts that pass between them.
import { counted, factNoun, grouped } from '../../core/detect/pattern-names.js';
import type { EdgeState, IntegrationMap, MapEdge, MapGap } from '../../core/map/integration-map.js';

export const stateWords: Readonly<Record<EdgeState | 'gap', string>> = {
  kept: 'arrives',
  failing: 'some of it fails',
  silent: 'never seen',
  unproven: 'not shown by the inputs',
  gap: 'gap: no rule, or never sent',
};

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** The worst first. */
  readonly facts: readonly string[];
  /** What it stands for in short: `orders, goods ✗41 · gap`. */
  readonly label: string;
  readonly state: EdgeState | 'gap';
  /** Times that any of the facts was seen to arrive. */
  readonly shown: number;
  readonly faults: number;
  /** Gaps between the two, owners that nobody named left out. */
  readonly gaps: number;
  readonly title: string;
}

/** Worst first. */
const severity: readonly EdgeState[] = ['silent', 'failing', 'kept', 'unproven'];

/** Of several facts those that were judged tell: none of them arrives, all do, or some fail. */
function stateOf(edges: readonly MapEdge[]): EdgeState {
  const judged = new Set(edges.map(({ state }) => state).filter((state) => state !== 'unproven'));
  const [only = 'unproven'] = judged;
  return judged.size > 1 ? 'failing' : only;
}

/** What facts are about, by the first part of their kinds. */
const topics: Readonly<Record<string, string>> = {
  order: 'orders',
  payment: 'money',
  refund: 'money',
  fulfilment: 'goods',
  shipment: 'goods',
  return: 'goods',
  stock: 'stock',
  listing: 'stock',
  document: 'documents',
  books: 'books',
};
const topicsMax = 2;

function topicOf({ kind, fact }: Pick<MapEdge, 'kind' | 'fact'>): string {
  if (kind !== 'handoff') return `${kind}s`;
  const [first = ''] = fact.split('.');
  return topics[first] ?? 'others';
}

function labelOf(all: readonly string[], faults: number, gaps: number): string {
  const distinct = [...new Set(all)];
  const more = distinct.length > topicsMax ? ' …' : '';
  const told = distinct.slice(0, topicsMax).join(', ') + more;
  const parts = [told, faults > 0 ? ` ✗${grouped(faults)}` : '', gaps > 0 ? ' · gap' : ''];
  return parts.join('').replace(/^ (· )?/, '');
}

function edgeText({ shown, faults, state }: MapEdge): string {
  if (state === 'unproven') return 'not shown by the inputs';
  const seen = shown > 0 ? [`${grouped(shown)} seen`] : state === 'silent' ? ['never seen'] : [];
  return [...seen, ...(faults === 0 ? [] : [counted(faults, 'fault')])].join(', ');
}

function arrowOf(edges: readonly [MapEdge, ...MapEdge[]], gaps: number): Arrow {
  const [first] = edges;
  const worstFirst = edges.toSorted(
    (a, b) => severity.indexOf(a.state) - severity.indexOf(b.state),
  );
  const faults = edges.reduce((sum, edge) => sum + edge.faults, 0);
  return {
    from: first.from,
    to: first.to,
    facts: worstFirst.map((edge) => edge.fact),
    label: labelOf(worstFirst.map(topicOf), faults, gaps),
    state: stateOf(edges),
    shown: edges.reduce((sum, edge) => sum + edge.shown, 0),
    faults,
    gaps,
    title: edges.map((edge) => `${factNoun(edge.fact)}: ${edgeText(edge)}`).join('\n'),
  };
}

function gapArrow(gap: MapGap, from: string, to: string): Arrow {
  const facts = [gap.fact ?? gap.kind];
  const topics = gap.fact === null ? [] : [topicOf({ kind: 'handoff', fact: gap.fact })];
  const label = labelOf(topics, 0, 1);
  return { from, to, facts, label, state: 'gap', shown: 0, faults: 0, gaps: 1, title: gap.because };
}

/** More arrows than this are a tangle. */
const crowdedMin = 24;

/** Whether anything of it was seen, judged or missed: a bare obligation tells nothing of the run. */
function isTold({ state, shown, faults, gaps }: Arrow): boolean {
  return state !== 'unproven' || shown > 0 || faults > 0 || gaps > 0;
}

/** The arrows to draw: where they are many, bare obligations give way to what was seen. */
export function drawnArrows(map: IntegrationMap): { drawn: Arrow[]; left: number } {
  const all = arrowsOf(map);
  const told = all.filter(isTold);
  const drawn = all.length < crowdedMin || told.length === 0 ? all : told;
  return { drawn, left: all.length - drawn.length };
}

/** Pairs with traffic, faults or a rule; then pairs that only a gap names. */
function arrowsOf(map: IntegrationMap): Arrow[] {
  const pairs = new Map<string, [MapEdge, ...MapEdge[]]>();
  for (const edge of map.edges) {
    const key = JSON.stringify([edge.from, edge.to]);
    const known = pairs.get(key);
    if (known === undefined) pairs.set(key, [edge]);
    else known.push(edge);
  }
  const gaps = new Map<string, number>();
  for (const { kind, from, to } of map.gaps) {
    const key = JSON.stringify([from, to]);
    if (kind !== 'no-owner') gaps.set(key, (gaps.get(key) ?? 0) + 1);
  }
  const arrows = new Map<string, Arrow>();
  for (const [key, edges] of pairs) arrows.set(key, arrowOf(edges, gaps.get(key) ?? 0));
  for (const gap of map.gaps) {
    const { from, to } = gap;
    if (from === null || to === null || from === to) continue;
    const key = JSON.stringify([from, to]);
    if (!arrows.has(key)) arrows.set(key, gapArrow(gap, from, to));
  }
  return [...arrows.values()].filter((arrow) => arrow.from !== arrow.to);
}
