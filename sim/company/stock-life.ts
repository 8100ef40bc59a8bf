// The healthy life of an item: the ERP counts, and every channel that lists it shows the count within minutes.
import { DAY, HOUR, MINUTE, SECOND } from './clock.js';
import { everydaySku, listedOn, priceOf, type ListingChannel } from './catalogue.js';
import type { Emission } from './emission.js';
import { OrderTale, drawOrder, refsFor, type OrderLine } from './order.js';
import { open } from './placing.js';
import { Random } from './random.js';
import { finish } from './shipping.js';
import { Tale } from './tale.js';
import type { World } from './world.js';

/** Orders on items with a tale of their own are numbered beyond the company's ordinary ones, forty an item. */
const EXTRA_ORDERS = 1_500_000;
const SALES = 40;
const WEEK = 7 * DAY;

export class StockTale extends Tale {
  readonly sku: string;
  readonly channels: readonly [ListingChannel, ...ListingChannel[]];
  #sales = 0;

  constructor(world: World, sku: string, emissions: Emission[] = []) {
    super(world, new Random(world.seed, 'stock', sku), `k${sku}`, { emissions });
    this.sku = sku;
    this.channels = listedOn(world, sku);
  }

  /** The number of this item's next order. */
  nextSale(): number {
    this.#sales += 1;
    return EXTRA_ORDERS + Number(this.sku.replace(/\D/g, '')) * SALES + this.#sales;
  }

  /** The ERP's count, the authority. */
  level(at: number, available: number, seen?: number): Emission {
    const refs = { sku: this.sku };
    return this.say('erp', 'stock.level', at, {
      refs,
      data: { available },
      ...(seen === undefined ? {} : { seen }),
    });
  }

  /** One channel shows buyers a count. */
  show(channel: ListingChannel, at: number, available: number): Emission {
    const data = { available, in_stock: available > 0 };
    return this.say(channel, 'listing.availability', at, { refs: { sku: this.sku }, data });
  }

  /** Every channel but those left out shows the count in time. */
  echo(at: number, available: number, except: readonly ListingChannel[] = []): void {
    for (const channel of this.channels) {
      const delay = this.random.between(0.2, 4.3) * MINUTE;
      if (!except.includes(channel)) this.show(channel, at + delay, available);
    }
  }

  /** Counted and shown everywhere. */
  change(at: number, available: number): Emission {
    const counted = this.level(at, available);
    this.echo(at, available);
    return counted;
  }

  attempt(kind: string, at: number, channel: ListingChannel, error?: string): Emission {
    const data = {
      from: 'erp',
      to: channel,
      kind_of: 'stock.level',
      message: `${this.key}-${this.emissions.length}`,
    };
    return this.say('ipaas', kind, at, {
      refs: { sku: this.sku },
      data: error === undefined ? data : { ...data, error },
    });
  }
}

interface Sale {
  readonly channel: ListingChannel;
  readonly at: number;
}

/** One unit of the item is bought; the order's statements join the item's tale. */
function buy(tale: StockTale, { channel, at }: Sale): OrderTale {
  const { world, sku } = tale;
  const line: OrderLine = { line: '1', sku, qty: 1, price: priceOf(world, sku) };
  const order = drawOrder(world, { index: tale.nextSale(), channel, placed: at, lines: [line] });
  return new OrderTale(world, new Random(world.seed, 'extra', order.index), order, tale.emissions);
}

/** A sale that goes well to its end. */
export function sell(tale: StockTale, channel: ListingChannel, at: number): Emission {
  const bought = buy(tale, { channel, at });
  const { placed } = open(bought);
  finish(bought);
  return placed;
}

/** A sale that the ERP accepts, and holds for want of goods when it learns better. */
export function promise(tale: StockTale, sale: Sale & { readonly heldAt: number }): Emission {
  const bought = buy(tale, sale);
  const { placed } = open(bought);
  const refs = refsFor(bought, 'erp');
  bought.say('erp', 'order.held', sale.heldAt, {
    refs,
    data: { reason: 'no stock left to allocate' },
  });
  return placed;
}

/** An everyday item: counted each week, far above what a week can sell. */
export function everydayLife(world: World, index: number): StockTale {
  const tale = new StockTale(world, everydaySku(index));
  const { random } = tale;
  let at = world.from + random.between(0.05, 5) * HOUR;
  while (at < world.until) {
    tale.change(at, random.whole(600, 4_000));
    at += WEEK * random.between(0.7, 1.1);
  }
  return tale;
}

/** A script of somebody's pushes the counts again each night, over what is right already. */
function nightlyScript(tale: StockTale, at: number): void {
  const data = { who: 'cron on the old server', what: 'push-stock-to-walmart.sh', minutes: 0 };
  tale.say('erp', 'hand.script', at, { refs: { sku: tale.sku }, data });
}

/** The item that is counted every few hours, so that every stock statement spans the whole window. */
export function pulseLife(world: World): StockTale {
  const tale = new StockTale(world, 'PULSE-100');
  const count = (at: number): void => {
    const available = tale.random.whole(600, 4_000);
    tale.level(at, available);
    for (const channel of ['shop', 'amazon', 'walmart'] as const)
      tale.show(channel, at + MINUTE, available);
  };
  for (let at = world.from + MINUTE; at < world.until - 20 * MINUTE; at += 4 * HOUR) count(at);
  count(world.until - 10 * MINUTE);
  for (let at = world.from + 2 * DAY; at < world.until; at += DAY) nightlyScript(tale, at);
  return tale;
}

/** Sold down to nothing as it should be: the last unit goes before the count says zero, nobody sells after it. */
export function scarceLife(world: World, index: number): StockTale {
  const tale = new StockTale(world, `SC-${2_000 + index}`);
  const { random } = tale;
  const begun = world.from + random.between(0.5, (world.until - world.from) / DAY - 5) * DAY;
  const units = random.whole(2, 6);
  tale.change(begun, units);
  let at = begun + 20 * MINUTE;
  for (let unit = 0; unit < units; unit += 1) {
    sell(tale, random.pick(tale.channels), at);
    at += random.between(0.2, 5) * HOUR;
  }
  const emptied = tale.level(at, 0);
  soldOut(tale, emptied.at);
  if (random.chance(0.6)) tale.change(at + random.between(1, 3) * DAY, random.whole(20, 90));
  return tale;
}

/** One channel says 429 first and takes the zero at the second attempt, still in time. */
function soldOut(tale: StockTale, at: number): void {
  if (tale.random.chance(0.5)) {
    tale.echo(at, 0);
    return;
  }
  const [channel] = tale.channels;
  tale.attempt('hop.failed', at + 20 * SECOND, channel, '429 Too Many Requests');
  tale.attempt('hop.forwarded', at + 2 * MINUTE, channel);
  tale.show(channel, at + 2 * MINUTE + 5 * SECOND, 0);
  tale.echo(at, 0, [channel]);
}
