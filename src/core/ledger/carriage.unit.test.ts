// How far a handoff has been carried, for every answer that an attempt can have.
import { describe, expect, it } from 'vitest';
import type { Rule } from '../contract/contract.js';
import type { Handoff, HandoffState } from '../handoff/handoff.js';
import type { Instant } from '../observation/instant.js';
import type { Carried, Leaving } from './carriage.js';
import { carried, noLongerOwed, readingBack } from './carriage.js';
import { keyForgotten, repeatableUntil } from './repeating.js';
import type { Attempt, HandoffState as LedgerHandoff, Outcome, Pinned, Mode } from './ledger.js';

const start = 1_772_582_400_000;
const hour = 3_600_000;

function at(millis: number): Instant {
  return (start + millis) as Instant;
}

function handoff(state: HandoffState, given: Partial<Rule> = {}): Handoff {
  const rule = { retryForMillis: 4 * hour, acknowledgedBy: 'event', ...given };
  // Only what the carriage reads.
  return { rule, state } as unknown as Handoff;
}

const settling = { canBeAsked: true, keysKeptMillis: null, settlesMillis: 15_000 };

function pinned(mode: Mode, check = false): Pinned {
  return { mode, check, created: at(0), within: null };
}

function attempt(
  number: number,
  outcome: Outcome | null,
  retryAt: Instant | null = null,
  given: Partial<Attempt> = {},
): Attempt {
  const sent = at(number * 60_000);
  const answeredAt = outcome === null ? null : at(number * 60_000 + 500);
  return {
    id: number,
    handoff: 'k',
    worker: 'w',
    errand: 'send',
    at: sent,
    outcome,
    answeredAt,
    retryAt,
    answer: '',
    replayed: null,
    ...given,
  };
}

/** An attempt each quarter of an hour, from the second minute on. */
function triedFor(
  millis: number,
  outcome: Outcome,
  given: Partial<Attempt> = {},
): readonly Attempt[] {
  const times = Array.from({ length: millis / (15 * 60_000) + 1 }, (_, index) => 2 + index * 15);
  return times.map((time) => attempt(time, outcome, null, given));
}

function carry(owed: Handoff, ...attempts: readonly Attempt[]): Carried {
  return carryIn(pinned('live'), owed, ...attempts);
}

function carryIn(created: Pinned, owed: Handoff, ...attempts: readonly Attempt[]): Carried {
  return carried({ handoff: owed, pinned: created, attempts, settling, jitter: 1 });
}

describe('carriage', () => {
  it('is not ours unless the rule is live', () => {
    expect(carryIn(pinned('observe'), handoff('expected'))).toMatchObject({
      carriage: 'not-ours',
      errand: null,
      state: 'expected',
    });
    expect(carryIn(pinned('shadow'), handoff('seen'))).toMatchObject({
      carriage: 'not-ours',
      state: 'seen',
    });
  });

  it('waits for what is required, and is ready as soon as nothing is', () => {
    expect(carry(handoff('waiting')).carriage).toBe('waiting');
    expect(carry(handoff('expected')).carriage).toBe('ready');
    expect(carry(handoff('overdue'))).toMatchObject({ carriage: 'ready', state: 'overdue' });
  });

  it('waits again where what it requires ends after an attempt, and sends nothing meanwhile', () => {
    const waiting = handoff('waiting');
    expect(carry(waiting, attempt(1, 'retry'))).toMatchObject({
      carriage: 'waiting',
      errand: null,
    });
    expect(carry(handoff('expected'), attempt(1, 'retry')).errand).toBe('send');
    expect(carry(waiting, attempt(1, 'unknown'))).toMatchObject({
      ...{ carriage: 'unknown', errand: 'look-up', state: 'unknown', notBefore: at(75_000) },
    });
    const absent = attempt(2, 'absent', null, { errand: 'look-up' });
    expect(carry(waiting, attempt(1, 'unknown'), absent).carriage).toBe('waiting');
    expect(carry(waiting, attempt(1, 'refused')).carriage).toBe('refused');
    expect(carry(waiting, ...triedFor(5 * hour, 'retry')).carriage).toBe('dead');
  });

  it('looks what was lost up while it waits, also where a person had it tried anew', () => {
    const replayed = { by: 'ann', at: at(0), reason: '', absent: false };
    const lost = attempt(1, 'unsettled', null, { replayed });
    expect(carry(handoff('waiting'), lost)).toMatchObject({ errand: 'look-up', state: 'unknown' });
    const found = attempt(1, 'unsettled', null, { replayed: { ...replayed, absent: true } });
    expect(carry(handoff('waiting'), found)).toMatchObject({ carriage: 'waiting', errand: null });
  });

  it('leaves what was lost alone while it waits and nobody can be asked, and settles it after', () => {
    const blind = { ...settling, canBeAsked: false, keysKeptMillis: 24 * hour };
    const lost = { pinned: pinned('live'), attempts: [attempt(1, 'unknown')], settling: blind };
    const world = { ...lost, jitter: 1 };
    expect(carried({ ...world, handoff: handoff('waiting') })).toMatchObject({
      ...{ carriage: 'unknown', errand: null },
    });
    expect(carried({ ...world, handoff: handoff('expected') })).toMatchObject({
      ...{ carriage: 'ready', errand: 'settle' },
    });
  });

  it('takes an answer for no acknowledgement unless the contract says so', () => {
    const accepted = attempt(1, 'accepted');
    expect(carry(handoff('expected'), accepted).carriage).toBe('in-flight');
    expect(carry(handoff('overdue'), accepted).state).toBe('overdue');
    const byResponse = handoff('expected', { acknowledgedBy: 'response' });
    expect(carry(byResponse, accepted)).toMatchObject({ carriage: 'done', state: 'acknowledged' });
    expect(carry(handoff('seen'), accepted)).toMatchObject({ carriage: 'done' });
  });

  it('looks up again what was taken and must be read back, and never sends it twice', () => {
    const readBack = handoff('expected', { acknowledgedBy: 'readback' });
    const taken = attempt(1, 'accepted');
    const again = { carriage: 'in-flight', errand: 'look-up' };
    expect(carry(readBack, taken)).toMatchObject({ ...again, notBefore: at(65_500) });
    for (const outcome of ['absent', 'unknown', 'unsettled'] as const) {
      const looked = attempt(2, outcome, null, { errand: 'look-up' });
      expect(carry(readBack, taken, looked)).toMatchObject(again);
      const late = triedFor(5 * hour, outcome, { errand: 'look-up' });
      expect(carry(readBack, taken, ...late)).toMatchObject({
        carriage: 'in-flight',
        errand: null,
      });
    }
    expect(carry(handoff('expected'), taken).errand).toBeNull();
  });

  it('is settled for as long again where its answer was lost late', () => {
    const late = [attempt(1, 'retry'), attempt(300, 'unknown')] as const;
    expect(carry(handoff('expected'), ...late)).toMatchObject({ errand: 'settle' });
  });

  it('looks it up for as long again where it was taken late', () => {
    const readBack = handoff('expected', { acknowledgedBy: 'readback' });
    const late = [attempt(1, 'retry'), attempt(300, 'accepted')] as const;
    expect(carry(readBack, ...late)).toMatchObject({ errand: 'look-up' });
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
    expect(carry(handoff('expected'), ...triedFor(5 * hour, 'retry')).carriage).toBe('dead');
    expect(carry(handoff('expected'), attempt(1, 'refused')).carriage).toBe('refused');
  });

  it('stands unknown where nobody can say, or could in all that time', () => {
    const unknown = { carriage: 'unknown', state: 'unknown' };
    expect(carry(handoff('overdue'), attempt(1, 'unsettled'))).toMatchObject(unknown);
    expect(carry(handoff('expected'), ...triedFor(5 * hour, 'unknown'))).toMatchObject(unknown);
    expect(carry(handoff('seen'), attempt(1, 'unsettled')).carriage).toBe('done');
  });

  it('is tried no shorter for a day in which the destination was left alone', () => {
    const passing = carry(handoff('expected'), attempt(1, 'retry'), attempt(1_500, 'retry'));
    expect(passing).toMatchObject({ carriage: 'ready', errand: 'send' });
    const lost = [attempt(1, 'unknown'), attempt(1_500, 'unknown')] as const;
    expect(carry(handoff('expected'), ...lost)).toMatchObject({ errand: 'settle' });
  });

  it('is told again by its key alone only for as long as the destination keeps that', () => {
    const tried = (keysKeptMillis: number, ...attempts: readonly Attempt[]): unknown =>
      carried({
        ...{ handoff: handoff('expected'), pinned: pinned('live'), attempts, jitter: 1 },
        settling: { ...settling, canBeAsked: false, keysKeptMillis },
      });
    const lost = [attempt(1, 'unknown'), attempt(1_500, 'unknown')] as const;
    expect(tried(24 * hour, ...lost)).toMatchObject({
      ...{ carriage: 'unknown', errand: null, reason: keyForgotten },
    });
    expect(tried(48 * hour, ...lost)).toMatchObject({ errand: 'settle' });
    // What was certainly not taken has no key there.
    const late = [attempt(1, 'retry'), attempt(1_500, 'unknown')] as const;
    expect(tried(24 * hour, ...late)).toMatchObject({ errand: 'settle' });
    const rests = attempt(1, 'unknown', null, { retryAt: at(25 * hour) });
    expect(tried(24 * hour, rests)).toMatchObject({ errand: null, reason: keyForgotten });
  });

  it('counts the life of a key over the rounds of a person, but for who looked', () => {
    const blind = { ...settling, canBeAsked: false, keysKeptMillis: 24 * hour };
    const replayed = { by: 'ann', at: at(hour), reason: '', absent: false };
    const until = at(60_000 + 24 * hour - settling.settlesMillis);
    const lost = [attempt(1, 'unknown'), attempt(2, 'unsettled', null, { replayed })] as const;
    expect(repeatableUntil(lost, blind)).toBe(until);
    expect(repeatableUntil([...lost, attempt(3, 'unknown')], blind)).toBe(until);
    const looked = attempt(2, 'unsettled', null, { replayed: { ...replayed, absent: true } });
    expect(repeatableUntil([attempt(1, 'unknown'), looked], blind)).toBeNull();
    expect(repeatableUntil(lost, settling)).toBeNull();
  });

  it('takes a claim that came to nothing for none at all', () => {
    const fresh = carry(handoff('expected'), attempt(1, 'unsent'));
    expect(fresh).toMatchObject({ carriage: 'ready', errand: 'send', state: 'ready' });
    const lost = carry(handoff('expected'), attempt(1, 'unknown'), attempt(2, 'unsent'));
    expect(lost).toMatchObject({ state: 'unknown', errand: 'settle' });
    const refused = carry(handoff('expected'), attempt(1, 'refused'), attempt(2, 'unsent'));
    expect(refused.carriage).toBe('refused');
  });

  it('waits until what was sent must show before it looks up whether it is there', () => {
    const lost = carry(handoff('expected'), attempt(1, 'unknown'));
    expect(lost).toMatchObject({ errand: 'settle', notBefore: at(75_000) });
    const passing = carry(handoff('expected'), attempt(1, 'retry'));
    expect(passing).toMatchObject({ errand: 'send', notBefore: at(65_500) });
  });

  it('begins anew after a replay, with nothing of the rounds before but what was lost', () => {
    const replayed = { by: 'ann', at: at(hour), reason: 'mended', absent: false };
    const dead = [attempt(1, 'retry'), attempt(300, 'retry', null, { replayed })];
    expect(carry(handoff('overdue'), ...dead)).toMatchObject({ errand: 'send', state: 'overdue' });
    const later = attempt(301, 'retry');
    expect(carry(handoff('expected'), ...dead, later)).toMatchObject({
      carriage: 'ready',
      notBefore: at(301 * 60_000 + 500 + 5_000),
    });
    const refused = attempt(1, 'refused', null, { replayed });
    expect(carry(handoff('expected'), refused)).toMatchObject({
      carriage: 'ready',
      errand: 'send',
    });
    for (const outcome of ['unknown', 'unsettled'] as const) {
      const lost = attempt(300, outcome, null, { replayed });
      const word = { carriage: 'ready', errand: 'settle', state: 'unknown' };
      expect(carry(handoff('expected'), lost)).toMatchObject(word);
      const looked = { ...lost, replayed: { ...replayed, absent: true } };
      expect(carry(handoff('expected'), looked)).toMatchObject({ errand: 'send', state: 'ready' });
    }
  });

  it('is looked up before it is sent where another path may have carried it', () => {
    const check = pinned('live', true);
    const word = { carriage: 'ready', errand: 'check', state: 'unknown' };
    expect(carryIn(check, handoff('expected'))).toMatchObject(word);
    expect(carryIn(check, handoff('expected'), attempt(1, 'retry'))).toMatchObject({
      errand: 'check',
    });
    expect(carryIn(check, handoff('waiting')).carriage).toBe('waiting');
  });

  it('is sent without another look once a person has looked, though another path may have carried it', () => {
    const check = pinned('live', true);
    const replayed = { by: 'ann', at: at(hour), reason: '', absent: true };
    const looked = attempt(1, 'unsettled', null, { replayed });
    const word = { carriage: 'ready', errand: 'send', state: 'ready' };
    expect(carryIn(check, handoff('expected'), looked)).toMatchObject(word);
    expect(carryIn(check, handoff('overdue'), looked)).toMatchObject({ state: 'overdue' });
    expect(carryIn(check, handoff('expected'), looked, attempt(90, 'retry'))).toMatchObject(word);
    const unlooked = attempt(1, 'unsettled', null, { replayed: { ...replayed, absent: false } });
    expect(carryIn(check, handoff('expected'), unlooked).errand).not.toBe('send');
    const again = attempt(90, 'refused', null, { replayed: { ...replayed, absent: false } });
    expect(carryIn(check, handoff('expected'), looked, again).errand).toBe('check');
  });

  it('does not create an order that stands there as a draft', () => {
    const draft = handoff('expected', { operation: 'create-order' });
    expect(carry({ ...draft, partial: true })).toMatchObject({
      carriage: 'in-flight',
      errand: null,
    });
  });

  const ready = {
    ...{ carriage: 'ready', state: 'ready', waitingFor: null, due: at(0), errand: 'send' },
    detail: '{}',
  };
  const leave = (over: Partial<Leaving>, ...attempts: readonly Attempt[]): unknown =>
    noLongerOwed(ready as unknown as LedgerHandoff, {
      attempts,
      settling,
      rule: { retryForMillis: 4 * hour },
      jitter: 1,
      undone: false,
      shown: false,
      ...over,
    });

  it('says nothing more to the destination of what is no longer owed', () => {
    const none = { errand: null, due: null };
    expect(leave({})).toMatchObject({ ...none, carriage: 'voided' });
    expect(leave({}, attempt(1, 'retry'))).toMatchObject({ ...none, carriage: 'voided' });
    expect(leave({}, attempt(1, 'unknown'), attempt(2, 'refused'))).toMatchObject({
      carriage: 'voided',
    });
    expect(leave({}, attempt(1, 'unknown'), attempt(2, 'absent'))).toMatchObject({
      carriage: 'voided',
    });
    expect(leave({}, attempt(1, null))).toMatchObject({ ...none, carriage: 'in-flight' });
    expect(leave({}, attempt(1, 'accepted'))).toMatchObject({ ...none, carriage: 'done' });
  });

  it('looks up what may have been taken of it, and sends it again only to undo it', () => {
    const lost = attempt(2, 'unknown');
    expect(leave({}, lost)).toMatchObject({
      carriage: 'unknown',
      errand: 'look-up',
      notBefore: at(135_000),
    });
    const keyed = { canBeAsked: false, keysKeptMillis: 24 * hour, settlesMillis: 10_000 };
    expect(leave({ settling: keyed }, lost)).toMatchObject({ carriage: 'unknown', errand: null });
    expect(leave({ settling: keyed, undone: true }, lost)).toMatchObject({ errand: 'settle' });
    const again = { by: 'ann', at: at(3), reason: '', absent: false };
    expect(leave({ settling: keyed }, { ...lost, replayed: again })).toMatchObject({
      errand: 'settle',
    });
    expect(leave({ undone: true }, lost)).toMatchObject({ errand: 'look-up' });
    expect(leave({}, attempt(1, 'unsettled'))).toMatchObject({ carriage: 'unknown', errand: null });
  });

  it('reads an effect back until it has been shown, and not for ever', () => {
    const back = { errand: 'read-back' } as const;
    expect(readingBack([attempt(1, 'accepted')], 1)).toMatchObject(back);
    const unsure = attempt(2, 'unknown', null, back);
    expect(readingBack([unsure], 1)).toMatchObject({ ...back, notBefore: at(125_500) });
    const asked = { ...unsure, retryAt: at(900_000) };
    expect(readingBack([asked], 1)).toMatchObject({ ...back, notBefore: at(900_000) });
    expect(readingBack([attempt(2, 'shown', null, back)], 1)).toBeNull();
    expect(readingBack([attempt(2, null, null, back)], 1)).toBeNull();
    expect(
      readingBack(
        [1, 2, 3, 4, 5].map(() => unsure),
        1,
      ),
    ).toBeNull();
    // It is no delivery, and moves none.
    expect(carry(handoff('expected'), attempt(1, 'accepted'), unsure).carriage).toBe('in-flight');
  });
});
