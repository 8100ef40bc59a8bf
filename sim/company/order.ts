// One order as its buyer meant it, and the names under which each system knows it.
import { DAY } from './clock.js';
import { pickSku, priceOf } from './catalogue.js';
import type { Emission, OrderChannel, Refs, SystemName } from './emission.js';
import type { FaultDraft } from './fault.js';
import { decimal } from './money.js';
import { Random } from './random.js';
import { Tale } from './tale.js';
import type { World } from './world.js';

export interface OrderLine {
  readonly line: string;
  readonly sku: string;
  readonly qty: number;
  readonly price: number;
}

export interface Order {
  readonly index: number;
  readonly channel: OrderChannel;
  readonly placed: number;
  readonly lines: readonly OrderLine[];
  readonly currency: string;
  readonly shipping: number;
  /** Amazon's orders are shown by the storefront too; Walmart's and the tills' are not. */
  readonly mirrored: boolean;
  /** The index whose name this order bears, where a storefront used one name twice. */
  readonly namedAs?: number;
}

/** Units of each line still to come; most steps speak of a subset of the lines. */
export type Lines = readonly OrderLine[];

export class OrderTale extends Tale {
  readonly order: Order;
  /** Effects that came late, and right, because the middleware was down: information, no fault. */
  readonly delays: FaultDraft[] = [];

  constructor(world: World, random: Random, order: Order, emissions: Emission[] = []) {
    super(world, random, `o${order.index.toString(36)}`, {
      subjectClass: order.channel,
      emissions,
    });
    this.order = order;
  }

  /** Notes an effect that the outage held up past its deadline. */
  heldUp(cause: Emission, effect: Emission): void {
    const exact = [cause, effect];
    this.delays.push({ ref: truthRef(this), cause: 'delay', evidence: exact, exact });
  }

  /** The same tale about a changed order. */
  about(order: Order): OrderTale {
    return new OrderTale(this.world, this.random, order, this.emissions);
  }
}

/** Order `index` of `orders` comes at its own share of the window, so tales are told nearly in time. */
function placedAt(world: World, index: number): number {
  const jitter = new Random(world.seed, 'placed', index).next();
  return world.from + ((index + jitter) / world.orders) * (world.until - world.from);
}

function drawLines(world: World, random: Random, channel: OrderChannel): OrderLine[] {
  const count = random.chance(0.6) ? 1 : random.whole(2, 3);
  const lines: OrderLine[] = [];
  const used = new Set<string>();
  while (lines.length < count) {
    const sku = pickSku(world, random, channel);
    if (used.has(sku)) continue;
    used.add(sku);
    const qty = random.chance(0.7) ? 1 : random.whole(2, 4);
    lines.push({ line: String(lines.length + 1), sku, qty, price: priceOf(world, sku) });
  }
  return lines;
}

export interface OrderWish {
  readonly index: number;
  readonly channel: OrderChannel;
  readonly placed?: number;
  readonly lines?: Lines;
}

/** Draws one order; equal wishes in one world give the same order. */
export function drawOrder(world: World, wish: OrderWish): Order {
  const random = new Random(world.seed, 'order', wish.index);
  return {
    index: wish.index,
    channel: wish.channel,
    placed: wish.placed ?? placedAt(world, wish.index),
    lines: wish.lines ?? drawLines(world, random, wish.channel),
    currency: random.chance(0.05) ? 'CAD' : 'USD',
    shipping: random.chance(0.5) ? 0 : random.whole(399, 1_499),
    mirrored: wish.channel === 'amazon',
  };
}

export function valueOf(lines: Lines): number {
  return lines.reduce((sum, line) => sum + line.qty * line.price, 0);
}

export function totalOf(order: Order): number {
  return valueOf(order.lines) + order.shipping;
}

export function unitsOf(lines: Lines): number {
  return lines.reduce((sum, line) => sum + line.qty, 0);
}

/** Lines as placed or acknowledged: with prices. */
export function pricedLines(lines: Lines): readonly Record<string, unknown>[] {
  return lines.map(({ line, sku, qty, price }) => ({ line, sku, qty, price: decimal(price) }));
}

/** Lines as moved: what and how much. */
export function movedLines(lines: Lines): readonly Record<string, unknown>[] {
  return lines.map(({ line, sku, qty }) => ({ line, sku, qty }));
}

export function money(
  order: Order,
  cents: number,
): { readonly amount: string; readonly currency: string } {
  return { amount: decimal(cents), currency: order.currency };
}

export function orderId(order: Order): string {
  const { index } = order;
  switch (order.channel) {
    case 'shop':
      return String(5_300_000_000_000 + index * 37);
    case 'amazon':
      return `114-${String(1_000_000 + (index % 9_000_000))}-${String(2_400_000 + index * 3).slice(-7)}`;
    case 'walmart':
      return String(200_000_100_000_000 + index * 11);
    case 'pos':
      return `T${1 + (index % 7)}-${String(index).padStart(7, '0')}`;
  }
}

export function orderName(order: Order): string {
  return `#${10_001 + (order.namedAs ?? order.index)}`;
}

/** The ERP's record; `copy` tells the second record of one order from the first. */
export function recordOf(order: Order, copy = 0): string {
  return copy === 0 ? `SO${500_001 + order.index}` : `SX${500_001 + order.index}${copy}`;
}

export function paymentOf(order: Order): string {
  return `pi_3${(order.index * 7_919 + 1_000_003).toString(36)}`;
}

export function cartOf(order: Order): string {
  return `c-${(order.index * 31 + 70_001).toString(36)}`;
}

/** The name by which a finding on this order can be matched. */
export function truthRef(tale: OrderTale): string {
  const { order, world } = tale;
  return order.channel === 'shop' && world.naming === 'found' ? orderName(order) : orderId(order);
}

/** Undeclared, a mirrored order bears the marketplace's id alone: a name of its own would blur the overlap. */
function shopRefs(order: Order, declared: boolean): Refs {
  if (order.channel === 'shop') {
    return declared
      ? { order: orderId(order), order_name: orderName(order) }
      : { order_name: orderName(order) };
  }
  return declared
    ? { order: orderId(order), order_name: orderName(order) }
    : { external: orderId(order) };
}

/** How the ERP names the order: the storefront's by `external`, the marketplaces' by the shared `order`. */
export function erpRefs(tale: OrderTale, record: string): Refs {
  const { order, world } = tale;
  if (order.channel === 'shop') return { external: orderName(order).slice(1), record };
  return world.naming === 'declared'
    ? { order: orderId(order), record }
    : { external: orderId(order), record };
}

/** What `system` calls this order. */
export function refsFor(tale: OrderTale, system: SystemName, record = recordOf(tale.order)): Refs {
  const { order, world } = tale;
  const declared = world.naming === 'declared';
  if (system === 'erp') return erpRefs(tale, record);
  if (system === 'warehouse') return { external: record };
  if (system === 'pay') return { payment: paymentOf(order), cart: cartOf(order) };
  if (system === 'shop') return shopRefs(order, declared);
  const named = system === 'ipaas' && order.channel === 'shop' && !declared;
  return named ? { order_name: orderName(order) } : { order: orderId(order) };
}

/** Systems that must hear what happens to a held order, other than the one that says it. */
export function holdersOf(order: Order, except: SystemName): readonly SystemName[] {
  const holders: SystemName[] = ['erp', order.channel];
  if (order.mirrored) holders.push('shop');
  return holders.filter((system) => system !== except);
}

export const SHIP_BY = 5 * DAY;

/** What each system said of one shared fact. */
export type Said = Partial<Record<SystemName, Emission>>;
