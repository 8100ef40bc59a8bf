// Leases of sources in memory.
import { compareTexts } from '../../core/observation/compare-texts.js';
import type { Lease, LeaseClaim, Leases } from '../leases.js';

export class MemoryLeases implements Leases {
  readonly #leases = new Map<string, Lease>();

  readonly hold: Leases['hold'] = async (claim) => {
    const held = [...new Set(claim.sources)].map((source) => this.#held(source, claim));
    return Promise.resolve(held.sort((a, b) => compareTexts(a.source, b.source)));
  };

  readonly release: Leases['release'] = async (holder) => {
    for (const lease of [...this.#leases.values()]) {
      if (lease.holder === holder) this.#leases.delete(lease.source);
    }
    return Promise.resolve();
  };

  #held(source: string, { holder, gone }: LeaseClaim): Lease {
    const now = this.#leases.get(source) ?? { source, holder, beat: 0 };
    const isGone = gone.some((one) => one.source === source && one.beat === now.beat);
    if (now.holder !== holder && !isGone) return now;
    const taken: Lease = { source, holder, beat: now.beat + 1 };
    this.#leases.set(source, taken);
    return taken;
  }
}
