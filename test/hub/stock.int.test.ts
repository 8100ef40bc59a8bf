// A channel is told an item's newest stock and nothing older after it, whatever is lost on the way.
import type { Instant } from '../../src/core/observation/instant.js';
import { describe, expect, it } from 'vitest';
import { handoffDetail } from '../../src/core/ledger/ledger.js';
import { StockWorld, skus, stockContract } from './stock-world.js';

const seeds = 20;

describe('stock towards a channel', () => {
  it.each(['event', 'response', 'readback'] as const)(
    'ends with the newest value, acknowledged by %s',
    async (by) => {
      const contract = await stockContract(by);
      for (let seed = 1; seed <= seeds; seed += 1) {
        const world = new StockWorld(seed, contract);
        await world.run(60);
        expect(world.faults, `seed ${seed}`).toEqual([]);
        expect(Object.fromEntries(world.shown), `seed ${seed}`).toEqual(
          Object.fromEntries(world.counted),
        );
        const handoffs = await world.handoffs();
        const states = handoffs.map(({ state }) => state).filter((one) => one !== 'acknowledged');
        expect(states, `seed ${seed}`).toEqual([]);
        expect(handoffs.length).toBeLessThanOrEqual(skus.length);
      }
    },
    120_000,
  );

  it.each([-300_000, 300_000])(
    'ends with the newest value where the clock of the channel is %s ms off',
    async (ahead) => {
      const contract = await stockContract('event');
      for (let seed = 1; seed <= seeds; seed += 1) {
        const world = new StockWorld(seed, contract);
        world.ahead = ahead;
        await world.run(60);
        expect(world.faults, `seed ${seed}`).toEqual([]);
        expect(Object.fromEntries(world.shown), `seed ${seed}`).toEqual(
          Object.fromEntries(world.counted),
        );
      }
    },
    120_000,
  );

  it('tells a channel whose listing looks newer than the count, and believes only what it says after', async () => {
    const world = new StockWorld(1, await stockContract('event'));
    world.ahead = 300_000;
    await world.begin();
    await world.count('A', '3');
    await world.look();
    expect(world.told.map(({ available }) => available)).toEqual(['3']);
    await world.pass(1_000);
    await world.look();
    expect((await world.handoffs())[0]).toMatchObject({ carriage: 'in-flight' });
    await world.state('A');
    await world.look();
    expect((await world.handoffs())[0]).toMatchObject({ state: 'acknowledged', attempts: 1 });
  });

  it('is what all places hold together, also where the first of them was told as the whole', async () => {
    const world = new StockWorld(1, await stockContract('response'));
    await world.look();
    await world.say('shop', 'listing.availability', 'D', '5');
    await world.countAt('north', 'D', '0');
    await world.look();
    await world.pass(1_000);
    await world.countAt('south', 'D', '4');
    await world.look();
    await world.pass(1_000);
    await world.countAt('north', 'D', '3');
    await world.look();
    await world.pass(1_000);
    expect(world.told.map(({ available }) => available)).toEqual(['0', '4', '7']);
  });

  it('is told anew where a place was counted before what was said, and is heard of after it', async () => {
    const world = new StockWorld(1, await stockContract('response'));
    await world.look();
    await world.say('shop', 'listing.availability', 'D', '5');
    await world.countAt('north', 'D', '0');
    await world.look();
    await world.pass(60_000);
    await world.countAt('south', 'D', '7');
    await world.look();
    await world.pass(1_000);
    await world.countAt('south', 'D', '7', 30_000);
    await world.countAt('north', 'D', '4', 20_000);
    await world.look();
    await world.pass(1_000);
    await world.look();
    expect(world.told.map(({ available }) => available)).toEqual(['0', '7', '11']);
  });

  it('says only the last of what changed meanwhile, once', async () => {
    const world = new StockWorld(1, await stockContract('response'));
    await world.begin();
    await world.look();
    await world.count('A', '4');
    await world.look();
    await world.count('A', '3');
    await world.look();
    await world.count('A', '2');
    await world.look();
    expect(world.told.map(({ available }) => available)).toEqual(['4']);
    const [under] = await world.handoffs();
    expect(under).toMatchObject({ state: 'in-flight', attempts: 1 });
    await world.pass(1_000);
    await world.look();
    await world.pass(1_000);
    await world.look();
    await world.look();
    expect(world.told.map(({ available }) => available)).toEqual(['4', '2']);
    const [register] = await world.handoffs();
    expect(register).toMatchObject({ state: 'acknowledged', carriage: 'done', attempts: 2 });
    if (register === undefined) throw new Error('there is no register');
    const { register: kept } = handoffDetail(register);
    expect(kept?.superseded).toBe(1);
    expect(kept?.acknowledged).toBe(kept?.desired);
  });

  it('says nothing newer while a lost request may still take effect', async () => {
    const world = new StockWorld(1, await stockContract('response'));
    await world.begin();
    world.losesNext = true;
    await world.count('A', '4');
    await world.look();
    await world.count('A', '3');
    for (let second = 0; second < 60; second += 1) {
      await world.pass(1_000);
      await world.look();
    }
    const [lost, next, ...others] = world.told;
    expect([lost?.available, next?.available, ...others]).toEqual(['4', '3']);
    expect((next?.at ?? 0) - (lost?.at ?? 0)).toBeGreaterThanOrEqual(10_000);
    expect(world.shown.get('A')).toBe('3');
  });

  it('says a lost value again in the same bytes, though an older count bears it by now', async () => {
    const world = new StockWorld(1, await stockContract('response'));
    await world.begin();
    world.losesNext = true;
    await world.pass(2_000);
    await world.count('A', '4');
    await world.look();
    const [sent] = await world.handoffs();
    await world.countLate('A', '4', 1_000);
    for (let second = 0; second < 60; second += 1) {
      await world.pass(1_000);
      await world.look();
    }
    const [again] = await world.handoffs();
    expect(world.told.map(({ available }) => available)).toEqual(['4', '4']);
    expect(again).toMatchObject({ state: 'acknowledged', command: sent?.command });
  });

  it('is overdue where the channel took it and never shows it', async () => {
    const world = new StockWorld(1, await stockContract('event'));
    await world.begin();
    await world.count('A', '0');
    await world.look();
    await world.pass(1_000);
    await world.look();
    expect((await world.handoffs())[0]).toMatchObject({
      state: 'in-flight',
      carriage: 'in-flight',
    });
    await world.pass(400_000);
    await world.look();
    expect((await world.handoffs())[0]).toMatchObject({ state: 'overdue', carriage: 'in-flight' });
    const { rows } = await world.store.findings({ after: null, most: 10 });
    expect(rows.map(({ pattern, state }) => `${pattern} ${state}`)).toEqual(['trigger-gap open']);
    await world.state('A');
    await world.look();
    expect((await world.handoffs())[0]).toMatchObject({ state: 'acknowledged', carriage: 'done' });
  });

  it('waits where its rule requires a feed that nobody can vouch for', async () => {
    const requires = ', requires: [{ fresh: counts }]';
    const world = new StockWorld(1, await stockContract('response', 'shadow', requires));
    await world.begin();
    const change = { rule: 'stock-to-channels', sequence: 2, mode: 'live', forced: true } as const;
    const since = { at: world.now as Instant, effectiveFrom: world.now as Instant };
    const by = { overlapMillis: 0, oldPath: null, by: 'ann', reason: '' };
    expect(await world.store.modes.changeMode({ ...change, ...since, ...by })).toBe(true);
    await world.count('A', '2');
    await world.look();
    expect(world.told).toEqual([]);
    expect((await world.handoffs())[0]).toMatchObject({
      carriage: 'waiting',
      waitingFor: 'the feed counts, whose age is not known here',
    });
  });

  it('is built and compared in shadow, and never sent', async () => {
    const world = new StockWorld(1, await stockContract('event', 'shadow'));
    await world.begin();
    await world.look();
    await world.count('A', '2');
    await world.look();
    await world.pass(1_000);
    world.shown.set('A', '1');
    await world.state('A');
    await world.look();
    expect(world.told).toEqual([]);
    const [handoff] = await world.handoffs();
    expect(handoff).toMatchObject({ state: 'seen', carriage: 'not-ours' });
    const differing = [{ field: 'available', sent: '2', held: '1' }];
    expect(handoff && handoffDetail(handoff).compared).toMatchObject({ differing });
  });
});
