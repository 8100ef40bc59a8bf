// The made-up shop: every few seconds somebody orders; most orders ship, some are cancelled, and now and
// then the news of a parcel overtakes the news of its order, as webhooks do.
import type { PairEvent } from './event-door.js';

export interface ShopGiven {
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly chance: () => number;
  readonly tell: (event: PairEvent) => void;
}

const betweenOrdersMillis = 4_000;
const shippedAfterMillis = 15_000;
/** Of the orders, so many are cancelled before they ship. */
const cancelledShare = 0.1;
/** Of the orders, the news of so many comes only after that of their parcel. */
const overtakenShare = 0.15;
const goods = [
  { sku: 'MUG-BLUE', price: '12.50' },
  { sku: 'KETTLE', price: '39.00' },
  { sku: 'LAMP', price: '74.90' },
] as const;

export class PairShop {
  readonly #given: ShopGiven;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(given: ShopGiven) {
    this.#given = given;
  }

  begin(): void {
    this.#order();
    this.#later(betweenOrdersMillis * (0.5 + this.#given.chance()), () => this.begin());
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #order(): void {
    const { chance, tell } = this.#given;
    const order = `W${this.#given.now().toString(36).toUpperCase()}`;
    const { sku, price } = goods[Math.floor(chance() * goods.length)] ?? goods[0];
    const lines = [{ sku, qty: 1, price }];
    const placed = this.#event('order.placed', order, { lines, total: price, currency: 'EUR' });
    const shipsAfter = shippedAfterMillis * (0.5 + chance());
    const overtaken = chance() < overtakenShare;
    if (overtaken) this.#later(shipsAfter + 8_000, () => tell(placed));
    else tell(placed);
    if (!overtaken && chance() < cancelledShare) {
      this.#later(shipsAfter, () => tell(this.#event('order.cancelled', order, {})));
      return;
    }
    this.#later(shipsAfter, () => {
      const parcel = { shipment: `P-${order}`, carrier: 'DHL', tracking: `JD${order}`, lines };
      tell(this.#event('order.shipped', order, parcel));
    });
  }

  #event(event: string, order: string, fields: object): PairEvent {
    const at = new Date(this.#given.now()).toISOString();
    return { ...fields, id: `shop-${event}-${order}`, event, at, order, shop: 'made-up' };
  }

  #later(millis: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, millis);
    this.#timers.add(timer);
  }
}
