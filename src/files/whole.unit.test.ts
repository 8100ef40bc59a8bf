import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Recognition, Row } from '../connectors/connector.js';
import { timeSpanOf, writtenTimeOf } from '../core/observation/written-time.js';
import type { Whole } from './whole.js';
import { surveyWhole } from './whole.js';

const frame = { dayFirst: null, offsetAt: null };

async function surveyed(texts: readonly string[]): Promise<Whole> {
  const rows = texts.map((text, index): Row => ({
    line: index + 1,
    cells: [text],
    document: null,
  }));
  const recognition: Recognition = {
    strength: 1,
    quoting: 'csv',
    rows: null,
    zone: null,
    dayFirst: null,
    decimal: null,
    times: ({ cells }) => cells,
    decimalMarks: () => [],
    open: () => ({ row: () => [], end: () => [] }),
  };
  return surveyWhole([rows], recognition, frame);
}

/** The latest instant of all texts, each by itself. */
function latestOf(texts: readonly string[]): number | null {
  const untils = texts.flatMap((text) => {
    const time = writtenTimeOf(text);
    return (time === null ? null : timeSpanOf(time, frame))?.until ?? [];
  });
  return untils.length === 0 ? null : Math.max(...untils);
}

const two = (number: number): string => String(number).padStart(2, '0');

describe('the last time in a file', () => {
  it('is the latest of all, in whatever order and form they stand', async () => {
    const texts = fc
      .record({
        year: fc.integer({ min: 1989, max: 2101 }),
        month: fc.integer({ min: 1, max: 13 }),
        day: fc.integer({ min: 1, max: 32 }),
        hour: fc.integer({ min: 0, max: 24 }),
        between: fc.constantFrom(' ', 'T'),
        tail: fc.constantFrom('', 'Z', ' +0200', '-05:00', '.250Z', ' PM', 'x'),
      })
      .map(
        ({ year, month, day, hour, between, tail }) =>
          `${year}-${two(month)}-${two(day)}${between}${two(hour)}:30:15${tail}`,
      );
    const others = fc.constantFrom('2026-03-04', '04.03.2026 10:15:00', 'Mar 4, 2026', '', 'never');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(texts, others), { maxLength: 12 }), async (column) => {
        expect((await surveyed(column)).last).toBe(latestOf(column));
      }),
      { numRuns: 1_000 },
    );
  });

  it('says of the others whether they carry an offset', async () => {
    expect((await surveyed(['2026-03-04 10:00:00Z', '2026-03-03 10:00:00'])).zoneUnknown).toBe(
      true,
    );
    expect((await surveyed(['2026-03-04 10:00:00Z', '2026-03-03 10:00:00Z'])).zoneUnknown).toBe(
      false,
    );
  });
});

describe('the longest silence of a file', () => {
  const start = Date.parse('2026-03-02T00:00:00Z');
  const at = (hours: number): string => new Date(start + hours * 3_600_000).toISOString();

  it('is that between any two of its times, in whatever order and form they stand', async () => {
    const hours = fc.uniqueArray(fc.nat({ max: 400 }), { minLength: 11, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(hours, fc.boolean(), async (given, plain) => {
        const form = (hour: number): string => {
          const text = at(hour);
          return plain ? `${text.slice(0, 19).replace('T', ' ')} +0000` : text;
        };
        const sorted = [...given].sort((a, b) => a - b);
        const gaps = sorted.slice(1).map((hour, index) => hour - (sorted[index] ?? 0));
        const { silenceMillis } = await surveyed(given.map(form));
        expect(silenceMillis).toBe(Math.max(...gaps) * 3_600_000);
      }),
    );
  });

  it('is as long as the file where it has few, and a day where it has none', async () => {
    expect((await surveyed([at(0), at(70), at(72)])).silenceMillis).toBe(72 * 3_600_000);
    expect((await surveyed([at(5)])).silenceMillis).toBe(24 * 3_600_000);
  });
});
