// A stock export knows no time: only the last count of each item, as it was when the file was made.
import type { Emission, SystemName } from '../emission.js';

export interface Level {
  readonly sku: string;
  readonly location: string;
  readonly available: number;
}

/** Remembers the last count that a system stated of each item, by location. */
export class StockCount {
  readonly #system: SystemName;
  readonly #until: number;
  readonly #last = new Map<string, Level & { readonly at: number }>();

  /** `until`: when the file was made. */
  constructor(system: SystemName, until: number) {
    this.#system = system;
    this.#until = until;
  }

  /** Counts are exported for all items at once: no window of dates cuts them at its beginning. */
  note(emissions: readonly Emission[]): void {
    for (const { system, kind, at, refs, data } of emissions) {
      if (system !== this.#system || at > this.#until) continue;
      if (kind !== 'stock.level' && kind !== 'listing.availability') continue;
      const { sku, location = '' } = refs;
      if (typeof sku !== 'string' || typeof location !== 'string') continue;
      const key = `${sku} ${location}`;
      if ((this.#last.get(key)?.at ?? 0) > at) continue;
      this.#last.set(key, { sku, location, available: Number(data?.['available']), at });
    }
  }

  levels(): readonly Level[] {
    return [...this.#last.values()];
  }
}
