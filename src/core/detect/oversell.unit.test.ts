import { describe, expect, it } from 'vitest';
import type { StockCase } from '../../../test/stated-stock.js';
import {
  five,
  gapAt,
  gone,
  inAnyOrder,
  judge,
  level,
  refs,
  seenAt,
  shows,
  took,
} from '../../../test/stated-stock.js';
import { said, summary } from '../../../test/stated.js';

const cases: Record<string, readonly StockCase[]> = {
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
      it: 'concludes nothing of a line taken when the authority was no longer read',
      given: [level('erp 08:00', 5), shows('shop 08:01', 5)],
      demand: [took('shop 2T09:00', 6)],
      options: { ends: { erp: '1T20:00' } },
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
};

for (const [group, list] of Object.entries(cases)) {
  describe(group, () => {
    for (const one of list) {
      it(one.it, () => {
        expect(summary(judge(one.given, one).found)).toEqual([...one.then].sort());
        const { expected, others } = inAnyOrder(one);
        for (const other of others) expect(other.found).toEqual(expected.found);
      });
    }
  });
}
