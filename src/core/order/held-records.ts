// The records under which a system holds an order: which of them a statement speaks of, and what it
// makes of it. Many statements of state name the order alone.
import { namesSeveral } from '../identity/names.js';
import type { Observation } from '../observation/observation.js';
import { refOf } from '../observation/observation.js';
import type { LineSums } from './quantities.js';
import type { HeldRecord, OrderView, QuantityFact } from './record.js';

/** The name of a record that no statement has named. */
export const unnamed = '';

/** The record that a statement names. */
function recordNameOf({ data, refs }: Observation): string {
  return data.record ?? refOf(refs, 'record') ?? unnamed;
}

/** What a system says of its own record by acknowledging the order. */
export function acknowledgeRecord(
  view: OrderView,
  statement: Observation,
  given: { readonly ledger: string | null; readonly sums: LineSums },
): void {
  const record = recordFor(view, statement);
  const { ledger, sums } = given;
  const draft = statement.data.state === 'draft' || (!statement.data.state && ledger === 'draft');
  if (ledger === 'voided') record.voided = statement;
  record.replaces ??= statement.data.replaces ?? null;
  if (draft) draftRecord(record, statement);
  else confirmRecord(record, statement);
  // A summary's lines and total are those of all its orders together.
  if (namesSeveral(statement.refs)) return;
  if (statement.data.lines !== undefined) {
    record.lines = sums.of(statement.data.lines, statement.system);
    record.linesBy = statement;
  }
  record.total = statement.data.total ?? record.total;
}

/** A bare statement of an ERP's own state also says that it holds the order, or no longer does. */
export function stateRecord(view: OrderView, statement: Observation, ledger: string): void {
  if (ledger === 'absent') return;
  if (ledger === 'voided') {
    recordFor(view, statement).voided ??= statement;
    voidRecords(view, statement);
    return;
  }
  const record = recordFor(view, statement);
  if (ledger === 'draft') draftRecord(record, statement);
  else confirmRecord(record, statement);
}

function confirmRecord(record: HeldRecord, statement: Observation): void {
  record.confirmed ??= statement;
  record.withdrawn = null;
}

/** Ends the record that a cancellation names. One that names none is of the order: all that stand end. */
export function voidRecords(view: OrderView, statement: Observation): void {
  const name = recordNameOf(statement);
  for (const record of view.records) {
    if (name === unnamed || record.name === name) record.voided ??= statement;
  }
}

/** Whether a cancellation ends some records of the view while the order goes on under another. */
export function endsRecordsOnly(view: OrderView, { statement, whole }: QuantityFact): boolean {
  if (view.records.length < 2) return false;
  const name = recordNameOf(statement);
  if (name === unnamed && !whole) return false;
  return view.records.some(
    (record) => record.voided === null && (name === unnamed || record.name !== name),
  );
}

function draftRecord(record: HeldRecord, statement: Observation): void {
  record.draft ??= statement;
  if (record.confirmed !== null && statement.at > record.confirmed.until) {
    record.withdrawn = statement;
  }
}

/** The record that a statement speaks of, made where the view has none that it may be. */
function recordFor(view: OrderView, statement: Observation): HeldRecord {
  const name = recordNameOf(statement);
  if (name === unnamed) return latestRecord(view, statement) ?? newRecord(view, name);
  return named(view, name) ?? newRecord(view, name);
}

/** Without a name it is about the record that stands; only an acknowledgement speaks of one more. */
function latestRecord(view: OrderView, { kind }: Observation): HeldRecord | undefined {
  const standing = view.records.findLast(({ voided }) => voided === null);
  if (standing !== undefined) return standing;
  if (kind !== 'order.acknowledged') return view.records.at(-1);
  return view.records.find(({ name }) => name === unnamed);
}

/** The one of that name; else the one that had no name yet, unless it ended before this one began. */
function named(view: OrderView, name: string): HeldRecord | undefined {
  const known = view.records.find((record) => record.name === name);
  if (known !== undefined) return known;
  const nameless = view.records.find((record) => record.name === unnamed && record.voided === null);
  if (nameless !== undefined) nameless.name = name;
  return nameless;
}

function newRecord(view: OrderView, name: string): HeldRecord {
  const record: HeldRecord = {
    name,
    draft: null,
    confirmed: null,
    withdrawn: null,
    voided: null,
    lines: null,
    linesBy: null,
    total: null,
    replaces: null,
  };
  view.records = [...view.records, record];
  return record;
}
