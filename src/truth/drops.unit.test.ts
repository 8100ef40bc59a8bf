// Two paths write: the rule goes back to shadow, and what could not be written is tried again.
import { expect, it } from 'vitest';
import type { HandoffState } from '../core/ledger/ledger.js';
import type { Instant } from '../core/observation/instant.js';
import { MemoryStore } from '../store/memory/memory-store.js';
import { Drops } from './drops.js';

const now = 1_772_582_400_000 as Instant;

it('drops a rule at the next round where the database was away at this one', async () => {
  const { modes } = new MemoryStore();
  const change = { rule: 'order-to-erp', at: now, effectiveFrom: now, reason: '' } as const;
  const by = { overlapMillis: 0, oldPath: null, by: 'somebody', forced: false } as const;
  await modes.changeMode({ ...change, ...by, sequence: 1, mode: 'live' });
  let isAway = true;
  const drops = new Drops({
    modes: {
      ...modes,
      modeChanges: async () => modes.modeChanges(),
      changeMode: async (given) => {
        if (isAway) throw new Error('the database is away');
        return modes.changeMode(given);
      },
    },
  });
  const foreign = { state: 'acknowledged', attempts: 0, detail: '{"foreign":true}' };
  drops.note([
    { key: 'k', rule: 'order-to-erp', to: 'erp', subject: 's', ...foreign } as HandoffState,
  ]);
  await expect(drops.make(now)).rejects.toThrow('away');
  isAway = false;
  await drops.make(now);
  expect((await modes.modeChanges()).map(({ mode }) => mode)).toEqual(['live', 'shadow']);
});
