import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kinds } from '../core/observation/kinds.js';
import { readLine } from './line.js';
import { LineParser } from './parse-line.js';

const digest = (text: string): string => `digest of ${text}`;

/** What both ways say of one line; the fast way may leave it to the careful one. */
function both(line: Buffer): { fast: unknown; careful: unknown } {
  const parser = new LineParser();
  // Bytes around it, as in a bucket: a line must end where it ends.
  const bytes = Buffer.concat([Buffer.from('"}\n'), line, Buffer.from('\n{"id"')]);
  parser.open(bytes, 3, 3 + line.length);
  return { fast: parser.parse(3, 3 + line.length), careful: readLine(line, digest) };
}

const word = fc.oneof(
  fc.constantFrom('A-1', '#1001', 'SO2080042', 'Shipped', 'USD', 'JPY', 'XXX', '', 'é', 'a"b', '\\u0041', 'x\ty'),
  fc.string({ maxLength: 12 }),
);
const time = fc.oneof(
  fc.constantFrom(
    '2026-03-04T10:15:00Z',
    '2026-03-04T10:15:00.123Z',
    '2026-03-04T10:15:00+02:00',
    '2026-03-04T23:59:60Z',
    '2026-03-04T10:15Z',
    '2026-02-29T10:15:00Z',
    '2024-02-29T10:15:00-07:30',
    '1989-12-31T23:59:59Z',
    '1990-01-01T00:30:00+01:00',
    '2099-12-31T23:59:59-01:00',
    '2026-03-04 10:15:00Z',
    '2026-13-04T10:15:00Z',
    '2026-03-04T24:00:00Z',
  ),
  word,
);
const figure = fc.oneof(
  fc.integer({ min: -5, max: 2_000_000_000 }),
  fc.double(),
  fc.constantFrom('1', '01', '1.50', '-1', '1e3', '19,99', '0.00001', '12345678901.1234', '123456789012.1'),
  word,
  fc.constant(null),
);
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 4 });
const line = fc.record({
  qty: optional(figure),
  sku: optional(word),
  line: optional(word),
  price: optional(figure),
});
const data = fc.record({
  lines: optional(fc.array(line, { maxLength: 3 })),
  total: optional(fc.record({ amount: optional(figure), currency: optional(word) })),
  amount: optional(figure),
  currency: optional(word),
  record: optional(word),
  state: optional(word),
  available: optional(figure),
  in_stock: optional(fc.boolean()),
  as_of: optional(time),
  metrics: optional(fc.dictionary(word, fc.dictionary(word, figure))),
  metric: optional(word),
  supplier: optional(word),
  value: optional(figure),
  errors: optional(fc.array(word)),
  unknown: optional(fc.anything()),
});
const statement = fc.record({
  id: optional(word),
  system: optional(fc.constantFrom('erp', 'shop', '')),
  kind: optional(fc.oneof(fc.constantFrom(...kinds), word)),
  at: optional(time),
  at_until: fc.option(time, { nil: undefined, freq: 1 }),
  seen: optional(time),
  refs: optional(fc.dictionary(fc.constantFrom('order', 'record', 'x', '__proto__'), fc.oneof(word, fc.array(word, { maxLength: 3 })))),
  status: optional(fc.record({ native: optional(word), canonical: optional(word) })),
  data: optional(data),
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
        const { fast, careful } = both(
          Buffer.concat([bytes.subarray(0, at), middle ?? Buffer.alloc(0), tail]),
        );
        if (fast !== undefined) expect(fast).toEqual(careful);
      }),
      { numRuns: 3_000 },
    );
  });

  it('takes all but a few of the lines that are as interfaces has them', () => {
    const parser = new LineParser();
    const text = '{"id":"a","system":"s","kind":"stock.level","at":"2026-02-21T06:04:31Z","refs":{"sku":"A"},"data":{"available":763}}';
    const bytes = Buffer.from(text);
    parser.open(bytes, 0, bytes.length);
    expect(parser.parse(0, bytes.length)).toBeDefined();
  });
});
