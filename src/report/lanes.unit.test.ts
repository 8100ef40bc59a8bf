import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleTimeline } from '../../test/sample-page.js';
import type { ReportTimeline } from '../core/detect/report.js';
import { lanesOf } from './lanes.js';

const end = '2026-03-30T00:00:00Z';

describe('lanes', () => {
  const drawn = lanesOf(sampleTimeline, ['amazon', 'erp', 'shop'], end);

  it('give each system that speaks, owes or is concerned one lane', () => {
    expect(drawn.lanes.map(({ system }) => system)).toEqual(['amazon', 'erp', 'shop']);
  });

  it('have one column an instant, the last at the end of what was read', () => {
    expect(drawn.columns.map(({ text }) => text)).toEqual([
      '2026-03-02T10:00:00Z',
      '2026-03-03T10:00:00Z',
      '2026-03-04T10:00:00Z',
      '2026-03-05T10:00:00Z',
      end,
    ]);
  });

  it('draw an interval from its first to its last instant, and a point as a point', () => {
    const [amazon, erp] = drawn.lanes;
    expect(amazon?.marks[0]?.until).toBeNull();
    expect(erp?.marks[0]).toMatchObject({ x: drawn.columns[1]?.x, until: drawn.columns[2]?.x });
  });

  it('draw an obligation from its trigger over its deadline to the end', () => {
    const [span] = drawn.lanes[1]?.spans ?? [];
    expect(span).toMatchObject({
      x: drawn.columns[0]?.x,
      due: drawn.columns[3]?.x,
      end: drawn.columns[4]?.x,
    });
  });

  it('label a bare statement of state with the state', () => {
    const [base] = sampleTimeline.statements;
    if (base === undefined) throw new Error('the sample has a statement');
    const statements = [{ ...base, kind: 'order.status' as const, word: 'Pending Fulfillment' }];
    const [lane] = lanesOf({ ...sampleTimeline, statements }, [], end).lanes;
    expect(lane?.marks[0]?.word).toBe('Pending Fulfillment');
  });

  it('keep the order of time, and let nothing in a lane cover another', () => {
    const second = fc.integer({ min: 0, max: 40 * 86_400 });
    const moment = (offset: number): string =>
      new Date(Date.parse('2026-03-02T00:00:00Z') + offset * 1_000).toISOString();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(second, fc.nat(2)), { minLength: 1, maxLength: 20 }),
        (given) => {
          const [base] = sampleTimeline.statements;
          if (base === undefined) throw new Error('the sample has a statement');
          const statements = given
            .toSorted(([one], [other]) => one - other)
            .map(([offset, system], index) => ({
              ...base,
              id: String(index),
              system: `s${system}`,
              at: moment(offset),
            }));
          const timeline: ReportTimeline = { ...sampleTimeline, statements, handoffs: [] };
          const { lanes, columns, width, height } = lanesOf(timeline, [], null);
          const xs = columns.map(({ x }) => x);
          expect(xs).toEqual(xs.toSorted((a, b) => a - b));
          expect(Math.max(...xs)).toBeLessThan(width);
          for (const { marks, y } of lanes) {
            expect(y).toBeLessThan(height);
            const places = marks.map(({ x, row }) => `${x} ${row}`);
            expect(new Set(places).size).toBe(places.length);
          }
        },
      ),
    );
  });
});
