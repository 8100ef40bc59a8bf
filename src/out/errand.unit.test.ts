// What an errand makes of a look-up that says nothing, and of a contract that was changed meanwhile.
import { describe, expect, it } from 'vitest';
import type { Destination, LookUp } from '../connectors/connector.js';
import type { Errand, HandoffState, Outcome } from '../core/ledger/ledger.js';
import { keyForgotten } from '../core/ledger/repeating.js';
import type { Instant } from '../core/observation/instant.js';
import type { Earlier } from '../store/store.js';
import { outcomeOf } from './errand.js';

const now = 1_772_582_400_000 as Instant;

async function outcome(
  errand: Errand,
  seen: LookUp,
  { isTold = true, detail = {} }: { readonly isTold?: boolean; readonly detail?: object } = {},
): Promise<unknown> {
  const ask = async (): Promise<LookUp> => Promise.resolve(seen);
  const destination: Destination = {
    deliver: async () => Promise.resolve({ outcome: 'refused', answer: 'it was sent' }),
    lookUp: ask,
    readBack: ask,
    idempotent: () => true,
    close: async () => Promise.resolve(),
  };
  const claim = {
    handoff: handoffOf(errand, detail),
    attempt: 1,
    number: 1,
    wording: null,
    earlier: [],
  };
  return outcomeOf(claim, now, {
    destination,
    acknowledgedBy: () => 'event',
    isTold: () => isTold,
  });
}

function handoffOf(errand: Errand, detail = {}): HandoffState {
  return {
    ...{ key: 'k', subject: 'order:1', rule: 'order-to-erp', to: 'erp', state: 'unknown' },
    ...{ carriage: 'ready', errand, waitingFor: null, due: null, notBefore: null, attempts: 1 },
    ...{ command: '{}', detail: JSON.stringify(detail) },
  };
}

describe('a look-up', () => {
  it.each(['settle', 'check', 'look-up', 'read-back'] as const)(
    'passes on until when the destination is to be left alone: %s',
    async (errand) => {
      const seen = { found: 'unsure', answer: 'answered 429', afterMillis: 30_000 } as const;
      expect(await outcome(errand, seen)).toEqual({
        outcome: 'unknown',
        answer: 'answered 429',
        afterMillis: 30_000,
      });
    },
  );

  it('has it told again by its key while the destination keeps that, and not after', async () => {
    const until = (millis: number): unknown =>
      outcome('settle', { found: 'unable' }, { detail: { repeatableUntil: now + millis } });
    expect(await until(1)).toMatchObject({ answer: 'it was sent' });
    expect(await until(0)).toEqual({ outcome: 'unsettled', answer: keyForgotten });
  });
});

describe('a handoff that its rule has another destination told of since', () => {
  it.each([
    ['send', 'absent', 'unsent'],
    ['check', 'absent', 'unsent'],
    ['settle', 'absent', 'absent'],
    ['settle', 'unable', 'unsettled'],
    ['look-up', 'absent', 'absent'],
    ['read-back', 'absent', 'absent'],
  ] as const)('is asked after and not sent: %s, %s', async (errand, found, expected) => {
    expect(await outcome(errand, { found }, { isTold: false })).toMatchObject({
      outcome: expected,
    });
  });
});

describe('a command that the contract has written otherwise since', () => {
  const told = async (
    errand: Errand,
    earlier: readonly Earlier[],
    found: 'absent' | 'unable' = 'unable',
  ): Promise<{ readonly outcome: Outcome; readonly answer: string; readonly keys: string[] }> => {
    const keys: string[] = [];
    const ask = async (): Promise<LookUp> => Promise.resolve({ found });
    const destination: Destination = {
      deliver: async ({ key }) => {
        keys.push(key);
        return Promise.resolve({ outcome: 'accepted', answer: '200', observations: [] });
      },
      lookUp: ask,
      readBack: ask,
      idempotent: () => true,
      close: async () => Promise.resolve(),
    };
    const claim = { handoff: handoffOf(errand), attempt: 9, number: 9, wording: 'b', earlier };
    const given = { destination, acknowledgedBy: () => 'event' as const, isTold: () => true };
    return { ...(await outcomeOf(claim, now, given)), keys };
  };
  const sent = (wording: string, outcome: Outcome, errand: Errand = 'send'): Earlier => ({
    errand,
    outcome,
    wording,
  });

  it('is not said again under its key where the answer to the first was lost', async () => {
    const told1 = await told('settle', [sent('a', 'unknown')]);
    expect(told1).toMatchObject({ outcome: 'unsettled', keys: [] });
    expect(told1.answer).toContain('the contract');
    const again = [sent('a', 'unknown'), sent('b', 'unsettled', 'settle')];
    expect(await told('settle', again)).toMatchObject({ outcome: 'unsettled', keys: [] });
  });

  it('is said again under its key where it is as it was', async () => {
    const lost = [sent('b', 'unknown'), sent('a', 'unsettled', 'settle')];
    expect((await told('settle', lost)).keys).toEqual(['k']);
  });

  it('goes out under a key of its own where the first was certainly not taken', async () => {
    expect((await told('send', [sent('a', 'retry')])).keys).toEqual(['k~b']);
    expect((await told('settle', [sent('a', 'unknown')], 'absent')).keys).toEqual(['k~b']);
    expect((await told('send', [sent('b', 'retry'), sent('a', 'retry')])).keys).toEqual(['k']);
    expect((await told('send', [sent('a', 'unsent')])).keys).toEqual(['k']);
  });
});
