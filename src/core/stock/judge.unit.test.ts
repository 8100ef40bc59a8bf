import { describe, expect, it } from 'vitest';
import type { ContextOptions } from '../../../test/stated.js';
import { contextOf, instant, said, shuffled, summary } from '../../../test/stated.js';
import type { Candidate } from '../detect/finding.js';
import type { Tally } from '../detect/tally.js';
import { emptyTally } from '../detect/tally.js';
import type { Decimal } from '../observation/decimal.js';
import type { Observation } from '../observation/observation.js';
import type { Demand } from './demand.js';
import { judgeStock } from './judge.js';

const refs = { sku: 'A-1' };

function level(headline: string, available: number, location?: string): Observation {
  const [system, clock] = headline.split(' ');
  return said(`${system} stock.level ${clock}`, {
    refs: location === undefined ? refs : { ...refs, location },
    data: { available },
    id: `${headline} ${location ?? ''} ${available}`,
  });
}

function listed(headline: string, data: Record<string, unknown>): Observation {
  const [system, clock] = headline.split(' ');
  return said(`${system} listing.availability ${clock}`, { refs, data });
}

const shows = (headline: string, available: number): Observation => listed(headline, { available });

const hop = (kind: string, clock: string, to = 'shop'): Observation =>
  said(`ipaas hop.${kind} ${clock}`, { refs, data: { from: 'erp', to, error: '429' } });

function took(headline: string, qty = 1): Demand {
  const [channel, clock] = headline.split(' ');
  const at = instant(clock ?? '');
  return {
    sku: 'A-1',
    qty: (qty * 10_000) as Decimal,
    at,
    until: at,
    seen: at,
    channel: channel ?? '',
    orderKey: headline,
    citation: `${channel}/${headline}`,
  };
}

const seenAt = (statement: Observation, clock: string): Observation => ({
  ...statement,
  seen: instant(clock),
});

interface Judgement {
  readonly found: readonly Candidate[];
  readonly tally: Tally;
}

interface Given {
  readonly demand?: readonly Demand[];
  readonly options?: ContextOptions;
}

function judge(statements: readonly Observation[], given: Given = {}): Judgement {
  const tally = emptyTally();
  const context = contextOf(given.options);
  const found = judgeStock('A-1', statements, given.demand ?? [], context, tally);
  return { found, tally };
}

const five = [level('erp 08:00', 5), shows('shop 08:01', 5), shows('amazon 08:02', 5)];
const gone = level('erp 10:00', 0);

interface Case extends Given {
  readonly it: string;
  readonly given: readonly Observation[];
  readonly then: readonly string[];
}

const gapAt = (channel: string): string =>
  `trigger-gap(missing) erp→${channel} + phantom-availability`;

const cases: Record<string, readonly Case[]> = {
  'trigger gaps': [
    {
      it: 'finds one at each channel that was never told that nothing is left',
      given: [...five, gone],
      then: [gapAt('amazon'), gapAt('shop')],
    },
    {
      it: 'reads an adjustment to zero as it reads a level',
      given: [
        ...five,
        said('erp stock.adjusted 10:00', { refs, data: { delta: -5, reason: 'count' }, id: 'd1' }),
      ],
      then: [gapAt('amazon'), gapAt('shop')],
    },
    {
      it: 'leaves alone a channel that showed it in time',
      given: [...five, gone, shows('shop 10:04', 0), shows('amazon 10:05', 0)],
      then: [],
    },
    {
      it: 'reads "not in stock" as zero',
      given: [...five, gone, listed('shop 10:01', { in_stock: false }), shows('amazon 10:01', 0)],
      then: [],
    },
    {
      it: 'finds nothing where the first attempt failed and the retry arrived',
      given: [
        ...five,
        gone,
        hop('failed', '10:01'),
        hop('forwarded', '10:02'),
        shows('shop 10:02', 0),
        shows('amazon 10:02', 0),
      ],
      then: [],
    },
    {
      it: 'owes nothing of a change that a newer one overtook in time',
      given: [...five, gone, level('erp 10:03', 5)],
      then: [],
    },
    {
      it: 'owes nothing of what the channel sold itself',
      given: [level('erp 08:00', 5), shows('shop 08:01', 5), gone],
      demand: [took('shop 09:50', 5)],
      then: [],
    },
    {
      it: 'expects nothing of a channel that does not list the item',
      given: [level('erp 08:00', 5), gone, shows('shop 10:01', 0)],
      then: [],
    },
    {
      it: 'waits for what is not due at the end of coverage',
      given: [...five, gone],
      options: { now: '10:04' },
      then: [],
    },
    {
      it: 'counts an unknown where the channel was not read',
      given: [...five, gone],
      options: { without: ['shop', 'amazon'] },
      then: [],
    },
    {
      it: 'compares a channel with the sum of its locations',
      given: [
        level('erp 08:00', 3, 'east'),
        level('erp 08:00', 2, 'west'),
        shows('shop 08:01', 5),
        level('erp 10:00', 0, 'east'),
        level('erp 10:01', 5, 'west'),
      ],
      then: [],
    },
    {
      it: 'concludes nothing from half of the locations',
      given: [
        shows('shop 07:00', 5),
        level('erp 08:00', 0, 'east'),
        level('erp 19T08:00', 5, 'west'),
      ],
      then: [],
    },
    {
      it: 'concludes nothing between the samples of a channel that is only exported',
      given: [
        level('erp 08:00', 5),
        said('shop listing.availability 2T06:00', {
          refs,
          data: { available: 5 },
          until: '2T06:00',
          basis: 'extract',
        }),
        level('erp 2T10:00', 0),
        level('erp 2T12:00', 5),
        said('shop listing.availability 3T06:00', {
          refs,
          data: { available: 5 },
          until: '3T06:00',
          basis: 'extract',
        }),
      ],
      then: [],
    },
    {
      it: 'finds one in an export that shows the offer after the deadline',
      given: [
        level('erp 08:00', 5),
        said('shop listing.availability 2T06:00', {
          refs,
          data: { available: 5 },
          until: '2T06:00',
          basis: 'extract',
        }),
        level('erp 2T10:00', 0),
        said('shop listing.availability 3T06:00', {
          refs,
          data: { available: 5 },
          until: '3T06:00',
          basis: 'extract',
        }),
      ],
      then: [gapAt('shop')],
    },
    {
      it: 'finds nothing where a day might hold the echo',
      given: [
        ...five.slice(0, 2),
        gone,
        said('shop listing.availability 1T00:00', {
          refs,
          data: { available: 0 },
          until: '1T23:59',
        }),
      ],
      then: [],
    },
    {
      it: 'holds a tie of two levels as a conflict and concludes nothing of it',
      given: [...five, gone, level('erp 10:00', 4)],
      then: [],
    },
  ],
  'more trigger gaps': [
    {
      it: 'takes nothing that was shown before the change for its echo',
      given: [
        level('erp 08:00', 5),
        said('shop listing.availability 1T00:00', {
          refs,
          data: { available: 5 },
          until: '1T23:59',
        }),
        shows('shop 09:00', 0),
        shows('shop 09:30', 5),
        gone,
        shows('shop 12:00', 5),
      ],
      then: [gapAt('shop')],
    },
    {
      it: 'takes the attempt of a later change for none of this one',
      given: [
        ...five.slice(0, 2),
        gone,
        level('erp 12:00', 7),
        hop('forwarded', '12:01'),
        shows('shop 12:01', 7),
      ],
      then: [gapAt('shop')],
    },
    {
      it: 'takes the first level that is known for no change',
      given: [shows('shop 07:00', 5), level('erp 08:00', 3)],
      then: [],
    },
    {
      it: 'holds a first level of nothing against an offer',
      given: [shows('shop 07:00', 5), level('erp 08:00', 0)],
      then: [gapAt('shop')],
    },
  ],
  'sync failures': [
    {
      it: 'finds an attempt that failed and was given up',
      given: [...five.slice(0, 2), gone, hop('failed', '10:01'), hop('failed', '10:06')],
      then: ['sync-failure(missing) erp→shop + phantom-availability'],
    },
    {
      it: 'finds a lower level that failed, without an echo to compare',
      given: [...five.slice(0, 2), level('erp 10:00', 3), hop('failed', '10:01')],
      then: ['sync-failure(missing) erp→shop'],
    },
    {
      it: 'finds one in the log alone where no input shows the channel',
      given: [level('erp 08:00', 5), level('erp 10:00', 3), hop('failed', '10:01')],
      then: ['sync-failure(missing) erp→shop'],
    },
    {
      it: 'takes a failure at another channel for no attempt here',
      given: [...five.slice(0, 2), gone, hop('failed', '10:01', 'amazon')],
      then: ['sync-failure(missing) erp→amazon', gapAt('shop')],
    },
  ],
  'phantom availability': [
    {
      it: 'finds an offer that stands though the update was passed on',
      given: [...five.slice(0, 2), gone, hop('forwarded', '10:01')],
      then: ['phantom-availability(stale) erp→shop'],
    },
    {
      it: 'finds an offer that stands though a retry was passed on',
      given: [...five.slice(0, 2), gone, hop('failed', '10:01'), hop('forwarded', '10:02')],
      then: ['phantom-availability(stale) erp→shop'],
    },
    {
      it: 'finds an offer that came back by itself',
      given: [...five.slice(0, 2), gone, shows('shop 10:02', 0), shows('shop 14:00', 2)],
      then: ['phantom-availability(stale) erp→shop'],
    },
    {
      it: 'leaves alone a channel that heard of the restock first',
      given: [
        ...five.slice(0, 2),
        gone,
        shows('shop 10:02', 0),
        shows('shop 14:00', 2),
        level('erp 14:03', 2),
      ],
      then: [],
    },
  ],
  oversell: [
    {
      it: 'finds a line taken long after less was stated, the orders since counted',
      given: [level('erp 08:00', 5), shows('shop 08:01', 5), shows('amazon 08:01', 5)],
      demand: [took('shop 09:00', 3), took('amazon 09:30', 3)],
      then: ['oversell(missing) erp→amazon'],
    },
    {
      it: 'leaves alone a line taken within the stock deadline',
      given: [...five, level('erp 10:00', 1), shows('shop 10:02', 1), shows('amazon 10:02', 1)],
      demand: [took('shop 10:04', 2)],
      then: [],
    },
    {
      it: 'counts the restock that was stated last',
      given: [
        ...five,
        gone,
        shows('shop 10:01', 0),
        shows('amazon 10:01', 0),
        level('erp 12:00', 9),
        shows('shop 12:01', 9),
        shows('amazon 12:01', 9),
      ],
      demand: [took('shop 12:02', 4)],
      then: [],
    },
    {
      it: 'does not count orders that the later level already holds',
      given: [...five, level('erp 09:10', 2), shows('shop 09:11', 2), shows('amazon 09:11', 2)],
      demand: [took('shop 09:00', 3), took('amazon 09:30', 2)],
      then: [],
    },
    {
      it: 'does not count an order that was cancelled',
      given: [level('erp 08:00', 5), shows('shop 08:01', 5)],
      demand: [{ ...took('shop 09:00', 3), cancelled: true }, took('shop 09:30', 3)],
      then: [],
    },
    {
      it: 'is the damage of a gap at the same channel',
      given: [...five.slice(0, 2), gone],
      demand: [took('shop 11:00')],
      then: [`${gapAt('shop')} + oversell`],
    },
    {
      it: 'is no damage of a gap at another channel',
      given: [...five, gone, shows('amazon 10:01', 0)],
      demand: [took('amazon 11:00')],
      then: [gapAt('shop'), 'oversell(missing) erp→amazon'],
    },
    {
      it: 'is no damage of a gap that was over by then',
      given: [...five.slice(0, 2), gone, level('erp 12:00', 7), shows('shop 12:01', 7)],
      demand: [took('shop 14:00', 8)],
      then: [gapAt('shop'), 'oversell(missing) erp→shop'],
    },
    {
      it: 'concludes nothing from a level of which only the day is known',
      given: [
        said('erp stock.level 1T00:00', { refs, data: { available: 2 }, until: '1T23:59' }),
        shows('shop 08:01', 2),
      ],
      demand: [took('shop 3T09:00', 3)],
      then: [],
    },
    {
      it: 'does not judge what a till took, and counts it',
      given: [level('erp 08:00', 5), shows('shop 08:01', 5)],
      demand: [took('till-pos 09:00', 6), took('shop 09:30', 1)],
      then: ['oversell(missing) erp→shop'],
    },
  ],
  inversion: [
    {
      it: 'finds a line taken between a change and its late statement',
      given: [...five.slice(0, 2), seenAt(level('erp 10:00', 0), '16:00'), shows('shop 16:02', 0)],
      demand: [took('shop 12:00')],
      then: ['inversion(delay) erp→shop', 'sync-delay(delay) erp→shop'],
    },
    {
      it: 'leaves alone a change that was stated at once',
      given: [...five.slice(0, 2), seenAt(gone, '10:01'), shows('shop 10:02', 0)],
      demand: [took('shop 10:00', 5)],
      then: [],
    },
    {
      it: 'leaves alone a line taken once the change was stated',
      given: [...five.slice(0, 2), seenAt(gone, '16:00'), shows('shop 16:02', 0)],
      demand: [took('shop 16:01')],
      then: ['sync-delay(delay) erp→shop'],
    },
    {
      it: 'leaves alone a line that can still be filled',
      given: [...five.slice(0, 2), seenAt(level('erp 10:00', 2), '16:00'), shows('shop 16:02', 2)],
      demand: [took('shop 12:00')],
      then: ['sync-delay(delay) erp→shop'],
    },
    {
      it: 'says nothing where all was read in one go, long afterwards',
      given: [
        seenAt(level('erp 08:00', 5), '19T00:00'),
        shows('shop 08:01', 5),
        seenAt(level('erp 10:00', 0), '19T00:00'),
        shows('shop 10:02', 0),
        seenAt(level('erp 13:00', 1), '19T00:00'),
        shows('shop 13:02', 1),
      ],
      demand: [took('shop 12:00')],
      then: [],
    },
  ],
  delays: [
    {
      it: 'says that the right value came late, as information',
      given: [...five.slice(0, 2), gone, shows('shop 10:30', 0)],
      then: ['sync-delay(delay) erp→shop'],
    },
  ],
};

for (const [group, list] of Object.entries(cases)) {
  describe(group, () => {
    for (const one of list) {
      it(one.it, () => {
        expect(summary(judge(one.given, one).found)).toEqual([...one.then].sort());
      });
    }
  });
}

describe('the judgement of stock', () => {
  it('depends neither on the order of arrival nor on repeats', () => {
    for (const one of Object.values(cases).flat()) {
      const expected = judge(one.given, one);
      for (let seed = 1; seed <= 12; seed += 1) {
        const arrived = shuffled([...one.given, ...one.given.slice(0, 2)], seed);
        const demand = shuffled(one.demand ?? [], seed);
        const again = judge(arrived, { ...one, demand });
        expect(again.found, one.it).toEqual(expected.found);
        expect({ ...again.tally, duplicates: 0 }, one.it).toEqual({
          ...expected.tally,
          duplicates: 0,
        });
      }
    }
  });

  it('counts the handoffs of each channel, and what reached it', () => {
    const { tally } = judge([...five, gone, shows('shop 10:02', 0)]);
    expect(tally.stockItems).toBe(1);
    expect(tally.handoffs.get('stock-to-channels→shop')).toMatchObject({ seen: 1, overdue: 0 });
    expect(tally.handoffs.get('stock-to-channels→amazon')).toMatchObject({ seen: 0, overdue: 1 });
    expect([...(tally.handoffs.get('stock-to-channels→shop')?.latency.values() ?? [])]).toEqual([
      1,
    ]);
    expect(tally.traffic.get('erp→shop|stock.changed')).toBe(1);
  });

  it('counts what cannot be judged as unknown', () => {
    const { tally } = judge([...five, gone], { options: { without: ['shop'] } });
    expect(tally.unknown.get('shop|listing.availability')).toBe(1);
    expect(tally.handoffs.get('stock-to-channels→shop')).toMatchObject({ notCovered: 1 });
  });

  it('says when a missed change was healed, and by what due it was missed', () => {
    const healed = [...five.slice(0, 2), gone, level('erp 12:00', 7), shows('shop 12:01', 7)];
    const [found] = judge(healed).found;
    expect(found).toMatchObject({
      at: instant('10:00'),
      due: instant('10:05'),
      healedAt: instant('12:01'),
      handoff: 'stock-to-channels',
      evidence: ['erp/erp 10:00  0', 'shop/shop listing.availability 08:01'],
    });
  });

  it('counts what is not due at the end of coverage as expected, not as unknown', () => {
    const { tally } = judge([...five, gone], { options: { now: '10:04' } });
    expect(tally.handoffs.get('stock-to-channels→shop')).toMatchObject({ expected: 1 });
    expect(tally.unknown.size).toBe(0);
  });

  it('takes a missed change for healed once the stock is again what the channel shows', () => {
    const [found] = judge([...five.slice(0, 2), gone, level('erp 12:00', 5)]).found;
    expect(found?.healedAt).toBe(instant('12:00'));
  });

  it('counts a hand that moves stock as a workaround', () => {
    const { tally } = judge([
      ...five,
      said('erp hand.script 10:00', { refs, data: { who: 'Ana', what: 'push stock', minutes: 5 } }),
    ]);
    expect(tally.hands.get('Ana|push stock')).toMatchObject({ count: 1, minutes: 5 });
  });
});
