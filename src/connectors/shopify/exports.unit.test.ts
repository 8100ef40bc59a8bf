import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../core/observation/instant.js';
import { timeSpanOf, writtenTimeOf } from '../../core/observation/written-time.js';
import type { ObservationLine, Reading, Row } from '../connector.js';
import { ordersCsv } from './exports.js';

const extract = Date.parse('2026-03-10T00:00:00Z') as Instant;
const text = readFileSync(new URL('./fixtures/orders.csv', import.meta.url), 'utf8');

function read(table: readonly (readonly string[])[]): Reading[] {
  const [columns = [], ...records] = table;
  const recognition = ordersCsv.recognise({ shape: 'table', columns, delimiter: ',', first: [] });
  if (recognition === null) throw new Error('the header was not recognised');
  const reader = recognition.open({
    system: 'shop',
    extract,
    madeBy: extract,
    decimal: '.',
    times: (written) => {
      const time = writtenTimeOf(written);
      return time === null ? null : timeSpanOf(time, { dayFirst: null, offsetAt: null });
    },
  });
  const rows = records.map((cells, index): Row => ({ line: index + 2, cells, document: null }));
  return [...rows.flatMap((row) => [...reader.row(row)]), ...reader.end()];
}

function observed(readings: readonly Reading[]): ObservationLine[] {
  return readings.flatMap((reading) =>
    reading.kind === 'observation' ? [reading.observation] : [],
  );
}

function unreadable(readings: readonly Reading[]): string[] {
  return readings.flatMap((reading) =>
    reading.kind === 'unreadable' ? [`${reading.line}: ${reading.reason}`] : [],
  );
}

const table: string[][] = parse(text);
const whole = observed(read(table));

function of(order: string, kind: string): ObservationLine[] {
  return whole.filter((line) => line.refs?.['order_name'] === order && line.kind === kind);
}

const small = [
  'Name',
  'Created at',
  'Financial Status',
  'Total',
  'Lineitem quantity',
  'Lineitem name',
];
const made = '2026-03-03 10:00:00 -0500';

describe('the orders CSV of a Shopify admin', () => {
  it('says nothing of the buyer', () => {
    expect(JSON.stringify(whole)).not.toMatch(/Ada|example\.com|Rye Lane|555|ring twice|10001/);
  });

  it('knows each order by its id and by its name', () => {
    expect(of('#2001', 'order.placed')[0]?.refs).toEqual({
      order: '7100000000001',
      order_name: '#2001',
    });
  });

  it('gathers the rows of an order into its lines, equal rows too', () => {
    expect(of('#2003', 'order.placed')[0]?.data?.['lines']).toEqual([
      { sku: 'OB-1', qty: '1', price: '40.00' },
      { sku: 'OB-1', qty: '1', price: '40.00' },
    ]);
  });

  it('leaves out a tip, and names a line without a SKU by its name', () => {
    expect(of('#2006', 'order.placed')[0]?.data?.['lines']).toEqual([
      { line: 'Knitting pattern (PDF)', qty: '1', price: '8.00' },
    ]);
  });

  it('says how an order may go on before or without money', () => {
    const payable = ['#2001', '#2002', '#2003', '#2004', '#2007'].map(
      (order) => of(order, 'order.placed')[0]?.data?.['payable'],
    );
    expect(payable).toEqual([undefined, 'terms', undefined, 'not_applicable', 'authorized']);
  });

  it('places a payment without a time between the order and the export', () => {
    expect(of('#2003', 'payment.captured')).toMatchObject([
      { at: '2026-03-05T15:00:00Z', at_until: '2026-03-10T00:00:00Z', basis: 'no-later-than' },
    ]);
    expect(of('#2004', 'payment.captured')).toEqual([]);
  });

  it('places a refund between the payment and the export', () => {
    expect(of('#2005', 'refund.issued')).toMatchObject([
      {
        at: '2026-03-08T04:30:09Z',
        at_until: '2026-03-10T00:00:00Z',
        basis: 'no-later-than',
        data: { amount: '30.00', currency: 'USD' },
      },
    ]);
  });

  it('concludes no shipment from an order that is partly fulfilled', () => {
    expect(of('#2003', 'shipment.shipped')).toEqual([]);
    expect(of('#2003', 'order.status').map((line) => line.status?.canonical)).toEqual([
      'payment:partially_refunded',
      'fulfilment:partially_shipped',
    ]);
  });

  it('reads a file with few columns, and the American spelling of cancelled', () => {
    const readings = read([
      [...small, 'CANCELED AT'],
      ['#1', made, 'paid', '5.00', '1', 'Mug', '2026-03-04 10:00:00 -0500'],
      ['#1', '', '', '', '2', 'Cup', ''],
    ]);
    expect(observed(readings).map((line) => line.kind)).toEqual([
      'order.placed',
      'payment.captured',
      'order.cancelled',
      'order.status',
    ]);
    expect(unreadable(readings)).toEqual([]);
  });

  it('refuses ids that a spreadsheet has rounded, and goes on by name', () => {
    const readings = read([
      [...small, 'Id'],
      ['#1', made, 'paid', '5.00', '1', 'Mug', '7.1E+12'],
      ['#2', made, 'paid', '5.00', '1', 'Mug', '7.1E+12'],
    ]);
    expect(readings.filter((reading) => reading.kind === 'remark')).toHaveLength(1);
    expect(observed(readings).map((line) => line.refs)).not.toContainEqual(
      expect.objectContaining({ order: expect.anything() as unknown }),
    );
    expect(observed(readings).filter((line) => line.kind === 'order.placed')).toHaveLength(2);
  });

  it('takes two orders of one name apart by their ids', () => {
    const readings = read([
      [...small, 'Id'],
      ['#1', made, 'paid', '5.00', '1', 'Mug', '71'],
      ['#1', made, 'paid', '5.00', '1', 'Mug', '72'],
    ]);
    const placed = observed(readings).filter((line) => line.kind === 'order.placed');
    expect(placed.map((line) => line.refs?.['order'])).toEqual(['71', '72']);
  });

  it('gives nothing of an order of which one row is damaged, and says so for each row', () => {
    const readings = read([
      small,
      ['#1', made, 'paid', '5.00', '1', 'Mug'],
      ['#1', '', '', '', 'two', 'Cup'],
      ['#2', made, 'paid', '5.00', '1', 'Mug'],
    ]);
    expect(unreadable(readings)).toEqual([
      "2: order #1 can't be read: see line 3",
      '3: Lineitem quantity is "two", which is no whole number',
    ]);
    expect(observed(readings).every((line) => line.refs?.['order_name'] === '#2')).toBe(true);
  });

  it('does not take a row that lost its order for an order', () => {
    const readings = read([small, ['#1', made, '', '', '1', 'Mug']]);
    expect(unreadable(readings)[0]).toContain('does not stand under its first row');
  });

  it('says which column to export where the time of the order is missing', () => {
    const readings = read([
      ['Name', 'Financial Status', 'Lineitem quantity', 'Lineitem sku'],
      ['#1', 'paid', '1', 'A'],
    ]);
    expect(unreadable(readings)[0]).toContain('the column Created at is missing');
  });

  it('leaves other tables alone', () => {
    const columns = ['Name', 'Created at', 'Total'];
    expect(ordersCsv.recognise({ shape: 'table', columns, delimiter: ',', first: [] })).toBeNull();
    expect(ordersCsv.recognise({ shape: 'document', document: { Name: '#1' } })).toBeNull();
  });
});
