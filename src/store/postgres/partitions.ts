// The key space of subjects is cut into partitions; a fold holds exactly one of them.
import type { Id } from '../../core/ledger/ledger.js';

const partitions = 256;

export function partitionOf(component: Id): number {
  return component % partitions;
}

/** The same in SQL, of a column. */
export function partitionIn(component: string): string {
  return `(${component} % ${partitions})::smallint`;
}
