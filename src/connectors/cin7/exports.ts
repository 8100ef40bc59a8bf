// The files of Cin7 Core that can be read: the list of sales as CSV, and sales of its API as JSON. Their
// times are UTC without saying so.
import type { StatedLine } from '../reading/checked.js';
import { documentReader } from '../reading/document-reader.js';
import type { Fields } from '../reading/document.js';
import { fieldsAt, firstText, textAt } from '../reading/document.js';
import { tableReader } from '../reading/table-reader.js';
import type { FieldName } from './sale.js';
import { fields, statementsOf } from './sale.js';

const salesCsv = tableReader<FieldName>({
  name: 'cin7.sales-csv',
  connector: 'cin7',
  proven: false,
  columns: fields,
  needs: ['number', 'status', 'orderDate'],
  times: ['orderDate', 'updated'],
  numbers: ['invoiced', 'paid'],
  zone: 'UTC',
  accepts: (found) => found.has('shipping') && (found.has('reference') || found.has('payment')),
  read: ({ text }, options) => statementsOf({ text, lines: [] }, options),
});

/** Lines of the order's stage; a charge has no SKU. */
function linesOf(sale: Fields): readonly StatedLine[] {
  return fieldsAt(sale, 'Order.Lines')
    .map((line) => ({
      sku: textAt(line, 'SKU'),
      qty: textAt(line, 'Quantity'),
      price: textAt(line, 'Price'),
    }))
    .filter(({ sku }) => sku !== '');
}

const salesJson = documentReader({
  name: 'cin7.sales-json',
  connector: 'cin7',
  proven: false,
  within: ['SaleList', ''],
  marks: (record) => {
    const theirs = ['number', 'status', 'orderDate'] as const;
    const named = theirs.filter((name) => firstText(record, ...fields[name]) !== '').length;
    const states = ['CombinedShippingStatus', 'CombinedPickingStatus', 'FulFilmentStatus'];
    const telling = states.filter((path) => textAt(record, path) !== '').length;
    return named === theirs.length && telling > 0 ? named + telling : 0;
  },
  times: [...fields.orderDate, ...fields.updated],
  zone: 'UTC',
  read: (sale, options) =>
    statementsOf(
      { text: (name) => firstText(sale, ...fields[name]), lines: linesOf(sale) },
      options,
    ),
});

export const exports = [salesCsv, salesJson] as const;
