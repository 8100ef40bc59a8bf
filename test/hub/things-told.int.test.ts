// Parcels, money and cancelled lines of one order, of which several systems tell by names of their own and in
// whatever order it arrives: each destination is told of each once, and of no more than there was.
import { describe, expect, it } from 'vitest';
import type { Echo, Said } from './several-world.js';
import { askedOf, everyArrival, held } from './several-world.js';

const usd = { currency: 'USD' };
const echoes = ['none', 'answers', 'own'] as const;

function money(kind: 'payment' | 'refund', spoken: string, amount: number): Said {
  const [system = '', name = ''] = spoken.split(' ');
  const word = kind === 'payment' ? 'captured' : 'issued';
  return [`${system} ${kind}.${word}`, { [kind]: name }, { amount: `${amount}.00`, ...usd }];
}

const goods = (sku: string, qty: number): object => ({ lines: [{ sku, qty }] });

/** What one system was asked, in each way in which it may arrive. */
async function everyTime(
  to: string,
  said: readonly Said[],
  { before = held(), by = echoes }: { before?: readonly Said[]; by?: readonly Echo[] } = {},
): Promise<readonly string[]> {
  const outcomes = new Set<string>();
  for (const arriving of everyArrival(said.length, by)) {
    const asked = await askedOf(before, said, arriving);
    outcomes.add(asked.filter((one) => one.startsWith(`${to} `)).join(', '));
  }
  return [...outcomes].sort();
}

describe.each(['payment', 'refund'] as const)('the ERP is told of a %s', (kind) => {
  const told = (...sums: number[]): string =>
    sums.map((sum) => `erp record-${kind} ${sum}.00`).join(', ');

  it('that is one of several of its system, each once', async () => {
    const said = [money(kind, 'shop t1', 20), money(kind, 'shop t2', 20)];
    expect(await everyTime('erp', said)).toEqual([told(20, 20)]);
  });

  it('of which two systems tell twice by names of their own, twice', async () => {
    const said = [
      money(kind, 'shop t1', 20),
      money(kind, 'pay ch_1', 20),
      money(kind, 'shop t2', 20),
      money(kind, 'pay ch_2', 20),
    ];
    expect(await everyTime('erp', said, { by: ['none', 'own'] })).toEqual([told(20, 20)]);
  });

  it('in one sum or in its parts, and never in both', async () => {
    const said = [money(kind, 'pay a', 4), money(kind, 'shop R', 9), money(kind, 'pay b', 5)];
    expect(await everyTime('erp', said)).toEqual([told(4, 5), told(9)]);
  });

  it('that another system tells of in another currency, once', async () => {
    const euros: Said = money(kind, 'pay ch_1', 18);
    const said = [
      money(kind, 'shop t1', 20),
      [...euros.slice(0, 2), { amount: '18.00', currency: 'EUR' }] as never,
    ];
    const outcomes = await everyTime('erp', said);
    expect(outcomes).toEqual([told(18), told(20)]);
  });
});

describe('what one of two systems tells of, among what both do', () => {
  const times = (kind: 'payment' | 'refund', asked: readonly string[]): number =>
    asked.filter((one) => one === `erp record-${kind} 10.00`).length;

  it('is told though it was paid first, and heard of last', async () => {
    const said = ['pay p0', 'shop s0', 'shop s1', 'shop s2', 'pay p1'].map((one) =>
      money('payment', one, 10),
    );
    for (const echo of echoes) {
      const asked = await askedOf(held(), said, { order: [3, 0, 2, 4, 1], each: true, echo });
      expect([echo, times('payment', asked)]).toEqual([echo, 3]);
    }
  });

  it('is told though others are shown that come to as much', async () => {
    const said = ['market m0 10', 'market m1 10', 'shop s1 10', 'shop s2 15', 'market m2 15'].map(
      (one) => money('payment', one, Number(one.split(' ')[2])),
    );
    for (const echo of echoes) {
      const asked = await askedOf(held(), said, { order: [0, 2, 3, 4, 1], each: true, echo });
      expect([echo, times('payment', asked)]).toEqual([echo, 2]);
      expect(asked).toHaveLength(3);
    }
  });

  it('is told though what was told after it was told as the other has it', async () => {
    const said = ['pay r0', 'shop r0', 'shop r2', 'pay r1', 'pay r2'].map((one) =>
      money('refund', one, 10),
    );
    for (const echo of echoes) {
      const asked = await askedOf(held(), said, { order: [0, 1, 2, 3, 4], each: false, echo });
      expect([echo, times('refund', asked)]).toEqual([echo, 3]);
    }
  });
});

describe('the ERP is told of no payment', () => {
  it.each([
    [
      'beyond what the order comes to',
      [money('payment', 'pay pi_1', 40), money('payment', 'pay ch_1', 40)],
    ],
    [
      'that bears no name of its own',
      [money('payment', 'pay pi_1', 20), ['pay payment.captured', {}, { amount: '20.00', ...usd }]],
    ],
  ] as readonly (readonly [string, readonly Said[]])[])('%s', async (_words, said) => {
    for (const asked of await everyTime('erp', said)) expect(asked.split(', ')).toHaveLength(1);
  });
});

describe('a parcel', () => {
  const shipped = (system: string, name: string, data: object): Said => [
    `${system} shipment.shipped`,
    { shipment: name },
    data,
  ];
  const one = goods('A', 1);

  it('that ERP and warehouse number each for themselves is told to the shop once', async () => {
    const said = [shipped('wh', 'F1', one), shipped('erp', 'IF7', one)];
    // It answers, and then tells of it under its own number.
    const by = ['none', 'answers'] as const;
    expect(await everyTime('shop', said, { by })).toEqual(['shop confirm-shipment A×1']);
  });

  it('and the next one are told to the shop both', async () => {
    const said = ['F1', 'F2'].flatMap((name, index) => [
      shipped('wh', name, one),
      shipped('erp', `IF${index}`, one),
    ]);
    const twice = 'shop confirm-shipment A×1, shop confirm-shipment A×1';
    expect(await everyTime('shop', said, { by: ['none', 'answers'] })).toEqual([twice]);
  });

  it.each([
    ['of other goods', one, goods('B', 1)],
    ['of another tracking', { ...one, tracking: 'T-1' }, { ...one, tracking: 'T-2' }],
  ])('%s of another system is told as well', async (_words, here, there) => {
    const said = [shipped('wh', 'F1', here), shipped('maker', 'D9', there)];
    const outcomes = await everyTime('shop', said, { by: ['none'] });
    for (const asked of outcomes) expect(asked.split(', ')).toHaveLength(2);
  });

  it('that the shop does not tell of is told to it, and not the one that it tells of', async () => {
    const both = goods('A', 2);
    const said = [shipped('wh', 'F1', one), shipped('wh', 'F2', both), shipped('shop', '7', both)];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
    ]) {
      const asked = await askedOf(held(), said, { order, each: false, echo: 'none' });
      expect(asked.filter((word) => word.startsWith('shop '))).toEqual([
        'shop confirm-shipment A×1',
      ]);
    }
  });

  it('of one tracking is one, whatever its number and its goods are called', async () => {
    const said = [
      shipped('wh', 'F1', { ...one, tracking: 'T-1' }),
      shipped('erp', 'IF7', { tracking: 'T-1' }),
    ];
    const outcomes = await everyTime('shop', said, { by: ['none', 'answers'] });
    for (const asked of outcomes) expect(asked.split(', ')).toHaveLength(1);
  });
});

describe('cancelled lines', () => {
  const cancel = (system: string, data: object = {}): Said => [
    `${system} order.cancelled`,
    {},
    data,
  ];
  const once = 'cancel-order A×1';

  it('are told to the warehouse once, though two tell of them', async () => {
    for (const [one, other] of [
      ['shop', 'erp'],
      ['market', 'shop'],
    ] as const) {
      const said = [cancel(one, goods('A', 1)), cancel(other, goods('A', 1))];
      const before = one === 'market' ? held('market') : held();
      expect(await everyTime('wh', said, { before, by: ['none'] })).toEqual([`wh ${once}`]);
    }
  });

  it('in other portions come to no more', async () => {
    const said = [
      cancel('market', goods('A', 2)),
      cancel('shop', goods('A', 1)),
      cancel('shop', goods('A', 1)),
    ];
    const outcomes = await everyTime('erp', said, { before: held('market'), by: ['none'] });
    expect(outcomes).toEqual([`erp ${once}, erp ${once}`, 'erp cancel-order A×2']);
  });

  it('are not told back to who is told of them', async () => {
    const said = [cancel('shop', goods('A', 1)), cancel('shop', goods('A', 1))];
    const outcomes = await everyTime('shop', said);
    expect(outcomes).toEqual(['']);
    expect(await everyTime('erp', said)).toEqual([`erp ${once}, erp ${once}`]);
  });

  it('that the warehouse answers for, and then tells of, are not told back to the shop', async () => {
    const said = [cancel('shop', goods('A', 1)), cancel('wh', goods('A', 1))];
    const asked = await askedOf(held(), said, { order: [0, 1], each: true, echo: 'answers' });
    expect(asked).toEqual([`erp ${once}`, `wh ${once}`]);
  });

  it('that the shop did not cancel are told to it, and not those that it did', async () => {
    const lines = ['A', 'B', 'A'].map((sku) => cancel('wh', goods(sku, 1)));
    const said = [...lines, cancel('shop', goods('B', 1))];
    for (const order of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
    ]) {
      const asked = await askedOf(held(), said, { order, each: false, echo: 'none' });
      expect(asked.filter((word) => word.startsWith('shop '))).toEqual([
        `shop ${once}`,
        `shop ${once}`,
      ]);
    }
  });

  it('that are all of the order cancel all of it, and not the last of them', async () => {
    const said = [cancel('shop', goods('A', 3)), cancel('shop', goods('B', 1))];
    const outcomes = await everyTime('erp', said);
    for (const asked of outcomes) expect(asked.split(', ')).toContain('erp cancel-order');
    expect(outcomes).toContain('erp cancel-order');
  });

  it('are not told after an edit that no longer has them, nor after the whole order', async () => {
    const edited = {
      lines: [
        { sku: 'A', qty: 2 },
        { sku: 'B', qty: 1 },
      ],
    };
    const lines = cancel('shop', goods('A', 1));
    const late = { order: [1, 0], each: true, echo: 'none' } as const;
    const edit: Said = ['market order.updated', {}, edited];
    expect(await askedOf(held('market'), [lines, edit], late)).toEqual([
      'erp update-order A×2+B×1',
      'wh update-order A×2+B×1',
    ]);
    const whole = await askedOf(held('market'), [lines, cancel('market')], late);
    expect(whole).toEqual(['erp cancel-order', 'shop cancel-order', 'wh cancel-order']);
  });
});
