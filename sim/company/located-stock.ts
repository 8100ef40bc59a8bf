// Items that lie in two halls: the ERP counts each hall, the channels show the sum.
import { DAY, HOUR, MINUTE } from './clock.js';
import type { Emission } from './emission.js';
import { StockTale } from './stock-life.js';
import type { World } from './world.js';

type Hall = 'EAST' | 'WEST';

export class LocatedTale extends StockTale {
  readonly #levels = new Map<Hall, number>();

  /** One hall is counted anew. */
  count(hall: Hall, at: number, available: number): Emission {
    this.#levels.set(hall, available);
    const refs = { sku: this.sku, location: hall };
    return this.say('erp', 'stock.level', at, { refs, data: { available } });
  }

  sum(): number {
    return [...this.#levels.values()].reduce((sum, level) => sum + level, 0);
  }

  /** Both halls are counted within a minute, and every channel shows the sum in time. */
  countBoth(at: number, east: number, west: number): readonly Emission[] {
    const counted = [this.count('EAST', at, east), this.count('WEST', at + 20_000, west)];
    this.echo(at + 20_000, this.sum());
    return counted;
  }
}

export function locatedCount(world: World): number {
  return Math.max(4, Math.floor(world.skus / 20));
}

/** One hall runs empty while the other still has plenty: nothing is sold out. */
export function locatedLife(world: World, index: number): LocatedTale {
  const tale = new LocatedTale(world, `LO-${3_000 + index}`);
  const { random } = tale;
  let at = world.from + random.between(0.5, 20) * HOUR;
  while (at < world.until - HOUR) {
    tale.countBoth(at, random.whole(200, 900), random.whole(200, 900));
    at += random.between(3, 6) * DAY;
    if (at >= world.until - HOUR || !random.chance(0.5)) continue;
    tale.count('EAST', at, 0);
    tale.echo(at, tale.sum());
    at += random.between(20, 30) * MINUTE;
  }
  return tale;
}
