import { describe, expect, it } from 'vitest';
import type { Given } from '../../test/read-export.js';
import { observed, readDocument, readTable } from '../../test/read-export.js';
import { arrivals } from '../core/order/arrivals.js';
import type { Observation } from '../core/observation/observation.js';
import { isUnreadable, readObservation } from '../core/observation/read.js';
import type { ObservationLine } from './connector.js';
import { merchantReturns } from './amazon/exports-fulfilment.js';
import { exports as cin7 } from './cin7/exports.js';
import { activityCsv } from './paypal/exports-activity.js';
import { ordersJson as paypalOrders } from './paypal/exports-json.js';
import { entities } from './quickbooks/exports-entities.js';
import { payoutsCsv } from './shopify/exports-money.js';
import { objectsJson as stripeObjects } from './stripe/exports-objects.js';

const [salesCsv] = cin7;

const first: Given = { extract: '2026-03-10T00:00:00Z' };
const second: Given = { extract: '2026-03-11T00:00:00Z' };

function statementsOf(lines: readonly ObservationLine[]): readonly Observation[] {
  return lines.map((line): Observation => {
    const read = readObservation(line, (content) => content);
    if (isUnreadable(read)) throw new Error(read.unreadable);
    return read;
  });
}

function contradictions(lines: readonly ObservationLine[]): readonly string[] {
  return arrivals(statementsOf(lines)).conflicts.map(({ name }) => name);
}

describe('a record that is shown again later', () => {
  const object = {
    created: '1772620490',
    currency: 'usd',
    livemode: true,
    amount: '3980',
    payment_intent: 'pi_1',
  };

  it.each([
    ['an intent', { ...object, id: 'pi_1', object: 'payment_intent', status: 'succeeded' }, {}],
    [
      'a charge that its shop names later',
      { ...object, id: 'ch_1', object: 'charge', status: 'succeeded', captured: true },
      { metadata: { order_id: '77' } },
    ],
    [
      'a dispute',
      { ...object, id: 'dp_1', object: 'dispute', status: 'needs_response' },
      { status: 'lost' },
    ],
  ])('contradicts nothing: %s of Stripe', (_name, before, change) => {
    const after = { ...before, ...change };
    const told = [
      ...observed(readDocument(stripeObjects, before, first)),
      ...observed(readDocument(stripeObjects, after, second)),
    ];
    expect(told.length).toBeGreaterThan(1);
    expect(contradictions(told)).toEqual([]);
  });

  it('contradicts nothing: a payment of PayPal', () => {
    const order = (payment: object): object => {
      const captures = [{ id: '3EF', create_time: '2026-03-04T10:15:30Z', ...payment }];
      const units = [{ payments: { captures } }];
      return { id: '5O1', intent: 'CAPTURE', status: 'COMPLETED', purchase_units: units };
    };
    const refunded = { status: 'REFUNDED', update_time: '2026-03-10T12:00:00Z' };
    expect(
      contradictions([
        ...observed(readDocument(paypalOrders, order({ status: 'COMPLETED' }), first)),
        ...observed(readDocument(paypalOrders, order(refunded), second)),
      ]),
    ).toEqual([]);
  });

  it('contradicts nothing: a movement of PayPal', () => {
    const header = ['Date', 'Time', 'TimeZone', 'Type', 'Status', 'Gross', 'Fee', 'Net'];
    const columns = [...header, 'Transaction ID', 'Reference Txn ID', 'Balance'];
    const row = (status: string): readonly string[] => [
      ...['03/04/2026', '10:15:30', 'PST', 'Express Checkout Payment', status],
      ...['39.80', '-1.50', '38.30', '1AB', '', '38.30'],
    ];
    const told = [
      ...observed(readTable(activityCsv, [columns, row('Completed')], first)),
      ...observed(readTable(activityCsv, [columns, row('Partially Refunded')], second)),
    ];
    expect(told).toHaveLength(2);
    expect(contradictions(told)).toEqual([]);
  });

  it('contradicts nothing: a sale of Cin7 without the time of its change', () => {
    const columns = ['OrderNumber', 'Status', 'OrderDate', 'CombinedShippingStatus', 'Reference'];
    const row = (status: string): readonly string[] => {
      return ['SO-1', status, '2026-03-04', 'NOT AVAILABLE', '#1001'];
    };
    const told = [
      ...observed(readTable(salesCsv, [columns, row('ESTIMATED')], first)),
      ...observed(readTable(salesCsv, [columns, row('ORDERED')], second)),
    ];
    expect(told).toHaveLength(6);
    expect(contradictions(told)).toEqual([]);
  });

  it('contradicts nothing: a payout of Shopify without its day', () => {
    const columns = ['Transaction Date', 'Type', 'Order', 'Payout Status', 'Amount', 'Net'];
    const table = [columns, ['2026-03-04', 'charge', '#1001', 'paid', '39.80', '38.30']];
    const told = [first, second].flatMap((given) => observed(readTable(payoutsCsv, table, given)));
    expect(told).toHaveLength(2);
    expect(contradictions(told)).toEqual([]);
  });

  it('contradicts nothing: a return to a merchant of Amazon that was refunded', () => {
    const columns = [
      ...['Order ID', 'Return request date', 'Amazon RMA ID', 'Merchant SKU'],
      ...['Return quantity', 'Currency code', 'Refunded Amount'],
    ];
    const table = [columns, ['111-1', '05-Mar-2026', 'RMA1', 'A-1', '1', 'USD', '12.00']];
    const told = [first, second].flatMap((given) =>
      observed(readTable(merchantReturns, table, given)),
    );
    expect(told).toHaveLength(4);
    expect(contradictions(told)).toEqual([]);
  });

  it('is the newer by the number that its token is: an invoice of QuickBooks', () => {
    const invoice = (token: string, total: string): object => ({
      Id: '145',
      SyncToken: token,
      MetaData: { CreateTime: '2026-03-04T10:15:30-08:00' },
      TotalAmt: total,
    });
    const reader = entities.find(({ name }) => name === 'quickbooks.Invoice-json');
    if (reader === undefined) throw new Error('QuickBooks has no reader of invoices');
    const shown = [invoice('9', '39.80'), invoice('10', '29.80')].map((one) => ({ Invoice: one }));
    const told = shown.flatMap((one) => observed(readDocument(reader, one)));
    const { statements } = arrivals(statementsOf(told));
    const held = statements.find(({ kind }) => kind === 'order.acknowledged');
    expect(held?.data.total?.amount).toBe(298_000);
  });
});
