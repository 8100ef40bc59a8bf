// In which column of the drawing a system stands: from the shop window to the shelf, and what only
// carries between them below the others, where it is nearest to those that it serves.
import type { Role } from '../../core/contract/contract.js';
import type { MapNode } from '../../core/map/integration-map.js';
import type { Arrow } from './arrows.js';

/** Columns from left to right. */
const stages: readonly (readonly Role[])[] = [
  ['storefront', 'marketplace', 'pos', 'merchant-portal'],
  ['erp'],
  ['warehouse', 'carrier', 'supplier', 'supplier-portal'],
];

/** What stands below, in this order; `null`: nobody knows its role. */
const between: readonly (Role | null)[] = ['middleware', 'edi', 'payments', null];

/** At most three columns, none of them empty; every node stands in one of them. */
export function columnsOf(nodes: readonly MapNode[], arrows: readonly Arrow[]): MapNode[][] {
  const columns = stages
    .map((roles) => nodes.filter(({ role }) => role !== null && roles.includes(role)))
    .filter((column) => column.length > 0);
  const others = nodes
    .filter(({ role }) => between.includes(role))
    .sort((one, other) => between.indexOf(one.role) - between.indexOf(other.role));
  const wanted = Math.min(stages.length, nodes.length);
  const width = Math.min(wanted, Math.max(columns.length, others.length));
  while (columns.length < width) columns.push([]);
  for (const node of others) nearestColumn(node, columns, arrows).push(node);
  return columns.filter((column) => column.length > 0);
}

/** The column from which most of its arrows are short; of several, the one with the fewest systems. */
function nearestColumn(
  { id }: MapNode,
  columns: readonly MapNode[][],
  arrows: readonly Arrow[],
): MapNode[] {
  const peers = arrows.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []));
  const detours = (column: number): number =>
    peers.reduce((sum, peer) => {
      const other = columns.findIndex((nodes) => nodes.some((node) => node.id === peer));
      return sum + (other === -1 || Math.abs(other - column) === 1 ? 0 : 1);
    }, 0);
  const ranked = columns
    .map((nodes, column) => ({ nodes, cost: detours(column) }))
    .sort((one, other) => one.cost - other.cost || one.nodes.length - other.nodes.length);
  return ranked[0]?.nodes ?? [];
}
