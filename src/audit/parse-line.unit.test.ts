import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnreadable } from '../core/observation/read.js';
import { kinds } from '../core/observation/kinds.js';
import { readLine } from '../core/observation/read-line.js';
import { LineParser } from './parse-line.js';

const digest = (text: string): string => `digest of ${text}`;

/** What both ways say of a line, the fast one after it has learnt the shapes of some. */
function both(
  line: Buffer,
  learnt: readonly Buffer[] = [line],
): { fast: unknown; careful: unknown } {
  const parser = new LineParser();
  for (const example of learnt) {
    const read = readLine(example, digest);
    parser.open(example);
    parser.turnTo(0, example.length);
    if (!isUnreadable(read)) parser.learn(0, example.length);
  }
  // Bytes around it, as in a bucket: a line must end where it ends.
  const bytes = Buffer.concat([Buffer.from('"}\n'), line, Buffer.from('\n{"id"')]);
  parser.open(bytes);
  parser.turnTo(3, 3 + line.length);
  return { fast: parser.parse(3, 3 + line.length), careful: readLine(line, digest) };
}

/** Mostly what a line should have, now and then what it should not. */
function mostly<T, U>(good: fc.Arbitrary<T>, bad: fc.Arbitrary<U>): fc.Arbitrary<T | U> {
  return fc.oneof({ arbitrary: good, weight: 250 }, { arbitrary: bad, weight: 1 });
}

const oddWord = fc.oneof(
  fc.constantFrom('', 'é', 'a"b', '\\u0041', 'x\ty', 'XXX', ' '),
  fc.string({ maxLength: 12 }),
);
const word = mostly(fc.constantFrom('A-1', '#1001', 'SO2080042', 'Shipped', 'a b'), oddWord);
const currency = mostly(fc.constantFrom('USD', 'EUR', 'JPY'), oddWord);
const time = mostly(
  fc.constantFrom(
    '2026-03-04T10:15:00Z',
    '2026-03-04T10:15:00.123Z',
    '2026-03-04T10:15:00+02:00',
    '2026-03-04T23:59:60Z',
    '2026-03-04T10:15Z',
    '2024-02-29T10:15:00-07:30',
    '1990-01-01T00:30:00Z',
    '2099-12-31T23:59:59Z',
  ),
  fc.oneof(
    fc.constantFrom(
      '2026-02-29T10:15:00Z',
      '1989-12-31T23:59:59Z',
      '1990-01-01T00:30:00+01:00',
      '2099-12-31T23:59:59-01:00',
      '2026-03-04 10:15:00Z',
      '2026-13-04T10:15:00Z',
      '2026-03-04T24:00:00Z',
      '2026-03-04T10:15:00',
    ),
    word,
  ),
);
const figure = mostly(
  fc.oneof(fc.integer({ min: 0, max: 2_000_000 }), fc.constantFrom('1', '1.50', '0.0001', 12.5)),
  fc.oneof(
    fc.double(),
    fc.constantFrom('01', '-1', -1, '1e3', '19,99', '0.00001', '12345678901.1234', '1234567890123'),
    fc.constantFrom('123456789012.1', '900000000001', null, ''),
    word,
  ),
);
const count = mostly(fc.integer({ min: 1, max: 500 }), figure);
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 3 });
const line = fc.record({
  qty: count,
  sku: optional(word),
  line: optional(word),
  price: optional(figure),
});
const data = fc.record({
  lines: fc.array(line, { maxLength: 3 }),
  total: optional(fc.record({ amount: figure, currency: optional(currency) })),
  amount: optional(figure),
  currency: optional(currency),
  record: optional(word),
  state: optional(word),
  available: figure,
  delta: figure,
  in_stock: optional(fc.boolean()),
  as_of: time,
  metrics: optional(fc.dictionary(word, fc.dictionary(word, figure))),
  metric: word,
  supplier: word,
  value: figure,
  errors: optional(fc.array(word)),
  unknown: mostly(fc.constantFrom(undefined, 1, 'x', null), fc.anything()),
});
const names = mostly(word, fc.array(word, { maxLength: 3 }));
const namespace = mostly(fc.constantFrom('order', 'record', 'x'), fc.constant('__proto__'));
const statement = fc.record({
  id: mostly(word, fc.constant(undefined)),
  system: mostly(fc.constantFrom('erp', 'shop'), fc.constantFrom('', undefined, 7)),
  kind: mostly(fc.constantFrom(...kinds), word),
  at: time,
  at_until: optional(time),
  basis: optional(mostly(fc.constantFrom('day', 'event', 'extract'), word)),
  version: optional(mostly(fc.constantFrom(7, 'v2', 1.5), figure)),
  seen: optional(time),
  refs: optional(fc.dictionary(namespace, names)),
  status: optional(
    fc.record({
      native: optional(word),
      canonical: optional(mostly(fc.constant('fulfilment:shipped'), word)),
    }),
  ),
  data,
});

describe('the fast way to read a line', () => {
  it('reads what nearly every line looks like', () => {
    const text =
      '{"id":"o1","system":"erp","kind":"order.acknowledged","at":"2026-02-21T06:04:31-07:00","refs":{"order":"114","record":["S1","S2"]},"status":{"native":"B"},"data":{"record":"S1","state":"confirmed","lines":[{"line":"1","sku":"A","qty":1,"price":"10.36"}],"total":{"amount":"18.56","currency":"USD"},"note":"x"}}';
    const { fast, careful } = both(Buffer.from(text));
    expect(fast).toEqual(careful);
    expect(fast).toMatchObject({ id: 'o1', native: 'B', data: { total: { amount: 185_600 } } });
  });

  it('says of any statement what the careful way says, or nothing', () => {
    fc.assert(
      fc.property(statement, fc.boolean(), (value, spaced) => {
        const text = JSON.stringify(value, null, spaced ? 1 : 0).replaceAll('\n', ' ');
        const { fast, careful } = both(Buffer.from(text));
        if (fast !== undefined) expect(fast).toEqual(careful);
      }),
      { numRuns: 3_000 },
    );
  });

  it('says of a statement with a byte changed, lost or doubled what the careful way says, or nothing', () => {
    fc.assert(
      fc.property(statement, fc.nat(), fc.nat(255), fc.nat(2), (value, where, byte, how) => {
        const bytes = Buffer.from(JSON.stringify(value));
        const at = where % bytes.length;
        const middle = [Buffer.from([byte]), Buffer.alloc(0), bytes.subarray(at, at + 1)][how];
        const tail = bytes.subarray(how === 2 ? at : at + 1);
        const line = Buffer.concat([bytes.subarray(0, at), middle ?? Buffer.alloc(0), tail]);
        const { fast, careful } = both(line, [bytes]);
        if (fast !== undefined) expect(fast).toEqual(careful);
      }),
      { numRuns: 4_000 },
    );
  });

  it('says of a statement what the careful way says, or nothing, whatever shapes it has learnt', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 2, maxLength: 6 }), (values) => {
        const lines = values.map((value) => Buffer.from(JSON.stringify(value)));
        for (const line of lines) {
          const { fast, careful } = both(line, lines.slice(1));
          if (fast !== undefined) expect(fast).toEqual(careful);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('reads a line of a shape that it knows from other lines', () => {
    const line = (id: string, order: string, lines: string): Buffer =>
      Buffer.from(
        `{"id":"${id}","system":"shop","kind":"order.placed","at":"2026-02-21T06:04:31Z","refs":{"order":"${order}"},"data":{"lines":[${lines}],"total":{"amount":"1.50","currency":"USD"}}}`,
      );
    const one = '{"sku":"A","qty":1,"price":"1.50"}';
    const other = '{"sku":"B","qty":12,"price":"0.75"}';
    const { fast, careful } = both(line('o2', '115', `${other},${one}`), [
      line('o1', '114', one),
      line('o3', '116', `${one},${one}`),
    ]);
    expect(fast).toEqual(careful);
    expect(fast).toMatchObject({
      id: 'o2',
      data: { lines: [{ sku: 'B', qty: 120_000 }, { sku: 'A' }] },
    });
  });

  it('reads the order lines of a bucket, repeated or nearly so, as they stand in each statement', () => {
    const one = '{"line":"1","sku":"A","qty":1}';
    const lists = [
      `[${one}]`,
      `[${one},${one}]`,
      `[${one}]`,
      '[{"line":"1","sku":"A","qty":12}]',
      '[]',
    ];
    const texts = lists.map(
      (list) =>
        `{"id":"o1","system":"shop","kind":"order.updated","at":"2026-02-21T06:04:31Z","data":{"lines":${list}}}`,
    );
    const bytes = Buffer.from(texts.join('\n'));
    const parser = new LineParser();
    parser.open(bytes);
    parser.turnTo(0, bytes.length);
    let from = 0;
    const lines = texts.map((text) => {
      const to = from + text.length;
      const careful = readLine(bytes.subarray(from, to), digest);
      if (!isUnreadable(careful)) parser.learn(from, to);
      const fast = parser.parse(from, to);
      expect(fast).toEqual(careful);
      from = to + 1;
      return fast?.data.lines;
    });
    expect(lines[2]).toBe(lines[0]);
    expect(lines[1]).toHaveLength(2);
  });

  it('tells a list from a name by the value, whichever of the two it learnt last', () => {
    const line = (order: string): Buffer =>
      Buffer.from(
        `{"id":"o1","system":"erp","kind":"order.status","at":"2026-02-21T06:04:31Z","refs":{"order":${order}}}`,
      );
    for (const learnt of [
      ['"A"', '["A","B"]'],
      ['["A","B"]', '"A"'],
    ]) {
      for (const order of learnt) {
        const { fast, careful } = both(line(order), learnt.map(line));
        expect(fast).toEqual(careful);
      }
    }
  });

  it('is the way that most of these statements take', () => {
    let fast = 0;
    for (const value of fc.sample(statement, { numRuns: 500, seed: 1 })) {
      if (both(Buffer.from(JSON.stringify(value))).fast !== undefined) fast += 1;
    }
    expect(fast).toBeGreaterThan(60);
  });
});
