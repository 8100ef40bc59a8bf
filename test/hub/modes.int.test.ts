// What a rule's mode makes of its handoffs, over the model of the store: shadow, the gate, a cutover,
// an effect that is not ours; and what is read back, undone, given up and kept in order.
import { describe, expect, it } from 'vitest';
import type { Detail, HandoffState, Mode, Outcome } from '../../src/core/ledger/ledger.js';
import { handoffDetail } from '../../src/core/ledger/ledger.js';
import type { Instant } from '../../src/core/observation/instant.js';
import type { Cutover } from '../../src/shell/hub/cutover.js';
import { cutover, droppedRules, parityOf } from '../../src/shell/hub/cutover.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Claim } from '../../src/store/store.js';
import { LedHub, ledContract, minute, paid, start } from './led-hub.js';

/** A hub that folds whatever happens to it, and whose rule for orders a person cuts over. */
class CutHub extends LedHub {
  async pass(millis: number): Promise<void> {
    this.now += millis;
    await this.fold();
  }

  override async tell(line: string): Promise<void> {
    await super.tell(line);
    await this.pass(1);
  }

  override async answer(claim: Claim | undefined, outcome: Outcome): Promise<void> {
    await super.answer(claim, outcome);
    await this.pass(1);
  }

  async place(order: string, total = '9.90'): Promise<void> {
    const data = { ...paid, total: { amount: total, currency: 'USD' } };
    await this.say('shop order.placed', { order }, data);
  }

  async holds(order: string, total = '9.90'): Promise<void> {
    const data = { record: `SO-${order}`, state: 'confirmed', total: { amount: total } };
    await this.say('erp order.acknowledged', { order, record: `SO-${order}` }, data);
  }

  async handoff(rule: string, name: string): Promise<HandoffState & { readonly told: Detail }> {
    const found = (await this.handoffs(rule)).find(({ key }) => key.endsWith(`=${name}`));
    if (found === undefined) throw new Error(`no ${rule} for ${name}`);
    return { ...found, told: handoffDetail(found) };
  }

  async cutOver(to: Mode, force = false): Promise<Cutover> {
    const made = await this.change(to, force);
    await this.pass(1);
    return made;
  }

  /** Before anybody folds for it. */
  async change(to: Mode, force = false): Promise<Cutover> {
    const rule = this.contract.rules.find(({ id }) => id === 'order-to-erp');
    if (rule === undefined) throw new Error('no rule');
    const said = { rule, to, force, oldPath: 'job', oldPathOff: true, overlapMillis: 10 * minute };
    const request = { ...said, by: 'ann', reason: '' };
    return cutover(this.store, this.contract, { request, now: this.now as Instant });
  }
}

async function unstarted(rules: string, lookups = true): Promise<CutHub> {
  return new CutHub(new MemoryStore(), await ledContract(rules, { lookups }));
}

async function hubOf(rules: string, lookups = true): Promise<CutHub> {
  const hub = await unstarted(rules, lookups);
  await hub.fold();
  return hub;
}

const live = '  order-to-erp: { mode: live, ack: { by: response }, confirm: { fields: [total] } }';

describe('a rule that could not be carried', () => {
  const feeds = { more: 'feeds: { perf: { from: wh, every: 1h } }' };

  it.each([
    ['requires a feed', '{ requires: [ payable, { fresh: perf } ] }', feeds, 'feed "perf"'],
    ['requires a figure', '{ requires: { metric: perf.otd, at_least: 1 } }', feeds, 'feed "perf"'],
    ['is read back', '{ ack: { by: readback } }', { lookups: false }, "can't be asked"],
  ])('is not made live, forced or not, where it %s', async (_name, keys, led, says) => {
    const contract = await ledContract(`  order-to-erp: ${keys}`, led);
    const hub = new CutHub(new MemoryStore(), contract);
    await hub.fold();
    const because = expect.stringContaining(says) as string;
    expect(await hub.change('live', true)).toEqual({ kind: 'unable', because });
  });
});

describe('a rule that has never run', () => {
  it('starts with the second it starts in: most systems tell times no finer', async () => {
    const hub = await unstarted(live);
    await hub.pass(400);
    const data = { payable: 'captured', lines: [{ sku: 'A', qty: 1 }] };
    const placed = { system: 'shop', kind: 'order.placed', data };
    const at = (millis: number): string => new Date(start + millis).toISOString().slice(0, -5);
    await hub.tell(JSON.stringify({ ...placed, id: '1', refs: { order: '1' }, at: `${at(0)}Z` }));
    await hub.tell(
      JSON.stringify({ ...placed, id: '2', refs: { order: '2' }, at: `${at(-1e3)}Z` }),
    );
    expect(await hub.handoff('order-to-erp', '1')).toMatchObject({ state: 'ready' });
    expect(await hub.handoff('order-to-erp', '2')).toMatchObject({ carriage: 'not-ours' });
  });
});

describe('a rule in shadow', () => {
  const shadow =
    '  order-to-erp: { mode: shadow, ack: { by: response }, gate: { compared: 2, over: 5m }, compare: { ignore: lines } }';

  it('compares what it would have sent with what is seen, and sends nothing', async () => {
    const hub = await hubOf(shadow);
    await hub.place('1');
    await hub.holds('1');
    await hub.pass(6 * minute);
    await hub.place('2');
    await hub.holds('2', '9.91');
    expect(await hub.claim()).toEqual([]);
    const { parity } = await parityOf(hub.store, 'order-to-erp');
    expect(parity).toMatchObject({ compared: 2, equal: 1, unexplained: 1, missing: 0 });
    expect(parity.differing[0]).toMatchObject({
      field: 'total',
      examples: [{ sent: '9.9', held: '9.91' }],
    });
    expect(await hub.cutOver('live')).toMatchObject({ kind: 'closed', because: { length: 1 } });
    expect((await hub.handoff('order-to-erp', '1')).carriage).toBe('not-ours');
  });

  it('is not folded anew because somebody asks what is decided', async () => {
    const hub = await hubOf(shadow);
    await hub.place('1');
    await hub.cutOver('live', true);
    await hub.beside().deciding(hub.now as Instant);
    expect((await hub.store.counts()).inbox).toBe(0);
  });

  it('goes live through its gate, takes over what is open, and comes back in one step', async () => {
    const hub = await hubOf(shadow);
    for (const order of ['1', '2']) {
      await hub.place(order);
      await hub.holds(order);
      await hub.pass(6 * minute);
    }
    await hub.place('3');
    expect((await hub.cutOver('live')).kind).toBe('changed');
    await hub.place('just after');
    // The overlap is ten minutes: what bears a time just after the cutover may be of before it.
    await hub.pass(10 * minute);
    await hub.place('4');
    for (const order of ['3', 'just after']) {
      expect(await hub.handoff('order-to-erp', order)).toMatchObject({
        errand: 'check',
        state: 'unknown',
      });
    }
    expect(await hub.handoff('order-to-erp', '4')).toMatchObject({
      errand: 'send',
      state: 'ready',
    });
    const claims = await hub.claim();
    expect(claims).toHaveLength(3);
    expect((await hub.cutOver('observe')).kind).toBe('changed');
    await hub.place('5');
    expect((await hub.handoff('order-to-erp', '5')).carriage).toBe('not-ours');
    for (const claim of claims) await hub.answer(claim, 'accepted');
    expect((await hub.handoff('order-to-erp', '4')).carriage).toBe('done');
  });

  it('can not go live where nobody can be told, and goes by force where the gate is closed', async () => {
    const hub = await hubOf('  order-to-erp: { mode: shadow }', false);
    const closed = await hub.cutOver('live');
    expect(closed).toMatchObject({ kind: 'closed', because: { length: 3 } });
    const forced = await hub.cutOver('live', true);
    expect(forced).toMatchObject({ kind: 'changed', change: { forced: true } });
    const deaf = await hubOf('  order-to-erp: { mode: shadow, to: shop, from: erp }');
    expect((await deaf.cutOver('live', true)).kind).toBe('unable');
  });
});

describe('a live rule', () => {
  it('carries nothing that was triggered before its first start', async () => {
    const hub = await unstarted(live);
    const placed = { id: 'old', system: 'shop', kind: 'order.placed', refs: { order: '1' } };
    const at = new Date(start - minute).toISOString();
    await hub.tell(JSON.stringify({ ...placed, at, data: { payable: 'captured', lines: [] } }));
    expect((await hub.handoff('order-to-erp', '1')).carriage).toBe('not-ours');
    expect(await hub.claim()).toEqual([]);
  });

  it('goes back to shadow when the destination shows what it was not told', async () => {
    const hub = await hubOf(live);
    await hub.place('1');
    const [claim] = await hub.claim();
    await hub.answer(claim, 'accepted');
    await hub.holds('1');
    expect(await droppedRules(hub.store, hub.contract)).toEqual([]);
    await hub.place('2');
    await hub.holds('2');
    expect(await droppedRules(hub.store, hub.contract)).toEqual([
      expect.stringContaining('order-to-erp'),
    ]);
    await hub.place('3');
    expect((await hub.handoff('order-to-erp', '3')).carriage).toBe('not-ours');
  });

  it('sends nothing as it stood once it has gone back, before anything is folded', async () => {
    const hub = await hubOf(live);
    await hub.place('1');
    expect(await hub.handoff('order-to-erp', '1')).toMatchObject({ errand: 'send' });
    expect((await hub.change('shadow')).kind).toBe('changed');
    expect(await hub.claim()).toEqual([]);
    await hub.pass(1);
    const [claim] = await hub.claim();
    expect(claim?.handoff).toMatchObject({ errand: 'check' });
  });

  it('sends nothing more once the contract has it no longer, and waits for a person when it has it again', async () => {
    const hub = await hubOf(live);
    await hub.place('1');
    const led = hub.contract;
    await hub.restart(await ledContract('  order-to-erp: false'));
    expect(await hub.claim()).toEqual([]);
    expect(await hub.handoff('order-to-erp', '1')).toMatchObject({ carriage: 'voided' });
    expect(await droppedRules(hub.store, hub.contract)).toEqual([]);
    await hub.place('2');
    await hub.pass(20 * minute);
    await hub.restart(led);
    await hub.place('3');
    expect(await hub.claim()).toEqual([]);
    expect(await droppedRules(hub.store, led)).toEqual([
      'order-to-erp went back to observe: the contract had it no longer.',
    ]);
    await hub.cutOver('live', true);
    const claims = await hub.claim();
    expect(claims.map(({ handoff }) => [handoff.key.at(-1), handoff.errand])).toEqual([
      ['3', 'check'],
    ]);
  });

  it('keeps the deadline that a handoff was created with', async () => {
    const hub = await hubOf(live);
    await hub.place('1');
    const { due } = await hub.handoff('order-to-erp', '1');
    await hub.restart(await ledContract(live.replace('mode', 'within: 3h, mode')));
    await hub.say('shop customer.notified', { order: '1' });
    await hub.place('2');
    expect((await hub.handoff('order-to-erp', '1')).due).toBe(due);
    expect((await hub.handoff('order-to-erp', '2')).due).toBeGreaterThan((due ?? 0) + 60 * minute);
  });

  it.each([
    ['9.90', 'confirmed', []],
    ['9.9', 'confirmed', []],
    ['8.00', 'mismatched', ['total']],
  ])('reads back its first effect: %s is %s', async (total, state, fields) => {
    const hub = await hubOf(live);
    await hub.place('1');
    const [sent] = await hub.claim();
    await hub.answer(sent, 'accepted');
    const [back] = await hub.claim();
    expect(back?.handoff).toMatchObject({ errand: 'read-back', state: 'acknowledged' });
    const id = `read-back:${back?.handoff.key ?? ''}@1`;
    const at = new Date(hub.now).toISOString();
    const data = { record: 'SO-1', state: 'confirmed', total: { amount: total } };
    const refs = { order: '1', record: 'SO-1' };
    await hub.tell(
      JSON.stringify({ id, system: 'erp', kind: 'order.acknowledged', at, refs, data }),
    );
    await hub.answer(back, 'shown');
    const handoff = await hub.handoff('order-to-erp', '1');
    expect(handoff).toMatchObject({ state, errand: null, told: { evidence: state } });
    const { rows } = await hub.store.findings({
      after: null,
      most: 10,
      pattern: 'transform-mismatch',
    });
    expect(rows.map(({ handoff: rule }) => rule)).toEqual(fields.map(() => 'order-to-erp'));
    await hub.place('2');
    const [second] = await hub.claim();
    await hub.answer(second, 'accepted');
    expect((await hub.handoff('order-to-erp', '2')).errand).toBeNull();
  });

  it('is void where the order is cancelled before it was sent, however late', async () => {
    const hub = await hubOf(`${live}\n  cancel-to-erp: { mode: live }`);
    await hub.place('1');
    await hub.pass(20 * minute);
    await hub.say('shop order.cancelled', { order: '1' });
    expect(await hub.handoff('order-to-erp', '1')).toMatchObject({ carriage: 'voided' });
    expect(await hub.claim()).toEqual([]);
    await expect(hub.handoff('cancel-to-erp', '1')).rejects.toThrow('no cancel-to-erp');
  });

  it('says honestly that it is too late to undo', async () => {
    const hub = await hubOf(`${live}\n  cancel-to-erp: { mode: live }`);
    for (const order of ['1', '2']) {
      await hub.place(order);
      const [sent] = await hub.claim();
      await hub.answer(sent, 'accepted');
      await hub.holds(order);
    }
    await hub.say(
      'wh shipment.shipped',
      { order: '1', shipment: 'S' },
      { lines: [{ sku: 'A', qty: 1 }] },
    );
    for (const order of ['1', '2']) await hub.say('shop order.cancelled', { order });
    await hub.say('erp order.cancel-refused', { order: '2' }, { reason: 'it is packed' });
    expect(await hub.handoff('cancel-to-erp', '1')).toMatchObject({
      state: 'refused',
      told: { reason: expect.stringContaining('it had shipped') as string },
    });
    expect(await hub.handoff('cancel-to-erp', '2')).toMatchObject({
      state: 'refused',
      told: { reason: 'too late: it is packed' },
    });
  });

  it('sends the parcels of an order one after the other, and none for another', async () => {
    const hub = await hubOf(`${live}\n  shipment-to-erp: { mode: live }`);
    await hub.place('1');
    const [sent] = await hub.claim();
    await hub.answer(sent, 'accepted');
    await hub.holds('1');
    const parcel = { lines: [{ sku: 'A', qty: 1 }] };
    await hub.say('wh shipment.shipped', { order: '1', shipment: 'S-1' }, parcel);
    await hub.say('wh shipment.shipped', { order: '1', shipment: 'S-2' }, parcel);
    const first = await hub.claim();
    expect(first.map(({ handoff }) => handoff.key.slice(-3))).toEqual(['S-1']);
    // The ERP's people typed the second parcel in meanwhile.
    await hub.say('erp shipment.shipped', { order: '1', shipment: 'S-2' }, parcel);
    await hub.answer(first[0], 'retry');
    expect(await hub.handoff('shipment-to-erp', 'S-2')).toMatchObject({ carriage: 'done' });
    expect(await hub.handoff('shipment-to-erp', 'S-1')).toMatchObject({ errand: 'send' });
  });
});

describe('an order that began before the hub did', () => {
  it('is given up after a day, and taken up again when its placing is read after all', async () => {
    const hub = await hubOf(live);
    await hub.say(
      'wh shipment.shipped',
      { order: '1', shipment: 'S-1' },
      { lines: [{ sku: 'A', qty: 1 }] },
    );
    expect(await hub.handoff('shipment-to-erp', 'S-1')).toMatchObject({ waitingFor: 'placing' });
    await hub.pass(24 * 60 * minute);
    expect(await hub.handoff('shipment-to-erp', 'S-1')).toMatchObject({ carriage: 'voided' });
    await hub.place('1');
    expect(await hub.handoff('shipment-to-erp', 'S-1')).toMatchObject({
      waitingFor: 'order-to-erp',
    });
  });
});
