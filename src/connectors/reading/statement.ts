// Observation lines of one record of a foreign system: they share its system, names and version.
import { isCurrency } from '../../core/observation/currency.js';
import type { Instant } from '../../core/observation/instant.js';
import { instantText } from '../../core/observation/instant.js';
import type { Kind } from '../../core/observation/kinds.js';
import type { ObservationLine } from '../connector.js';
import type { StatedTime } from './stated-time.js';
import { atExtract } from './stated-time.js';

/** Namespace -> name or names. */
export type Refs = NonNullable<ObservationLine['refs']>;

/** One record that the system shows. */
export interface StatedRecord {
  readonly system: string;
  /** Its id in that system: what the ids of its statements begin with. */
  readonly key: string;
  readonly refs: Refs;
  /** What makes this showing newer than another; null: the time of each statement. */
  readonly version: string | null;
}

export interface StatedRest extends Pick<ObservationLine, 'status' | 'data'> {
  /** Tells statements of one kind of one record apart. */
  readonly part?: string;
  /** Further names of this one statement. */
  readonly refs?: Refs;
}

export function statementOf(
  record: StatedRecord,
  kind: Kind,
  time: StatedTime,
  rest: StatedRest = {},
): ObservationLine {
  const { part, refs, ...said } = rest;
  return {
    id: `${record.key}/${kind}${part === undefined ? '' : `/${part}`}`,
    system: record.system,
    kind,
    ...time,
    ...(record.version === null ? {} : { version: record.version }),
    refs: refs === undefined ? record.refs : { ...record.refs, ...refs },
    ...said,
  };
}

/** An export states how things stood: of two exports the later one holds. */
export function versionOf(extract: Instant | null): string | null {
  return extract === null ? null : instantText(extract);
}

/** How a record stood when the file was made; nothing where it shows no state, or the file has no time. */
export function standing(
  record: StatedRecord,
  { native, ...rest }: { readonly native: string; readonly part?: string },
  extract: Instant | null,
): readonly ObservationLine[] {
  if (native === '' || extract === null) return [];
  const said = { ...rest, ...statusOf(native) };
  return [statementOf(record, 'order.status', atExtract(extract), said)];
}

/** The names that are not empty. */
export function refsOf(names: Readonly<Record<string, string | readonly string[]>>): Refs {
  const stated = Object.entries(names).map(
    ([namespace, value]) =>
      [namespace, typeof value === 'string' ? value : value.filter((one) => one !== '')] as const,
  );
  return Object.fromEntries(stated.filter(([, value]) => value.length > 0));
}

/** A status word of the system and, where the reader itself knows it, its canonical state. */
export function statusOf(native: string, canonical?: string): Pick<ObservationLine, 'status'> {
  if (native === '') return {};
  return { status: { native, ...(canonical === undefined ? {} : { canonical }) } };
}

/** Fields of money as an observation has them; absent where the file has none. */
export function moneyOf(amount: string, currency: string): { amount?: string; currency?: string } {
  return {
    ...(amount === '' ? {} : { amount }),
    ...(currency === '' ? {} : { currency: currency.toUpperCase() }),
  };
}

/** The ISO 4217 code that a text is; empty where it is none: some write "US Dollar". */
export function currencyCode(text: string): string {
  const code = text.toUpperCase();
  return isCurrency(code) ? code : '';
}
