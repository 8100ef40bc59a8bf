// What an errand makes of a look-up that says nothing.
import { describe, expect, it } from 'vitest';
import type { Destination, LookUp } from '../connectors/connector.js';
import type { Errand, HandoffState } from '../core/ledger/ledger.js';
import { keyForgotten } from '../core/ledger/repeating.js';
import type { Instant } from '../core/observation/instant.js';
import { outcomeOf } from './errand.js';

const now = 1_772_582_400_000 as Instant;

async function outcome(errand: Errand, seen: LookUp, detail = {}): Promise<unknown> {
  const ask = async (): Promise<LookUp> => Promise.resolve(seen);
  const destination: Destination = {
    deliver: async () => Promise.resolve({ outcome: 'refused', answer: 'it was sent' }),
    lookUp: ask,
    readBack: ask,
    idempotent: () => true,
    close: async () => Promise.resolve(),
  };
  const handoff: HandoffState = {
    ...{ key: 'k', subject: 'order:1', rule: 'order-to-erp', to: 'erp', state: 'unknown' },
    ...{ carriage: 'ready', errand, waitingFor: null, due: null, notBefore: null, attempts: 1 },
    ...{ command: '{}', detail: JSON.stringify(detail) },
  };
  const claim = { handoff, attempt: 1, number: 1 };
  return outcomeOf(claim, now, { destination, acknowledgedBy: () => 'event' });
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
      outcome('settle', { found: 'unable' }, { repeatableUntil: now + millis });
    expect(await until(1)).toMatchObject({ answer: 'it was sent' });
    expect(await until(0)).toEqual({ outcome: 'unsettled', answer: keyForgotten });
  });
});
