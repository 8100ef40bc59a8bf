import { describe, expect, it } from 'vitest';
import { observed, readDocument } from '../../../test/read-export.js';
import { eventsJson } from './exports-events.js';
import { objectsJson } from './exports-objects.js';

const extract = '2026-03-10T00:00:00Z';

const dispute = {
  id: 'dp_1',
  object: 'dispute',
  amount: '3980',
  charge: 'ch_1',
  created: '1772620490',
  currency: 'usd',
  livemode: true,
  payment_intent: 'pi_1',
  status: 'needs_response',
};

describe('a dispute', () => {
  it.each([
    ['charge.dispute.updated', 'under_review'],
    ['charge.dispute.closed', 'won'],
    ['charge.dispute.closed', 'lost'],
    ['charge.dispute.closed', 'warning_closed'],
  ])('stands from %s on as it says: %s', (type, status) => {
    const event = {
      id: 'evt_1',
      object: 'event',
      type,
      created: '1772900000',
      livemode: true,
      data: { object: { ...dispute, status } },
    };
    expect(observed(readDocument(eventsJson, event))).toEqual([
      {
        id: 'evt_1/payment.disputed',
        system: 'them',
        kind: 'payment.disputed',
        at: '2026-03-07T16:13:20Z',
        refs: { payment: ['pi_1', 'ch_1'] },
        status: { native: status },
        data: { amount: '39.80', currency: 'USD' },
      },
    ]);
  });

  it('as an object says when it was opened, and that it has ended by now', () => {
    const list = [dispute, { ...dispute, id: 'dp_2', status: 'lost' }];
    const told = observed(readDocument(objectsJson, { object: 'list', data: list }));
    expect(told.map(({ id, at_until: until, status }) => [id, until, status?.native])).toEqual([
      ['dp_1/payment.disputed', undefined, 'needs_response'],
      ['dp_2/payment.disputed', undefined, undefined],
      ['dp_2/closed/payment.disputed', extract, 'lost'],
    ]);
  });
});
