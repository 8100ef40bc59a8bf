// What joins take off the names of a column before names are compared.
import type { Join } from '../core/contract/contract.js';
import { trimmedEnds } from '../core/contract/contract.js';

/** By `trimKey`. */
export type Trims = ReadonlyMap<
  string,
  { readonly prefix: Uint8Array; readonly suffix: Uint8Array }
>;

/** `order` is one column for all systems: what is taken off one's must go off all, or they part. */
export function trimKey(system: string, namespace: string): string {
  return namespace === 'order' ? namespace : `${system}\u0000${namespace}`;
}

export function trimsOf(joins: readonly Join[]): Trims {
  const trims = new Map<string, { prefix: Uint8Array; suffix: Uint8Array }>();
  for (const { system, namespace, prefix, suffix } of joins.flatMap(trimmedEnds)) {
    // The scan leaves out one `#` by itself.
    if ((prefix === '' || prefix === '#') && suffix === '') continue;
    trims.set(trimKey(system, namespace), {
      prefix: Buffer.from(prefix),
      suffix: Buffer.from(suffix),
    });
  }
  return trims;
}
