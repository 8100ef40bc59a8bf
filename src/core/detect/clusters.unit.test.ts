import { describe, expect, it } from 'vitest';
import { faultOf, handoffTally, onDay, sampleReport } from '../../../test/sample-run.js';
import { clustersOf, recurrencesOf } from './clusters.js';
import type { Candidate } from './finding.js';
import type { Report } from './report.js';
import { standing } from './standing.js';
import type { Standing } from './standing.js';
import { emptyTally } from './tally.js';

function standingOf(candidates: readonly Candidate[], ref: string | null = null): Standing[] {
  const accept =
    ref === null
      ? []
      : [{ pattern: null, handoff: null, system: null, ref, reason: 'known', until: null }];
  return standing(candidates, accept, onDay(60));
}

function reportOf(candidates: readonly Candidate[], baseline: Report | null = null): Report {
  return sampleReport({ candidates, tally: emptyTally(), baseline });
}

const three = [0, 1, 2].map((day) => faultOf(`A-${day}`, { at: onDay(day) }));

describe('clustersOf', () => {
  it('counts the faults of one fingerprint of all that passed there', () => {
    const tally = emptyTally();
    tally.handoffs.set(
      'shipment-to-erp→erp',
      handoffTally({ seen: 90, seenLate: 7, overdue: 3, waiting: 5 }),
    );
    const [cluster, ...others] = clustersOf(standingOf(three), tally, null);
    expect(others).toEqual([]);
    expect(cluster).toMatchObject({
      handoff: 'shipment-to-erp',
      pattern: 'status-void',
      count: 3,
      of_passing: 100,
      worst_week: 3,
      days: 3,
      structural: true,
      since_baseline: null,
      systems: ['amazon', 'erp'],
    });
  });

  it('says nothing of passing where the totals cannot be those of the cluster', () => {
    const tally = emptyTally();
    tally.handoffs.set('shipment-to-erp→erp', handoffTally({ seen: 2 }));
    expect(clustersOf(standingOf(three), tally, null)[0]?.of_passing).toBeNull();
    expect(clustersOf(standingOf(three), emptyTally(), null)[0]?.of_passing).toBeNull();
  });

  it('counts what is accepted and does not call it structural', () => {
    const [cluster] = clustersOf(standingOf(three, 'A-1'), emptyTally(), null);
    expect(cluster).toMatchObject({ count: 3, ignored: 1, worst_week: 2, structural: false });
  });

  it('leaves information out, and puts structural before large', () => {
    const burst = [0, 1, 2, 3].map((index) =>
      faultOf(`B-${index}`, { cause: 'mapping', at: onDay(4, index) }),
    );
    const info = faultOf('C', { pattern: 'sync-delay', level: 'info' });
    const clusters = clustersOf(standingOf([...burst, ...three, info]), emptyTally(), null);
    expect(clusters.map((cluster) => [cluster.count, cluster.structural, cluster.outage])).toEqual([
      [3, true, false],
      [4, false, true],
    ]);
  });
});

describe('recurrences', () => {
  const at = (day: number, healed: number | null) =>
    faultOf(`R-${day}`, {
      at: onDay(day),
      healedAt: healed === null ? null : onDay(healed),
      healedByHand: healed !== null,
    });

  it('count each return within 28 days after a clean-up', () => {
    expect(recurrencesOf(standingOf([at(0, 1), at(20, 21), at(40, null)]))).toBe(2);
    expect(recurrencesOf(standingOf([at(0, 1), at(30, null)]))).toBe(0);
  });

  it('take repairs with no new fault between them for one clean-up', () => {
    expect(recurrencesOf(standingOf([at(0, 2), at(1, 3), at(10, null)]))).toBe(1);
  });

  it('count nothing that no hand is shown to have mended', () => {
    const ended = { ...at(0, 1), healedByHand: false };
    expect(recurrencesOf(standingOf([ended, at(20, null)]))).toBe(0);
  });
});

describe('since the baseline', () => {
  const since = (report: Report): unknown[] =>
    report.clusters.map((cluster) => [cluster.since_baseline, cluster.count]);

  it('a cluster is new, the same, or gone', () => {
    const before = reportOf(three);
    expect(since(reportOf(three, before))).toEqual([['same', 3]]);
    expect(since(reportOf([], before))).toEqual([['gone', 0]]);
    expect(since(reportOf(three, reportOf([])))).toEqual([['new', 3]]);
  });

  it('a cluster that had been cleaned up has returned, and that is one more recurrence', () => {
    const healed = three.map((found) => ({ ...found, healedAt: onDay(9) }));
    const after = reportOf([faultOf('A-20', { at: onDay(20) })], reportOf(healed));
    expect(after.clusters[0]).toMatchObject({
      since_baseline: 'returned',
      recurrences: 1,
      recurrences_by_hand: 0,
    });
    const gone = reportOf([], reportOf(three));
    expect(since(reportOf(three, gone))).toEqual([['returned', 3]]);
  });
});
