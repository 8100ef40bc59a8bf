// Two paths write: the rule goes back to shadow, and what could not be written is tried again.
import { expect, it } from 'vitest';
import type { HandoffState } from '../core/ledger/ledger.js';
import type { ModeChange } from '../core/ledger/modes.js';
import type { Instant } from '../core/observation/instant.js';
import { Drops } from './drops.js';

const now = 1_772_582_400_000 as Instant;
const live: ModeChange = {
  rule: 'order-to-erp',
  sequence: 1,
  mode: 'live',
  at: now,
  effectiveFrom: now,
  overlapMillis: 0,
  oldPath: null,
  by: 'somebody',
  reason: '',
  forced: false,
};

it('drops a rule at the next round where the database was away at this one', async () => {
  const changes: ModeChange[] = [live];
  let isAway = true;
  const drops = new Drops({
    modes: {
      modeChanges: async () => Promise.resolve(changes),
      changeMode: async (change) => {
        if (isAway) throw new Error('the database is away');
        changes.push(change);
        return Promise.resolve(true);
      },
      refold: async () => Promise.resolve(),
    },
  });
  const foreign = { state: 'acknowledged', attempts: 0, detail: '{"foreign":true}' };
  drops.note([
    { key: 'k', rule: 'order-to-erp', to: 'erp', subject: 's', ...foreign } as HandoffState,
  ]);
  await expect(drops.make(now)).rejects.toThrow('away');
  isAway = false;
  await drops.make(now);
  expect(changes.map(({ mode }) => mode)).toEqual(['live', 'shadow']);
});
