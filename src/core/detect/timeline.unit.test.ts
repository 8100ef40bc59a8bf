import { describe, expect, it } from 'vitest';
import { contextOf, lines, said } from '../../../test/given.js';
import { faultOf, sampleReport } from '../../../test/sample-run.js';
import { limits } from '../limits.js';
import type { Observation } from '../observation/observation.js';
import { orderRun } from '../order/judge.js';
import type { ReportFinding, ReportTimeline } from './report.js';
import { emptyTally } from './tally.js';
import { timelinesOf } from './timeline.js';

const run = orderRun({ context: contextOf(), tally: emptyTally(), demand: null });

function findingOf(key: string, fields: Partial<ReportFinding> = {}): ReportFinding {
  const { findings } = sampleReport({ candidates: [faultOf(key)], tally: emptyTally() });
  const [found] = findings;
  if (found === undefined) throw new Error('the sample has a finding');
  return { ...found, ...fields };
}

function timelineOf(bucket: readonly Observation[], found: ReportFinding): ReportTimeline {
  const [timeline] = timelinesOf(bucket, [found], run);
  if (timeline === undefined) throw new Error('no timeline');
  return timeline;
}

const order = [
  said('amazon order.placed 10:00', { data: { ...lines('A×2'), payable: 'not_applicable' } }),
  said('erp order.acknowledged 10:05', { data: { record: 'SO-1', state: 'confirmed' } }),
  said('amazon shipment.shipped 12:00', { native: 'Shipped', data: lines('A×2') }),
];

describe('the timeline of an order', () => {
  it('says in short what each system said, in the order of time', () => {
    const { statements, left_out: left } = timelineOf(order.toReversed(), findingOf('O-1'));
    expect(statements.map(({ system, kind, word, says }) => [system, kind, word, says])).toEqual([
      ['amazon', 'order.placed', null, '2 × A'],
      ['erp', 'order.acknowledged', null, 'SO-1, confirmed'],
      ['amazon', 'shipment.shipped', 'Shipped', '2 × A'],
    ]);
    expect(statements[0]).toMatchObject({ at: '2026-03-04T10:00:00Z', until: null });
    expect(left).toBe(0);
  });

  it('says what is owed and was not met', () => {
    const { handoffs } = timelineOf(order, findingOf('O-1'));
    expect(handoffs).toEqual([
      {
        rule: 'shipment-to-erp',
        from: 'amazon',
        to: 'erp',
        state: 'overdue',
        at: '2026-03-04T12:00:00Z',
        due: '2026-03-04T13:00:00Z',
        effect: null,
        waiting_for: null,
      },
    ]);
  });

  it('keeps the interval of a time that is only known to the day', () => {
    const day = said('erp shipment.shipped 2T00:00', { until: '2T23:59', basis: 'day' });
    const { statements } = timelineOf([...order, day], findingOf('O-1'));
    expect(statements.at(-1)).toMatchObject({ basis: 'day', until: '2026-03-05T23:59:00Z' });
  });

  it('shows both of two contents under one id', () => {
    const other = said('amazon order.placed 10:01', {
      id: 'amazon order.placed 10:00',
      data: lines('A×5'),
    });
    const { statements } = timelineOf([...order, other], findingOf('O-1'));
    expect(statements.filter(({ kind }) => kind === 'order.placed')).toHaveLength(2);
  });

  it('shows what only a name in doubt could place once, however often it came', () => {
    const placed = (clock: string, key: string): Observation =>
      said(`shop order.placed ${clock}`, {
        refs: { order: key, order_name: '#1' },
        data: lines('A×1'),
      });
    const named = said('shop payment.captured 10:02', {
      refs: { order_name: '#1' },
      data: { amount: '5.00', currency: 'USD' },
    });
    const bucket = [placed('10:00', 'O-1'), placed('10:01', 'O-2'), named, { ...named }];
    const { statements } = timelineOf(bucket, findingOf('O-1'));
    expect(statements.map(({ kind }) => kind)).toEqual(['order.placed', 'payment.captured']);
  });

  it('leaves other orders of the bucket alone', () => {
    const other = said('shop order.placed 10:00', { refs: { order: 'O-2' }, data: lines('B×1') });
    expect(timelineOf([...order, other], findingOf('O-1')).statements).toHaveLength(3);
    expect(timelinesOf([other], [findingOf('O-1')], run)).toEqual([]);
  });

  it('keeps what is cited and what is nearest where there is too much', () => {
    const polls = Array.from({ length: 90 }, (_, index) =>
      said(
        `shop order.status ${Math.floor(index / 60) + 13}:${String(index % 60).padStart(2, '0')}`,
      ),
    );
    const last = polls.at(-1);
    if (last === undefined) throw new Error('there are polls');
    const found = findingOf('O-1', {
      at: '2026-03-04T12:00:00Z',
      evidence: [`shop/${last.id}`],
    });
    const { statements, left_out: left } = timelineOf([...order, ...polls], found);
    expect(statements).toHaveLength(limits.timelineStatementsMax);
    expect(left).toBe(93 - limits.timelineStatementsMax);
    expect(statements.map(({ id }) => id)).toContain(last.id);
    expect(statements.map(({ id }) => id)).toContain('amazon shipment.shipped 12:00');
  });
});

describe('the timeline of another subject', () => {
  const refs = { feed: 'acme-metrics' };
  const snapshot = said('acme feed.snapshot 10:00', {
    refs,
    data: { as_of: '2026-03-03T10:00:00Z', rows: 12 },
  });
  const found = findingOf('acme-metrics', {
    subject: { type: 'feed', key: 'acme-metrics', refs: { feed: ['acme-metrics'] } },
    handoff: 'acme-metrics',
    systems: ['acme', 'erp'],
    at: '2026-03-04T10:00:00Z',
    due: '2026-03-04T12:00:00Z',
  });

  it('holds the statements that bear its names, with their as-of', () => {
    const foreign = said('acme feed.snapshot 11:00', {
      refs: { feed: 'other' },
      data: { as_of: '2026-03-03T10:00:00Z' },
    });
    const { statements } = timelineOf([snapshot, foreign], found);
    expect(statements).toMatchObject([{ says: '12 rows', as_of: '2026-03-03T10:00:00Z' }]);
  });

  it('owes what its finding names', () => {
    const { handoffs } = timelineOf([snapshot], found);
    expect(handoffs).toMatchObject([{ rule: 'acme-metrics', to: 'erp', state: 'overdue' }]);
  });
});
