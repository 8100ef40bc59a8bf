// A refund, a return or a payment of which several systems tell: the ERP is told of it once, whatever each calls
// it, and of every one that is another.
import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import { LedHub, minute, paid } from './led-hub.js';

const order = { order: 'O-1' };
const systems = '  pay: { role: payments }\n';

/** System, name and amount or quantity of each statement, as they come. */
type Said = readonly (readonly [system: string, name: string | null, count: number])[];

/** What the ERP, which shows nothing in its turn, is told: after each statement, or once all are there. */
async function told(
  said: Said,
  kind: 'refund' | 'return',
  each: boolean,
): Promise<readonly string[]> {
  const hub = await LedHub.over(new MemoryStore(), `  ${kind}-to-erp: { mode: live }`, systems);
  await hub.say('shop order.placed', order, { ...paid, lines: [{ sku: 'A', qty: 9 }] });
  await hub.say('erp order.acknowledged', { ...order, record: 'SO' }, { state: 'confirmed' });
  const keys: string[] = [];
  for (const [index, [system, name, count]] of said.entries()) {
    hub.now += minute;
    const refs = name === null ? order : { ...order, [kind]: name };
    const [word, data] =
      kind === 'refund'
        ? ['issued', { amount: `${count}.00`, currency: 'USD' }]
        : ['received', { lines: [{ sku: 'A', qty: count }] }];
    await hub.say(`${system} ${kind}.${word}`, refs, data);
    if (!each && index < said.length - 1) continue;
    // One at a time goes out for an order.
    for (let round = 0; round < said.length; round += 1) {
      hub.now += minute;
      keys.push(...(await hub.carry('accepted')).map(({ handoff }) => handoff.key));
    }
  }
  return keys.map((key) => key.slice(key.lastIndexOf('=') + 1));
}

const cases: readonly (readonly [string, Said, readonly string[]])[] = [
  [
    'by one name',
    [
      ['shop', 'R', 5],
      ['pay', 'R', 5],
    ],
    ['R'],
  ],
  [
    'by names of their own',
    [
      ['shop', 'R', 5],
      ['pay', 're_1', 5],
    ],
    ['R'],
  ],
  [
    'in one sum and in its parts',
    [
      ['shop', 'R', 9],
      ['pay', 'a', 4],
      ['pay', 'b', 5],
    ],
    ['R'],
  ],
  [
    'and then of another',
    [
      ['shop', 'R', 5],
      ['pay', 'a', 5],
      ['pay', 'b', 3],
      ['shop', 'S', 3],
    ],
    ['R', 'b'],
  ],
  [
    'of which one tells two',
    [
      ['shop', 'R', 2],
      ['shop', 'S', 2],
    ],
    ['R', 'S'],
  ],
];

describe.each(['refund', 'return'] as const)('the ERP is told once of a %s', (kind) => {
  it.each(cases)('of which two tell %s', async (_name, said, expected) => {
    expect(await told(said, kind, true)).toEqual(expected);
    expect(await told(said, kind, false)).toEqual(expected);
  });

  it('of which two tell without a name', async () => {
    const said = [
      ['shop', null, 5],
      ['pay', null, 5],
    ] as const;
    expect(await told(said, kind, true)).toHaveLength(1);
    expect(await told(said, kind, false)).toHaveLength(1);
  });
});

it.each(['refund', 'return'] as const)(
  'is told of a %s though it shows as much, of another of which the first to tell has not heard',
  async (kind) => {
    const rules = `  ${kind}-to-erp: { mode: live }`;
    const hub = await LedHub.over(new MemoryStore(), rules, systems);
    await hub.say('shop order.placed', order, { ...paid, lines: [{ sku: 'A', qty: 9 }] });
    await hub.say('erp order.acknowledged', { ...order, record: 'SO' }, { state: 'confirmed' });
    const [word, data] =
      kind === 'refund'
        ? ['issued', { amount: '3.00', currency: 'USD' }]
        : ['received', { lines: [{ sku: 'A', qty: 3 }] }];
    const say = async (system: string, name: string): Promise<void> => {
      hub.now += minute;
      await hub.say(`${system} ${kind}.${word}`, { ...order, [kind]: name }, data);
    };
    await say('pay', '1');
    await hub.carry('accepted');
    await say('erp', '1');
    await say('shop', '2');
    await say('pay', '2');
    hub.now += minute;
    expect(await hub.carry('accepted')).toHaveLength(1);
  },
);

it('is told once of a refund that came after another, of which one alone tells', async () => {
  const said = [
    ['shop', 'S', 3],
    ['pay', 'a', 4],
    ['pay', 'b', 3],
  ] as const;
  expect(await told(said, 'refund', true)).toEqual(['S', 'a']);
  expect(await told(said, 'refund', false)).toEqual(['S', 'a']);
});

it('is told once of a payment, though who tells of it later saw it earlier', async () => {
  const hub = await LedHub.over(new MemoryStore(), '  payment-to-erp: { mode: live }', systems);
  await hub.say('shop order.placed', order, paid);
  await hub.say('erp order.acknowledged', { ...order, record: 'SO' }, { state: 'confirmed' });
  const amount = { amount: '9.00', currency: 'USD' };
  hub.now += 2 * minute;
  await hub.say('shop payment.captured', order, amount);
  const first = await hub.carry('accepted');
  hub.now -= minute;
  await hub.say('pay payment.captured', { ...order, payment: 'ch_1' }, amount);
  hub.now += 2 * minute;
  expect([first.length, ...(await hub.carry('accepted'))]).toEqual([1]);
});
