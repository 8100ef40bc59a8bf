// A supplier's file as a whole: a snapshot, true at one time. The time is the one that a person gave
// for the file, else the last that its rows state.
import type { Instant } from '../../core/observation/instant.js';
import { instantText } from '../../core/observation/instant.js';
import type { ObservationLine, ReadOptions } from '../connector.js';
import { RowFault } from '../reading/row-fault.js';
import { refsOf, statementOf } from '../reading/statement.js';
import { atExtract } from '../reading/stated-time.js';

/** Titles of a column that says when the values of a row were true. */
export const asOfTitles = [
  'as_of',
  'As of',
  'as of date',
  'snapshot_at',
  'Snapshot Date',
  'timestamp',
];

export const noTime = new RowFault(
  'neither the file nor a column says when this was true: give the time with --as-of',
);

/** The latest instant that a text allows, so that a feed is never taken for older than it is. */
export function asOfText(text: string, options: ReadOptions): Instant | null {
  return text === '' ? options.extract : (options.times(text)?.until ?? null);
}

type Metrics = Readonly<Record<string, Readonly<Record<string, string>>>>;

export function snapshotOf(
  asOf: Instant,
  said: { readonly rows: number; readonly metrics?: Metrics },
  options: ReadOptions,
): ObservationLine {
  const record = {
    system: options.system,
    key: instantText(asOf),
    refs: refsOf({}),
    version: null,
  };
  const data = { as_of: instantText(asOf), ...said };
  return statementOf(record, 'feed.snapshot', atExtract(asOf), { data });
}
