// When two statements say the same: equal in all but when they were heard, in all but their version and time, or
// one of them in all that the other says.
import { decimalOf } from '../observation/decimal.js';
import type { Observation } from '../observation/observation.js';
import { refValues } from '../observation/observation.js';

/** Whether two statements are the same one: equal in all but `seen`, whatever the order of fields. */
export function sameContent(left: Observation, right: Observation): boolean {
  return sameFields(left, right, 'seen');
}

function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  if (left === null || right === null || Array.isArray(left) !== Array.isArray(right)) return false;
  return sameFields(left, right, null);
}

function sameFields(left: object, right: object, but: string | null): boolean {
  const ours = Object.keys(left);
  if (ours.length !== Object.keys(right).length) return false;
  const [own, other] = [left as Fields, right as Fields];
  return ours.every(
    (field) =>
      field === but ||
      sameValue(own[field], other[field]) ||
      (field === 'price' && samePrice(own[field], other[field])),
  );
}

/** A price is kept as it was written: `10.4` and `10.40` are one. */
function samePrice(left: unknown, right: unknown): boolean {
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  const price = decimalOf(left);
  return price !== undefined && price === decimalOf(right);
}

type Fields = Readonly<Record<string, unknown>>;

/** Whether two statements are equal in all but when it happened, their version and when they were read. */
export function saysTheSame(left: Observation, right: Observation): boolean {
  return (
    left.kind === right.kind &&
    left.native === right.native &&
    left.canonical === right.canonical &&
    sameValue(left.refs, right.refs) &&
    sameValue(left.data, right.data)
  );
}

export function sameTime(left: Observation, right: Observation): boolean {
  return left.at === right.at && left.until === right.until && left.basis === right.basis;
}

/** Whether `one` says all that `other` does, of the same moment, and something besides. */
export function saysMore(one: Observation, other: Observation): boolean {
  return (
    one.version === other.version &&
    sameTime(one, other) &&
    one.kind === other.kind &&
    has(one.native, other.native) &&
    has(one.canonical, other.canonical) &&
    hasAllNames(one, other) &&
    hasAll(one.data, other.data) &&
    !saysTheSame(one, other)
  );
}

/** Of orders the same ones: a further order is another statement, and not more of this one. */
function hasAllNames({ refs }: Observation, other: Observation): boolean {
  return Object.keys(other.refs).every((namespace) => {
    if (namespace === 'order') return sameValue(refs[namespace], other.refs[namespace]);
    const names = refValues(refs, namespace);
    return refValues(other.refs, namespace).every((name) => names.includes(name));
  });
}

function hasAll(one: object, other: object): boolean {
  return Object.entries(other).every(([field, value]) => has((one as Fields)[field], value));
}

function has(value: unknown, other: unknown): boolean {
  return other === undefined || other === null || sameValue(value, other);
}
