import { describe, expect, it } from 'vitest';
import { contractOf, faultOf, handoffTally, onDay } from '../../../test/sample-run.js';
import { day } from '../observation/instant.js';
import { clustersOf } from './clusters.js';
import type { Candidate } from './finding.js';
import type { ReportSignal, SignalId } from './report.js';
import { signalsOf } from './signals.js';
import { standing } from './standing.js';
import { emptyTally } from './tally.js';
import type { Tally } from './tally.js';

function signals(tally: Tally, candidates: readonly Candidate[] = []): ReportSignal[] {
  const all = standing(candidates, [], onDay(60));
  return signalsOf({
    tally,
    contract: contractOf('shop', 'amazon', 'erp'),
    standing: all,
    clusters: clustersOf(all, tally, null),
  });
}

function presentOf(id: SignalId, tally: Tally, candidates: readonly Candidate[] = []): string {
  return signals(tally, candidates).find((signal) => signal.id === id)?.present ?? 'absent';
}

it('are always the six, in order, and unknown where nothing was read', () => {
  expect(signals(emptyTally()).map((signal) => [signal.id, signal.present])).toEqual([
    ['notified-before-recorded', 'unknown'],
    ['no-full-sequence', 'unknown'],
    ['each-right-alone', 'unknown'],
    ['repeats', 'unknown'],
    ['books-gap', 'unknown'],
    ['new-channel-worse', 'unknown'],
  ]);
});

describe('signals that the judges count', () => {
  const tallyOf = (id: SignalId, days: Map<number, number>, judged = 100): Tally => {
    const tally = emptyTally();
    const count = [...days.values()].reduce((sum, one) => sum + one, 0);
    tally.signals.set(id, { count, judged, evidence: ['erp/1'], days });
    return tally;
  };

  it('need two notices, or three split histories, within seven days', () => {
    const two = new Map([
      [100, 1],
      [106, 1],
    ]);
    expect(presentOf('notified-before-recorded', tallyOf('notified-before-recorded', two))).toBe(
      'yes',
    );
    expect(presentOf('no-full-sequence', tallyOf('no-full-sequence', two))).toBe('no');
    const apart = new Map([
      [100, 1],
      [107, 1],
    ]);
    expect(presentOf('notified-before-recorded', tallyOf('notified-before-recorded', apart))).toBe(
      'no',
    );
    const three = new Map([
      [100, 2],
      [103, 1],
    ]);
    expect(presentOf('no-full-sequence', tallyOf('no-full-sequence', three))).toBe('yes');
    expect(presentOf('each-right-alone', tallyOf('each-right-alone', three))).toBe('yes');
  });

  it('are unknown where nothing could have shown them', () => {
    expect(presentOf('no-full-sequence', tallyOf('no-full-sequence', new Map(), 0))).toBe(
      'unknown',
    );
  });
});

describe('repeats', () => {
  const faults = [0, 1, 2].map((one) => faultOf(`A-${one}`, { at: onDay(one) }));

  it('is a fault three times in a week, and not one outage', () => {
    expect(presentOf('repeats', emptyTally(), faults)).toBe('yes');
    expect(presentOf('repeats', emptyTally(), faults.slice(0, 2))).toBe('no');
    const outage = [0, 1, 2].map((one) => faultOf(`A-${one}`, { at: onDay(1, one) }));
    expect(presentOf('repeats', emptyTally(), outage)).toBe('no');
  });
});

describe('books-gap', () => {
  it('is present as a pattern or beside one, absent where books were judged', () => {
    const beside = faultOf('A', { also: ['books-gap'] });
    expect(presentOf('books-gap', emptyTally(), [beside])).toBe('yes');
    const tally = emptyTally();
    tally.handoffs.set('books-after-revenue→erp', handoffTally({ seen: 3 }));
    expect(presentOf('books-gap', tally)).toBe('no');
  });
});

describe('new-channel-worse', () => {
  const week = Math.floor(onDay(3) / (7 * day));
  const monday = (offset: number): number => onDay(3) + offset * 7 * day;
  const tally = emptyTally();
  for (let offset = 0; offset < 4; offset += 1)
    tally.placedByWeek.set(`shop|${week + offset}`, 100);
  tally.placedByWeek.set(`amazon|${week + 2}`, 20).set(`amazon|${week + 3}`, 20);
  const faults = (offsets: readonly number[]): Candidate[] =>
    offsets.map((offset, index) => faultOf(`N-${index}`, { at: monday(offset) as never }));

  it('compares fourteen days before and after the first order of a channel', () => {
    expect(presentOf('new-channel-worse', tally, faults([0, 2, 2, 3, 3]))).toBe('yes');
    expect(presentOf('new-channel-worse', tally, faults([0, 2, 2, 3]))).toBe('no');
    const before = [0, 0, 1, 1];
    const worse = [...before, 2, 2, 2, 2, 3, 3, 3, 3];
    expect(presentOf('new-channel-worse', tally, faults(worse))).toBe('yes');
    expect(presentOf('new-channel-worse', tally, faults(worse.slice(0, -1)))).toBe('no');
  });

  it('is unknown where no channel is new', () => {
    const old = emptyTally();
    for (let offset = 0; offset < 4; offset += 1) old.placedByWeek.set(`shop|${week + offset}`, 9);
    expect(presentOf('new-channel-worse', old, faults([2, 2, 3, 3]))).toBe('unknown');
  });
});
