// A column that several joins trim differently: the ERP's `external` that bears US-1000 and EU-1000. Each
// of its names is of the join whose text it bears, so that two shops that count alike stay apart.
import type { Join, Trim } from '../contract/contract.js';
import { trimmedEnds } from '../contract/contract.js';

type End = Join['left'];

/** What one join makes of a shared column. */
export interface Part {
  readonly namespace: string;
  /** Whether a name of the column is compared by this join. */
  readonly claims: (name: string) => boolean;
}

/** A part has a name of its own; `parts` tells what it is a part of. */
export interface SharedColumns {
  readonly joins: readonly Join[];
  /** system -> name of the part -> the part. */
  readonly parts: ReadonlyMap<string, ReadonlyMap<string, Part>>;
}

function columnOf({ system, namespace }: End): string {
  return `${system}\u0000${namespace}`;
}

function trimText({ prefix, suffix }: Trim): string {
  return suffix === '' ? prefix : `${prefix}*${suffix}`;
}

function bears(name: string, { prefix, suffix }: Trim): boolean {
  return (
    name.length >= prefix.length + suffix.length && name.startsWith(prefix) && name.endsWith(suffix)
  );
}

/** The trims of each column off which its joins take different texts, the longest text first. */
export function sharedTrims(joins: readonly Join[]): ReadonlyMap<string, readonly Trim[]> {
  const columns = new Map<string, Trim[]>();
  for (const { prefix, suffix, ...end } of joins.flatMap(trimmedEnds)) {
    // `order` is global, and one `#` before a number tells no two shops apart.
    if (end.namespace === 'order' || ['', '#'].includes(prefix + suffix)) continue;
    const trims = columns.get(columnOf(end)) ?? [];
    columns.set(columnOf(end), trims);
    const isKnown = trims.some((one) => one.prefix === prefix && one.suffix === suffix);
    if (!isKnown) trims.push({ prefix, suffix });
  }
  const length = ({ prefix, suffix }: Trim): number => prefix.length + suffix.length;
  for (const [column, trims] of columns) {
    if (trims.length < 2) columns.delete(column);
    else trims.sort((a, b) => length(b) - length(a) || (trimText(a) < trimText(b) ? -1 : 1));
  }
  return columns;
}

/** A name that bears no join's text may be of each: where one stands, it may stand at either side. */
function claimsOf(own: Trim, trims: readonly Trim[]): Part['claims'] {
  const text = trimText(own);
  if (text === '') return () => true;
  return (name) => {
    const borne = trims.find((trim) => bears(name, trim));
    return borne === undefined || trimText(borne) === text;
  };
}

/** The joins with each shared column in parts, one a trim; as they are where no column is shared. */
export function sharedColumns(joins: readonly Join[]): SharedColumns {
  const shared = sharedTrims(joins);
  const parts = new Map<string, Map<string, Part>>();
  if (shared.size === 0) return { joins, parts };
  const put = (system: string, name: string, part: Part): void => {
    parts.set(system, (parts.get(system) ?? new Map<string, Part>()).set(name, part));
  };
  const partOf = ({ system, namespace, ...trim }: End & Trim): End => {
    const trims = shared.get(columnOf({ system, namespace }));
    if (trims === undefined) return { system, namespace };
    const name = `${namespace} ${trimText(trim)}`;
    put(system, name, { namespace, claims: claimsOf(trim, trims) });
    return { system, namespace: name };
  };
  return { joins: joins.map((join) => dividedJoin(join, partOf)), parts };
}

/** The end that is whole comes first: the names that meet are called by it. */
function dividedJoin(join: Join, partOf: (end: End & Trim) => End): Join {
  const ends = trimmedEnds(join).map((end) => ({ end, part: partOf(end) }));
  const whole = ends.findIndex(({ end, part }) => end.namespace === part.namespace);
  const [first, second] = whole === 1 ? [ends[1], ends[0]] : ends;
  if (first === undefined || second === undefined) return join;
  const { prefix, suffix } = first.end;
  return {
    left: first.part,
    right: second.part,
    prefix,
    suffix,
    rightTrim: { prefix: second.end.prefix, suffix: second.end.suffix },
  };
}
