// What the warehouse counts of a few items, now and then less than nothing, and what the channels show of
// them to begin with.
import type { Random } from '../company/random.js';
import type { Happening, SourceName } from './history.js';

export interface Shelves {
  readonly items: readonly string[];
  readonly happenings: readonly Happening[];
}

export interface Counting {
  readonly random: Random;
  readonly items: number;
  readonly start: number;
  /** Between these it counts, in milliseconds after the start. */
  readonly from: number;
  readonly until: number;
  readonly skew: Readonly<Record<SourceName, number>>;
}

const second = 1_000;
export const shownAtFirst = '5';

export function shelvesOf({ random, items, start, from, until, skew }: Counting): Shelves {
  const skus = Array.from({ length: items }, (_, index) => `STOCK-${index + 1}`);
  const happenings: Happening[] = [];
  const says = (system: SourceName, at: number, fields: object): void => {
    const line = { system, at: new Date(start + at + skew[system]).toISOString(), ...fields };
    happenings.push({ system, at, line });
  };
  for (const sku of skus) {
    for (const channel of ['shop', 'market'] as const) {
      says(channel, from - 30 * second, {
        id: `${channel}-${sku}-0`,
        ...{ kind: 'listing.availability', refs: { sku }, data: { available: shownAtFirst } },
      });
    }
    const counts = random.whole(2, 8);
    // Some items lie at two places, and each place is counted by itself.
    const places = random.chance(0.4) ? (['north', 'south'] as const) : null;
    let at = from + second;
    for (let count = 1; count <= counts && at < until; count += 1) {
      const location = places?.[count <= places.length ? count - 1 : random.whole(0, 1)];
      says('wh', at, {
        id: `wh-${sku}-${count}`,
        ...{ kind: 'stock.level', refs: location === undefined ? { sku } : { sku, location } },
        data: { available: countedAt(count, places !== null, random) },
      });
      at += random.whole(1, 150) * second;
    }
  }
  return { items: skus, happenings };
}

/** They agree to begin with: what was never otherwise is owed to nobody. */
function countedAt(count: number, isLocated: boolean, random: Random): string {
  if (count === 1) return shownAtFirst;
  return count === 2 && isLocated ? '0' : String(random.whole(-2, 9));
}
