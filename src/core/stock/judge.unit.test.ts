import { describe, expect, it } from 'vitest';
import type { StockCase } from '../../../test/stated-stock.js';
import {
  five,
  gapAt,
  gone,
  hop,
  inAnyOrder,
  judge,
  level,
  listed,
  refs,
  shows,
  took,
} from '../../../test/stated-stock.js';
import { instant, said, summary } from '../../../test/stated.js';

const cases: Record<string, readonly StockCase[]> = {
  'trigger gaps': [
    {
      it: 'finds one at each channel that was never told that nothing is left',
      given: [...five, gone],
      then: [gapAt('amazon'), gapAt('shop')],
    },
    {
      it: 'takes a level of a test for none',
      given: [...five, said('erp stock.level 10:00', { refs, data: { available: 0, test: true } })],
      then: [],
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
      it: 'judges by what was read of the channel, where the authority says no more',
      given: [...five, gone],
      options: { ends: { erp: '10:02' } },
      then: [
        'trigger-gap(missing) erp→amazon + phantom-availability',
        'trigger-gap(missing) erp→shop + phantom-availability',
      ],
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
      it: 'counts from its booking what was booked late, and overtaken before anybody was due to be told',
      given: [
        ...five.slice(0, 2),
        said('erp stock.adjusted 10:00', {
          refs,
          data: { delta: -3, reason: 'count' },
          id: 'd1',
          seen: '20:00',
        }),
        level('erp 20:01', 1),
        shows('shop 20:04', 1),
      ],
      then: [],
    },
    {
      it: 'finds one where nobody was told after a late booking either',
      given: [
        ...five.slice(0, 2),
        said('erp stock.adjusted 10:00', {
          refs,
          data: { delta: -5, reason: 'count' },
          id: 'd1',
          seen: '20:00',
        }),
      ],
      then: [gapAt('shop')],
    },
    {
      it: 'takes a day in which the stock came back for no sign that a channel was not told',
      given: [
        level('erp 08:00', 5),
        shows('shop 08:01', 5),
        level('erp 23:50', 0),
        level('erp 2T12:00', 7),
        said('shop listing.availability 2T00:00', {
          refs,
          data: { available: 7 },
          until: '2T23:59',
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
      it: 'concludes nothing of an offer that may be of after the restock on its day',
      given: [
        ...five.slice(0, 2),
        gone,
        shows('shop 10:02', 0),
        level('erp 3T09:00', 7),
        said('shop listing.availability 3T00:00', {
          refs,
          data: { available: 7 },
          until: '3T23:59',
        }),
      ],
      then: [],
    },
    {
      it: 'finds an offer on a day that was over before the restock',
      given: [
        ...five.slice(0, 2),
        gone,
        shows('shop 10:02', 0),
        said('shop listing.availability 2T00:00', {
          refs,
          data: { available: 7 },
          until: '2T23:59',
        }),
        level('erp 3T09:00', 7),
      ],
      then: ['phantom-availability(stale) erp→shop'],
    },
    {
      it: 'concludes nothing of an offer made when the authority was no longer read',
      given: [...five.slice(0, 2), gone, shows('shop 10:02', 0), shows('shop 14:00', 2)],
      options: { ends: { erp: '12:00' } },
      then: [],
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
      const { expected, others } = inAnyOrder(one);
      for (const other of others) {
        expect(other.found, one.it).toEqual(expected.found);
        expect({ ...other.tally, duplicates: 0 }, one.it).toEqual({
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
