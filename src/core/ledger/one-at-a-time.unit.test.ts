// What goes next in the lane of an order and a destination, and not before when.
import { describe, expect, it } from 'vitest';
import type { Contract } from '../contract/contract.js';
import type { Instant } from '../observation/instant.js';
import type { Attempt, Errand, HandoffState, Outcome } from './ledger.js';
import { oneAtATime } from './one-at-a-time.js';

const start = 1_772_582_400_000;
const timeoutMillis = 10_000;
// Only what is read of it.
const contract = {
  destinations: new Map([['erp', { timeoutMillis }]]),
} as unknown as Contract;

function at(seconds: number): Instant {
  return (start + seconds * 1_000) as Instant;
}

interface Given {
  readonly triggered: number;
  readonly errand: Errand | null;
  readonly notBefore?: Instant;
  readonly subject?: string;
}

function handoff(key: string, { triggered, errand, ...rest }: Given): HandoffState {
  const detail = JSON.stringify({ triggered: at(triggered) });
  const state = { key, subject: 'o', to: 'erp', errand, notBefore: null, detail, ...rest };
  return state as unknown as HandoffState;
}

function attempt(handoff: string, outcome: Outcome | null, rest: Partial<Attempt> = {}): Attempt {
  const one = { handoff, outcome, errand: 'send', at: at(100), ...rest };
  return one as unknown as Attempt;
}

function next(
  states: readonly HandoffState[],
  attempts: readonly Attempt[],
  now: number,
): readonly unknown[] {
  const turns = oneAtATime(states, { attempts, contract, now: at(now) });
  return turns.flatMap(({ key, errand, notBefore }) =>
    errand === null ? [] : [[key, errand, notBefore]],
  );
}

describe('the lane of an order and a destination', () => {
  const done = handoff('first', { triggered: 1, errand: null });
  const first = handoff('first', { triggered: 1, errand: 'settle' });
  const second = handoff('second', { triggered: 2, errand: 'send' });

  it('carries one at a time, in the order in which they came about', () => {
    expect(next([second, first], [], 105)).toEqual([['first', 'settle', null]]);
    expect(next([second, first], [attempt('second', null)], 105)).toEqual([
      ['second', 'send', null],
    ]);
    expect(next([first, second], [attempt('first', null)], 105)).toEqual([
      ['first', 'settle', null],
    ]);
    expect(next([done, second], [attempt('first', null)], 105)).toEqual([]);
    const other = handoff('other', { triggered: 3, errand: 'send', subject: 'p' });
    expect(next([first, second, other], [], 105)).toHaveLength(2);
  });

  it('is taken while what was lost may arrive, though the destination shows its effect', () => {
    const lost = attempt('first', 'unknown');
    expect(next([done, second], [lost], 105)).toEqual([['second', 'send', at(120)]]);
    expect(next([done, second], [lost], 121)).toEqual([['second', 'send', null]]);
    expect(next([done, second], [attempt('first', 'accepted')], 105)).toEqual([
      ['second', 'send', null],
    ]);
  });

  it('is taken by what was lost of a later one, which stands behind it', () => {
    const earlier = handoff('earlier', { triggered: 0, errand: 'send' });
    expect(next([earlier, first], [attempt('first', 'unknown')], 105)).toEqual([
      ['earlier', 'send', at(120)],
    ]);
  });

  it('has nothing said again under its key while the first time may be under way', () => {
    const lost = attempt('first', 'unknown', { errand: 'settle' });
    expect(next([first], [lost], 105)).toEqual([['first', 'settle', at(120)]]);
    const late = handoff('first', { triggered: 1, errand: 'settle', notBefore: at(130) });
    expect(next([late], [lost], 105)).toEqual([['first', 'settle', at(130)]]);
  });

  it('is not taken by what was only asked', () => {
    for (const errand of ['look-up', 'read-back'] as const) {
      expect(next([done, second], [attempt('first', 'unknown', { errand })], 105)).toEqual([
        ['second', 'send', null],
      ]);
    }
  });
});
