// What joins take off the names of a column before names are compared.
import type { Join, Trim } from '../core/contract/contract.js';
import { trimmedEnds } from '../core/contract/contract.js';
import { nameDomains } from '../core/identity/names.js';
import { sharedTrims } from '../core/identity/shared-columns.js';
import { sameBytes } from './ascii.js';

interface TrimBytes {
  readonly prefix: Uint8Array;
  readonly suffix: Uint8Array;
}

/** By `trimKey`; of several, the first that a name bears whole. */
export type Trims = ReadonlyMap<string, readonly TrimBytes[]>;

/** `order` is one column for all systems: what is taken off one's must go off all, or they part. */
export function trimKey(system: string, namespace: string): string {
  return namespace === 'order' ? namespace : `${system}\u0000${namespace}`;
}

export function trimsOf(joins: readonly Join[]): Trims {
  const trims = new Map<string, readonly TrimBytes[]>();
  for (const { system, namespace, ...trim } of joins.flatMap(trimmedEnds)) {
    if (isTaken(trim)) trims.set(trimKey(system, namespace), [bytesOf(trim)]);
  }
  const shared = sharedTrims(joins);
  if (shared.size === 0) return trims;
  const domains = nameDomains(joins);
  const domainOf = (system: string, namespace: string): string | undefined =>
    domains.get(system)?.get(namespace)?.domain;
  for (const [column, several] of shared) {
    const [sharer = '', sharedNamespace = ''] = column.split('\u0000');
    const domain = domainOf(sharer, sharedNamespace);
    // A name that one join takes whole and another trims comes together with both: a bucket may hold too much.
    for (const { system, namespace } of joins.flatMap(trimmedEnds)) {
      if (domainOf(system, namespace) !== domain) continue;
      const known = trims.get(trimKey(system, namespace)) ?? [];
      trims.set(trimKey(system, namespace), distinct(several.filter(isTaken).map(bytesOf), known));
    }
  }
  return trims;
}

/** The scan leaves out one `#` by itself. */
function isTaken({ prefix, suffix }: Trim): boolean {
  return (prefix !== '' && prefix !== '#') || suffix !== '';
}

function bytesOf({ prefix, suffix }: Trim): TrimBytes {
  return { prefix: Buffer.from(prefix), suffix: Buffer.from(suffix) };
}

function distinct(first: readonly TrimBytes[], more: readonly TrimBytes[]): TrimBytes[] {
  const text = ({ prefix, suffix }: TrimBytes): string =>
    `${String(prefix)}\u0000${String(suffix)}`;
  return [...new Map([...first, ...more].map((trim) => [text(trim), trim])).values()];
}

/** Where the name `from..to` begins and ends once it is trimmed. */
export function trimmedSpan(
  bytes: Uint8Array,
  span: readonly [number, number],
  trims: readonly TrimBytes[],
): readonly [number, number] {
  let [from, to] = span;
  const trim = trims.length === 1 ? trims[0] : trims.find((one) => isBorne(bytes, span, one));
  if (trim === undefined) return span;
  const { prefix, suffix } = trim;
  if (sameBytes(bytes, from, Math.min(from + prefix.length, to), prefix)) from += prefix.length;
  if (sameBytes(bytes, Math.max(to - suffix.length, from), to, suffix)) to -= suffix.length;
  return [from, to];
}

function isBorne(
  bytes: Uint8Array,
  [from, to]: readonly [number, number],
  { prefix, suffix }: TrimBytes,
): boolean {
  return (
    to - from >= prefix.length + suffix.length &&
    sameBytes(bytes, from, from + prefix.length, prefix) &&
    sameBytes(bytes, to - suffix.length, to, suffix)
  );
}
