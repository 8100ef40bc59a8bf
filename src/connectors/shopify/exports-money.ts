// Shopify's two CSVs of money: the transaction histories of the orders page, and the transactions of
// Shopify Payments with their payouts.

import type { ObservationLine, ReadOptions, Row } from '../connector.js';
import { Checked } from '../reading/checked.js';
import { isSpreadsheetNumber } from '../reading/row-fault.js';
import type { RowFault } from '../reading/row-fault.js';
import { refsOf, statementOf, statusOf, versionOf } from '../reading/statement.js';
import { noLaterThan, statedTime } from '../reading/stated-time.js';
import type { TableRecord } from '../reading/table-reader.js';
import { tableReader } from '../reading/table-reader.js';
import { isTestGateway, movementOf } from './money-movements.js';

const historyColumns = {
  order: ['Order'],
  name: ['Name'],
  kind: ['Kind'],
  gateway: ['Gateway'],
  created: ['Created At'],
  status: ['Status'],
  amount: ['Amount'],
  currency: ['Currency'],
} as const;

/** Neither file names its rows, and equal movements are two: the place among an order's tells. */
function movements<Name extends string>(
  record: TableRecord<Name>,
  options: ReadOptions,
  said: (text: (name: Name) => string, key: string, checked: Checked) => readonly ObservationLine[],
): readonly ObservationLine[] | RowFault {
  const checked = new Checked(options);
  const seen = new Map<string, number>();
  const lines = record.rows.flatMap((row: Row) => {
    const text = (name: Name): string => record.columns.text(row, name);
    const told = said(text, '', checked);
    const id = told[0]?.id ?? '';
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    return times === 1 ? told : said(text, `/${times}`, checked);
  });
  return checked.told(lines);
}

export const transactionsCsv = tableReader<keyof typeof historyColumns>({
  name: 'shopify.transactions-csv',
  connector: 'shopify',
  proven: false,
  columns: historyColumns,
  needs: ['order', 'name', 'kind', 'gateway', 'created', 'status', 'amount'],
  times: ['created'],
  groupBy: 'name',
  read: (record, options) =>
    movements(record, options, (text, again, checked) => {
      const time = checked.placed('Created At', text('created'));
      const kind = movementOf(text('kind'), text('status'));
      if (time === null || kind === null) return [];
      const order = isSpreadsheetNumber(text('order')) ? '' : text('order');
      const isTest = isTestGateway(text('gateway'));
      const stated = {
        system: options.system,
        key: `${text('name')}/${text('created')}/${text('amount')}${again}`,
        refs: refsOf({ order, order_name: text('name') }),
        version: null,
      };
      const money = checked.money('Amount', text('amount'), text('currency'));
      const data = { ...money, ...(isTest ? { test: true } : {}) };
      return [statementOf(stated, kind, statedTime(time), { ...statusOf(text('kind')), data })];
    }),
});

const payoutColumns = {
  date: ['Transaction Date'],
  type: ['Type'],
  order: ['Order'],
  status: ['Payout Status'],
  payoutDate: ['Payout Date'],
  payout: ['Payout ID'],
  available: ['Available On'],
  amount: ['Amount'],
  fee: ['Fee'],
  net: ['Net'],
  currency: ['Currency'],
} as const;

export const payoutsCsv = tableReader<keyof typeof payoutColumns>({
  name: 'shopify.payouts-csv',
  connector: 'shopify',
  proven: false,
  columns: payoutColumns,
  needs: ['date', 'type', 'order', 'status', 'amount', 'net'],
  times: ['date', 'payoutDate', 'available'],
  // A payout or a fee belongs to no order.
  skips: (row, columns) => columns.text(row, 'order') === '',
  groupBy: 'order',
  read: (record, options) =>
    movements(record, options, (text, again, checked) => {
      const moved = checked.placed('Transaction Date', text('date'));
      const paidOut = checked.time('Payout Date', text('payoutDate'));
      if (moved === null) return [];
      const type = text('type').toLowerCase();
      const stated = {
        system: options.system,
        key: `${text('order')}/${text('date')}/${text('amount')}${again}`,
        refs: refsOf({ order_name: text('order'), payout: text('payout') }),
        // It may be paid out by the time of the file, and not say when.
        version: versionOf(options.extract),
      };
      const money = checked.money('Amount', text('amount'), text('currency'));
      const rest = { ...statusOf(text('type')), data: money };
      if (type === 'refund') return [statementOf(stated, 'refund.issued', statedTime(moved), rest)];
      if (type === 'chargeback') {
        return [statementOf(stated, 'payment.disputed', statedTime(moved), rest)];
      }
      if (type !== 'charge' || text('status').toLowerCase() !== 'paid') return [];
      const settled = paidOut === null ? noLaterThan(moved, options.madeBy) : statedTime(paidOut);
      return [statementOf(stated, 'payment.settled', settled, rest)];
    }),
});
