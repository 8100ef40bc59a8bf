// What a system states again under one id, as it shows its record after each change: what that says of the
// record before is owed, and what is sent of it is in the words that came.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/core/ledger/command.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Claim, Store } from '../../src/store/store.js';
import { hasEmbedded } from '../embedded.js';
import { LedHub, minute, paid, start, storesOfServer } from './led-hub.js';

const refs = { order: 'O-1' };
const held = { state: 'confirmed', record: 'SO-1', lines: paid.lines };

function commandOf(claim: Claim | undefined): Partial<Command> {
  return JSON.parse(claim?.handoff.command ?? '{}') as Partial<Command>;
}

/** The lines of each change that was sent. */
function changesIn(claims: readonly Claim[]): readonly unknown[] {
  const commands = claims.map(commandOf);
  return commands.flatMap(({ operation, said }) =>
    operation === 'update-order' ? [said?.['lines']] : [],
  );
}

function itIsOwed(opened: () => Promise<Store>): void {
  it('is told of each edit, once, in the words of the version that shows it', async () => {
    const hub = await LedHub.over(await opened(), '  change-to-erp: { mode: live, to: [erp] }');
    await hub.placed(1);
    await hub.say('erp order.acknowledged', refs, held);
    const told: unknown[] = [];
    for (const qty of [1, 2, 2, 3, 2]) {
      hub.now += minute;
      await hub.placed(qty);
      told.push(...changesIn(await hub.carry('accepted')));
    }
    expect(told).toEqual([2, 3, 2].map((qty) => [{ sku: 'A', qty }]));
    const rows = await hub.handoffs('change-to-erp');
    expect(rows.every(({ key }) => key.startsWith('change-to-erp/erp/shop/71/order.placed/'))).toBe(
      true,
    );
  });

  it('is told of an edit after a cutover, however long before it the order was last touched', async () => {
    const hub = await LedHub.over(await opened(), '  change-to-erp: { to: [erp] }');
    await hub.placed(1);
    await hub.say('erp order.acknowledged', refs, held);
    hub.now += 60 * minute;
    const at = hub.now as Instant;
    await hub.store.modes.changeMode({
      ...{ rule: 'change-to-erp', sequence: 2, mode: 'live', at, effectiveFrom: at },
      ...{ overlapMillis: 0, oldPath: null, by: 'test', reason: '', forced: false },
    });
    hub.now += minute;
    await hub.placed(2);
    expect(changesIn(await hub.carry('accepted'))).toEqual([[{ sku: 'A', qty: 2 }]]);
  });

  it('keeps its words where a later version says when it had happened', async () => {
    const hub = await LedHub.over(await opened(), '  payment-to-erp: { mode: live }');
    await hub.placed(1);
    await hub.say('erp order.acknowledged', refs, held);
    const money = { amount: '50.00', currency: 'USD' };
    const at = new Date(start + 1_000).toISOString();
    for (let round = 0; round < 2; round += 1) {
      const now = new Date(hub.now).toISOString();
      const by = { id: '71/paid', at, at_until: now, basis: 'no-later-than', version: now };
      await hub.say('shop payment.captured', refs, money, by);
      hub.now += minute;
    }
    const [claim] = await hub.carry('accepted');
    expect(commandOf(claim).said).toEqual(money);
  });
}

describe('a record that is stated again, in the model', () => {
  itIsOwed(async () => Promise.resolve(new MemoryStore()));
});

describe.skipIf(!hasEmbedded)('a record that is stated again, in PostgreSQL', () => {
  itIsOwed(storesOfServer('restated'));
});
