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
    let at = from + second;
    for (let count = 1; count <= counts && at < until; count += 1) {
      // They agree to begin with: what was never otherwise is owed to nobody.
      const available = count === 1 ? shownAtFirst : String(random.whole(-2, 9));
      says('wh', at, {
        id: `wh-${sku}-${count}`,
        ...{ kind: 'stock.level', refs: { sku }, data: { available } },
      });
      at += random.whole(1, 150) * second;
    }
  }
  return { items: skus, happenings };
}
