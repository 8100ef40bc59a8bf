// A contract that is edited between two starts: what is open is judged by the one of now, though nothing
// arrives, and nothing that was ready goes where it is not to go any more.
import { describe, expect, it } from 'vitest';
import { judgeAnew } from '../../src/shell/hub/judging-anew.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Store } from '../../src/store/store.js';
import { hasEmbedded } from '../embedded.js';
import { LedHub, ledContract, minute, paid, storesOfServer } from './led-hub.js';

const second = `  next:
    role: warehouse
    connector: http
    http:
      url: https://next.example.com
      commands:
        create-order: { path: /orders }`;
const waits = '  order-to-erp: { mode: live, requires: { acknowledged: payment-to-erp } }';
const goes = '  order-to-erp: { mode: live, requires: payable }';
const goesElsewhere = '  order-to-erp: { mode: live, requires: payable, to: [next] }';

async function begun(store: Store, rules: string): Promise<LedHub> {
  const hub = await LedHub.over(store, rules, second);
  await judgeAnew(store, hub.contract);
  await hub.say('shop order.placed', { order: 'O-1' }, paid);
  await hub.fold();
  hub.now += minute;
  return hub;
}

async function edited(hub: LedHub, rules: string): Promise<void> {
  const contract = await ledContract(rules, { more: second });
  await judgeAnew(hub.store, contract);
  await hub.restart(contract);
}

async function states(hub: LedHub): Promise<readonly string[]> {
  return (await hub.handoffs('order-to-erp')).map(({ to, state }) => `${to} ${state}`);
}

function itJudgesAnew(opened: () => Promise<Store>): void {
  it('releases what waits for what is not required any more', async () => {
    const hub = await begun(await opened(), waits);
    await edited(hub, waits);
    expect(await states(hub)).toEqual(['erp waiting']);
    await edited(hub, goes);
    expect(await states(hub)).toEqual(['erp ready']);
  });

  it('owes what was ready to the system that its rule tells now', async () => {
    const hub = await begun(await opened(), goes);
    await edited(hub, goesElsewhere);
    expect(await states(hub)).toEqual(['erp voided', 'next ready']);
  });
}

describe('an edited contract, in the model', () => {
  itJudgesAnew(async () => Promise.resolve(new MemoryStore()));
});

describe.skipIf(!hasEmbedded)('an edited contract, in PostgreSQL', () => {
  itJudgesAnew(storesOfServer('edited'));
});
