import { describe, expect, it } from 'vitest';
import type { Given } from '../../test/read-export.js';
import { observed, readDocument, readTable } from '../../test/read-export.js';
import { arrivals } from '../core/order/arrivals.js';
import type { Observation } from '../core/observation/observation.js';
import { isUnreadable, readObservation } from '../core/observation/read.js';
import type { ObservationLine } from './connector.js';
import { activityCsv } from './paypal/exports-activity.js';
import { ordersJson as paypalOrders } from './paypal/exports-json.js';
import { objectsJson as stripeObjects } from './stripe/exports-objects.js';

const first: Given = { extract: '2026-03-10T00:00:00Z' };
const second: Given = { extract: '2026-03-11T00:00:00Z' };

function contradictions(lines: readonly ObservationLine[]): readonly string[] {
  const statements = lines.map((line): Observation => {
    const read = readObservation(line, (content) => content);
    if (isUnreadable(read)) throw new Error(read.unreadable);
    return read;
  });
  return arrivals(statements).conflicts.map(({ name }) => name);
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
});
