// One fact that exactly one holder never hears: shipments in both directions, edits, holds, cancels from the ERP.
import { HOUR, MINUTE } from '../clock.js';
import { correct } from '../by-hand.js';
import { dropShip } from '../drop-ship.js';
import type { Emission, SystemName } from '../emission.js';
import type { Absence, FaultDraft } from '../fault.js';
import type { OrderFault } from '../order-fault.js';
import { money, pricedLines, refsFor, totalOf, truthRef, type OrderTale } from '../order.js';
import { open, type Opening } from '../placing.js';
import { post, request, sayShipped, ship, type Shipping } from '../shipping.js';
import { parts } from '../twist-records.js';
import { cancel, voidPayment } from '../undoing.js';

interface Missing {
  readonly trigger: Emission | undefined;
  readonly system: SystemName;
  readonly kind: string;
  readonly within: number;
}

function draft(tale: OrderTale, opening: Opening, missing: Missing): FaultDraft {
  const { trigger, system, kind, within } = missing;
  const absences: Absence[] = trigger === undefined ? [] : [{ system, kind, trigger, within }];
  const evidence = [opening.placed, opening.held, trigger];
  return { ref: truthRef(tale), cause: 'missing', evidence, absences };
}

function unheardShipment(tale: OrderTale, deaf: SystemName, shipping: Shipping): FaultDraft {
  const opening = open(tale);
  const said = ship(tale, { ...shipping, skip: [deaf] });
  if (deaf !== 'erp') post(tale, { at: shipping.at + 2 * HOUR });
  const trigger = said[shipping.by ?? 'warehouse'];
  return draft(tale, opening, { trigger, system: deaf, kind: 'shipment.shipped', within: HOUR });
}

/** As above, and days later a person posts the shipment in the ERP: it agrees, and the next one won't. */
function cleanedUp(tale: OrderTale, shipping: Shipping): FaultDraft {
  const missing = unheardShipment(tale, 'erp', shipping);
  const refs = refsFor(tale, 'erp');
  const what = 'fulfilment posted by hand';
  const hand = correct(tale, { system: 'erp', refs, what, since: shipping.at });
  sayShipped(tale, 'erp', hand.at, shipping);
  post(tale, { at: hand.at + MINUTE });
  return { ...missing, evidence: [...missing.evidence, hand] };
}

/** The channel hears of the first parcel and never of the second. */
function unheardParcel(tale: OrderTale, at: number): FaultDraft {
  const { order } = tale;
  const [first, second] = parts(order.lines);
  if (first === undefined || second === undefined)
    return unheardShipment(tale, order.channel, { at });
  const opening = open(tale);
  ship(tale, { at, lines: first, last: false });
  const later = at + 20 * HOUR;
  const said = ship(tale, { at: later, lines: second, parcel: 2, skip: [order.channel] });
  post(tale, { at: later + 2 * HOUR });
  const missing = { system: order.channel, kind: 'shipment.shipped', within: HOUR };
  return draft(tale, opening, { ...missing, trigger: said.warehouse });
}

function unheardEdit(tale: OrderTale): FaultDraft {
  const { order } = tale;
  const opening = open(tale, 'authorized');
  const [first, ...others] = order.lines;
  const more = first === undefined ? [] : [{ ...first, qty: first.qty + 1 }, ...others];
  const total = totalOf(order) + (first?.price ?? 0);
  const trigger = tale.say('shop', 'order.updated', order.placed + HOUR, {
    refs: refsFor(tale, 'shop'),
    data: { lines: pricedLines(more), total: money(order, total) },
  });
  return draft(tale, opening, {
    trigger,
    system: 'erp',
    kind: 'order.updated',
    within: 15 * MINUTE,
  });
}

function unheardHold(tale: OrderTale): FaultDraft {
  const { order } = tale;
  const opening = open(tale);
  const asked = request(tale, { at: order.placed + HOUR });
  const at = order.placed + 2 * HOUR;
  const body = (system: SystemName): { refs: Emission['refs']; data: { reason: string } } => ({
    refs: refsFor(tale, system),
    data: { reason: 'address check' },
  });
  const trigger = tale.say(order.channel, 'order.held', at, body(order.channel));
  tale.say('erp', 'order.held', at + 2 * MINUTE, body('erp'));
  const missing = draft(tale, opening, {
    trigger,
    system: 'warehouse',
    kind: 'order.held',
    within: 5 * MINUTE,
  });
  return { ...missing, evidence: [...missing.evidence, asked] };
}

function unheardCancel(tale: OrderTale): FaultDraft {
  const { order } = tale;
  const paid = order.channel === 'shop' ? 'authorized' : 'not_applicable';
  const opening = open(tale, paid);
  const at = order.placed + 5 * HOUR;
  const said = cancel(tale, { at, by: 'erp', skip: [order.channel] });
  if (order.channel === 'shop') voidPayment(tale, at + 10 * MINUTE);
  const missing = { system: order.channel, kind: 'order.cancelled', within: 5 * MINUTE };
  return draft(tale, opening, { ...missing, trigger: said.erp });
}

/** The supplier ships, the ERP hears of it, and the storefront never does. */
function unheardSupplier(tale: OrderTale): FaultDraft {
  const { placed, held, first } = dropShip(tale, { deaf: ['shop'] });
  const missing = { system: 'shop', kind: 'shipment.shipped', within: HOUR } as const;
  return draft(tale, { placed, held }, { ...missing, trigger: first });
}

function tell(tale: OrderTale, variant: number): FaultDraft {
  const { order, random } = tale;
  const at = order.placed + random.between(6, 40) * HOUR;
  switch (variant % 9) {
    case 1:
      return unheardShipment(tale, order.channel, { at });
    case 2:
      return cleanedUp(tale, { at, by: order.channel });
    case 3:
      return unheardParcel(tale, at);
    case 4:
      return order.channel === 'shop' ? unheardEdit(tale) : unheardShipment(tale, 'erp', { at });
    case 5:
      return unheardShipment(tale, order.channel, { at, by: 'erp' });
    case 6:
      return unheardHold(tale);
    case 7:
      return unheardCancel(tale);
    case 8:
      return order.channel === 'shop'
        ? unheardSupplier(tale)
        : unheardShipment(tale, 'erp', { at });
    default:
      return unheardShipment(tale, 'erp', { at });
  }
}

export const statusVoid: OrderFault = {
  pattern: 'status-void',
  channels: ['shop', 'amazon', 'walmart'],
  tell,
};
