// What the written files cover, by the law of thin evidence: per system the kinds that it showed at least once,
// from its first to its last time.
import type { SystemName } from './emission.js';

interface Covered {
  from: number;
  until: number;
  readonly kinds: Set<string>;
}

export interface Need {
  readonly system: SystemName;
  readonly kind: string;
  readonly from: number;
  readonly until: number;
}

/** Grows as lines are written; what it once covers, it covers for good. */
export class Coverage {
  readonly #systems = new Map<SystemName, Covered>();

  note(system: SystemName, kind: string, at: number): void {
    const covered = this.#systems.get(system);
    if (covered === undefined) {
      this.#systems.set(system, { from: at, until: at, kinds: new Set([kind]) });
      return;
    }
    if (at < covered.from) covered.from = at;
    if (at > covered.until) covered.until = at;
    covered.kinds.add(kind);
  }

  meets(need: Need): boolean {
    const covered = this.#systems.get(need.system);
    if (covered === undefined || !covered.kinds.has(need.kind)) return false;
    return covered.from <= need.from && covered.until >= need.until;
  }
}
