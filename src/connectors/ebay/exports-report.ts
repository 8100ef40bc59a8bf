// The orders report of eBay's Seller Hub, in English: days for times, and money as the site writes it.
// An order of several items has a row that sums them up above their rows. It can't tell a cancelled
// order, nor a refund.
import type { ObservationLine, ReadOptions, Row } from '../connector.js';
import { Checked } from '../reading/checked.js';
import type { RowFault } from '../reading/row-fault.js';
import type { StatedRecord } from '../reading/statement.js';
import { refsOf, statementOf, versionOf } from '../reading/statement.js';
import { statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';
import { writtenDay } from './written-day.js';
import { meaningOf } from '../reading/words.js';

const columns = {
  record: ['Sales Record Number', 'Order Number'],
  order: ['Order Number'],
  item: ['Item Number'],
  sku: ['Custom Label'],
  quantity: ['Quantity'],
  price: ['Sold For'],
  total: ['Total Price'],
  sold: ['Sale Date'],
  paid: ['Paid On Date'],
  shipBy: ['Ship By Date'],
  shipped: ['Shipped On Date'],
  tracking: ['Tracking Number'],
  transaction: ['Transaction ID'],
  // Not read; they tell whose the file is.
  note: ['My Item Note'],
  feedback: ['Feedback Left'],
  paypal: ['PayPal Transaction ID'],
} as const;

type ColumnName = keyof typeof columns;

const days = ['sold', 'paid', 'shipped'] as const;

const dollars: Readonly<Record<string, string>> = { AU: 'AUD', C: 'CAD', US: 'USD' };
const signs: Readonly<Record<string, string>> = { '£': 'GBP', '€': 'EUR' };

const money = /^(AU|C|US|[A-Z]{3})?\s*([$£€]?\s*-?[\d.,'\s]+)$/;
/** Longer texts are no amounts; it also bounds the work of the pattern. */
const longestMoney = 40;

/** `AU $3,000.00`, `EUR 90,00`, `£4.50`: the amount, and its currency where the text names one. */
function moneyIn(text: string): readonly [amount: string, currency: string] {
  const found = text.length > longestMoney ? null : money.exec(text);
  const [, mark = '', amount = text] = found ?? [];
  const named = meaningOf(dollars, mark) ?? mark;
  return [amount, named === '' ? (meaningOf(signs, amount.slice(0, 1)) ?? '') : named];
}

function read(
  given: TableRecord<ColumnName>,
  options: ReadOptions,
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const text = (row: Row, name: ColumnName): string => given.columns.text(row, name);
  // A summary row has no item; with one item its row says everything.
  const items = given.rows.filter((row) => text(row, 'item') !== '');
  const [first] = given.rows;
  const sold = checked.placed('Sale Date', writtenDay(given.text('sold')));
  if (first === undefined || sold === null) return checked.told([]);
  const order = given.text('order');
  const record: StatedRecord = {
    system: options.system,
    key: `report-${checked.id('Order Number', order || given.text('record'))}`,
    refs: refsOf({ order, order_name: given.text('record') === order ? '' : given.text('record') }),
    version: versionOf(options.extract),
  };
  const lines = items.flatMap((row) =>
    checked.line('Quantity', {
      line: text(row, 'transaction') || text(row, 'item'),
      sku: text(row, 'sku'),
      qty: text(row, 'quantity'),
      // Of one or of all: with one they are the same.
      price: text(row, 'quantity') === '1' ? moneyIn(text(row, 'price'))[0] : '',
    }),
  );
  const [total, currency] = moneyIn(given.text('total'));
  const paid = checked.time('Paid On Date', writtenDay(given.text('paid')));
  const until = checked.latest('Ship By Date', writtenDay(given.text('shipBy')));
  const data = {
    lines,
    ...checked.total('Total Price', total, currency),
    channel: 'eBay',
    ...(paid === null ? { payable: 'pending' } : {}),
    ...(until === null ? {} : { ship_by: until }),
  };
  const money = checked.money('Total Price', total, currency);
  return checked.told([
    ...(lines.length === 0
      ? []
      : [statementOf(record, 'order.placed', statedTime(sold), { data })]),
    ...(paid === null
      ? []
      : [statementOf(record, 'payment.captured', statedTime(paid), { data: money })]),
    ...parcels(given, record, checked),
  ]);
}

/** Lines of one day and one tracking number are one parcel, as far as the report can tell. */
function parcels(
  { rows, columns: found }: TableRecord<ColumnName>,
  record: StatedRecord,
  checked: Checked,
): readonly ObservationLine[] {
  const byParcel = new Map<string, Row[]>();
  for (const row of rows) {
    const [day, tracking] = [found.text(row, 'shipped'), found.text(row, 'tracking')];
    if (found.text(row, 'item') === '' || day === '') continue;
    const key = `${tracking}/${day}`;
    byParcel.set(key, [...(byParcel.get(key) ?? []), row]);
  }
  return [...byParcel].flatMap(([key, [first, ...others]]) => {
    if (first === undefined) return [];
    const shipped = checked.time('Shipped On Date', writtenDay(found.text(first, 'shipped')));
    const tracking = found.text(first, 'tracking');
    const lines = [first, ...others].flatMap((row) =>
      checked.line('Quantity', {
        line: found.text(row, 'transaction') || found.text(row, 'item'),
        sku: found.text(row, 'sku'),
        qty: found.text(row, 'quantity'),
      }),
    );
    if (shipped === null) return [];
    const data = { lines, ...(tracking === '' ? {} : { tracking }) };
    const refs = refsOf({ shipment: tracking, tracking });
    return [
      statementOf(record, 'shipment.shipped', statedTime(shipped), { part: key, refs, data }),
    ];
  });
}

const footer = /^(?:\d+,? ?record\(s\) downloaded|seller id\b)/i;

export const ordersReport = tableReader<ColumnName>({
  name: 'ebay.orders-report',
  connector: 'ebay',
  proven: false,
  columns,
  needs: ['record', 'order', 'item', 'quantity', 'sold', 'paid', 'shipped'],
  times: [],
  timeTexts: (row, found) =>
    days.map((name) => writtenDay(found.text(row, name))).filter((day) => day !== ''),
  numbers: ['price', 'total'],
  // An empty row under the header; a footer counts the records and names the seller.
  skips: (row) => {
    const filled = row.cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
    return filled.length === 0 || footer.test(filled.join(' '));
  },
  groupBy: 'record',
  read,
});
