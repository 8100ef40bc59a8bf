import { describe, expect, it } from 'vitest';
import {
  decided,
  declared,
  figure,
  hours,
  judge,
  snapshot,
  systems,
  weekly,
} from '../../../test/stated-feeds.js';
import type { ContextOptions } from '../../../test/stated.js';
import { contextOf, instant, said, shuffled, summary, text } from '../../../test/stated.js';
import { words } from '../detect/metric-dispute.js';
import { emptyTally } from '../detect/tally.js';
import { day, hour } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { judgeFeeds } from './judge.js';

interface Case {
  readonly it: string;
  readonly given: readonly Observation[];
  readonly options: ContextOptions;
  readonly then: readonly string[];
}

const cases: Record<string, readonly Case[]> = {
  'stale feeds': [
    {
      it: 'finds a snapshot that was past its age when it came',
      given: [...hours(8, 9), snapshot('10:05', '05:00'), ...hours(11, 12)],
      options: { ...declared(), ends: { acme: '13:00' } },
      then: ['stale-feed(stale) acme'],
    },
    {
      it: 'finds an as-of that does not advance',
      given: [...hours(8, 9), snapshot('10:05', '09:00'), ...hours(11)],
      options: { ...declared(), ends: { acme: '12:00' } },
      then: ['stale-feed(stale) acme'],
    },
    {
      it: 'takes a repeat soon after for the same delivery',
      given: [...hours(8, 9), snapshot('09:09', '09:00'), ...hours(10)],
      options: { ...declared(), ends: { acme: '11:00' } },
      then: [],
    },
    {
      it: 'takes an older snapshot that overtook nothing for late, not for stale',
      given: [...hours(8), snapshot('09:20', '08:30'), ...hours(10)],
      options: { ...declared(), ends: { acme: '11:00' } },
      then: [],
    },
    {
      it: 'leaves alone a feed that is fresh every time',
      given: hours(8, 9, 10, 11),
      options: { ...declared(), ends: { acme: '12:00' } },
      then: [],
    },
    {
      it: 'states one finding however many snapshots were old',
      given: [snapshot('08:05', '02:00'), snapshot('09:05', '02:00'), snapshot('10:05', '02:00')],
      options: { ...declared(), ends: { acme: '11:00' } },
      then: ['stale-feed(stale) acme'],
    },
    {
      it: 'counts no day on which the supplier does not work',
      // Friday's figures on Monday; Wednesday is a holiday.
      given: [snapshot('5T06:00', '5T05:00'), snapshot('8T06:00', '5T05:00')],
      options: {
        ...declared({ everyMillis: 3 * day, freshWithinMillis: 26 * hour, calendar: weekly }),
        ends: { acme: '8T12:00' },
      },
      then: [],
    },
    {
      it: 'learns the habit of a feed that nobody declared',
      given: [...hours(8, 9, 10, 11), snapshot('12:05', '08:30'), ...hours(13)],
      options: { systems, ends: { acme: '14:00' } },
      then: ['stale-feed(stale) acme'],
    },
    {
      it: 'learns nothing from fewer than four snapshots',
      given: [...hours(8, 9), snapshot('12:05', '02:00')],
      options: { systems, ends: { acme: '14:00' } },
      then: [],
    },
    {
      it: 'takes a lag that was always there for a habit',
      given: [
        snapshot('08:00', '1T00:00'),
        snapshot('09:00', '01:00'),
        snapshot('10:00', '02:00'),
        snapshot('11:00', '03:00'),
      ],
      options: { systems, ends: { acme: '12:00' } },
      then: [],
    },
    {
      it: 'concludes nothing from a snapshot of which only the day is known',
      given: [
        said('acme feed.snapshot 2T00:00', {
          refs: { feed: 'acme-metrics' },
          until: '2T23:59',
          data: { as_of: text('1T23:00') },
        }),
      ],
      options: { ...declared(), ends: { acme: '3T00:00' } },
      then: [],
    },
    {
      it: 'ignores when a log was read in one go',
      given: hours(8, 9, 10).map((one) => ({ ...one, seen: instant('8T00:00') })),
      options: { ...declared(), ends: { acme: '11:00' } },
      then: [],
    },
  ],
  'missing feeds': [
    {
      it: 'finds one that stopped, within coverage',
      given: hours(8, 9),
      options: { ...declared(), ends: { acme: '20:00' } },
      then: ['missing-feed(missing) acme'],
    },
    {
      it: 'finds one that came again',
      given: hours(8, 9, 14),
      options: { ...declared(), ends: { acme: '15:00' } },
      then: ['missing-feed(missing) acme'],
    },
    {
      it: 'allows three intervals and the grace',
      given: [...hours(8, 9), snapshot('12:10', '12:05')],
      options: { ...declared(), ends: { acme: '13:00' } },
      then: [],
    },
    {
      it: 'concludes nothing past the end of coverage',
      given: hours(8, 9),
      options: { ...declared(), ends: { acme: '10:00' } },
      then: [],
    },
    {
      it: 'leaves a feed that was stale already to that finding',
      given: [snapshot('08:05', '02:00')],
      options: { ...declared(), ends: { acme: '20:00' } },
      then: ['stale-feed(stale) acme'],
    },
    {
      it: 'lets no truncated file reset the clock',
      given: [
        snapshot('08:05', '08:00', { rows: 900 }),
        snapshot('09:05', '09:00', { rows: 2 }),
        snapshot('10:05', '10:00', { rows: 2 }),
        snapshot('11:05', '11:00', { rows: 2 }),
        snapshot('12:05', '12:00', { rows: 2 }),
      ],
      options: { ...declared({ maxDrop: 0.5 }), ends: { acme: '12:10' } },
      then: ['missing-feed(missing) acme'],
    },
    {
      it: 'concludes nothing of a feed whose system is not covered',
      given: hours(8, 9),
      options: {
        ...declared(),
        without: ['acme'],
        now: '2T00:00',
      },
      then: [],
    },
  ],
  'metric disputes': [
    {
      it: 'finds two values at one time',
      given: [figure('vendor-portal 10:00', '0.96'), figure('merchant-portal 10:05', '0.91')],
      options: declared(),
      then: ['metric-dispute(conflict) merchant-portal→vendor-portal'],
    },
    {
      it: 'compares numbers as numbers',
      given: [figure('vendor-portal 10:00', '0.960'), figure('merchant-portal 10:05', '0.96')],
      options: declared(),
      then: [],
    },
    {
      it: 'leaves alone a system that catches up in time',
      given: [
        figure('vendor-portal 08:00', '0.91'),
        figure('merchant-portal 08:00', '0.91'),
        figure('vendor-portal 10:00', '0.96'),
        figure('merchant-portal 10:05', '0.91'),
        figure('merchant-portal 11:05', '0.96'),
      ],
      options: declared(),
      then: [],
    },
    {
      it: 'does not take the end of a wrong figure for catching up',
      given: [
        figure('vendor-portal 08:00', '0.96'),
        figure('merchant-portal 08:00', '0.96'),
        figure('vendor-portal 10:00', '0.96'),
        figure('merchant-portal 10:05', '0.5'),
        figure('merchant-portal 11:05', '0.96'),
      ],
      options: declared(),
      then: ['metric-dispute(conflict) merchant-portal→vendor-portal'],
    },
    {
      it: 'concludes nothing where the figure may have changed in between',
      given: [figure('vendor-portal 08:00', '0.96'), figure('merchant-portal 10:30', '0.91')],
      options: declared(),
      then: [],
    },
    {
      it: 'calls two snapshots stale and one snapshot a mapping',
      given: [
        figure('vendor-portal 10:00', '0.96', '10:00'),
        figure('merchant-portal 10:05', '0.91', '1T00:00'),
        figure('vendor-portal 3T10:00', '0.96', '3T10:00'),
        figure('erp 3T10:05', '96', '3T10:00'),
      ],
      options: declared(),
      then: [
        'metric-dispute(mapping) erp→vendor-portal',
        'metric-dispute(stale) merchant-portal→vendor-portal',
      ],
    },
    {
      it: 'waits where a system may still catch up',
      given: [figure('vendor-portal 10:00', '0.96'), figure('merchant-portal 10:05', '0.91')],
      options: { ...declared(), now: '11:00' },
      then: [],
    },
  ],
  'stale decisions': [
    {
      it: 'finds one taken on an old figure though a newer one had come',
      given: [...hours(8, 9, 10, 11, 12), decided('erp 12:30', { asOf: '08:00' })],
      options: { ...declared(), ends: { acme: '13:00' } },
      then: ['stale-decision(stale) acme→erp'],
    },
    {
      it: 'leaves alone one taken on a fresh figure',
      given: [...hours(8, 9, 10, 11, 12), decided('erp 12:30', { asOf: '11:00' })],
      options: { ...declared(), ends: { acme: '13:00' } },
      then: [],
    },
    {
      it: 'leaves alone a gate that holds',
      given: [
        ...hours(8, 9, 10, 11, 12),
        decided('edi 12:30', { asOf: '08:00', decision: 'edi-eligibility', outcome: 'held' }),
      ],
      options: { ...declared(), ends: { acme: '13:00' } },
      then: [],
    },
    {
      it: 'lets a consumer use the last good figure within its limit',
      given: [...hours(8, 9, 10, 11, 12), decided('erp 12:30', { asOf: '08:00' })],
      options: {
        ...declared({
          consumers: new Map([['erp', { kind: 'last-good', withinMillis: 6 * hour }]]),
        }),
        ends: { acme: '13:00' },
      },
      then: [],
    },
    {
      it: 'lets nobody use a last good figure without a limit past its age',
      given: [...hours(8, 9, 10, 11, 12), decided('erp 12:30', { asOf: '08:00' })],
      options: {
        ...declared({ consumers: new Map([['erp', { kind: 'last-good', withinMillis: null }]]) }),
        ends: { acme: '13:00' },
      },
      then: ['stale-decision(stale) acme→erp'],
    },
    {
      it: 'is the damage of a feed that had nothing newer to give',
      given: [...hours(8, 9), decided('erp 15:00', { asOf: '09:00' }), ...hours(16)],
      options: { ...declared(), ends: { acme: '17:00' } },
      then: ['missing-feed(missing) acme + stale-decision'],
    },
    {
      it: 'finds the as-of by the one snapshot that has the value',
      given: [
        snapshot('08:05', '08:00', { metrics: { acme: { otd: '0.91' } } }),
        snapshot('09:05', '09:00', { metrics: { acme: { otd: '0.96' } } }),
        snapshot('10:05', '10:00', { metrics: { acme: { otd: '0.97' } } }),
        decided('erp 10:30', { value: '0.91' }),
      ],
      options: { ...declared(), ends: { acme: '11:00' } },
      then: ['stale-decision(stale) acme→erp'],
    },
    {
      it: 'concludes nothing where two snapshots have the value',
      given: [
        snapshot('08:05', '08:00', { metrics: { acme: { otd: '0.91' } } }),
        snapshot('09:05', '09:00', { metrics: { acme: { otd: '0.91' } } }),
        snapshot('10:05', '10:00', { metrics: { acme: { otd: '0.97' } } }),
        decided('erp 12:30', { value: '0.91' }),
      ],
      options: { ...declared(), ends: { acme: '13:00' } },
      then: [],
    },
  ],
};

for (const [group, list] of Object.entries(cases)) {
  describe(group, () => {
    for (const one of list) {
      it(one.it, () => {
        expect(summary(judge(one.given, one.options).candidates)).toEqual([...one.then].sort());
      });
    }
  });
}

describe('the judgement of feeds', () => {
  it('depends neither on the order of arrival nor on repeats', () => {
    for (const one of Object.values(cases).flat()) {
      const expected = judge(one.given, one.options);
      for (let seed = 1; seed <= 8; seed += 1) {
        const arrived = shuffled([...one.given, ...one.given.slice(0, 2)], seed);
        const again = judge(arrived, one.options);
        expect(again.candidates, one.it).toEqual(expected.candidates);
        expect(again.staleness, one.it).toEqual(expected.staleness);
      }
    }
  });

  it('says since when a feed is stale, by what limit, and when it was well again', () => {
    const given = [...hours(8, 9), snapshot('10:05', '05:00'), ...hours(11, 12)];
    const [found] = judge(given, { ...declared(), ends: { acme: '13:00' } }).candidates;
    expect(found).toMatchObject({
      subject: { type: 'feed', key: 'acme-metrics', refs: { feed: ['acme-metrics'] } },
      at: instant('10:05'),
      due: instant('07:00'),
      healedAt: instant('11:05'),
      evidence: ['acme/10:05 05:00'],
      details: { limit: '2 hours' },
    });
  });

  it('says which system shows which figure', () => {
    const given = [figure('vendor-portal 10:00', '0.96'), figure('merchant-portal 10:05', '0.91')];
    expect(judge(given, declared()).candidates.map(words.explain).join()).toContain(
      ' is 0.91 in merchant-portal and 0.96 in vendor-portal at 2026-03-02T10:05:00Z',
    );
  });

  it('reads the end of a supplier that says nothing else as silence while all others go on', () => {
    const context = contextOf({ ...declared(), now: '2T00:00' });
    const acme = {
      from: instant('08:05'),
      until: instant('09:05'),
      kinds: new Set(['feed.snapshot' as const]),
      filter: null,
    };
    const coverageOf = (erpEnds: string) => ({
      until: context.now,
      systems: new Map([
        ...context.coverage.systems,
        ['acme', acme] as const,
        ['erp', { ...acme, until: instant(erpEnds) }] as const,
      ]),
    });
    const judged = (erpEnds: string): string[] =>
      summary(
        judgeFeeds(hours(8, 9), { ...context, coverage: coverageOf(erpEnds) }, emptyTally())
          .candidates,
      );
    expect(judged('2T00:00')).toEqual(['missing-feed(missing) acme']);
    expect(judged('10:00')).toEqual([]);
  });

  it('counts feeds, and what it cannot judge', () => {
    const { tally } = judge(hours(8, 9), { systems });
    expect(tally.feeds).toBe(1);
    expect(tally.unknown.get('acme|feed.snapshot')).toBe(1);
  });
});
