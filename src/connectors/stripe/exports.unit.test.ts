import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../../test/read-export.js';
import {
  faultsIn,
  observed,
  readDocument,
  readTable,
  unreadable,
} from '../../../test/read-export.js';
import { majorUnits } from './amounts.js';
import { balanceCsv, balanceUtcCsv } from './exports-balance.js';
import { eventsJson } from './exports-events.js';
import { objectsJson } from './exports-objects.js';
import { paymentsCsv } from './exports-payments.js';
import { described, orderRefs } from './order-names.js';

const extract = '2026-03-10T00:00:00Z';

const payments: Table = [
  [
    'id',
    'Created date (UTC)',
    'Amount',
    'Amount Refunded',
    'Currency',
    'Captured',
    'Description',
    'Mode',
    'PaymentIntent ID',
    'Refunded date (UTC)',
    'Status',
    'Seller Message',
    'Customer Email',
    'order_id (metadata)',
  ],
  [
    'ch_1',
    '2026-03-04 10:15:00',
    '39.80',
    '0.00',
    'usd',
    'true',
    'Order #1001',
    'Live',
    'pi_1',
    '',
    'Paid',
    '',
    'ada@example.com',
    '77',
  ],
  [
    'ch_2',
    '2026-03-04 11:00:00',
    '1,200.00',
    '200.00',
    'usd',
    'true',
    'Subscription update',
    'Test',
    'pi_2',
    '2026-03-06 08:00:00',
    'Partially refunded',
    '',
    '',
    '',
  ],
  [
    'ch_3',
    '2026-03-04 12:00:00',
    '5.00',
    '',
    'usd',
    'false',
    '',
    'Live',
    'pi_3',
    '',
    'Failed',
    '',
    '',
    '',
  ],
  [
    'ch_4',
    '2026-03-04 12:00',
    '5.00',
    '',
    'usd',
    'false',
    '',
    'Live',
    'pi_4',
    '',
    'Uncaptured',
    '',
    '',
    '',
  ],
  [
    '',
    '2026-03-04 12:00:00',
    '5.00',
    '',
    'usd',
    '',
    '',
    'Live',
    'pi_5',
    '',
    'Incomplete',
    '',
    '',
    '',
  ],
  ['ch_6', 'yesterday', '5.00', '', 'usd', '', '', 'Live', 'pi_6', '', 'Paid', '', '', ''],
];

describe('the payments of the dashboard', () => {
  const readings = readTable(paymentsCsv, payments);
  const told = observed(readings);

  it('are captures, and what was given back in all', () => {
    const ofSecond = { system: 'them', version: extract, refs: { payment: ['ch_2', 'pi_2'] } };
    expect(told.slice(0, 3)).toEqual([
      {
        id: 'ch_1/payment.captured',
        system: 'them',
        kind: 'payment.captured',
        at: '2026-03-04T10:15:00Z',
        version: extract,
        refs: { payment: ['ch_1', 'pi_1'], external: '77', order_name: '#1001' },
        status: { native: 'Paid' },
        data: { amount: '39.80', currency: 'USD', ...described('Order #1001') },
      },
      {
        ...ofSecond,
        id: 'ch_2/payment.captured',
        kind: 'payment.captured',
        at: '2026-03-04T11:00:00Z',
        status: { native: 'Partially refunded' },
        data: {
          amount: '1200.00',
          currency: 'USD',
          ...described('Subscription update'),
          test: true,
        },
      },
      {
        ...ofSecond,
        id: 'ch_2/refund.issued',
        kind: 'refund.issued',
        at: '2026-03-04T11:00:00Z',
        at_until: '2026-03-06T08:00:00Z',
        basis: 'no-later-than',
        data: { amount: '200.00', currency: 'USD' },
      },
    ]);
  });

  it('failed or hold the money, and an intent without a charge says nothing', () => {
    expect(told.slice(3).map(({ id, at_until: until }) => [id, until])).toEqual([
      ['ch_3/payment.failed', undefined],
      ['ch_4/payment.authorized', '2026-03-04T12:00:59.999Z'],
    ]);
    expect(unreadable(readings)).toEqual(['7: Created date is "yesterday", which is no time']);
  });

  it('tell nothing of the buyer', () => {
    expect(JSON.stringify(told)).not.toContain('ada@');
  });
});

describe('how a payment names its order', () => {
  it.each([
    ['Order #1001', '#1001'],
    ['Fine Shop - Order 1001-A', '1001-A'],
    ['order no. 55', '55'],
    ['Reorder for Ada', undefined],
    ['In order of appearance', undefined],
  ])('%s names %s', (description, name) => {
    expect(orderRefs({ id: '', name: '', description })['order_name']).toBe(name);
  });

  it('keeps of a description only the word of another business, and the shape', () => {
    const subscription = described('Subscription of Ada Byron');
    expect(subscription.description).toBe('Subscription');
    expect(JSON.stringify(subscription)).not.toContain('Ada');
    expect(described('shop checkout c-1r6a')).toEqual(described('Shop checkout c-t7b9r'));
    expect(described('shop checkout c-1r6a')).not.toEqual(described('shop invoice c-1r6a'));
    expect(described('')).toEqual({});
  });

  it.each([
    ['3980', 'usd', '39.80'],
    ['5', 'usd', '0.05'],
    ['500', 'JPY', '500'],
    ['1234', 'KWD', '1.234'],
    ['1200', 'ISK', '12'],
    ['-100', 'EUR', '1.00'],
    ['1.5', 'EUR', ''],
  ])('%s of %s is %s', (amount, currency, expected) => {
    expect(majorUnits(amount, currency)).toBe(expected);
  });
});

describe('the movements of the balance', () => {
  const header = [
    'automatic_payout_effective_at_utc',
    'balance_transaction_id',
    'created_utc',
    'currency',
    'gross',
    'fee',
    'net',
    'reporting_category',
    'source_id',
    'payment_intent_id',
    'charge_id',
    'payment_metadata[order_number]',
  ];
  const moved = (category: string, source: string, gross: string): readonly string[] => [
    '2026-03-06 00:00:00',
    `txn_${source}`,
    '2026-03-04 10:15:00',
    'usd',
    gross,
    '1.00',
    gross,
    category,
    source,
    'pi_1',
    'ch_1',
    '1001',
  ];

  it('are charges, refunds and disputes, and what was paid out', () => {
    const rows = [
      moved('charge', 'ch_1', '39.80'),
      moved('refund', 're_1', '-10.00'),
      moved('dispute', 'dp_1', '-29.80'),
      moved('fee', 'fee_1', '-1.00'),
    ];
    const told = observed(readTable(balanceUtcCsv, [header, ...rows]));
    expect(told.map(({ id, at, refs, data }) => [id, at, refs, data])).toEqual([
      [
        'txn_ch_1/payment.captured',
        '2026-03-04T10:15:00Z',
        { payment: ['ch_1', 'pi_1'], order_name: '1001' },
        { amount: '39.80', currency: 'USD' },
      ],
      [
        'txn_ch_1/payment.settled',
        '2026-03-06T00:00:00Z',
        { payment: ['ch_1', 'pi_1'], order_name: '1001' },
        { amount: '39.80', currency: 'USD' },
      ],
      [
        'txn_re_1/refund.issued',
        '2026-03-04T10:15:00Z',
        { payment: ['ch_1', 'pi_1'], refund: 're_1', order_name: '1001' },
        { amount: '10.00', currency: 'USD' },
      ],
      [
        'txn_dp_1/payment.disputed',
        '2026-03-04T10:15:00Z',
        { payment: ['ch_1', 'pi_1'], order_name: '1001' },
        { amount: '29.80', currency: 'USD' },
      ],
    ]);
  });

  it('say their zone by the name of the column', () => {
    const local = header.map((title) => title.replace('_utc', ''));
    const table: Table = [local, moved('charge', 'ch_1', '39.80')];
    expect(readTable(balanceUtcCsv, table)).toBeNull();
    const [captured] = observed(readTable(balanceCsv, table, { zone: null }));
    expect(captured?.at_until).toBe('2026-03-05T00:15:00Z');
    expect(readTable(balanceCsv, [[...header, 'created']])).toBeNull();
  });
});

function event(type: string, object: object, live = true): object {
  return {
    id: `evt_${type}`,
    object: 'event',
    type,
    created: '1772620500',
    livemode: live,
    data: { object },
  };
}

const charge = {
  id: 'ch_1',
  object: 'charge',
  amount: '3980',
  amount_captured: '3980',
  captured: true,
  created: '1772620490',
  currency: 'usd',
  livemode: true,
  payment_intent: 'pi_1',
  status: 'succeeded',
  metadata: { order_id: '77' },
  billing_details: { name: 'Ada Byron' },
};
const refund = {
  id: 're_1',
  object: 'refund',
  amount: '1000',
  charge: 'ch_1',
  created: '1772620900',
  currency: 'usd',
  payment_intent: 'pi_1',
  status: 'pending',
};

describe('events', () => {
  it('are facts at their own time', () => {
    const list = {
      object: 'list',
      data: [event('charge.succeeded', charge), event('customer.created', {})],
    };
    expect(observed(readDocument(eventsJson, list))).toEqual([
      {
        id: 'evt_charge.succeeded/payment.captured',
        system: 'them',
        kind: 'payment.captured',
        at: '2026-03-04T10:35:00Z',
        refs: { payment: ['ch_1', 'pi_1'], external: '77' },
        status: { native: 'charge.succeeded' },
        data: { amount: '39.80', currency: 'USD' },
      },
    ]);
  });

  it('hold the money where it is not captured, and are a test where they are not live', () => {
    const held = event('charge.succeeded', { ...charge, captured: false }, false);
    expect(observed(readDocument(eventsJson, held))).toMatchObject([
      { kind: 'payment.authorized', data: { test: true } },
    ]);
  });

  it('show one refund in the same words, whichever of them shows it', () => {
    const shown = [
      event('refund.created', refund),
      event('refund.updated', { ...refund, status: 'succeeded' }),
      event('charge.refunded', { ...charge, refunds: { data: [refund] } }),
    ];
    const told = observed(readDocument(eventsJson, shown));
    expect(told).toHaveLength(3);
    expect(new Set(told.map((line) => JSON.stringify(line))).size).toBe(1);
    expect(told[0]).toMatchObject({
      id: 're_1/refund.issued',
      at: '2026-03-04T10:41:40Z',
      refs: { payment: ['pi_1', 'ch_1'], refund: 're_1' },
      data: { amount: '10.00', currency: 'USD' },
    });
  });

  it.each([
    ['refund.failed', 'failed', 'evt_refund.failed/refund.failed'],
    ['refund.updated', 'failed', 're_1/refund.failed'],
    ['charge.refund.updated', 'canceled', 're_1/refund.failed'],
  ])('say by %s of a refund that is %s that it was not given', (type, status, id) => {
    const shown = event(type, { ...refund, status });
    expect(observed(readDocument(eventsJson, shown))).toMatchObject([
      { id, kind: 'refund.failed', refs: { refund: 're_1' }, data: { amount: '10.00' } },
    ]);
  });

  it('name the order by the reference of the checkout', () => {
    const session = {
      id: 'cs_1',
      object: 'checkout.session',
      payment_status: 'paid',
      mode: 'payment',
      payment_intent: 'pi_1',
      client_reference_id: '77',
    };
    expect(
      observed(readDocument(eventsJson, event('checkout.session.completed', session))),
    ).toMatchObject([
      { kind: 'payment.captured', refs: { payment: ['pi_1'], external: '77' }, data: {} },
    ]);
  });
});

describe('objects', () => {
  it('are told as they stand', () => {
    const intent = {
      id: 'pi_9',
      object: 'payment_intent',
      created: '1772620490',
      status: 'requires_capture',
      amount_capturable: '500',
      currency: 'eur',
      livemode: true,
    };
    const told = observed(
      readDocument(objectsJson, { object: 'list', data: [charge, intent, refund] }),
    );
    expect(told.map(({ id, at_until: until }) => [id, until])).toEqual([
      ['ch_1/payment.captured', undefined],
      ['pi_9/payment.authorized', extract],
      ['re_1/refund.issued', undefined],
    ]);
    expect(JSON.stringify(told)).not.toContain('Ada');
  });

  it('are no events, and events are no objects', () => {
    expect(readDocument(objectsJson, event('charge.succeeded', charge))).toBeNull();
    expect(readDocument(eventsJson, charge)).toBeNull();
  });
});

describe('every reader of Stripe', () => {
  const cell = fc.oneof(
    fc.constantFrom('', 'ch_1', 'pi_1', '1.00', '-5', 'usd', 'Paid', 'true', '2026-03-04 10:15'),
    fc.string(),
  );

  it.each([
    ['payments', paymentsCsv, payments[0] ?? []],
    [
      'balance',
      balanceUtcCsv,
      ['id', 'Type', 'Source', 'Amount', 'Fee', 'Net', 'Currency', 'Created (UTC)'],
    ],
  ])('accounts for every row whatever stands in it: %s', (_name, reader, columns) => {
    const row = fc.array(cell, { maxLength: columns.length + 1 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
        expect(faultsIn(readTable(reader, [columns, ...rows]))).toEqual([]);
      }),
    );
  });

  it.each([
    ['events', eventsJson, event('charge.succeeded', charge)],
    ['objects', objectsJson, charge],
  ])('reads any JSON without an end: %s', (_name, reader, first) => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom('1772620500', 'usd', '100', true));
    const broken = fc.dictionary(
      fc.constantFrom(...Object.keys({ ...charge, ...refund, type: 1, data: 1 })),
      value,
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            broken,
            fc.jsonValue(),
            broken.map((one) => event('charge.refunded', one)),
          ),
        ),
        (list) => {
          expect(faultsIn(readDocument(reader, [first, ...list]))).toEqual([]);
        },
      ),
    );
  });
});
