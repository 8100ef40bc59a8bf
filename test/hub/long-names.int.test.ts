// The longest names that a statement may have, of characters that nothing makes shorter: whatever is told
// under them is kept, folded and sent by PostgreSQL, whose indexes hold no text of any length.
import { describe, expect, it } from 'vitest';
import { hasEmbedded } from '../embedded.js';
import { LedHub, minute, paid, storesOfServer } from './led-hub.js';

const rules = `  order-to-erp: { mode: live }
  shipment-to-erp: { mode: live }`;

/** A text of so many characters in which none foretells the next. */
function mixed(from: number, span: number, length: number): string {
  let drawn = from;
  const codes = Array.from({ length }, () => {
    drawn = (Math.imul(drawn, 1_664_525) + 1_013_904_223) >>> 0;
    return from + (drawn % span);
  });
  return String.fromCodePoint(...codes);
}

describe.skipIf(!hasEmbedded)('names as long as may be', () => {
  const opened = storesOfServer('long');

  it.each([
    ['one byte', mixed(0x30, 75, 999)],
    ['two', mixed(0x400, 250, 499)],
    ['three', mixed(0x4e00, 20_000, 333)],
    ['four', mixed(0x20000, 40_000, 249)],
  ])('of %s each are kept, folded and sent', async (_, name) => {
    const hub = await LedHub.over(await opened(), rules);
    const order = `1${name}`;
    await hub.say('shop order.placed', { order }, paid);
    expect(await hub.carry('accepted')).toHaveLength(1);
    hub.now += minute;
    const shipped = { lines: [{ sku: `3${name}`, qty: 1 }] };
    await hub.say('wh shipment.shipped', { order, shipment: `2${name}` }, shipped);
    await hub.say('erp order.acknowledged', { order, record: `4${name}` });
    await hub.say('wh stock.level', { sku: `3${name}`, location: `5${name}` }, { available: 1 });
    await hub.say(
      'shop metric.shown',
      {},
      { supplier: `6${name}`, metric: 'on_time', value: '0.9' },
    );
    expect(await hub.carry('accepted')).toHaveLength(1);
    expect(await hub.store.counts()).toMatchObject({ receipts: 5, quarantined: 0 });
  });

  it.each([
    ['three', mixed(0x4e00, 20_000, 999)],
    ['four', mixed(0x20000, 40_000, 499)],
  ])('of %s each are set aside where they are longer', async (_, name) => {
    const hub = await LedHub.over(await opened(), rules);
    await hub.say('shop order.placed', { order: name }, paid);
    const figure = { supplier: name, metric: 'on_time', value: '0.9' };
    await hub.say('shop metric.shown', {}, figure);
    expect(await hub.store.counts()).toMatchObject({ receipts: 2, quarantined: 2 });
  });
});
