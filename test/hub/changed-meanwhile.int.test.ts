// An order that changes while the ERP is having it created by us: what it was created with is known, though
// the ERP states no lines and took the order in after the change.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/core/ledger/command.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Claim, Store } from '../../src/store/store.js';
import { hasEmbedded } from '../embedded.js';
import { LedHub, minute, storesOfServer } from './led-hub.js';

const rules = `  order-to-erp: { mode: live }
  change-to-erp: { mode: live, to: [erp] }
  cancel-to-erp: { mode: live }`;
const refs = { order: 'O-1' };
const taken = { state: 'confirmed', record: 'SO-1' };

const lines = (qty: number): object => ({ lines: [{ sku: 'A', qty }] });

/** Operation and quantity of each command; what is only looked at is left out. */
async function sent(hub: LedHub): Promise<readonly string[]> {
  const claims: readonly Claim[] = await hub.carry('accepted');
  return claims.flatMap(({ handoff }) => {
    if (handoff.errand === 'read-back') return [];
    const { operation, order, said } = JSON.parse(handoff.command ?? '{}') as Command;
    const told = operation === 'create-order' ? order?.placed : said;
    const [first] = (told?.['lines'] ?? []) as readonly { readonly qty: number }[];
    return [`${operation} ${first?.qty ?? '-'}`];
  });
}

function itIsTold(opened: () => Promise<Store>): void {
  it('is told of an edit that is heard of after the order was sent', async () => {
    const hub = await LedHub.over(await opened(), rules);
    await hub.placed(1);
    expect(await sent(hub)).toEqual(['create-order 1']);
    const edited = hub.now + minute;
    hub.now += 2 * minute;
    await hub.say('erp order.acknowledged', refs, taken);
    hub.now += minute;
    await hub.placed(2, edited);
    expect(await sent(hub)).toEqual(['update-order 2']);
  });

  it('is told of no older edit where it tells of the newest by a clock that is behind', async () => {
    const hub = await LedHub.over(await opened(), rules);
    await hub.placed(1);
    expect(await sent(hub)).toEqual(['create-order 1']);
    await hub.say('erp order.acknowledged', refs, taken);
    hub.now += 10 * minute;
    await hub.say('shop order.updated', refs, lines(3));
    hub.now += 10 * minute;
    await hub.say('shop order.updated', refs, lines(5));
    hub.now += minute;
    expect(await sent(hub)).toEqual(['update-order 5']);
    const behind = { at: new Date(hub.now - 5 * minute).toISOString() };
    await hub.say('erp order.updated', refs, lines(5), behind);
    hub.now += minute;
    expect(await sent(hub)).toEqual([]);
  });

  it('is told of an update that the placing does not show, after the order', async () => {
    const hub = await LedHub.over(await opened(), rules);
    await hub.placed(1);
    hub.now += minute;
    await hub.say('shop order.updated', refs, lines(3));
    expect(await sent(hub)).toEqual(['create-order 1']);
    hub.now += minute;
    await hub.say('erp order.acknowledged', refs, taken);
    expect(await sent(hub)).toEqual(['update-order 3']);
  });

  it('is told of the lines that were cancelled before it took the order in', async () => {
    const hub = await LedHub.over(await opened(), rules);
    await hub.placed(5);
    hub.now += minute;
    await hub.say('shop order.cancelled', refs, lines(2));
    expect(await sent(hub)).toEqual(['create-order 5']);
    hub.now += minute;
    await hub.say('erp order.acknowledged', refs, taken);
    expect(await sent(hub)).toEqual(['cancel-order 2']);
  });

  it('is told nothing besides where the order was sent as edited', async () => {
    const hub = await LedHub.over(await opened(), rules);
    await hub.placed(1);
    hub.now += minute;
    await hub.placed(2);
    expect(await sent(hub)).toEqual(['create-order 2']);
    hub.now += minute;
    await hub.say('erp order.acknowledged', refs, taken);
    expect(await sent(hub)).toEqual([]);
  });
}

describe('the ERP, in the model', () => {
  itIsTold(async () => Promise.resolve(new MemoryStore()));
});

describe.skipIf(!hasEmbedded)('the ERP, in PostgreSQL', () => {
  itIsTold(storesOfServer('meanwhile'));
});
