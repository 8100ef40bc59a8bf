// The key space of subjects is cut into partitions; a fold holds exactly one of them.
import type { Id } from '../../core/ledger/ledger.js';

const partitions = 256;

export function partitionOf(component: Id): number {
  return component % partitions;
}
