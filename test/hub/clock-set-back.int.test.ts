// A clock that was a day ahead and is set back under a hub: what was planned by it goes as soon after now as it
// would have gone.
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../src/core/observation/instant.js';
import { present } from '../../src/shell/hub/deafness.js';
import { judgeAnew, judgeOpenAnew } from '../../src/shell/hub/judging-anew.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Store } from '../../src/store/store.js';
import { hasEmbedded } from '../embedded.js';
import { LedHub, minute, paid, storesOfServer } from './led-hub.js';

const day = 24 * 60 * minute;
const rules = '  order-to-erp: { mode: live, ack: { by: response } }';

async function failedOnce(store: Store): Promise<LedHub> {
  const hub = await LedHub.over(store, rules);
  await judgeAnew(store, hub.contract);
  await hub.say('shop order.placed', { order: 'O-1' }, paid);
  hub.now += day;
  await beats(hub);
  await hub.carry('retry');
  return hub;
}

/** As each process with doors does every minute. */
async function beats({ store, contract, now }: LedHub): Promise<void> {
  const setBack = async (): Promise<void> => judgeOpenAnew(store.modes);
  await present({ store, contract, setBack }, now as Instant);
}

function itPlansAnew(opened: () => Promise<Store>): void {
  it('has a retry go within the quarter of an hour, and not a day later', async () => {
    const hub = await failedOnce(await opened());
    hub.now -= day;
    await beats(hub);
    await hub.fold();
    hub.now += 15 * minute;
    expect(await hub.claim()).toHaveLength(1);
  });
}

describe('a clock that is set back, in the model', () => {
  itPlansAnew(async () => Promise.resolve(new MemoryStore()));
});

describe.skipIf(!hasEmbedded)('a clock that is set back, in PostgreSQL', () => {
  itPlansAnew(storesOfServer('set_back'));
});
