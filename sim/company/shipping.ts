// From the pick to the books: what moves, who hears of it, what the ledger says of it.
import { DAY, HOUR, MINUTE } from './clock.js';
import type { Emission, Refs, Status, SystemName } from './emission.js';
import {
  holdersOf,
  money,
  movedLines,
  recordOf,
  refsFor,
  valueOf,
  type Lines,
  type OrderTale,
  type Said,
} from './order.js';
import { pay, settle } from './placing.js';
import { afterOutage } from './world.js';

export interface WarehouseStep {
  readonly at: number;
  readonly lines?: Lines;
  readonly record?: string;
}

/** The warehouse is asked for the goods; from here on it holds the order. */
export function request(tale: OrderTale, step: WarehouseStep): Emission {
  return tale.say('warehouse', 'fulfilment.requested', step.at, {
    refs: refsFor(tale, 'warehouse', step.record),
    data: { lines: movedLines(step.lines ?? tale.order.lines) },
  });
}

export function pick(tale: OrderTale, step: WarehouseStep): Emission {
  return tale.say('warehouse', 'fulfilment.picked', step.at, {
    refs: refsFor(tale, 'warehouse', step.record),
    data: { lines: movedLines(step.lines ?? tale.order.lines) },
  });
}

export interface Shipping {
  readonly at: number;
  readonly lines?: Lines;
  /** Counts the parcels of one order. */
  readonly parcel?: number;
  readonly record?: string;
  /** Who states it first; the warehouse unless a channel's label tool or the ERP does. */
  readonly by?: SystemName;
  /** False for every parcel but the last. */
  readonly last?: boolean;
  /** Holders that never hear of it. */
  readonly skip?: readonly SystemName[];
  /** Holders that hear of it right, and this much later. */
  readonly late?: Partial<Record<SystemName, number>>;
  /** Holders that hear of fewer units than were shipped. */
  readonly short?: Partial<Record<SystemName, Lines>>;
  readonly throughOutage?: boolean;
}

const CARRIERS: readonly ['UPS', 'FedEx', 'USPS'] = ['UPS', 'FedEx', 'USPS'];

function shipmentRefs(tale: OrderTale, system: SystemName, shipping: Shipping): Refs {
  const number = `${tale.order.index}-${shipping.parcel ?? 1}`;
  const prefix = system === 'warehouse' ? 'DC' : system === 'erp' ? 'IF' : 'F';
  return { ...refsFor(tale, system, shipping.record), shipment: `${prefix}${number}` };
}

/** The word that each channel's export has beside a parcel: for the last one, and for those before it. */
const WORDS: Partial<Record<SystemName, readonly [string, string?]>> = {
  shop: ['FULFILLED', 'PARTIALLY_FULFILLED'],
  amazon: ['Shipped', 'PartiallyShipped'],
  walmart: ['Shipped'],
};

function shipmentStatus(system: SystemName, last: boolean): Status | undefined {
  const native = WORDS[system]?.[last ? 0 : 1];
  return native === undefined ? undefined : { native };
}

/** One system's statement of one parcel. */
export function sayShipped(
  tale: OrderTale,
  system: SystemName,
  at: number,
  shipping: Shipping,
): Emission {
  const parcel = shipping.parcel ?? 1;
  const carrier = CARRIERS[tale.order.index % 3] ?? 'UPS';
  const lines = shipping.short?.[system] ?? shipping.lines ?? tale.order.lines;
  const status = shipmentStatus(system, shipping.last ?? true);
  return tale.say(system, 'shipment.shipped', at, {
    refs: shipmentRefs(tale, system, shipping),
    data: { lines: movedLines(lines), carrier, tracking: `1Z${tale.order.index}X${parcel}` },
    ...(status === undefined ? {} : { status }),
  });
}

/** One parcel: its first statement and what every other holder is told, inside the hour that they have. */
export function ship(tale: OrderTale, shipping: Shipping): Said {
  const first = shipping.by ?? 'warehouse';
  const shipped = sayShipped(tale, first, shipping.at, shipping);
  const said: Said = { [first]: shipped };
  const due = shipping.at + HOUR;
  for (const system of holdersOf(tale.order, first)) {
    const delay = tale.random.between(1, 50) * MINUTE;
    if (shipping.skip?.includes(system)) continue;
    const honest = shipping.at + (shipping.late?.[system] ?? delay);
    const down = shipping.throughOutage === true;
    const at = down ? afterOutage(tale.world, { at: honest, due }, tale.random) : honest;
    const told = sayShipped(tale, system, at, shipping);
    if (down && at > due) tale.heldUp(shipped, told);
    said[system] = told;
  }
  return said;
}

export interface Posting {
  readonly at: number;
  readonly lines?: Lines;
  readonly record?: string;
  readonly revenue?: boolean;
  readonly cost?: boolean;
}

/** The ERP posts cost with the goods' leaving and revenue with the invoice. */
export function post(tale: OrderTale, posting: Posting): readonly Emission[] {
  const { order, random } = tale;
  const lines = posting.lines ?? order.lines;
  const refs = refsFor(tale, 'erp', posting.record ?? recordOf(order));
  const value = valueOf(lines);
  const cost = Math.round(value * 0.58);
  const said: Emission[] = [];
  const say = (kind: string, at: number, cents: number): void => {
    said.push(
      tale.say('erp', kind, at, {
        refs,
        data: { ...money(order, cents), lines: movedLines(lines) },
      }),
    );
  };
  if (posting.cost ?? true) {
    say('books.cogs', posting.at, cost);
    say('books.inventory', posting.at, cost);
  }
  if (posting.revenue ?? true)
    say('books.revenue', posting.at + random.between(2, 600) * MINUTE, value);
  return said;
}

export interface Delivery {
  readonly at: number;
  readonly lines?: Lines;
  readonly parcel?: number;
}

/** The carrier's word reaches the channel days later. */
function deliver(tale: OrderTale, delivery: Delivery): Emission {
  const { channel } = tale.order;
  return tale.say(channel, 'shipment.delivered', delivery.at, {
    refs: { ...refsFor(tale, channel), shipment: `F${tale.order.index}-${delivery.parcel ?? 1}` },
    data: { lines: movedLines(delivery.lines ?? tale.order.lines) },
  });
}

export interface Finish {
  readonly lines?: Lines;
  readonly from?: number;
  readonly captureCents?: number;
  readonly throughOutage?: boolean;
  readonly record?: string;
  /** Whether the marketplace's settlement must be there; left to chance where absent. */
  readonly settled?: boolean;
}

/** The rest of an undisturbed order in one parcel; answers with the moment at which everything had left. */
export function finish(tale: OrderTale, how: Finish = {}): number {
  const { order, random } = tale;
  const lines = how.lines ?? order.lines;
  const from = how.from ?? order.placed + 3 * HOUR;
  const shipped = from + random.between(2, 40) * HOUR;
  const record = how.record ?? recordOf(order);
  if (random.chance(0.25))
    pick(tale, { at: shipped - random.between(20, 100) * MINUTE, lines, record });
  ship(tale, { at: shipped, lines, record, throughOutage: how.throughOutage ?? false });
  post(tale, { at: shipped + random.between(51, 300) * MINUTE, lines, record });
  if (how.captureCents !== undefined) pay(tale, { at: shipped + MINUTE, cents: how.captureCents });
  if (random.chance(0.4) || how.settled === true) settle(tale, shipped);
  if (random.chance(0.12)) deliver(tale, { at: shipped + random.between(1, 5) * DAY, lines });
  if (order.channel === 'shop' && random.chance(0.08)) notify(tale, shipped + 55 * MINUTE);
  return shipped;
}

/** The storefront tells its customer, once it knows itself. */
function notify(tale: OrderTale, at: number): void {
  tale.say('shop', 'customer.notified', at, {
    refs: refsFor(tale, 'shop'),
    data: { about: 'shipment' },
  });
}
