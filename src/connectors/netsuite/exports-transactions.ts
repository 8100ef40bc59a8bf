// A saved search of NetSuite's transactions as CSV: one row a document, or one for its body and one a
// line. Nothing of it is fixed, so it is known by labels that only NetSuite uses.
import type { Sample } from '../connector.js';
import type { Columns } from '../reading/columns.js';
import { tableReader } from '../reading/table-reader.js';
import { statementsOf } from './statements.js';
import type { ColumnName } from './transaction.js';
import { columns, transactionOf } from './transaction.js';
import { isTypeName } from './types.js';
import { RowFault } from '../reading/row-fault.js';

/** Labels that other systems do not use together. */
const telling: readonly ColumnName[] = [
  'internalId',
  'externalId',
  'number',
  'created',
  'modified',
  'po',
  'parent',
  'mainLine',
  'fulfilled',
];

function isNetSuite(
  found: Columns<ColumnName>,
  { first, columns: header }: Extract<Sample, { shape: 'table' }>,
): boolean {
  const marks = telling.filter((name) => found.has(name)).length;
  const timed = found.has('date') || found.has('created');
  if (marks < 3 || !timed || !(found.has('type') || found.has('status'))) return false;
  if (!found.has('number') && !found.has('internalId')) return false;
  // Copies of NetSuite's tables in a warehouse of data hold other keys.
  if (header.some((title) => title.startsWith('_fivetran'))) return false;
  const types = first.map((cells) => found.text({ line: 0, cells, document: null }, 'type'));
  return types.every((type) => type === '') || types.some(isTypeName);
}

export const transactionsCsv = tableReader<ColumnName>({
  name: 'netsuite.transactions-csv',
  connector: 'netsuite',
  proven: false,
  columns,
  needs: ['key'],
  times: ['created', 'modified'],
  // A day says nothing of when the file was made where the minute stands beside it.
  timeTexts: (row, found) =>
    found.text(row, 'created') === '' && found.text(row, 'date') !== ''
      ? [found.text(row, 'date')]
      : [],
  numbers: ['amount', 'total', 'quantity', 'rate'],
  groupBy: 'key',
  accepts: isNetSuite,
  skips: (row, found) =>
    /^overall total$/i.test(row.cells[0]?.trim() ?? '') && found.text(row, 'date') === '',
  read: (record, options) => {
    const transaction = transactionOf(record, options);
    return transaction instanceof RowFault ? transaction : statementsOf(transaction, options);
  },
});
