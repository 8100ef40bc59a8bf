// Makes what arrives durable, many arrivals with one commit.
import { GroupCommit } from '../store/group-commit.js';
import type { Arrival, Received, Store } from '../store/store.js';

export interface IntakeLimits {
  /** Commits under way at once, besides that of a body which fills one. */
  readonly commits: number;
  /** Statements in one commit, or few more. */
  readonly statements: number;
  /** Arrivals that may wait; beyond it the door says that it is busy. */
  readonly waiting: number;
}

/** More is waiting than may wait: nothing of it was kept, and the sender has to come again. */
export interface Busy {
  readonly busy: true;
}

export class Intake {
  readonly #light: GroupCommit<Arrival, Received>;
  /** What fills a commit by itself: nobody else waits for it. */
  readonly #heavy: GroupCommit<Arrival, Received>;
  readonly #limits: IntakeLimits;

  constructor(store: Pick<Store, 'receive'>, limits: IntakeLimits) {
    const { commits, statements: weight } = limits;
    const keep = async (arrivals: readonly Arrival[]): Promise<readonly Received[]> =>
      store.receive(arrivals);
    this.#light = new GroupCommit(keep, { commits, weight }, weightOf);
    this.#heavy = new GroupCommit(keep, { commits: 1, weight }, weightOf);
    this.#limits = limits;
  }

  /** Durable when it resolves; rejects where the store could not keep it. */
  async submit(arrival: Arrival): Promise<Received | Busy> {
    const { statements, waiting } = this.#limits;
    if (this.#light.waiting + this.#heavy.waiting >= waiting) return { busy: true };
    const group = weightOf(arrival) > statements ? this.#heavy : this.#light;
    return group.submit(arrival);
  }
}

function weightOf({ filed, quarantined }: Arrival): number {
  return 1 + filed.length + quarantined.length;
}
