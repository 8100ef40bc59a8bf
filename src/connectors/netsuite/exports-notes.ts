// System Notes as CSV: one row a change of a field, the only file of NetSuite's with history. Statuses
// become what they were when; a field that a person changed on the screen is a correction by hand. The
// old and new values of other fields may be a buyer's and are not read.
import type { ObservationLine } from '../connector.js';
import { RowFault, shown } from '../reading/row-fault.js';
import { statementOf, statusOf } from '../reading/statement.js';
import { statedTime } from '../reading/stated-time.js';
import { tableReader } from '../reading/table-reader.js';
import { documentIn, typeOf } from './types.js';

const columns = {
  record: ['Record', 'Record Name'],
  recordType: ['Record Type'],
  setBy: ['Set by'],
  date: ['Date', 'Date/Time'],
  context: ['Context'],
  change: ['Type', 'Change Type'],
  field: ['Field', 'Field Name'],
  oldValue: ['Old Value'],
  newValue: ['New Value'],
} as const;

type ColumnName = keyof typeof columns;

const statusFields: ReadonlySet<string> = new Set([
  'status',
  'order status',
  'document status',
  'ship status',
]);
/** Contexts in which a person sits before the screen or loads a file. */
const byHand: ReadonlySet<string> = new Set(['ui', 'uif', 'user interface', 'csv import', 'csv']);

export const systemNotesCsv = tableReader<ColumnName>({
  name: 'netsuite.system-notes-csv',
  connector: 'netsuite',
  proven: false,
  columns,
  needs: ['record', 'date', 'field', 'newValue', 'setBy'],
  times: ['date'],
  read: ({ text }, options) => {
    const named = text('record').includes('#') ? documentIn(text('record')) : null;
    // Items, customers and settings have notes too.
    const type = named === null ? null : typeOf(text('recordType') || named.type, '');
    if (type === null || named === null) return [];
    const { number } = named;
    const span = options.times(text('date'));
    if (span === null) return new RowFault(`Date is ${shown(text('date'))}, which is no time`);
    const time = statedTime(span);
    const field = text('field');
    const isStatus = statusFields.has(field.toLowerCase());
    const word = isStatus ? text('newValue') : '';
    const record = {
      system: options.system,
      key: [number, time.at, field, word, text('setBy')].join('/'),
      refs: { record: number },
      version: null,
    };
    const told: ObservationLine[] = [];
    if (isStatus && word !== '' && type === 'sales-order') {
      told.push(statementOf(record, 'order.status', time, statusOf(word)));
    }
    // What the record was entered with is no correction.
    const isChange = text('oldValue') !== '' && !/^(?:set|create)$/i.test(text('change'));
    if (isChange && byHand.has(text('context').toLowerCase())) {
      const data = { who: text('setBy'), what: field };
      told.push(statementOf(record, 'hand.corrected', time, { data }));
    }
    return told;
  },
});
