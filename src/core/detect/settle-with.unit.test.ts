import { expect, it } from 'vitest';
import { contractOf } from '../../../test/sample-run.js';
import { settleWith } from './settle-with.js';
import { emptyTally } from './tally.js';

const window = { from: '2026-03-01T05:00:00Z', until: '2026-03-31T23:00:00Z' };

it('names the three files that settle most, in words, the most useful first', () => {
  const tally = emptyTally();
  tally.unknown
    .set('netsuite|shipment.shipped', 214)
    .set('shop|order.cancelled', 3)
    .set('pay|refund.issued', 8)
    .set('amazon|order.status', 1)
    .set('erp|order.held', 0);
  expect(settleWith(tally, contractOf('netsuite', 'shop', 'pay', 'amazon'), window)).toEqual([
    "netsuite's (ERP) shipments from 2026-03-01 to 2026-03-31 (would settle 214 unknowns)",
    "pay's (payments) refunds from 2026-03-01 to 2026-03-31 (would settle 8 unknowns)",
    "shop's (storefront) cancellations from 2026-03-01 to 2026-03-31 (would settle 3 unknowns)",
  ]);
});

it('names none where nothing is unknown', () => {
  expect(settleWith(emptyTally(), contractOf('erp'), window)).toEqual([]);
});

it('asks for the lines of a system that states its orders mostly without them, after the unknowns', () => {
  const tally = emptyTally();
  tally.unknown.set('pay|refund.issued', 8);
  tally.stated
    .set('erp', { orders: 400, withoutLines: 312 })
    .set('shop', { orders: 400, withoutLines: 3 });
  expect(settleWith(tally, contractOf('erp', 'shop', 'pay'), window)).toEqual([
    "pay's (payments) refunds from 2026-03-01 to 2026-03-31 (would settle 8 unknowns)",
    "erp's orders with their lines from 2026-03-01 to 2026-03-31 (would show what is in 312 orders)",
  ]);
});
