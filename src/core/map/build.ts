// Puts the integration map together from traffic, faults and contract.
import type { Contract } from '../contract/contract.js';
import type { Standing } from '../detect/standing.js';
import type { ReportStaleness } from '../detect/report.js';
import type { Tally } from '../detect/tally.js';
import type { Coverage } from '../observation/coverage.js';
import { closingSet } from './closing-set.js';
import { mapEdges } from './edges.js';
import { mapGaps } from './gaps.js';
import type { IntegrationMap, MapEdge, MapGap, MapNode } from './integration-map.js';

export interface MapInput {
  readonly contract: Contract;
  readonly coverage: Coverage;
  readonly tally: Tally;
  readonly standing: readonly Standing[];
  readonly staleness: readonly ReportStaleness[];
  readonly gaps: readonly MapGap[];
}

function mapNodes({ contract, coverage, tally }: MapInput, edges: readonly MapEdge[]): MapNode[] {
  const names = new Set([
    ...contract.systems.keys(),
    ...coverage.systems.keys(),
    ...edges.flatMap((edge) => [edge.from, edge.to]),
  ]);
  return [...names].sort().map((id) => {
    const declared = contract.systems.get(id);
    const counts = tally.events.get(id);
    return {
      id,
      role: declared?.role ?? null,
      owner: declared?.owner ?? null,
      events: counts?.events ?? 0,
      errors: counts?.errors ?? 0,
    };
  });
}

export function integrationMap(input: MapInput): IntegrationMap {
  const edges = mapEdges(input);
  const gaps = mapGaps({ ...input, edges, known: input.gaps });
  return {
    nodes: mapNodes(input, edges),
    edges,
    gaps,
    closing_set: closingSet(input.contract, gaps),
  };
}
