import { describe, expect, it } from 'vitest';
import { daily, decided, declared, figure, judge, weekly } from '../../../test/stated-feeds.js';
import type { ContextOptions } from '../../../test/stated.js';
import { faultOf } from '../../../test/sample-run.js';
import { shuffled } from '../../../test/stated.js';
import { day, hour } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import type { Candidate } from './finding.js';
import type { ReportStaleness } from './report.js';

/** Monday to next Monday without the weekend: what the portal shows is always the day before. */
const portal = (asOfs: readonly number[]): Observation[] =>
  asOfs.map((asOf, index) => {
    const clock = [2, 3, 4, 5, 8, 9][index] ?? 9;
    return figure(`merchant-portal ${clock}T08:30`, `0.9${asOf}`, `${asOf}T05:00`);
  });

const oneDayBehind = portal([1, 2, 3, 4, 5, 8]);

/** The supplier's own portal shows the day's figure. */
const source = [2, 3, 4, 5, 8, 9].map((clock) =>
  figure(`vendor-portal ${clock}T08:00`, `0.9${clock}`, `${clock}T05:00`),
);

function row(
  statements: readonly Observation[],
  options: ContextOptions,
  found: readonly Candidate[] = [],
): ReportStaleness | undefined {
  return judge(statements, { ...options, now: '15T00:00' }, found).staleness[0];
}

describe('the indicators of a staleness cascade', () => {
  const errors = [
    decided('edi 4T10:00', { asOf: '3T05:00', decision: 'edi-eligibility', outcome: 'rejected' }),
    decided('erp 5T10:00', { asOf: '4T05:00', decision: 'promise-date', outcome: 'promised' }),
  ];

  it('confirms it with a constant lag, a rejected batch, a wrong promise and one metric in dispute', () => {
    expect(row([...oneDayBehind, ...source, ...errors], daily)).toEqual({
      feed: 'acme-metrics',
      constant_lag: 'yes',
      lag: 'P1D',
      downstream_errors: 'yes',
      metric_dispute: 'yes',
      cascade: 'confirmed',
    });
  });

  it('counts the kinds of faults that name the feed, and no other', () => {
    const patterns = ['lost-order', 'parked-draft', 'duplicate-draft'] as const;
    const of = (refs: Readonly<Record<string, string[]>>): Candidate[] =>
      patterns.map((pattern) => {
        const fault = faultOf(pattern, { pattern });
        return { ...fault, subject: { ...fault.subject, refs } };
      });
    const answer = (found: readonly Candidate[]): string | undefined =>
      row(oneDayBehind, daily, found)?.downstream_errors;
    expect(answer(of({ feed: ['acme-metrics'] }))).toBe('yes');
    expect(answer(of({ feed: ['other-metrics'] }))).toBe('no');
    expect(answer(of({ order: ['114-1'] }))).toBe('no');
  });

  it('takes no sample on a day on which nothing is worked', () => {
    const saturday = figure('merchant-portal 6T08:30', '0.95', '5T05:00');
    expect(row([...oneDayBehind, saturday], daily)).toMatchObject({ constant_lag: 'yes' });
  });

  it('only suspects it while one indicator cannot be told', () => {
    expect(row(oneDayBehind, daily)).toEqual({
      feed: 'acme-metrics',
      constant_lag: 'yes',
      lag: 'P1D',
      downstream_errors: 'unknown',
      metric_dispute: 'unknown',
      cascade: 'suspected',
    });
  });

  it('sees no cascade where the lag varies', () => {
    const varying = portal([2, 2, 4, 3, 8, 9]);
    expect(row(varying, daily)).toMatchObject({ constant_lag: 'no', lag: null, cascade: 'no' });
  });

  it('cannot tell from fewer than five business days', () => {
    const few = oneDayBehind.slice(0, 4);
    expect(row(few, daily)).toMatchObject({ constant_lag: 'unknown', cascade: 'unknown' });
  });

  it('counts days as the supplier does, by its calendar', () => {
    const holiday = { ...weekly, holidays: ['2026-03-05'] };
    const options = declared({ everyMillis: day, freshWithinMillis: 26 * hour, calendar: holiday });
    // Thursday is a holiday: what is shown on Friday is of Wednesday, one business day before.
    const shown = [
      ['2T08:30', '1T05:00'],
      ['3T08:30', '2T05:00'],
      ['5T08:30', '3T05:00'],
      ['8T08:30', '5T05:00'],
      ['9T08:30', '8T05:00'],
    ] as const;
    const given = shown.map(([at, asOf]) => figure(`merchant-portal ${at}`, '0.9', asOf));
    expect(row(given, options)).toMatchObject({ constant_lag: 'yes', lag: 'P1D' });
  });

  it('counts days in the zone of the supplier', () => {
    const zoned = { workdays: [1, 2, 3, 4, 5], holidays: [], zone: 'America/New_York' };
    const options = declared({ everyMillis: day, freshWithinMillis: 26 * hour, calendar: zoned });
    // Shown at 02:00 UTC, which is the evening before in New York: the same day as the figure.
    const given = [3, 4, 5, 6, 9].map((clock) =>
      figure(`merchant-portal ${clock}T02:00`, '0.9', `${clock - 1}T12:00`),
    );
    expect(row(given, options)).toMatchObject({ constant_lag: 'no' });
  });
});

describe('the indicators', () => {
  it('depend neither on the order of arrival nor on repeats', () => {
    const given = [...oneDayBehind, ...source];
    const expected = judge(given, daily);
    for (let seed = 1; seed <= 8; seed += 1) {
      const again = judge(shuffled([...given, ...given.slice(0, 2)], seed), daily);
      expect(again.candidates).toEqual(expected.candidates);
      expect(again.staleness).toEqual(expected.staleness);
    }
  });
});
