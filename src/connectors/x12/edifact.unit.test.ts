import { describe, expect, it } from 'vitest';
import { observed, unreadable } from '../../../test/read-export.js';
import { readInterchanges } from '../../../test/read-interchanges.js';
import type { ObservationLine } from '../connector.js';
import { exports } from './exports.js';

const own = { own: new Set(['US']), partners: new Set<string>() };

/** One message in its interchange, sent by the company (US) or by its partner (ACME). */
function message(
  direction: 'sent' | 'received',
  type: string,
  segments: readonly string[],
  control = '0031',
): string {
  const [from, to] = direction === 'sent' ? ['US', 'ACME'] : ['ACME', 'US'];
  return [
    'UNA:+.? ',
    `UNB+UNOC:3+${from}:14+${to}:14+260304:1015+${control}`,
    `UNH+1+${type}:D:96A:UN`,
    ...segments,
    `UNT+${segments.length + 2}+1`,
    `UNZ+1+${control}`,
    '',
  ].join("'\n");
}

function told(text: string): readonly ObservationLine[] {
  const { readings, faults } = readInterchanges(exports, text, own);
  expect([...faults, ...unreadable(readings)]).toEqual([]);
  return observed(readings);
}

const order = [
  'BGM+220+PO-7+9',
  'DTM+137:20260303:102',
  'RFF+UC:WEB-1',
  'NAD+BY+5412345000013::9',
  'CUX+2:EUR:9',
  'LIN+1++4000862141404:EN',
  'PIA+1+BUY-1:IN+SELL-1:SA',
  'QTY+21:3',
  'PRI+AAA:9.25',
  'LIN+2++4000862141411:EN',
  'QTY+21:1:PCE',
  'UNS+S',
  'MOA+86:37.75',
  'CNT+2:2',
];

describe('an ORDERS', () => {
  it('is a purchase where it was sent, and an order where it was received', () => {
    const [document, purchase] = told(message('sent', 'ORDERS', order));
    expect(document).toMatchObject({
      id: 'US/0031/1/document.sent',
      kind: 'document.sent',
      at: '2026-03-04T10:15:00Z',
      refs: { document: 'US/31/1', po: ['PO-7'], partner: 'ACME' },
      data: { type: 'ORDERS', control: '0031/1' },
    });
    expect(purchase).toMatchObject({
      kind: 'purchase.ordered',
      refs: { purchase: 'PO-7', customer_order: 'WEB-1' },
      data: {
        lines: [
          { line: '1', sku: 'BUY-1', qty: '3', price: '9.25' },
          { line: '2', sku: '4000862141411', qty: '1' },
        ],
        total: { amount: '37.75', currency: 'EUR' },
      },
    });
    expect(told(message('received', 'ORDERS', order))[1]).toMatchObject({
      kind: 'order.placed',
      refs: { order: 'PO-7' },
      data: { lines: [{ sku: 'SELL-1' }, { sku: '4000862141411' }], payable: 'terms' },
    });
  });

  it('cancels by its function, and is changed by an ORDCHG that refers to it', () => {
    const cancelled = ['BGM+220+PO-7+1', ...order.slice(1)];
    expect(told(message('received', 'ORDERS', cancelled))[1]?.kind).toBe('order.cancelled');
    const changed = ['BGM+230+CHG-1+4', 'RFF+ON:PO-7', 'LIN+1+3', 'QTY+21:2', 'UNS+S'];
    expect(told(message('received', 'ORDCHG', changed))[1]).toMatchObject({
      kind: 'order.updated',
      refs: { order: 'PO-7' },
      data: { fields: ['lines'] },
    });
  });
});

describe('an ORDCHG', () => {
  const changed = (does: string, ...actions: readonly string[]): readonly unknown[] =>
    told(
      message('received', 'ORDCHG', [
        `BGM+230+CHG-1+${does}`,
        'RFF+ON:PO-7',
        ...actions.flatMap((action, index) => [
          `LIN+${index + 1}+${action}+400086214140${index}:EN`,
          'QTY+21:2',
        ]),
        'UNS+S',
      ]),
    ).slice(1);
  const first = { lines: [{ sku: '4000862141400', qty: '2' }] };
  const second = { lines: [{ line: '2', sku: '4000862141401', qty: '2' }] };

  it('cancels what it deletes, and changes what it changes', () => {
    const updated = { kind: 'order.updated', data: { fields: ['lines'] } };
    expect(changed('4', '2')).toMatchObject([{ kind: 'order.cancelled', data: first }]);
    expect(changed('4', '2', '3')).toMatchObject([{ kind: 'order.cancelled' }, updated]);
    expect(changed('5', '2', '3')).toMatchObject([{ kind: 'order.updated', data: second }]);
    expect(changed('5', '2')).toMatchObject([{ kind: 'order.cancelled' }]);
  });
});

describe('an interchange that is a test', () => {
  const usage = (indicator: string): readonly unknown[] => {
    const text = message('received', 'ORDERS', order).replace('+0031', `+0031++++++${indicator}`);
    return told(text).map(({ data }) => data?.['test']);
  };

  it('says so in each of its statements', () => {
    expect(usage('1')).toEqual([true, true]);
    expect(usage('2')).toEqual([true, true]);
    expect(usage('0')).toEqual([undefined, undefined]);
  });
});

describe('an ORDRSP', () => {
  const answer = (does: string, ...actions: readonly string[]): string[] => [
    `BGM+231+RSP-1+${does}`,
    'DTM+69:202603101200:203',
    'RFF+ON:PO-7',
    ...actions.flatMap((action, index) => [
      `LIN+${index + 1}+${action}+4000862141404:EN`,
      'PIA+1+BUY-1:IN',
      'QTY+113:3',
    ]),
    'UNS+S',
  ];

  it('answers the ORDERS and confirms the purchase', () => {
    expect(told(message('received', 'ORDRSP', answer('29', '5'))).slice(1)).toMatchObject([
      { kind: 'document.accepted', refs: { po: 'PO-7' }, data: { type: 'ORDERS' } },
      {
        kind: 'purchase.confirmed',
        refs: { purchase: 'PO-7' },
        data: { lines: [{ sku: 'BUY-1', qty: '3' }], promised_at: '2026-03-10T12:00:59.999Z' },
      },
    ]);
  });

  it('takes of each line what is to be delivered, now or later, and nothing of a refused one', () => {
    const taken = (action: string, ...quantities: readonly string[]): unknown =>
      told(
        message('received', 'ORDRSP', [
          ...answer('4').slice(0, -1),
          `LIN+1+${action}+4000862141404:EN`,
          ...quantities,
          'UNS+S',
        ]),
      )[2]?.data?.['lines'];
    const of = (qty: string): unknown => [{ line: '1', sku: '4000862141404', qty }];
    expect(taken('7', 'QTY+21:10')).toEqual(of('0'));
    expect(taken('2', 'QTY+21:10')).toEqual(of('0'));
    expect(taken('3', 'QTY+21:10', 'QTY+113:6', 'QTY+83:4')).toEqual(of('10'));
    expect(taken('3', 'QTY+21:10', 'QTY+113:6')).toEqual(of('6'));
    expect(taken('3', 'QTY+21:10', 'QTY+113:10', 'QTY+83:4')).toEqual(of('10'));
    expect(taken('5', 'QTY+21:10')).toEqual(of('10'));
  });

  it('says by its function or by its lines what becomes of the order', () => {
    const verdict = (does: string, ...actions: readonly string[]): string | undefined =>
      told(message('received', 'ORDRSP', answer(does, ...actions)))[1]?.kind;
    expect(verdict('27')).toBe('document.refused');
    expect(verdict('4', '5')).toBe('document.changed');
    expect(verdict('29', '5', '3')).toBe('document.changed');
    expect(verdict('9', '7', '7')).toBe('document.refused');
    expect(verdict('9')).toBeUndefined();
  });
});

describe('a DESADV', () => {
  it('is a shipment of each order that its lines name', () => {
    const text = message('received', 'DESADV', [
      'BGM+351+DES-1+9',
      'DTM+11:20260303:102',
      'TDT+20++30+31+:::UPS',
      'RFF+CN:1Z999',
      'CPS+1',
      'LIN+1++4000862141404:EN',
      'QTY+12:3',
      'RFF+ON:PO-7',
      'LIN+2++4000862141411:EN',
      'QTY+12:1',
      'RFF+ON:PO-8',
      'CNT+2:2',
    ]);
    expect(told(text).slice(1)).toMatchObject([
      {
        kind: 'shipment.shipped',
        at: '2026-03-03T00:00:00Z',
        basis: 'day',
        refs: { purchase: 'PO-7', shipment: 'DES-1', tracking: ['1Z999'] },
        data: { carrier: 'UPS', lines: [{ sku: '4000862141404', qty: '3' }] },
      },
      { refs: { purchase: 'PO-8' }, data: { lines: [{ sku: '4000862141411' }] } },
    ]);
  });
});

describe('a DESADV by its function', () => {
  const kind = (does: string): string | undefined => {
    const lines = ['RFF+ON:PO-7', 'LIN+1++4000862141404:EN', 'QTY+12:3', 'CNT+2:1'];
    return told(message('received', 'DESADV', [`BGM+351+DES-1+${does}`, ...lines]))[1]?.kind;
  };

  it('ships, takes back, or says nothing new', () => {
    expect(kind('9')).toBe('shipment.shipped');
    expect(kind('1')).toBe('shipment.cancelled');
    expect(kind('7')).toBeUndefined();
    expect(kind('31')).toBeUndefined();
  });
});

describe('an INVOIC', () => {
  it('is a bill or revenue, in whatever decimal mark', () => {
    const bill = [
      'BGM+380+INV-5',
      'RFF+ON:PO-7',
      'CUX+2:EUR:4',
      'LIN+1++4000862141404:EN',
      'QTY+47:3',
      'PRI+AAB:9,25',
      'UNS+S',
      'MOA+77:27,75',
    ];
    expect(told(message('received', 'INVOIC', bill))[1]).toMatchObject({
      kind: 'purchase.invoiced',
      refs: { purchase: 'PO-7', invoice: 'INV-5' },
      data: { total: { amount: '27.75', currency: 'EUR' }, lines: [{ qty: '3', price: '9.25' }] },
    });
    expect(told(message('sent', 'INVOIC', bill))[1]).toMatchObject({
      kind: 'books.revenue',
      refs: { order: 'PO-7' },
      data: { amount: '27.75', currency: 'EUR' },
    });
  });
});

describe('an INVOIC that claims nothing new', () => {
  const kinds = (begins: string, ...orders: readonly string[]): readonly unknown[] =>
    told(
      message('received', 'INVOIC', [
        begins,
        ...orders.flatMap((po, index) => [`LIN+${index + 1}`, 'QTY+47:3', `RFF+ON:${po}`]),
        'UNS+S',
        'MOA+77:27.75',
      ]),
    ).map(({ kind }) => kind);
  const bill = ['document.received', 'purchase.invoiced'];

  it('is a document alone: a credit, a proforma, a cancellation, a copy', () => {
    for (const begins of ['BGM+381+C-1+9', 'BGM+83+C-1+9', 'BGM+325+P-1+9']) {
      expect(kinds(begins, 'PO-7')).toEqual(['document.received']);
    }
    expect(kinds('BGM+380+INV-5+1', 'PO-7')).toEqual(['document.received']);
    expect(kinds('BGM+380+INV-5+31', 'PO-7')).toEqual(['document.received']);
    expect(kinds('BGM+380+INV-5+9', 'PO-7')).toEqual(bill);
  });

  it('is of the order that all of its lines name', () => {
    expect(kinds('BGM+380+INV-5', 'PO-7', 'PO-7')).toEqual(bill);
    expect(kinds('BGM+380+INV-5', 'PO-7', 'PO-8')).toEqual(['document.received']);
  });
});

describe('a CONTRL', () => {
  const contrl = (...segments: readonly string[]): readonly ObservationLine[] =>
    told(message('received', 'CONTRL', segments, '0077')).slice(1);

  it('acknowledges each message that it names, under the name that it was sent by', () => {
    const found = contrl(
      'UCI+0031+US:14+ACME:14+7',
      'UCM+1+ORDERS:D:96A:UN+7',
      'UCM+2+ORDERS:D:96A:UN+4+12',
    );
    expect(found).toMatchObject([
      {
        kind: 'document.acknowledged',
        refs: { document: 'US/31/1', partner: 'ACME' },
        status: { native: 'A' },
        data: { type: 'ORDERS' },
      },
      {
        refs: { document: 'US/31/2' },
        status: { native: 'R' },
        data: { errors: ['UCM error 12'] },
      },
      // All that no UCM rejects.
      { refs: { group: 'US/31' }, status: { native: 'A' } },
    ]);
  });

  it('speaks of the whole interchange where it names no message', () => {
    expect(contrl('UCI+0031+US:14+ACME:14+7')).toMatchObject([
      { kind: 'document.acknowledged', refs: { group: 'US/31' } },
    ]);
    expect(contrl('UCI+0031+US:14+ACME:14+8')[0]?.kind).toBe('document.transported');
    expect(contrl('UCI+0031+US:14+ACME:14+5')[0]?.kind).toBe('document.transported');
    expect(contrl('UCI+0031+US:14+ACME:14+6')).toMatchObject([
      { kind: 'document.acknowledged', status: { native: 'R' } },
    ]);
    expect(contrl('UCI+0031+US:14+ACME:14+4', 'UCM+1+ORDERS:D:96A:UN+4+12')).toMatchObject([
      { refs: { document: 'US/31/1' }, status: { native: 'R' } },
      { refs: { group: 'US/31' }, status: { native: 'R' } },
    ]);
    expect(contrl('UCI+0031+US:14+ACME:14+4+28')).toMatchObject([
      { kind: 'document.acknowledged', status: { native: 'R' } },
    ]);
  });
});
