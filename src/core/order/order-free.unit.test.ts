// Law 3: the same set of statements, in any order and with any repeats, gives the same records and
// the same findings. All permutations of each history, not a sample of them.
import { describe, expect, it } from 'vitest';
import { contextOf, lines, said } from '../../../test/given.js';
import { emptyTally } from '../detect/tally.js';
import { OrderNames } from '../identity/names.js';
import { orderSubjects } from '../identity/exact.js';
import type { Kind } from '../observation/kinds.js';
import { kinds } from '../observation/kinds.js';
import type { Observation } from '../observation/observation.js';
import { isUnreadable, readObservation } from '../observation/read.js';
import { subjectTypeOf } from '../observation/subject-type.js';
import { arrivals } from './arrivals.js';
import { foldOrder } from './fold.js';
import { judgeOrders, orderRun } from './judge.js';
import { orderReference } from './subject.js';

/** mulberry32: a small seeded generator, good enough to draw histories. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const systems = ['shop', 'amazon', 'erp', 'pay', 'ipaas', 'warehouse'];
const orderKinds = kinds.filter(
  (kind) => subjectTypeOf(kind) === 'order' || kind.startsWith('hop.') || kind.startsWith('hand.'),
);

/** Names that overlap: some by the global order, some by a weak name, some only by a payment. */
const names: readonly Record<string, string | string[]>[] = [
  { order: 'O-1' },
  { order: 'O-1', order_name: '#1', payment: 'p-1' },
  { order_name: '#1' },
  { order: 'O-2', order_name: '#1' },
  { order: ['O-1', 'O-2'], record: 'SUM' },
  { payment: 'p-1' },
  { order: 'O-1', record: 'R-1', shipment: 'S-1' },
  { record: 'R-1' },
  { order: 'O-1', record: 'R-2' },
];

function drawn(draw: () => number, kind: Kind, index: number): Observation {
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(draw() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const minutes = Math.floor(draw() * 6) * 40;
  const at = new Date(Date.UTC(2026, 2, 4, 10, minutes));
  const day = draw() < 0.15;
  const line = {
    id: draw() < 0.12 ? 'same' : `id-${index}`,
    system: pick(systems),
    kind,
    at: at.toISOString(),
    ...(day ? { at_until: new Date(Number(at) + 86_400_000).toISOString(), basis: 'day' } : {}),
    refs: pick(names),
    data: {
      ...(kind === 'order.placed' || draw() < 0.6
        ? { lines: [{ sku: pick(['A', 'B']), qty: 1 + Math.floor(draw() * 3) }] }
        : {}),
      ...(draw() < 0.4 ? { total: { amount: pick(['10.00', '20.00']), currency: 'USD' } } : {}),
      ...(draw() < 0.5 ? { amount: pick(['10.00', '20.00']), currency: 'USD' } : {}),
      ...(draw() < 0.4 ? { record: pick(['R-1', 'R-2']) } : {}),
      ...(draw() < 0.3 ? { state: pick(['confirmed', 'draft']) } : {}),
      ...(draw() < 0.5 ? { payable: pick(['captured', 'pending', 'terms']) } : {}),
      ...(kind.startsWith('hop.')
        ? { to: 'erp', from: 'amazon', kind_of: 'shipment.shipped' }
        : {}),
    },
    ...(draw() < 0.3 ? { status: { native: pick(['Shipped', 'cancelled', 'draft']) } } : {}),
  };
  const read = readObservation(line, (text) => text);
  if (isUnreadable(read)) throw new Error(JSON.stringify(read));
  return read;
}

/** Each history holds a kind of its own, so that together they hold every kind of an order. */
function history(seed: number, size: number): Observation[] {
  const draw = random(seed);
  const must: readonly Kind[] = ['order.placed', 'order.acknowledged', 'shipment.shipped'];
  const own = orderKinds[seed % orderKinds.length] ?? 'order.placed';
  const list: Kind[] = [own];
  while (list.length < size) {
    const from = draw() < 0.5 ? must : orderKinds;
    list.push(from[Math.floor(draw() * from.length)] ?? 'order.placed');
  }
  return list.map((kind, index) => drawn(draw, kind, index));
}

function* permutations<Item>(items: readonly Item[]): Generator<Item[]> {
  const [first, ...rest] = items;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const tail of permutations(rest)) {
    for (let index = 0; index <= tail.length; index += 1) yield tail.toSpliced(index, 0, first);
  }
}

const context = contextOf();
const identity = { names: new OrderNames([]), isStorefront: (system: string) => system === 'shop' };

/** Everything that is told of a bucket: its records, as data, and its findings. */
function told(bucket: readonly Observation[]): string {
  const records = orderSubjects(bucket, identity).map((subject) => {
    const record = foldOrder({
      key: subject.key,
      arrivals: arrivals(subject.statements),
      conflicts: subject.conflicts,
      items: new Map(),
      context,
    });
    const views = [...record.views].sort((a, b) => (a.system < b.system ? -1 : 1));
    return { key: record.key, names: orderReference(record), placing: record.placing, views };
  });
  const run = orderRun({ context, tally: emptyTally(), demand: null });
  return JSON.stringify([records, judgeOrders(bucket, run)]);
}

const plan = [
  { histories: 170, size: 5 },
  { histories: 30, size: 6 },
  { histories: 5, size: 7 },
];

describe('the record of an order', () => {
  for (const { histories, size } of plan) {
    it(`is the same for all permutations of ${histories} histories of ${size} statements`, () => {
      for (let seed = 1; seed <= histories; seed += 1) {
        const given = history(seed * 7 + size, size);
        const expected = told(given);
        for (const order of permutations(given)) {
          if (told(order) !== expected) expect(told(order), `seed ${seed}`).toBe(expected);
        }
      }
    });
  }

  it('is the same where two orders bear one name, or one id is of two orders', () => {
    const of = (order: string, name: string) => ({ refs: { order, order_name: name } });
    const captured = { data: { amount: '5.00', currency: 'USD' } };
    const alike = [
      said('shop order.placed 10:00', { id: 'p-1', ...of('O-1', '#1'), data: lines('A') }),
      said('shop payment.captured 10:01', { id: 'c-1', ...captured, ...of('O-1', '#1') }),
      said('shop order.placed 10:02', { id: 'p-2', ...of('O-2', '#1'), data: lines('A') }),
      said('pay payment.captured 10:03', { id: 'c-2', ...captured, refs: { order: 'O-2' } }),
      said('shop payment.captured 10:04', { id: 'c-2', ...captured, ...of('O-2', '#1') }),
    ];
    const shared = [
      said('erp books.revenue 10:05', { id: 'b-1', refs: { order: 'O-1' } }),
      said('erp books.revenue 10:04', { id: 'b-1', refs: { order: 'O-2' } }),
      said('erp books.cogs 10:02', { id: 'b-2', refs: { order: 'O-1' } }),
      said('erp books.cogs 10:01', { id: 'b-2', refs: { order: 'O-2' } }),
      said('erp order.acknowledged 10:00', { refs: { order: ['O-1', 'O-2'], record: 'SUM' } }),
    ];
    for (const given of [alike, shared]) {
      const expected = told(given);
      expect(expected).toContain('identity-conflict');
      for (const order of permutations(given)) expect(told(order)).toBe(expected);
    }
  });

  it('is the same when statements come again', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const draw = random(seed);
      const given = history(seed, 6);
      const again = [...given, ...given.filter(() => draw() < 0.5)];
      const shuffled = again
        .map((statement) => ({ statement, key: draw() }))
        .sort((a, b) => a.key - b.key)
        .map(({ statement }) => statement);
      expect(told(shuffled), `seed ${seed}`).toBe(told(given));
    }
  });
});
