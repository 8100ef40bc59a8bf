// A storefront order that the supplier ships: bought from it over EDI, sent by it, and in the books with its bill.
import { DAY, HOUR, MINUTE } from './clock.js';
import { priceOf } from './catalogue.js';
import { DocumentTale, reply } from './document-life.js';
import type { Emission, SystemName } from './emission.js';
import { decimal } from './money.js';
import { OrderTale, drawOrder, money, movedLines, refsFor, valueOf } from './order.js';
import { open } from './placing.js';
import { Random } from './random.js';
import { ship } from './shipping.js';
import type { World } from './world.js';

const PARTNER = 'acme-edi';
/** Control numbers of these purchases begin beyond those of the company's own stock. */
const CONTROLS = 400_000;

export interface DropShip {
  /** Holders that never hear of the supplier's parcel. */
  readonly deaf?: readonly SystemName[];
}

export interface DropShipped {
  readonly placed: Emission;
  readonly held: Emission;
  /** The parcel's first statement. */
  readonly first: Emission | undefined;
}

/** The purchase of one order's goods: the ERP's record of it, its 850 and the supplier's answers. */
function buy(tale: OrderTale, at: number): DocumentTale {
  const { world, order } = tale;
  const purchase = new DocumentTale(world, CONTROLS + order.index, {
    partner: PARTNER,
    sent: at,
    emissions: tale.emissions,
  });
  const lines = order.lines.map(({ line, sku, qty }) => {
    return { line, sku, qty, price: decimal(Math.floor(priceOf(world, sku) * 0.58)) };
  });
  tale.say('erp', 'purchase.ordered', at - MINUTE, {
    refs: { ...refsFor(tale, 'erp'), purchase: purchase.purchase },
    data: { lines },
  });
  purchase.answer('document.sent', at);
  reply(purchase, { technical: true, business: true });
  return purchase;
}

/** What it cost is known with the bill; the ERP books the sale with it. */
function bookWithBill(tale: OrderTale, at: number): void {
  const { order } = tale;
  const value = valueOf(order.lines);
  const refs = refsFor(tale, 'erp');
  const book = (kind: string, cents: number): void => {
    tale.say('erp', kind, at, {
      refs,
      data: { ...money(order, cents), lines: movedLines(order.lines) },
    });
  };
  book('books.revenue', value);
  book('books.cogs', Math.round(value * 0.58));
  book('books.inventory', Math.round(value * 0.58));
}

/** Tells a whole drop-shipped order; without wishes it goes well. */
export function dropShip(tale: OrderTale, how: DropShip = {}): DropShipped {
  const { random, world } = tale;
  const { placed, held } = open(tale, 'captured', { fulfilled_by: 'supplier' });
  const purchase = buy(tale, held.at + random.between(2, 9) * MINUTE);
  const at = purchase.sent + random.between(26, 60) * HOUR;
  purchase.send('856', at);
  // Undeclared, nothing ties the supplier's notice to the order: the ERP is the first who can say so.
  const by: SystemName = world.naming === 'declared' ? PARTNER : 'erp';
  const first = ship(tale, { at: at + MINUTE, by, skip: how.deaf ?? [] })[by];
  bookWithBill(
    tale,
    purchase.bill(at + random.between(1, 3) * DAY).at + random.between(1, 8) * HOUR,
  );
  return { placed, held, first };
}

export function healthyDropShip(world: World, index: number): OrderTale {
  const order = drawOrder(world, { index, channel: 'shop' });
  const tale = new OrderTale(world, new Random(world.seed, 'tale', index), order);
  dropShip(tale);
  return tale;
}
