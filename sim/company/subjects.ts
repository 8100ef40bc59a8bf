// Everything that happens in the company, subject by subject: items, feeds, documents, stray money, then orders.
import { DAY } from './clock.js';
import { routine } from './by-hand.js';
import { channelFulfilled, tillDay } from './channel-order.js';
import { deposit } from './deposits.js';
import { documentCount, healthyDocument } from './document-life.js';
import { healthyDropShip } from './drop-ship.js';
import type { OrderChannel } from './emission.js';
import { completeFault, type Fault, type FaultDraft } from './fault.js';
import { feedCount, healthyFeed, marketplaceWindow } from './feed-life.js';
import { troubledFeed, type FeedFault } from './feed-fault.js';
import { FEED_FAULTS } from './faults/feeds.js';
import { troubledDocument } from './faults/missing-acknowledgement.js';
import { locatedCount, locatedLife } from './located-stock.js';
import { ORDER_FAULTS } from './faults/orders.js';
import { STOCK_FAULTS } from './faults/stock.js';
import { OrderTale, drawOrder, type Order } from './order.js';
import type { Pattern } from './pattern.js';
import { planOrders, quota, type Fate } from './plan.js';
import { Random, mix } from './random.js';
import { stockAdvice } from './stock-advice.js';
import { everydayLife, pulseLife, scarceLife } from './stock-life.js';
import { troubledStock } from './stock-fault.js';
import { strayPayment, strayPaymentCount } from './stray-payment.js';
import type { Tale } from './tale.js';
import { twistFor } from './twists.js';
import type { World } from './world.js';

export interface Told {
  readonly tale: Tale;
  readonly faults: readonly Fault[];
}

export interface Choice {
  readonly patterns: readonly Pattern[];
  readonly rate: number;
}

function chosen<Known extends { readonly pattern: Pattern }>(
  all: readonly Known[],
  choice: Choice,
): Known[] {
  return all.filter(({ pattern }) => choice.patterns.includes(pattern));
}

function healthy(tale: Tale): Told {
  deposit(tale);
  return { tale, faults: [] };
}

function troubled(tale: Tale, pattern: Pattern, drafts: readonly FaultDraft[]): Told {
  deposit(tale);
  return { tale, faults: drafts.map((draft) => completeFault(pattern, draft)) };
}

function firstVariant(world: World, pattern: Pattern): number {
  return mix(world.seed, pattern) % 60;
}

function* stockSubjects(world: World, choice: Choice): Generator<Told> {
  yield healthy(pulseLife(world));
  for (let index = 0; index < world.skus; index += 1) yield healthy(everydayLife(world, index));
  const scarce = Math.max(8, Math.floor(world.skus / 10));
  for (let index = 0; index < scarce; index += 1) yield healthy(scarceLife(world, index));
  for (let index = 0; index < locatedCount(world); index += 1)
    yield healthy(locatedLife(world, index));
  const faults = chosen(STOCK_FAULTS, choice);
  const each = quota(choice.rate, world.skus, faults.length);
  let item = 0;
  for (const fault of faults) {
    for (let serial = 0; serial < each; serial += 1) {
      const variant = firstVariant(world, fault.pattern) + serial;
      const { tale, drafts } = troubledStock(world, fault, item, variant);
      item += 1;
      yield troubled(tale, fault.pattern, drafts);
    }
  }
}

/** Deals the chosen feed faults to some of the feeds, mixed over suppliers and cadences. */
function dealFeeds(world: World, choice: Choice): Map<number, FeedFault> {
  const faults = chosen(FEED_FAULTS, choice);
  const feeds = feedCount(world);
  const total = quota(choice.rate, feeds, faults.length) * faults.length;
  const order = Array.from({ length: feeds }, (_, index) => index);
  order.sort((one, other) => mix(world.seed, 'deal', one) - mix(world.seed, 'deal', other));
  const dealt = new Map<number, FeedFault>();
  order.slice(0, total).forEach((feed, draw) => {
    const fault = faults[draw % faults.length];
    if (fault !== undefined) dealt.set(feed, fault);
  });
  return dealt;
}

function* feedSubjects(world: World, choice: Choice): Generator<Told> {
  yield healthy(marketplaceWindow(world));
  const dealt = dealFeeds(world, choice);
  for (let index = 0; index < feedCount(world); index += 1) {
    const fault = dealt.get(index);
    if (fault === undefined) {
      yield healthy(healthyFeed(world, index));
      continue;
    }
    const { tale, drafts } = troubledFeed(world, fault, index, mix(world.seed, index) % 12);
    yield troubled(tale, fault.pattern, drafts);
  }
}

function* documentSubjects(world: World, choice: Choice): Generator<Told> {
  const count = documentCount(world);
  yield healthy(stockAdvice(world));
  for (let index = 0; index < count; index += 1) yield healthy(healthyDocument(world, index));
  if (!choice.patterns.includes('missing-acknowledgement')) return;
  for (let serial = 0; serial < quota(choice.rate, count, 1); serial += 1) {
    const { tale, draft } = troubledDocument(world, count + serial, serial);
    yield troubled(tale, 'missing-acknowledgement', [draft]);
  }
}

type Sale = OrderChannel | 'fba' | 'wfs' | 'drop-ship';
/** Of the storefront's orders. */
const DROP_SHIPPED = 0.04;

function saleOf(world: World, index: number): Sale {
  const draw = new Random(world.seed, 'sale', index).next();
  if (draw < 0.56) {
    const supplied = new Random(world.seed, 'supplied', index).chance(DROP_SHIPPED);
    // The supplier's bill must still fall inside the window.
    const early = world.from + (index / world.orders) * (world.until - world.from);
    return supplied && early < world.faultsUntil ? 'drop-ship' : 'shop';
  }
  if (draw < 0.75) return 'amazon';
  if (draw < 0.77) return 'fba';
  if (draw < 0.9) return 'walmart';
  return draw < 0.915 ? 'wfs' : 'pos';
}

function troubledOrder(world: World, index: number, fate: Fate): Told {
  const { fault, variant } = fate;
  const random = new Random(world.seed, 'tale', index);
  const order = drawOrder(world, { index, channel: random.pick(fault.channels) });
  const tale = new OrderTale(world, random, order);
  const drafts = fault.tell(tale, variant);
  return troubled(tale, fault.pattern, 'ref' in drafts ? [drafts] : drafts);
}

/** What the outage held up is late and right: told of where delays are asked for. */
function honestOrder(
  world: World,
  index: number,
  sale: 'shop' | 'amazon' | 'walmart',
  choice: Choice,
): Told {
  const order = drawOrder(world, { index, channel: sale });
  const tale = new OrderTale(world, new Random(world.seed, 'tale', index), order);
  twistFor(world, index, sale)(tale);
  routine(tale);
  return troubled(tale, 'sync-delay', choice.patterns.includes('sync-delay') ? tale.delays : []);
}

/** A till closes at the end of its day, or when its summary is long enough. */
function tillCloses(sold: readonly Order[], next: Order): boolean {
  const [first] = sold;
  if (first === undefined) return false;
  return sold.length >= 30 || Math.floor(first.placed / DAY) !== Math.floor(next.placed / DAY);
}

function* orderSubjects(world: World, choice: Choice): Generator<Told> {
  const plan = planOrders(world, chosen(ORDER_FAULTS, choice), choice.rate);
  let till: Order[] = [];
  for (let index = 0; index < world.orders; index += 1) {
    const fate = plan.fateOf(index);
    const sale = saleOf(world, index);
    if (fate !== undefined) yield troubledOrder(world, index, fate);
    else if (sale === 'fba') yield healthy(channelFulfilled(world, index, 'amazon'));
    else if (sale === 'wfs') yield healthy(channelFulfilled(world, index, 'walmart'));
    else if (sale === 'drop-ship') yield healthy(healthyDropShip(world, index));
    else if (sale !== 'pos') yield honestOrder(world, index, sale, choice);
    else {
      const order = drawOrder(world, { index, channel: 'pos' });
      if (tillCloses(till, order)) {
        yield healthy(tillDay(world, till));
        till = [];
      }
      till.push({ ...order, currency: 'USD' });
    }
  }
  if (till.length > 0) yield healthy(tillDay(world, till));
}

/** All of the company's subjects, each told once, in an order that depends on nothing but the world. */
export function* subjects(world: World, choice: Choice): Generator<Told> {
  yield* stockSubjects(world, choice);
  yield* feedSubjects(world, choice);
  yield* documentSubjects(world, choice);
  for (let index = 0; index < strayPaymentCount(world); index += 1)
    yield healthy(strayPayment(world, index));
  yield* orderSubjects(world, choice);
}
