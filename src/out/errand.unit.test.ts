// What an errand makes of a look-up that was not answered.
import { describe, expect, it } from 'vitest';
import type { Destination, LookUp } from '../connectors/connector.js';
import type { Errand, HandoffState } from '../core/ledger/ledger.js';
import type { Instant } from '../core/observation/instant.js';
import { outcomeOf } from './errand.js';

const now = 1_772_582_400_000 as Instant;

async function outcome(errand: Errand, seen: LookUp): Promise<unknown> {
  const ask = async (): Promise<LookUp> => Promise.resolve(seen);
  const destination: Destination = {
    deliver: async () => Promise.reject(new Error('nothing is to be sent')),
    lookUp: ask,
    readBack: ask,
    idempotent: () => true,
    close: async () => Promise.resolve(),
  };
  const handoff: HandoffState = {
    ...{ key: 'k', subject: 'order:1', rule: 'order-to-erp', to: 'erp', state: 'unknown' },
    ...{ carriage: 'ready', errand, waitingFor: null, due: null, notBefore: null, attempts: 1 },
    ...{ command: '{}', detail: '{}' },
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
});
