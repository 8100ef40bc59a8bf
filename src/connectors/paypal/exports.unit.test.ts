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
import { movementOf } from './activity-types.js';
import { activityCsv } from './exports-activity.js';
import { ordersJson, webhooksJson } from './exports-json.js';
import { offsetOfAbbreviation } from './zones.js';

const header = [
  'Date',
  'Time',
  'TimeZone',
  'Name',
  'Type',
  'Status',
  'Currency',
  'Gross',
  'Fee',
  'Net',
  'From Email Address',
  'Transaction ID',
  'Reference Txn ID',
  'Invoice Number',
  'Custom Number',
  'Balance',
  'Balance Impact',
];

type Given = Readonly<Partial<Record<(typeof header)[number], string>>>;

function row(given: Given): readonly string[] {
  const usual: Given = {
    Date: '03/04/2026',
    Time: '10:15:30',
    TimeZone: 'PST',
    Name: 'Ada Byron',
    Type: 'Express Checkout Payment',
    Status: 'Completed',
    Currency: 'USD',
    Gross: '39.80',
    Fee: '-1.50',
    Net: '38.30',
    'From Email Address': 'ada@example.com',
    'Transaction ID': '1AB',
    'Invoice Number': 'WC-777',
    'Balance Impact': 'Credit',
  };
  return header.map((title) => given[title] ?? usual[title] ?? '');
}

const refund = {
  Type: 'Payment Refund',
  Gross: '-10.00',
  'Transaction ID': '2CD',
  'Reference Txn ID': '1AB',
  'Balance Impact': 'Debit',
};

describe('the activity of an account', () => {
  it('is payments and refunds at their second, by the zone of the row', () => {
    const table: Table = [header, row({}), row(refund)];
    const readings = readTable(activityCsv, table, { zone: null });
    expect(observed(readings)).toEqual([
      {
        id: '1AB/payment.captured',
        system: 'them',
        kind: 'payment.captured',
        at: '2026-03-04T18:15:30Z',
        version: '2026-03-10T00:00:00Z',
        refs: { payment: ['1AB'], order_name: 'WC-777' },
        status: { native: 'Completed' },
        data: { amount: '39.80', currency: 'USD' },
      },
      {
        id: '2CD/refund.issued',
        system: 'them',
        kind: 'refund.issued',
        at: '2026-03-04T18:15:30Z',
        version: '2026-03-10T00:00:00Z',
        refs: { payment: ['1AB'], refund: '2CD', order_name: 'WC-777' },
        status: { native: 'Completed' },
        data: { amount: '10.00', currency: 'USD' },
      },
    ]);
  });

  it('decides the order of day and month by date, clock and zone together', () => {
    const recognition = activityCsv.recognise({
      shape: 'table',
      columns: header,
      delimiter: ',',
      first: [],
    });
    const times = recognition?.times({ line: 2, cells: row({ TimeZone: 'CEST' }), document: null });
    expect(times).toEqual(['03/04/2026 10:15:30 +02:00']);
  });

  it('reads the decimals of the locale', () => {
    const german = row({ Date: '04.03.2026', TimeZone: 'CET', Currency: 'EUR', Gross: '1.234,56' });
    const [told] = observed(
      readTable(activityCsv, [header, german], { decimal: ',', dayFirst: true }),
    );
    expect(told).toMatchObject({ at: '2026-03-04T09:15:30Z', data: { amount: '1234.56' } });
  });

  it.each([
    [{ 'Balance Impact': 'Memo' }, []],
    [{ Type: 'General Currency Conversion' }, []],
    [{ Type: 'Payment Hold', Gross: '-5.00' }, []],
    [{ Type: 'General Payment', Gross: '-5.00' }, []],
    [{ Status: 'Pending' }, []],
    [{ Status: 'Denied' }, ['payment.failed']],
    [{ Status: 'Partially Refunded' }, ['payment.captured']],
    [{ Type: 'Payment Reversal', Gross: '-5.00', 'Reference Txn ID': '1AB' }, ['payment.disputed']],
    [{ Type: 'Subscription Payment' }, ['payment.captured']],
  ])('of %j gives %j', (given: Given, kinds) => {
    const readings = readTable(activityCsv, [header, row(given)]);
    expect(unreadable(readings)).toEqual([]);
    expect(observed(readings).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('tells nothing of the buyer, and knows a subscription', () => {
    const [told] = observed(
      readTable(activityCsv, [header, row({ Type: 'Subscription Payment' })]),
    );
    expect(told?.data?.['description']).toBe('Subscription');
    expect(JSON.stringify(told)).not.toMatch(/Ada|example/);
  });

  it('refuses what it can not tell', () => {
    const rows = [row({ Type: 'Zahlung' }), row({ Date: 'soon' }), row({ Gross: 'much' })];
    expect(unreadable(readTable(activityCsv, [header, ...rows]))).toEqual([
      '2: Type is "Zahlung", which is not known: download it in English',
      '3: Date and Time are "soon 10:15:30 -08:00", which is no time',
      '4: Gross is "much", which is no amount',
    ]);
  });

  it('knows zones by their letters', () => {
    const zones = ['PDT', 'CET', 'GMT+02:00', 'Zulu'].map(offsetOfAbbreviation);
    expect(zones).toEqual(['-07:00', '+01:00', '+02:00', null]);
    expect(movementOf('Reversal of General Account Hold')).toBe('none');
  });
});

const webhook = {
  id: 'WH-1',
  create_time: '2026-03-04T10:15:30Z',
  resource_type: 'capture',
  event_type: 'PAYMENT.CAPTURE.COMPLETED',
  summary: 'Payment completed for Ada',
  resource: {
    id: '3EF',
    amount: { value: '39.80', currency_code: 'USD' },
    invoice_id: 'WC-777',
    custom_id: '77',
    supplementary_data: { related_ids: { order_id: '5O1' } },
  },
};

describe('webhooks', () => {
  it('are captures with the names that the shop gave', () => {
    expect(observed(readDocument(webhooksJson, webhook))).toEqual([
      {
        id: 'WH-1/payment.captured',
        system: 'them',
        kind: 'payment.captured',
        at: '2026-03-04T10:15:30Z',
        refs: { payment: ['3EF', '5O1'], order_name: 'WC-777', external: '77' },
        status: { native: 'PAYMENT.CAPTURE.COMPLETED' },
        data: { amount: '39.80', currency: 'USD' },
      },
    ]);
  });

  it('name the payment of a refund by its link', () => {
    const links = [{ rel: 'up', href: 'https://api.paypal.com/v2/payments/captures/3EF' }];
    const resource = { id: '4GH', amount: { value: '5.00', currency_code: 'USD' }, links };
    const refunded = { ...webhook, event_type: 'PAYMENT.CAPTURE.REFUNDED', resource };
    expect(observed(readDocument(webhooksJson, refunded))[0]).toMatchObject({
      kind: 'refund.issued',
      refs: { payment: ['3EF'], refund: '4GH' },
    });
  });

  it('say nothing of events about no money', () => {
    const approved = { ...webhook, event_type: 'CHECKOUT.ORDER.APPROVED' };
    expect(readDocument(webhooksJson, approved)).toEqual([]);
  });
});

describe('orders', () => {
  it('hold the payments of each purchase unit', () => {
    const capture = {
      id: '3EF',
      status: 'COMPLETED',
      create_time: '2026-03-04T10:15:30Z',
      amount: { value: '39.80', currency_code: 'USD' },
    };
    const order = {
      id: '5O1',
      intent: 'CAPTURE',
      status: 'COMPLETED',
      purchase_units: [
        {
          invoice_id: 'WC-777',
          payments: { captures: [capture, { ...capture, id: '6', status: 'PENDING' }] },
        },
      ],
    };
    expect(observed(readDocument(ordersJson, order)).map(({ id, refs }) => [id, refs])).toEqual([
      ['3EF/payment.captured', { payment: ['3EF'], order_name: 'WC-777' }],
    ]);
  });
});

describe('the payments of an order', () => {
  const created = '2026-03-04T10:15:30Z';
  const updated = '2026-03-08T09:00:00Z';
  const told = (list: string, payment: object): object[] => {
    const one = { id: '3EF', amount: { value: '39.80', currency_code: 'USD' }, ...payment };
    const units = [{ payments: { [list]: [one] } }];
    const order = { id: '5O1', intent: 'CAPTURE', status: 'COMPLETED', purchase_units: units };
    return observed(readDocument(ordersJson, order)).map(
      ({ kind, at, at_until: until, basis, data }) => ({
        kind,
        at,
        ...(until === undefined ? {} : { until }),
        ...(basis === undefined ? {} : { basis }),
        ...(data?.['test'] === undefined ? {} : { test: data['test'] }),
      }),
    );
  };

  it.each([
    ['authorizations', 'VOIDED', { kind: 'payment.voided', at: updated }],
    ['authorizations', 'CREATED', { kind: 'payment.authorized', at: created }],
    ['captures', 'COMPLETED', { kind: 'payment.captured', at: created, until: updated }],
    ['captures', 'DECLINED', { kind: 'payment.failed', at: created, until: updated }],
    ['captures', 'REFUNDED', { kind: 'payment.captured', at: created }],
    ['refunds', 'COMPLETED', { kind: 'refund.issued', at: created }],
    ['refunds', 'FAILED', { kind: 'refund.failed', at: created, until: updated }],
    ['refunds', 'CANCELLED', { kind: 'refund.failed', at: created, until: updated }],
  ])('%s that are %s say when', (list, status, expected) => {
    const payment = { status, create_time: created, update_time: updated };
    expect(told(list, payment)).toEqual([expected]);
  });

  it('were voided by the time of the file where they do not say when', () => {
    expect(told('authorizations', { status: 'VOIDED', create_time: created })).toEqual([
      {
        kind: 'payment.voided',
        at: created,
        until: '2026-03-10T00:00:00Z',
        basis: 'no-later-than',
      },
    ]);
  });

  it('of the sandbox are tests', () => {
    const href = 'https://api-m.sandbox.paypal.com/v2/payments/captures/3EF';
    const capture = { status: 'COMPLETED', create_time: created, links: [{ rel: 'self', href }] };
    expect(told('captures', capture)).toEqual([
      { kind: 'payment.captured', at: created, test: true },
    ]);
  });
});

describe('every reader of PayPal', () => {
  it('accounts for every row whatever stands in it', () => {
    const cell = fc.oneof(
      fc.constantFrom('', '03/04/2026', '10:15:30', 'PST', 'Payment', '1.00', '-1.00'),
      fc.string(),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { maxLength: header.length + 1 }), { maxLength: 8 }),
        (rows) => {
          expect(faultsIn(readTable(activityCsv, [header, ...rows]))).toEqual([]);
        },
      ),
    );
  });

  it.each([
    ['webhooks', webhooksJson, webhook],
    ['orders', ordersJson, { id: '1', intent: 'CAPTURE', status: 'CREATED', purchase_units: [{}] }],
  ])('reads any JSON without an end: %s', (_name, reader, first) => {
    const broken = fc
      .record({ resource: fc.jsonValue(), purchase_units: fc.jsonValue() })
      .map((part) => ({ ...first, ...part }));
    fc.assert(
      fc.property(fc.array(fc.oneof(broken, fc.jsonValue())), (list) => {
        expect(faultsIn(readDocument(reader, [first, ...list]))).toEqual([]);
      }),
    );
  });
});
