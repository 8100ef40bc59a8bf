// The type of subject that a kind is about: the kind alone decides it.
import type { Kind, SubjectType } from './kinds.js';

const typesOfFamilies: ReadonlyMap<string, SubjectType> = new Map([
  ['order', 'order'],
  ['payment', 'order'],
  ['refund', 'order'],
  ['fulfilment', 'order'],
  ['shipment', 'order'],
  ['return', 'order'],
  ['books', 'order'],
  ['customer', 'order'],
  ['purchase', 'purchase'],
  ['stock', 'stock'],
  ['listing', 'stock'],
  ['feed', 'feed'],
  ['metric', 'feed'],
  ['decision', 'feed'],
  ['document', 'document'],
]);

/** Null for hops and hands: what they are about is what they name. */
export function subjectTypeOf(kind: Kind): SubjectType | null {
  return typesOfFamilies.get(kind.slice(0, kind.indexOf('.'))) ?? null;
}
