// Between which systems an absence means anything: those whose names of orders meet, by the global
// name, by a declared join, or by one that the audit found.
import type { Join } from '../contract/contract.js';
import { components } from './components.js';

export type Comparable = (left: string, right: string) => boolean;

export interface Naming {
  /** Systems that name orders by the global `order`. */
  readonly global: ReadonlySet<string>;
  /** Systems that name orders at all; the others' statements attach to what these state. */
  readonly any: ReadonlySet<string>;
}

/** Joins chain: with a = b and b = c, a and c can be compared. */
export function comparableSystems(naming: Naming, joins: readonly Join[]): Comparable {
  const groups = components();
  // Not a name that a system can have: the group of all that use the global name.
  const all = '\u0000order';
  for (const system of naming.global) groups.join(all, system);
  for (const join of joins) groups.join(join.left.system, join.right.system);
  return (left, right) =>
    left === right ||
    !naming.any.has(left) ||
    !naming.any.has(right) ||
    groups.root(left) === groups.root(right);
}
