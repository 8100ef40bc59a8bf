// How far a handoff has been carried, for every answer that an attempt can have.
import { describe, expect, it } from 'vitest';
import type { Rule } from '../contract/contract.js';
import type { Handoff, HandoffState } from '../handoff/handoff.js';
import type { Instant } from '../observation/instant.js';
import type { Carried } from './carriage.js';
import { carried, noLongerOwed } from './carriage.js';
import type { Attempt, HandoffState as LedgerHandoff, Outcome } from './ledger.js';

const start = 1_772_582_400_000;
const hour = 3_600_000;

function at(millis: number): Instant {
  return (start + millis) as Instant;
}

function handoff(state: HandoffState, given: Partial<Rule> = {}): Handoff {
  const rule = { mode: 'live', retryForMillis: 4 * hour, acknowledgedBy: 'event', ...given };
  // Only what the carriage reads.
  return { rule, state } as unknown as Handoff;
}

function attempt(number: number, outcome: Outcome | null, retryAt: Instant | null = null): Attempt {
  const sent = at(number * 60_000);
  const answeredAt = outcome === null ? null : at(number * 60_000 + 500);
  return {
    id: number,
    handoff: 'k',
    worker: 'w',
    at: sent,
    outcome,
    answeredAt,
    retryAt,
    answer: '',
  };
}

function carry(owed: Handoff, ...attempts: readonly Attempt[]): Carried {
  return carried({ handoff: owed, attempts, now: at(10 * hour), jitter: 1 });
}

describe('carriage', () => {
  it('is not ours unless the rule is live', () => {
    expect(carry(handoff('expected', { mode: 'observe' }))).toMatchObject({
      carriage: 'not-ours',
      state: 'expected',
    });
    expect(carry(handoff('seen', { mode: 'shadow' }))).toMatchObject({
      carriage: 'not-ours',
      state: 'seen',
    });
  });

  it('waits for what is required, and is ready as soon as nothing is', () => {
    expect(carry(handoff('waiting')).carriage).toBe('waiting');
    expect(carry(handoff('expected')).carriage).toBe('ready');
    expect(carry(handoff('overdue'))).toMatchObject({ carriage: 'ready', state: 'overdue' });
  });

  it('takes an answer for no acknowledgement unless the contract says so', () => {
    const accepted = attempt(1, 'accepted');
    expect(carry(handoff('expected'), accepted).carriage).toBe('in-flight');
    expect(carry(handoff('overdue'), accepted).state).toBe('overdue');
    const byResponse = handoff('expected', { acknowledgedBy: 'response' });
    expect(carry(byResponse, accepted)).toMatchObject({ carriage: 'done', state: 'acknowledged' });
    expect(carry(handoff('seen'), accepted)).toMatchObject({ carriage: 'done' });
  });

  it('is done once the effect shows, whatever became of the attempts', () => {
    for (const outcome of ['refused', 'unknown', 'retry', null] as const) {
      expect(carry(handoff('seen'), attempt(1, outcome)).carriage).toBe('done');
    }
  });

  it('pauses longer at each further attempt, and as long as the destination asks', () => {
    const first = carry(handoff('expected'), attempt(1, 'retry')).notBefore ?? 0;
    const second = carry(handoff('expected'), attempt(1, 'retry'), attempt(2, 'retry')).notBefore;
    expect(first - at(60_500)).toBe(5_000);
    expect((second ?? 0) - at(120_500)).toBe(10_000);
    const asked = carry(handoff('expected'), attempt(1, 'retry', at(2 * hour))).notBefore;
    expect(asked).toBe(at(2 * hour));
    const absurd = carry(handoff('expected'), attempt(1, 'retry', at(9_000 * hour))).notBefore;
    expect((absurd ?? 0) - at(60_500)).toBe(24 * hour);
  });

  it('never calls a lost answer failed, and is dead when the time for retries is over', () => {
    const lost = carry(handoff('expected'), attempt(1, 'unknown'));
    expect(lost).toMatchObject({ carriage: 'ready', state: 'unknown' });
    const late = carry(handoff('expected'), attempt(1, 'retry'), attempt(300, 'retry'));
    expect(late.carriage).toBe('dead');
    expect(carry(handoff('expected'), attempt(1, 'refused')).carriage).toBe('refused');
  });

  it('stands unknown where nobody can say, or could in all that time', () => {
    const unknown = { carriage: 'unknown', state: 'unknown' };
    expect(carry(handoff('overdue'), attempt(1, 'unsettled'))).toMatchObject(unknown);
    const late = carry(handoff('expected'), attempt(1, 'retry'), attempt(300, 'unknown'));
    expect(late).toMatchObject(unknown);
    expect(carry(handoff('seen'), attempt(1, 'unsettled')).carriage).toBe('done');
  });

  it('says nothing more to the destination of what is no longer owed', () => {
    const ready = { carriage: 'ready', state: 'ready', waitingFor: null, due: at(0) };
    const after = (...attempts: readonly Attempt[]): unknown =>
      noLongerOwed(ready as unknown as LedgerHandoff, attempts);
    expect(after()).toMatchObject({ carriage: 'voided', due: null });
    expect(after(attempt(1, 'retry'))).toMatchObject({ carriage: 'voided' });
    expect(after(attempt(1, 'unknown'), attempt(2, 'refused'))).toMatchObject({
      carriage: 'voided',
    });
    expect(after(attempt(1, null))).toMatchObject({ carriage: 'in-flight' });
    expect(after(attempt(1, 'retry'), attempt(2, 'unknown'))).toMatchObject({
      carriage: 'unknown',
    });
    expect(after(attempt(1, 'accepted'))).toMatchObject({ carriage: 'done' });
  });
});
