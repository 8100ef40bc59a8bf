// What the company sells. Everyday items are always well stocked; scarce and troubled ones have tales of their own.
import type { OrderChannel } from './emission.js';
import { mix, type Random } from './random.js';
import type { World } from './world.js';

export type ListingChannel = 'shop' | 'amazon' | 'walmart';

export function everydaySku(index: number): string {
  return `EV-${1_000 + index}`;
}

/** Cents; the same item costs the same everywhere and always. */
export function priceOf(world: World, sku: string): number {
  return 499 + (mix(world.seed, 'price', sku) % 14_000);
}

/** The channels that list an item: every one is at the storefront, most are on the marketplaces. */
export function listedOn(
  world: World,
  sku: string,
): readonly [ListingChannel, ...ListingChannel[]] {
  const draw = mix(world.seed, 'listing', sku) % 10;
  if (draw < 5) return ['shop', 'amazon', 'walmart'];
  return draw < 8 ? ['shop', 'amazon'] : ['shop', 'walmart'];
}

/** An everyday item that the channel lists. */
export function pickSku(world: World, random: Random, channel: OrderChannel): string {
  for (;;) {
    const sku = everydaySku(random.whole(0, world.skus - 1));
    if (channel === 'pos' || listedOn(world, sku).includes(channel)) return sku;
  }
}
