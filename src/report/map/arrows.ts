// One arrow a pair of systems: what the drawing shows of all the facts that pass between them.
import type { EdgeState, IntegrationMap, MapEdge, MapGap } from '../../core/map/integration-map.js';

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** The worst first. */
  readonly facts: readonly string[];
  readonly state: EdgeState | 'gap';
  /** Times that any of the facts was seen to arrive. */
  readonly shown: number;
  readonly faults: number;
  /** Gaps between the two, owners that nobody named left out. */
  readonly gaps: number;
  readonly title: string;
}

/** Worst first: an arrow that stands for several facts has the colour of the worst. */
const severity: readonly EdgeState[] = ['silent', 'failing', 'unproven', 'kept'];

function arrowOf(edges: readonly [MapEdge, ...MapEdge[]], gaps: number): Arrow {
  const [first] = edges;
  const worstFirst = edges.toSorted(
    (a, b) => severity.indexOf(a.state) - severity.indexOf(b.state),
  );
  return {
    from: first.from,
    to: first.to,
    facts: worstFirst.map((edge) => edge.fact),
    state: worstFirst[0]?.state ?? first.state,
    shown: edges.reduce((sum, edge) => sum + edge.shown, 0),
    faults: edges.reduce((sum, edge) => sum + edge.faults, 0),
    gaps,
    title: edges
      .map((edge) => `${edge.fact}: ${edge.shown} seen, ${edge.faults} faults (${edge.state})`)
      .join('\n'),
  };
}

function gapArrow(gap: MapGap, from: string, to: string): Arrow {
  const facts = [gap.fact ?? gap.kind];
  return { from, to, facts, state: 'gap', shown: 0, faults: 0, gaps: 1, title: gap.because };
}

/** More arrows than this are a tangle. */
const crowdedMin = 30;

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
