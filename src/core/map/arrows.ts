// One arrow a pair of systems: what the drawing shows of all the facts that pass between them.
import type { EdgeState, IntegrationMap, MapEdge, MapGap } from './integration-map.js';

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** The worst first. */
  readonly facts: readonly string[];
  readonly state: EdgeState | 'gap';
  readonly faults: number;
  readonly title: string;
}

/** Worst first: an arrow that stands for several facts has the colour of the worst. */
const severity: readonly EdgeState[] = ['silent', 'failing', 'unproven', 'kept'];

function arrowOf(edges: readonly [MapEdge, ...MapEdge[]]): Arrow {
  const [first] = edges;
  const worstFirst = edges.toSorted(
    (a, b) => severity.indexOf(a.state) - severity.indexOf(b.state),
  );
  return {
    from: first.from,
    to: first.to,
    facts: worstFirst.map((edge) => edge.fact),
    state: worstFirst[0]?.state ?? first.state,
    faults: edges.reduce((sum, edge) => sum + edge.faults, 0),
    title: edges
      .map((edge) => `${edge.fact}: ${edge.shown} seen, ${edge.faults} faults (${edge.state})`)
      .join('\n'),
  };
}

function gapArrow(gap: MapGap, from: string, to: string): Arrow {
  return { from, to, facts: [gap.fact ?? gap.kind], state: 'gap', faults: 0, title: gap.because };
}

/** Pairs with traffic, faults or a rule; then pairs that only a gap names. */
export function arrowsOf(map: IntegrationMap): Arrow[] {
  const pairs = new Map<string, [MapEdge, ...MapEdge[]]>();
  for (const edge of map.edges) {
    const key = JSON.stringify([edge.from, edge.to]);
    const known = pairs.get(key);
    if (known === undefined) pairs.set(key, [edge]);
    else known.push(edge);
  }
  const arrows = new Map<string, Arrow>();
  for (const [key, edges] of pairs) arrows.set(key, arrowOf(edges));
  for (const gap of map.gaps) {
    const { from, to } = gap;
    if (from === null || to === null || from === to) continue;
    const key = JSON.stringify([from, to]);
    if (!arrows.has(key)) arrows.set(key, gapArrow(gap, from, to));
  }
  return [...arrows.values()].filter((arrow) => arrow.from !== arrow.to);
}
