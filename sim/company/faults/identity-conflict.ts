// One id with two contents, or one name borne by two native orders.
import { MINUTE } from '../clock.js';
import type { FaultDraft } from '../fault.js';
import type { OrderFault } from '../order-fault.js';
import { drawOrder, money, pricedLines, totalOf, truthRef, type OrderTale } from '../order.js';
import { open } from '../placing.js';
import { finish } from '../shipping.js';

/** The other order lives beyond every index that is drawn. */
const TWIN = 3_000_000;

function twoContents(tale: OrderTale): FaultDraft {
  const { order, random } = tale;
  const { placed } = open(tale);
  const lines = order.lines.map((line) => ({ ...line, qty: line.qty + 1 }));
  const total = money(order, totalOf(order) + random.whole(500, 9_000));
  const again = tale.contradict(placed, { lines: pricedLines(lines), total });
  finish(tale);
  return {
    ref: truthRef(tale),
    cause: 'conflict',
    also: ['transform-mismatch'],
    evidence: [placed, again],
  };
}

/** The storefront's numbers began again: a second order bears the first one's name. */
function oneName(tale: OrderTale): readonly FaultDraft[] {
  const { order, world } = tale;
  const placed = order.placed + 20 * MINUTE;
  const drawn = drawOrder(world, { index: order.index + TWIN, channel: 'shop', placed });
  const twin = tale.about({ ...drawn, namedAs: order.index });
  const evidence = [tale, twin].map((each) => {
    const opening = open(each);
    finish(each);
    return opening.placed;
  });
  return [tale, twin].map((each) => ({ ref: truthRef(each), cause: 'conflict', evidence }));
}

function tell(tale: OrderTale, variant: number): FaultDraft | readonly FaultDraft[] {
  const named = tale.order.channel === 'shop' && tale.world.naming === 'declared';
  return variant % 3 === 1 && named ? oneName(tale) : twoContents(tale);
}

export const identityConflict: OrderFault = {
  pattern: 'identity-conflict',
  channels: ['shop', 'amazon'],
  tell,
};
