// Makes what arrives durable, many arrivals with one commit.
import { GroupCommit } from '../store/group-commit.js';
import type { Arrival, Received, Store } from '../store/store.js';

export interface IntakeLimits {
  /** Commits under way at once. */
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
  readonly #group: GroupCommit<Arrival, Received>;
  readonly #most: number;

  constructor(store: Pick<Store, 'receive'>, { commits, statements, waiting }: IntakeLimits) {
    this.#group = new GroupCommit(
      async (arrivals) => store.receive(arrivals),
      { commits, weight: statements },
      ({ filed, quarantined }) => 1 + filed.length + quarantined.length,
    );
    this.#most = waiting;
  }

  /** Durable when it resolves; rejects where the store could not keep it. */
  async submit(arrival: Arrival): Promise<Received | Busy> {
    if (this.#group.waiting >= this.#most) return { busy: true };
    return this.#group.submit(arrival);
  }
}
