import { describe, expect, it } from 'vitest';
import {
  faultOf,
  handoffTally,
  onDay,
  sampleContract,
  sampleReport,
} from '../../../test/sample-run.js';
import { noAnswers } from '../contract/answers.js';
import { hour } from '../observation/instant.js';
import type { Candidate } from './finding.js';
import type { Report } from './report.js';
import { emptyTally } from './tally.js';
import type { Tally } from './tally.js';

function judged(): Tally {
  const tally = { ...emptyTally(), orders: 100, agreeing: 100 };
  tally.handoffs.set('order-to-erp→erp', handoffTally({ seen: 100 }));
  return tally;
}

function verdict(candidates: readonly Candidate[], tally = judged()): Report['verdict'] {
  return sampleReport({ candidates, tally }).verdict;
}

const structural = [0, 1, 2].map((day) => faultOf(`A-${day}`, { at: onDay(day) }));

describe('the verdict', () => {
  it('is structural with one structural cluster, and likely with fewer than four signals', () => {
    const found = verdict(structural);
    expect(found).toMatchObject({ kind: 'structural', certainty: 'likely' });
    expect(found.because[0]).toBe(
      '1 fault in the handoffs between your systems explains 3 of 3 exceptions.',
    );
    expect(found.first_moves).toContain(
      'Do not sync more often: it would spread the wrong values sooner.',
    );
  });

  it('says that a fault was cleaned up by hand only where a correction shows it', () => {
    const gone = sampleReport({
      candidates: [],
      tally: judged(),
      baseline: sampleReport({ candidates: structural, tally: judged() }),
    });
    const back = sampleReport({ candidates: structural, tally: judged(), baseline: gone }).verdict;
    expect(back.because).toContain('1 fault no longer stood in the last report and is back.');
    expect(back.first_moves[0]).toContain('(it no longer stood in the last report, and is back)');
    expect(JSON.stringify(back)).not.toMatch(/by hand/);

    const mended = { at: onDay(0), healedAt: onDay(0, 11 * hour), healedByHand: true };
    const patched = verdict([faultOf('A-9', mended), ...structural.slice(1)]);
    expect(patched.because).toContain(
      'Cleaned up by hand, 1 fault came back 1 time: the write path did not change.',
    );
  });

  it('is certain with four signals', () => {
    const tally = judged();
    for (const id of ['notified-before-recorded', 'no-full-sequence', 'each-right-alone']) {
      tally.signals.set(id, { count: 9, judged: 9, evidence: [] });
    }
    expect(verdict(structural, tally)).toMatchObject({ kind: 'structural', certainty: 'certain' });
  });

  it('is isolated for faults without such a cluster, and names an outage', () => {
    const outage = [0, 1, 2].map((one) => faultOf(`A-${one}`, { at: onDay(1, one) }));
    const found = verdict(outage);
    expect(found).toMatchObject({ kind: 'isolated', certainty: 'certain' });
    expect(found.because.join(' ')).toContain('one outage');
  });

  it('says at which systems, where a handoff to several of them fails alike', () => {
    const stock = (systems: readonly string[], key: string): Candidate =>
      faultOf(key, { pattern: 'trigger-gap', handoff: 'stock-to-channels', systems, at: onDay(1) });
    const found = verdict([
      ...['A', 'B'].map((key) => stock(['erp', 'amazon'], key)),
      stock(['erp', 'shop'], 'A'),
      faultOf('O-1', { at: onDay(1) }),
    ]);
    const because = found.because.join(' ');
    expect(because).toContain('2 at stock-to-channels, erp → amazon');
    expect(because).toContain('1 at stock-to-channels, erp → shop');
    expect(because).toContain('at shipment-to-erp, 1 in');
    const moves = found.first_moves.filter((move) => move.startsWith('stock-to-channels'));
    expect(moves).toHaveLength(1);
  });

  it('is delay where only delays were found', () => {
    const late = faultOf('A', { pattern: 'sync-delay', level: 'info', cause: 'delay' });
    const found = verdict([late]);
    expect(found.kind).toBe('delay');
    expect(found.first_moves[0]).toContain('shipment-to-erp');
  });

  it('is healthy where nothing is wrong, and less sure where something is unknown', () => {
    expect(verdict([])).toMatchObject({ kind: 'healthy', certainty: 'certain' });
    const thin = judged();
    thin.unknown.set('erp|refund.issued', 3);
    expect(verdict([], thin)).toMatchObject({ kind: 'healthy', certainty: 'likely' });
  });

  it('says that it is no bill of health where nothing could be judged', () => {
    const found = verdict([], emptyTally());
    expect(found).toMatchObject({ kind: 'healthy', certainty: 'likely' });
    expect(found.because[0]).toContain('no bill of health');
  });

  it('leaves out what the contract accepts', () => {
    const accept = [
      { pattern: 'status-void', handoff: null, system: null, ref: null, reason: 'x', until: null },
    ];
    const contract = { ...sampleContract, accept };
    const report = sampleReport({ candidates: structural, tally: judged(), contract });
    expect(report.verdict.kind).toBe('healthy');
    expect(report.verdict.because[0]).toBe(
      '100 handoffs could be judged. 3 exceptions were found, and the contract accepts every one.',
    );
    expect(report.clusters[0]).toMatchObject({ count: 3, ignored: 3, structural: false });
    expect(report.notes.map((note) => note.kind)).toEqual(['accepted']);
  });

  it('calls a feed whose architecture is at fault nothing that is mended case by case', () => {
    const stale = { pattern: 'stale-feed', cause: 'stale', handoff: null } as const;
    const found = sampleReport({
      candidates: [faultOf('acme-metrics', stale)],
      tally: judged(),
      staleness: [
        {
          feed: 'acme-metrics',
          constant_lag: 'yes',
          lag: 'P1D',
          downstream_errors: 'yes',
          metric_dispute: 'yes',
          cascade: 'confirmed',
        },
      ],
    }).verdict;
    expect(found.because[0]).toBe(
      '1 exception, and no handoff fails often enough to be a structural gap.',
    );
    expect(found.first_moves).toContain(
      'Mend acme-metrics before anything that reads it: one feed is behind their different faults.',
    );
    expect(JSON.stringify(found)).not.toContain('new architecture');
  });

  it('adds confirmed cascades and stated tickets to its reasons', () => {
    const report = sampleReport({
      candidates: structural,
      tally: judged(),
      answers: {
        ...noAnswers,
        tickets: [{ symptom: 'missing shipments', count: 4, from: null, until: null }],
      },
      staleness: [
        {
          feed: 'acme-metrics',
          constant_lag: 'yes',
          lag: 'P1D',
          downstream_errors: 'yes',
          metric_dispute: 'yes',
          cascade: 'confirmed',
        },
      ],
    });
    const because = report.verdict.because.join(' ');
    expect(because).toContain('acme-metrics feeds several systems with old figures');
    expect(because).toContain('4 tickets for one symptom, "missing shipments"');
  });
});
