import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf } from './instant.js';
import { contentText, isUnreadable, readObservation } from './read.js';

const digest = (text: string): string => `digest of ${text}`;

const plain = {
  id: 'amz-7781',
  system: 'amazon-na',
  kind: 'shipment.shipped',
  at: '2026-03-04T10:15:00Z',
  seen: '2026-03-04T10:15:04Z',
  refs: { order: '114-2233', order_name: '#1001', shipment: 'S-1' },
  status: { native: 'Shipped' },
  data: { lines: [{ sku: 'A-1', qty: 2 }], carrier: 'UPS', tracking: '1Z999' },
};

const placed = { ...plain, kind: 'order.placed' };

function reasonOf(value: unknown): string {
  const read = readObservation(value, digest);
  return isUnreadable(read) ? read.unreadable : 'it was read';
}

function read(value: unknown): Exclude<ReturnType<typeof readObservation>, { unreadable: string }> {
  const result = readObservation(value, digest);
  if (isUnreadable(result)) throw new Error(result.unreadable);
  return result;
}

describe('an observation line', () => {
  it('is read as it is written down', () => {
    expect(read(plain)).toEqual({
      id: 'amz-7781',
      system: 'amazon-na',
      kind: 'shipment.shipped',
      at: instantOf('2026-03-04T10:15:00Z'),
      until: instantOf('2026-03-04T10:15:00Z'),
      basis: 'event',
      seen: instantOf('2026-03-04T10:15:04Z'),
      refs: { order: '114-2233', order_name: '#1001', shipment: 'S-1' },
      native: 'Shipped',
      data: { lines: [{ sku: 'A-1', qty: 20_000 }], carrier: 'UPS', tracking: '1Z999' },
    });
  });

  it('is seen when it happened where nothing says when it was seen', () => {
    const { seen: _, ...line } = plain;
    expect(read(line).seen).toBe(instantOf(plain.at));
  });

  it('lasts a whole day where its basis is a day and no end is given', () => {
    const line = read({ ...plain, at: '2026-03-04T00:00:00Z', basis: 'day' });
    expect(line.until).toBe(instantOf('2026-03-04T23:59:59.999Z'));
  });

  it('ignores fields that it does not know', () => {
    expect(read({ ...plain, extra: [1], data: { ...plain.data, colour: 'red' } })).toEqual(
      read(plain),
    );
  });

  it('takes null in data for a field that is not there', () => {
    expect(read({ ...plain, data: { ...plain.data, carrier: null } }).data.carrier).toBeUndefined();
  });

  it('without an id is named by its content, whatever the order of its fields and when it was seen', () => {
    const { id: _id, seen: _seen, ...line } = plain;
    const turned = Object.fromEntries(Object.entries(line).reverse());
    expect(read(line).id).toBe(read({ ...turned, seen: '2026-03-05T00:00:00Z' }).id);
    expect(read(line).id).not.toBe(read({ ...line, at: '2026-03-04T10:15:01Z' }).id);
  });

  it('names one thing by a list of one, and each name once', () => {
    expect(read({ ...plain, refs: { order: ['A'] } }).refs).toEqual({ order: 'A' });
    expect(read({ ...plain, refs: { order: ['A', 'A'] } }).refs).toEqual({ order: 'A' });
    expect(read({ ...plain, refs: { order: ['A', 'B', 'A'] } }).refs).toEqual({
      order: ['A', 'B'],
    });
  });

  it('keeps money and quantity exact', () => {
    const data = { lines: [], total: { amount: '0.30', currency: 'USD' }, amount: 0.1 };
    expect(read({ ...placed, data }).data).toEqual({
      lines: [],
      total: { amount: 3_000, currency: 'USD' },
      amount: 1_000,
    });
  });
});

describe('a line that can not be used says why', () => {
  const cases: readonly (readonly [string, unknown, RegExp])[] = [
    ['a list', [], /the line is a list/],
    ['text', 'x', /the line is "x"/],
    ['no system', { ...plain, system: undefined }, /system is missing/],
    ['an empty system', { ...plain, system: '' }, /system is empty/],
    [
      'a number for an id',
      { ...plain, id: 576461413038785800 },
      /id is a number; names and ids must be text/,
    ],
    ['a number for a name', { ...plain, refs: { order: 1001 } }, /refs\.order is a number/],
    ['an empty name', { ...plain, refs: { order: '' } }, /refs\.order is empty/],
    ['an empty list of names', { ...plain, refs: { order: [] } }, /refs\.order is an empty list/],
    ['a kind that nobody knows', { ...plain, kind: 'order.plcd' }, /kind is "order\.plcd"/],
    ['no time', { ...plain, at: undefined }, /at is missing/],
    [
      'a time without an offset',
      { ...plain, at: '2026-03-04T10:15:00' },
      /at is .*RFC 3339 with an offset/,
    ],
    ['a day that does not exist', { ...plain, at: '2026-02-31T10:15:00Z' }, /at is/],
    ['the year 9999', { ...plain, at: '9999-01-01T00:00:00Z' }, /too far from any day of business/],
    [
      'an end before the beginning',
      { ...plain, at_until: '2026-03-04T10:14:59Z' },
      /at_until lies before at/,
    ],
    ['a basis of its own', { ...plain, basis: 'guess' }, /basis is "guess"; it must be one of/],
    [
      'a canonical status without an axis',
      { ...plain, status: { canonical: 'shipped' } },
      /axis:state/,
    ],
    [
      'a quantity that is negative',
      { ...placed, data: { lines: [{ qty: -1 }] } },
      /qty .* negative/,
    ],
    ['a quantity of zero ordered', { ...placed, data: { lines: [{ qty: 0 }] } }, /qty .* zero/],
    ['a quantity in parts', { ...placed, data: { lines: [{ qty: 1.5 }] } }, /not a whole number/],
    [
      'a quantity without an end',
      { ...placed, data: { lines: [{ qty: Infinity }] } },
      /qty .* plain decimal/,
    ],
    [
      'a price below zero',
      { ...placed, data: { lines: [{ qty: 1, price: '-1' }] } },
      /price .* negative/,
    ],
    [
      'a price with a comma',
      { ...placed, data: { lines: [{ qty: 1, price: '19,99' }] } },
      /price .* plain decimal/,
    ],
    [
      'a currency that does not exist',
      { ...placed, data: { lines: [], total: { amount: '1', currency: 'XXX' } } },
      /ISO 4217/,
    ],
    [
      'yen with decimals',
      { ...placed, data: { lines: [], total: { amount: '1.5', currency: 'JPY' } } },
      /JPY has none/,
    ],
    [
      'an order that costs less than nothing',
      { ...placed, data: { lines: [], total: { amount: '-1', currency: 'USD' } } },
      /data\.total is negative/,
    ],
    ['an order without lines', { ...placed, data: {} }, /data\.lines is missing/],
    [
      'a change of stock without an id',
      { ...plain, id: undefined, kind: 'stock.adjusted', data: { delta: 1 } },
      /id is missing/,
    ],
    [
      'a level without a figure',
      { ...plain, kind: 'stock.level', data: {} },
      /data\.available or data\.on_hand/,
    ],
    [
      'a snapshot without its as-of',
      { ...plain, kind: 'feed.snapshot', data: {} },
      /data\.as_of is missing/,
    ],
    [
      'a figure without its supplier',
      { ...plain, kind: 'metric.shown', data: { metric: 'm', value: 1 } },
      /data\.supplier/,
    ],
  ];
  it.each(cases)('%s', (_name, value, reason) => {
    expect(reasonOf(value)).toMatch(reason);
  });

  it('never repeats more of a value than a little', () => {
    expect(reasonOf({ ...plain, kind: 'x'.repeat(10_000) }).length).toBeLessThan(200);
  });
});

describe('the content of a line', () => {
  /** By the means of the language alone. */
  const sorted = (value: object): string =>
    JSON.stringify({ ...value, seen: undefined }, (_key, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    );

  it('is its JSON with the fields in order, at every level', () => {
    const key = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.nat().map(String),
      fc.constantFrom('seen', '__proto__', '4294967294', '4294967295', '01'),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, -0, 1e21, undefined),
        fc.double({ noDefaultInfinity: true, noNaN: true }),
        fc.string({ unit: 'binary' }),
        fc.array(
          tie('value').filter((one) => one !== undefined),
          { maxLength: 4 },
        ),
        fc.dictionary(key, tie('value'), { maxKeys: 6 }),
      ),
    }));
    const line = fc.dictionary(key, value, { maxKeys: 8 });
    fc.assert(
      fc.property(line, (one) => {
        expect(contentText(one)).toBe(sorted(one));
      }),
      { numRuns: 1_000 },
    );
  });
});
