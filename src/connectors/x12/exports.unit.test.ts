import { describe, expect, it } from 'vitest';
import { observed, unreadable } from '../../../test/read-export.js';
import { readInterchanges } from '../../../test/read-interchanges.js';
import type { ObservationLine } from '../connector.js';
import { exports } from './exports.js';

const own = { own: new Set(['US']), partners: new Set<string>() };
const at = { at: '2026-03-04T10:15:00Z', at_until: '2026-03-04T10:15:59.999Z' };

/** One set in its envelopes, sent by the company (US) or by its partner (ACME). */
function x12(direction: 'sent' | 'received', group: string, segments: readonly string[]): string {
  const [from, to] = direction === 'sent' ? ['US', 'ACME'] : ['ACME', 'US'];
  const [type = ''] = segments;
  return [
    `ISA*00*          *00*          *ZZ*${from.padEnd(15)}*ZZ*${to.padEnd(15)}*260304*1015*U*00401*000000031*0*P*>`,
    `GS*${group}*${from}*${to}*20260304*1015*0021*X*004010`,
    `ST*${type}*0001`,
    ...segments.slice(1),
    `SE*${segments.length + 1}*0001`,
    'GE*1*21',
    'IEA*1*31',
    '',
  ].join('~\n');
}

function told(text: string): readonly ObservationLine[] {
  const { readings, faults } = readInterchanges(exports, text, own);
  expect([...faults, ...unreadable(readings)]).toEqual([]);
  return observed(readings);
}

const refused = (text: string): string[] =>
  unreadable(readInterchanges(exports, text, own).readings);

const order = [
  '850',
  'BEG*00*DS*PO-7*3*20260303',
  'CUR*BY*USD',
  'REF*CO*WEB-1',
  'N1*ST*Somebody*92*88',
  'PO1*1*3*EA*9.25*PE*VN*SELL-1*IN*BUY-1*UP*012345678905',
  'PID*F****A thing',
  'PO1*2*1*EA***SK*STOCK-2',
  'CTT*2',
  'AMT*TT*37.75',
];

describe('an 850', () => {
  it('that was sent is a purchase, in the names of the buyer', () => {
    const [document, purchase, ...others] = told(x12('sent', 'PO', order));
    expect(others).toEqual([]);
    expect(document).toEqual({
      id: 'US/000000031/0021/0001/document.sent',
      system: 'edi',
      kind: 'document.sent',
      ...at,
      refs: { document: 'US/21/0001', group: 'US/21', po: ['PO-7'], partner: 'ACME' },
      data: { type: '850', control: '000000031/0021/0001' },
    });
    expect(purchase).toMatchObject({
      kind: 'purchase.ordered',
      ...at,
      refs: { purchase: 'PO-7', po: 'PO-7', customer_order: 'WEB-1', partner: 'ACME' },
      data: {
        lines: [
          { line: '1', sku: 'BUY-1', qty: '3', price: '9.25' },
          { line: '2', sku: 'STOCK-2', qty: '1' },
        ],
        total: { amount: '37.75', currency: 'USD' },
      },
    });
  });

  it('that was received is an order, in the names of the seller, paid by invoice', () => {
    const [document, placed] = told(x12('received', 'PO', order));
    expect(document).toMatchObject({ kind: 'document.received', refs: { partner: 'ACME' } });
    expect(placed).toMatchObject({
      kind: 'order.placed',
      refs: { order: 'PO-7', po: 'PO-7', customer_order: 'WEB-1' },
      data: { lines: [{ sku: 'SELL-1' }, { sku: 'STOCK-2' }], channel: 'ACME', payable: 'terms' },
    });
  });

  it('of which no side is known is a document, and once a file it is asked who is who', () => {
    const text = x12('sent', 'PO', order);
    const { readings } = readInterchanges(exports, text + text.replaceAll('PO-7', 'PO-8'));
    expect(observed(readings).map(({ kind }) => kind)).toEqual(['document.sent', 'document.sent']);
    expect(readings.filter(({ kind }) => kind === 'remark')).toMatchObject([
      {
        line: 3,
        reason: expect.stringMatching(
          /of "ACME" and "US" which side.*edi: { role: edi, connector: x12 }.*ids: \["US"\] } if you are "ACME", or \["ACME"\] if you are "US"/,
        ) as string,
      },
    ]);
  });

  it('tells the company by its being in everything that the file holds', () => {
    const sent = x12('sent', 'PO', order);
    const other = sent.replaceAll('ACME           ', 'GLOBEX         ').replaceAll('PO-7', 'PO-8');
    const kinds = observed(readInterchanges(exports, sent + other).readings).map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual([
      'document.sent',
      'purchase.ordered',
      'document.sent',
      'purchase.ordered',
    ]);
  });

  it('tells the company by a partner that the contract names', () => {
    const parties = { own: new Set<string>(), partners: new Set(['ACME']) };
    const { readings } = readInterchanges(exports, x12('received', 'PO', order), parties);
    expect(observed(readings)[1]?.kind).toBe('order.placed');
  });

  it('cancels, changes or repeats by its purpose', () => {
    const withPurpose = (purpose: string): string[] =>
      told(
        x12('received', 'PO', ['850', `BEG*${purpose}*SA*PO-7**20260303`, ...order.slice(5)]),
      ).map(({ kind }) => kind);
    expect(withPurpose('01')).toEqual(['document.received', 'order.cancelled']);
    expect(withPurpose('05')).toEqual(['document.received', 'order.updated']);
    expect(withPurpose('07')).toEqual(['document.received']);
  });

  it('without whole quantities can not be read as an order', () => {
    const text = x12('received', 'PO', ['850', 'BEG*00*SA*PO-7**20260303', 'PO1*1*2.5*LB*1']);
    expect(refused(text)).toEqual([
      '3: 850 0001: the order has no lines with whole quantities, so nothing was ordered',
    ]);
  });
});

describe('an interchange that is no live business', () => {
  const usage = (code: string): string =>
    x12('received', 'PO', order).replace('*0*P*', `*0*${code}*`);

  it('says so in each of its statements, under names of its own', () => {
    for (const code of ['T', 'I']) {
      const statements = told(usage(code));
      expect(statements.map(({ data }) => data?.['test'])).toEqual([true, true]);
      expect(statements[0]?.id).toBe('test/ACME/000000031/0021/0001/document.received');
    }
    expect(told(usage('P')).some(({ data }) => data?.['test'] !== undefined)).toBe(false);
  });
});

describe('an 860', () => {
  const change = (code: string): string[] => [
    '860',
    `BCH*${code}*SA*PO-7**2*20260303*****20260304`,
    'POC*1*QD*2*0*EA*9.25*PE*VN*SELL-1',
  ];

  it('that was received changes or cancels the order; sent it is a document alone', () => {
    const received = (code: string): readonly ObservationLine[] =>
      told(x12('received', 'PC', change(code)));
    expect(received('04')[1]).toMatchObject({
      kind: 'order.updated',
      refs: { order: 'PO-7' },
      data: { fields: ['lines'] },
    });
    expect(received('05')[1]?.data).toEqual({
      lines: [{ line: '1', sku: 'SELL-1', qty: '2', price: '9.25' }],
    });
    expect(received('01')[1]?.kind).toBe('order.cancelled');
    expect(told(x12('sent', 'PC', change('04'))).map(({ kind }) => kind)).toEqual([
      'document.sent',
    ]);
  });
});

describe('an 860 of some lines', () => {
  const told860 = (...lines: readonly string[]): readonly unknown[] =>
    told(x12('received', 'PC', ['860', 'BCH*04*SA*PO-7**2*20260303', ...lines])).slice(1);
  const deleted = { kind: 'order.cancelled', data: { lines: [{ sku: 'SELL-1', qty: '3' }] } };
  const updated = { kind: 'order.updated', refs: { order: 'PO-7' }, data: { fields: ['lines'] } };

  it('cancels what it deletes, of so many', () => {
    expect(told860('POC*1*DI*3**EA*9.25*PE*VN*SELL-1')).toMatchObject([deleted]);
  });

  it('changes the order where it changes lines, or does not say how many it deletes', () => {
    const mixed = told860('POC*1*CF*3**EA*9.25*PE*VN*SELL-1', 'POC*2*QI*4**EA***VN*SELL-2');
    expect(mixed).toMatchObject([deleted, updated]);
    expect(told860('POC*1*DI******VN*SELL-1')).toMatchObject([updated]);
    expect(told860('POC*1*DI*3**EA')).toMatchObject([updated]);
  });

  it('changes none of its lines where it names none', () => {
    const [update, ...others] = told860('DTM*002*20260310');
    expect(others).toEqual([]);
    expect(update).toMatchObject({ kind: 'order.updated', data: {} });
    expect(update).not.toHaveProperty('data.fields');
  });
});

describe('an 855', () => {
  const answer = (code: string, ack = 'IA'): string[] => [
    '855',
    `BAK*00*${code}*PO-7*20260303****SO-99*20260304`,
    'PO1*1*3*EA*9.25*PE*VN*SELL-1*IN*BUY-1',
    `ACK*${ack}*3*EA*068*20260310`,
    'CTT*1',
  ];

  it('that was received answers the 850 and confirms the purchase', () => {
    const [document, accepted, confirmed] = told(x12('received', 'PR', answer('AD')));
    expect(document).toMatchObject({ kind: 'document.received', data: { type: '855' } });
    expect(accepted).toMatchObject({
      kind: 'document.accepted',
      refs: { po: 'PO-7', partner: 'ACME' },
      status: { native: 'AD' },
      data: { type: '850' },
    });
    expect(accepted?.refs?.['document']).toBeUndefined();
    expect(confirmed).toMatchObject({
      kind: 'purchase.confirmed',
      refs: { purchase: 'PO-7' },
      data: { lines: [{ sku: 'BUY-1', qty: '3' }], promised_at: '2026-03-10T23:59:59.999Z' },
    });
  });

  it('that was sent accepts the order under the number of the seller', () => {
    expect(told(x12('sent', 'PR', answer('AT')))[2]).toMatchObject({
      kind: 'order.accepted',
      refs: { order: 'PO-7', record: 'SO-99' },
      data: { lines: [{ sku: 'SELL-1' }] },
    });
  });

  it('changes, refuses or holds by its code, and by a line that says otherwise', () => {
    const kinds = (code: string, ack?: string): string[] =>
      told(x12('received', 'PR', answer(code, ack))).map(({ kind }) => kind);
    expect(kinds('AC')[1]).toBe('document.changed');
    expect(kinds('AD', 'IB')[1]).toBe('document.changed');
    expect(kinds('RJ')).toEqual(['document.received', 'document.refused']);
    expect(kinds('AH')).toEqual(['document.received']);
    expect(told(x12('sent', 'PR', answer('AH')))[1]?.kind).toBe('order.held');
  });

  it('is of the 860 as an 865', () => {
    const text = x12('received', 'CA', [
      '865',
      'BCA*00*AT*PO-7**2*20260303',
      'POC*1*NC*3*0*EA*9.25*PE*IN*BUY-1',
    ]);
    expect(told(text).slice(1)).toMatchObject([
      { kind: 'document.accepted', data: { type: '860' } },
      { kind: 'purchase.confirmed', data: { lines: [{ sku: 'BUY-1' }] } },
    ]);
  });
});

describe('an 856', () => {
  const notice = [
    '856',
    'BSN*00*SHIP-1*20260304*0930*0001',
    'HL*1**S',
    'TD5*B*2*UPSN',
    'REF*CN*PRO-5',
    'DTM*011*20260304*0800',
    'HL*2*1*O',
    'PRF*PO-7',
    'HL*3*2*P',
    'MAN*CP*1Z999',
    'HL*4*3*I',
    'LIN*1*IN*BUY-1*VN*SELL-1',
    'SN1**3*EA',
    'HL*5*1*O',
    'PRF*PO-8',
    'HL*6*5*I',
    'LIN*1*IN*BUY-2*VN*SELL-2',
    'SN1**1*EA',
    'CTT*6',
  ];

  it('is a shipment of each order in it, at the time that it left', () => {
    const [document, first, second] = told(x12('received', 'SH', notice));
    expect(document?.refs?.['po']).toEqual(['PO-7', 'PO-8']);
    expect(first).toMatchObject({
      kind: 'shipment.shipped',
      at: '2026-03-04T08:00:00Z',
      refs: { purchase: 'PO-7', shipment: 'SHIP-1', tracking: ['PRO-5', '1Z999'] },
      data: { lines: [{ line: '1', sku: 'BUY-1', qty: '3' }], carrier: 'UPSN', tracking: 'PRO-5' },
    });
    expect(second).toMatchObject({
      refs: { purchase: 'PO-8' },
      data: { lines: [{ sku: 'BUY-2', qty: '1' }] },
    });
  });

  it('that was sent is of the order, and one that takes back cancels', () => {
    const sent = told(x12('sent', 'SH', notice));
    expect(sent[1]).toMatchObject({
      refs: { order: 'PO-7' },
      data: { lines: [{ sku: 'SELL-1' }] },
    });
    const back = x12('sent', 'SH', notice).replace('BSN*00', 'BSN*01');
    expect(told(back)[1]?.kind).toBe('shipment.cancelled');
  });

  it('whose tree lacks parents hangs each branch below the order before it', () => {
    const text = x12('received', 'SH', notice)
      .replace('HL*3*2*P', 'HL*3**P')
      .replace('HL*4*3', 'HL*4*');
    expect(told(text)[1]?.data).toMatchObject({ lines: [{ sku: 'BUY-1' }] });
  });
});

describe('an 810', () => {
  const bill = [
    '810',
    'BIG*20260304*INV-5*20260303*PO-7***DI',
    'CUR*SE*USD',
    'IT1*1*3*EA*9.25**VN*SELL-1*IN*BUY-1',
    'TDS*2775',
    'CTT*1',
  ];

  it('is a bill where it was received, and revenue where it was sent', () => {
    expect(told(x12('received', 'IN', bill))[1]).toMatchObject({
      kind: 'purchase.invoiced',
      refs: { purchase: 'PO-7', invoice: 'INV-5' },
      data: { lines: [{ sku: 'BUY-1', qty: '3' }], total: { amount: '27.75', currency: 'USD' } },
    });
    expect(told(x12('sent', 'IN', bill))[1]).toMatchObject({
      kind: 'books.revenue',
      refs: { order: 'PO-7' },
      data: { amount: '27.75', currency: 'USD', lines: [{ sku: 'SELL-1' }] },
    });
  });

  it('that is a credit, is taken back or repeats another is a document alone', () => {
    for (const stands of ['***CR', '***CN', '***DI*01', '***DI*07']) {
      const text = x12('received', 'IN', bill).replace('***DI', stands);
      expect(told(text)).toHaveLength(1);
    }
    const original = x12('received', 'IN', bill).replace('***DI', '***DI*00');
    expect(told(original)).toHaveLength(2);
  });
});

describe('an 846', () => {
  it('is a snapshot of a feed, and the stock of each item in it', () => {
    const text = x12('received', 'IB', [
      '846',
      'BIA*00*SI*REF-1*20260304*0600',
      'N1*WH*East*92*W1',
      'LIN*1*VN*SELL-1*IN*BUY-1',
      'QTY*33*12*EA',
      'QTY*17*15*EA',
      'LIN*2*VN*SELL-2',
      'QTY*63*4*EA',
      // Of two places: neither is what there is.
      'LIN*3*VN*SELL-3',
      'QTY*33*5*EA',
      'N1*WH*West*92*W2',
      'QTY*33*7*EA',
      'CTT*3',
    ]);
    const [, snapshot, ...levels] = told(text);
    expect(snapshot).toMatchObject({
      kind: 'feed.snapshot',
      refs: { feed: 'ACME/846' },
      data: { as_of: '2026-03-04T06:00:00Z', rows: 3 },
    });
    expect(levels).toMatchObject([
      {
        kind: 'stock.level',
        at: '2026-03-04T06:00:00Z',
        refs: { sku: 'BUY-1', location: 'W1' },
        data: { available: '12', on_hand: '15' },
      },
    ]);
  });
});

describe('an 870', () => {
  const report = (...codes: readonly string[]): string[] => [
    '870',
    'BSR*3*PP*R-1*20260304',
    'HL*1**O',
    'PRF*PO-7',
    ...codes.flatMap((code, index) => [`HL*${index + 2}*1*I`, `ISR*${code}*20260303`]),
  ];

  it('is the status of an order whose items agree, and of no other', () => {
    expect(told(x12('received', 'RS', report('SH', 'SH')))[1]).toMatchObject({
      kind: 'order.status',
      at: '2026-03-03T00:00:00Z',
      basis: 'day',
      refs: { purchase: 'PO-7' },
      status: { native: 'SH' },
    });
    expect(told(x12('received', 'RS', report('SH', 'BO')))).toHaveLength(1);
  });
});

describe('the sets of a warehouse', () => {
  const shipped = ['945', 'W06*F**20260304*SHIP-2**PO-7', 'LX*1', 'W12*CC*3*2*1*EA**VN*SELL-1'];

  it('show which side is the company: whose goods it holds', () => {
    const { readings } = readInterchanges(exports, x12('received', 'SW', shipped));
    expect(observed(readings)).toMatchObject([
      { kind: 'document.received', refs: { partner: 'ACME' } },
      { kind: 'shipment.shipped', refs: { order: 'PO-7', shipment: 'SHIP-2' } },
    ]);
    expect(readings).toHaveLength(2);
  });

  it('show it of the pair in other sets too', () => {
    const sent = x12('sent', 'PO', order);
    const { readings } = readInterchanges(exports, x12('received', 'SW', shipped) + sent);
    expect(observed(readings).map(({ kind }) => kind)).toContain('purchase.ordered');
  });

  it('show nothing against the contract, of a warehouse that reads its own archive', () => {
    const parties = { own: new Set<string>(), partners: new Set(['US']) };
    const { readings } = readInterchanges(exports, x12('received', 'SW', shipped), parties);
    expect(observed(readings)[0]).toMatchObject({ kind: 'document.sent', refs: { partner: 'US' } });
  });

  it('are a request to ship (940) and a shipment (945), by the name of the company', () => {
    const lines = ['LX*1', 'W01*3*EA*012345678905*VN*SELL-1'];
    expect(told(x12('sent', 'OW', ['940', 'W05*N*SO-1*PO-7', ...lines]))[1]).toMatchObject({
      kind: 'fulfilment.requested',
      refs: { external: 'SO-1', po: 'PO-7' },
      data: { lines: [{ sku: 'SELL-1', qty: '3' }] },
    });
    const notice = [
      '945',
      'W06*F*SO-1*20260304*SHIP-2**PO-7',
      'N9*2I*1Z999',
      'W27*M*UPSN',
      'LX*1',
      'W12*CC*3*2*1*EA*012345678905*VN*SELL-1',
    ];
    expect(told(x12('received', 'SW', notice))[1]).toMatchObject({
      kind: 'shipment.shipped',
      basis: 'day',
      refs: { external: 'SO-1', shipment: 'SHIP-2', tracking: ['1Z999'] },
      data: { lines: [{ sku: 'SELL-1', qty: '2' }], carrier: 'UPSN' },
    });
  });
});
