// What goes to a destination is in its own SKUs, and waits while `items:` does not name one of them.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/core/ledger/command.js';
import type { HandoffState } from '../../src/core/ledger/ledger.js';
import { judgeAnew } from '../../src/shell/hub/judging-anew.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Store } from '../../src/store/store.js';
import { hasEmbedded } from '../embedded.js';
import { LedHub, ledContract, minute, storesOfServer } from './led-hub.js';

const live = ['order-to-erp', 'change-to-erp'];

function rulesWith(...items: readonly string[]): string {
  const rules = live.map((rule) => `  ${rule}: { mode: live, to: [erp] }`);
  const rows = items.map((item) => `  - { ${item} }`);
  return [...rules, ...(rows.length === 0 ? [] : ['items:', ...rows])].join('\n');
}

const other = [
  'system: shop, sku: S-CUP, canonical: CUP',
  'system: erp, sku: E-CUP, canonical: CUP',
];
const known = ['system: shop, sku: A, canonical: MUG', ...other];
const named = [...known, 'system: erp, sku: E-MUG, canonical: MUG'];

async function opened(store: Store, ...items: readonly string[]): Promise<LedHub> {
  const hub = await LedHub.over(store, rulesWith(...items));
  await judgeAnew(store, hub.contract);
  await hub.placed(2);
  await hub.fold();
  hub.now += minute;
  return hub;
}

async function edited(hub: LedHub, ...items: readonly string[]): Promise<void> {
  const contract = await ledContract(rulesWith(...items));
  await judgeAnew(hub.store, contract);
  await hub.restart(contract);
}

async function only(hub: LedHub, rule: string): Promise<HandoffState> {
  const [handoff, ...others] = await hub.handoffs(rule);
  if (handoff === undefined || others.length > 0) throw new Error(`not one ${rule}`);
  return handoff;
}

function commandOf({ command }: Pick<HandoffState, 'command'>): Command {
  if (command === null) throw new Error('nothing is to be said');
  return JSON.parse(command) as Command;
}

function itNamesItems(store: () => Promise<Store>): void {
  it('waits for an item that the ERP is not known to have, and goes once it is', async () => {
    const hub = await opened(await store(), ...known);
    expect(await only(hub, 'order-to-erp')).toMatchObject({
      state: 'waiting',
      errand: null,
      waitingFor: 'the item A of shop: add it for erp under items:',
    });
    await edited(hub, ...named);
    const released = await only(hub, 'order-to-erp');
    expect(released).toMatchObject({ state: 'ready', errand: 'send', waitingFor: null });
    expect(commandOf(released).order?.placed['lines']).toEqual([
      { sku: 'E-MUG', qty: 2, told_as: 'A' },
    ]);
  });

  it('goes in the words of the teller without a list', async () => {
    const hub = await opened(await store());
    const { order, said } = commandOf(await only(hub, 'order-to-erp'));
    expect([order?.placed['lines'], said['lines']]).toEqual([
      [{ sku: 'A', qty: 2 }],
      [{ sku: 'A', qty: 2 }],
    ]);
  });

  it('knows, whatever the list was then, with which lines it had the order made', async () => {
    const hub = await opened(await store(), ...named);
    const [claim] = await hub.carry('accepted');
    expect(commandOf(claim?.handoff ?? { command: null }).order?.placed['lines']).toEqual([
      { sku: 'E-MUG', qty: 2, told_as: 'A' },
    ]);
    const changed = hub.now + minute;
    hub.now += 2 * minute;
    await hub.say(
      'erp order.acknowledged',
      { order: 'O-1', record: 'SO-1' },
      { state: 'confirmed' },
    );
    hub.now += minute;
    await edited(hub, ...known, 'system: erp, sku: E-MUG-2, canonical: MUG');
    await hub.placed(3, changed);
    await hub.fold();
    const edit = commandOf(await only(hub, 'change-to-erp'));
    expect(edit.said['lines']).toEqual([{ sku: 'E-MUG-2', qty: 3, told_as: 'A' }]);
  });
}

describe('the items of commands, in the model', () => {
  itNamesItems(async () => Promise.resolve(new MemoryStore()));
});

describe.skipIf(!hasEmbedded)('the items of commands, in PostgreSQL', () => {
  itNamesItems(storesOfServer('items'));
});
