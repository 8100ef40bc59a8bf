import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../limits.js';
import type { Decimal } from '../observation/decimal.js';
import type { Instant } from '../observation/instant.js';
import { candidate } from './finding.js';
import type { LoneRecord } from './lone-record.js';
import { keepLeast, mergeTallies } from './merge-tally.js';
import { emptyTally } from './tally.js';
import type { HandoffTally, SignalTally, SuspendedOrders, Tally, UnmappedTally } from './tally.js';
import type { CostOwed, VendorBill } from './vendor-bill.js';

const count = fc.nat({ max: 50 });
const key = fc.constantFrom('a', 'b', 'c');
const buckets = fc.array(fc.tuple(fc.nat({ max: 4 }), count)).map((rows) => new Map(rows));
const instant = fc.nat({ max: 5 }).map((at) => at as Instant);
const name = fc.string({ minLength: 1, maxLength: 3 });

const handoff: fc.Arbitrary<HandoffTally> = fc.record({
  seen: count,
  seenLate: count,
  overdue: count,
  expected: count,
  waiting: count,
  notCovered: count,
  latency: buckets,
});

const unmapped: fc.Arbitrary<UnmappedTally> = fc.record({
  system: fc.constant('s'),
  native: fc.constant('n'),
  kind: fc.constantFrom('order.status', 'shipment.shipped'),
  closed: fc.boolean(),
  count,
  firstAt: instant,
  first: name,
  subjectKey: name,
  orders: fc.uniqueArray(name).map((names) => new Set(names.sort())),
});

const signal: fc.Arbitrary<SignalTally> = fc
  .record({ count, judged: count, evidence: fc.uniqueArray(name), days: fc.option(buckets) })
  .map(({ days, evidence, ...rest }) => ({
    ...rest,
    evidence: evidence.sort(),
    ...(days === null ? {} : { days }),
  }));

/** All rows of one key differ in what they count and in times alone. */
const suspended: fc.Arbitrary<SuspendedOrders> = fc
  .record({ count, at: fc.option(instant), below: instant, signals: mapOf(signal) })
  .map(({ at, below, ...rest }) => ({
    ...rest,
    otherwise: 'agreeing',
    faults: [
      {
        condition: { kind: 'difference', keys: ['k'] },
        wanting: null,
        healed: false,
        at,
        beneath: [{ condition: null, wanting: 's|k', healed: true, at: below, beneath: [] }],
      },
    ],
  }));

const lone: fc.Arbitrary<LoneRecord> = fc.record({
  key: name,
  system: name,
  at: count,
  until: count,
  amount: count.map((amount) => amount as Decimal),
  currency: fc.constant('USD'),
  citation: name,
});

const costOwed: fc.Arbitrary<CostOwed> = fc.record({
  candidate: name.map((key) =>
    candidate({
      pattern: 'books-gap',
      cause: 'missing',
      subject: { type: 'order', key, refs: {} },
      systems: [],
    }),
  ),
  names: fc.array(name, { maxLength: 2 }),
  posted: instant,
  dueMillis: count,
  covered: fc.record({ from: instant, until: instant }),
});

const vendorBill: fc.Arbitrary<VendorBill> = fc.record({
  until: fc.option(instant),
  citation: name,
});

function mapOf<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Map<string, Value>> {
  return fc.array(fc.tuple(key, value), { maxLength: 3 }).map((rows) => new Map(rows));
}

const tally: fc.Arbitrary<Tally> = fc
  .record({
    orders: count,
    purchases: count,
    stockItems: count,
    feeds: count,
    documents: count,
    duplicates: count,
    agreeing: count,
    disagreeing: count,
    inFlight: count,
    agreementUnknown: count,
    oldestDisagreement: fc.option(instant),
    handoffs: mapOf(handoff),
    unknown: mapOf(count),
    classes: mapOf(fc.record({ orders: count, shownBy: mapOf(count) })),
    stated: mapOf(fc.record({ orders: count, withoutLines: count })),
    unmapped: mapOf(unmapped),
    differences: mapOf(fc.record({ count, compared: count })),
    traffic: mapOf(count),
    implausible: mapOf(count),
    signals: mapOf(signal),
    suspended: mapOf(suspended),
    placedByWeek: mapOf(count),
    events: mapOf(fc.record({ events: count, errors: count })),
  })
  .chain((rest) =>
    fc.record({
      ...Object.fromEntries(
        Object.entries(rest).map(([field, value]) => [field, fc.constant(value)]),
      ),
      hands: mapOf(
        fc.record({
          count,
          minutes: count,
          days: fc.uniqueArray(fc.nat({ max: 9 })).map((days) => new Set(days)),
        }),
      ),
      lone: mapOf(lone),
      costsOwed: mapOf(costOwed),
      vendorBills: mapOf(vendorBill),
    }),
  ) as unknown as fc.Arbitrary<Tally>;

describe('mergeTallies', () => {
  it('does not depend on which part comes first', () => {
    fc.assert(
      fc.property(tally, tally, (one, other) => {
        expect(mergeTallies(one, other)).toEqual(mergeTallies(other, one));
      }),
    );
  });

  it('does not depend on how the parts are grouped', () => {
    fc.assert(
      fc.property(tally, tally, tally, (one, two, three) => {
        expect(mergeTallies(mergeTallies(one, two), three)).toEqual(
          mergeTallies(one, mergeTallies(two, three)),
        );
      }),
    );
  });

  it('leaves a part as it is when the other counted nothing', () => {
    fc.assert(
      fc.property(tally, (one) => {
        expect(mergeTallies(emptyTally(), one)).toEqual(one);
      }),
    );
  });

  it('keeps the earliest statement of an unmapped word, and no more orders than are shown', () => {
    const word = (at: number, first: string, orders: readonly string[]): Tally => {
      const one = emptyTally();
      one.unmapped.set('s|n', {
        system: 's',
        native: 'n',
        kind: 'order.status',
        closed: true,
        count: orders.length,
        firstAt: at as Instant,
        first,
        subjectKey: first,
        orders: new Set(orders),
      });
      return one;
    };
    const many = Array.from({ length: limits.findingRefsMax }, (_, index) => `b${index}`);
    const merged = mergeTallies(word(2, 'late', many), word(1, 'early', ['a'])).unmapped.get('s|n');
    expect(merged?.first).toBe('early');
    expect(merged?.count).toBe(many.length + 1);
    expect(merged?.orders.size).toBe(limits.findingRefsMax);
    expect(merged?.orders.has('a')).toBe(true);
  });
});

describe('keepLeast', () => {
  it('keeps the least values, each once, whatever their order', () => {
    const list: string[] = [];
    for (const value of ['d', 'b', 'b', 'c', 'a', 'e']) keepLeast(list, value, 3);
    expect(list).toEqual(['a', 'b', 'c']);
  });
});
