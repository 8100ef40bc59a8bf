// Makes what arrives durable, many arrivals with one commit: while a commit is under way the next one
// gathers, so that a busy door waits for the disk as often as a quiet one (group commit).
import type { Arrival, Received, Store } from '../store/store.js';

export interface IntakeLimits {
  /** Commits under way at once. */
  readonly commits: number;
  /** Statements in one commit, or few more. */
  readonly statements: number;
  /** Arrivals that may wait; beyond it the door says that it is busy. */
  readonly waiting: number;
}

interface Waiting {
  readonly arrival: Arrival;
  readonly settle: (received: Received) => void;
  readonly fail: (error: unknown) => void;
}

/** More is waiting than may wait: nothing of it was kept, and the sender has to come again. */
export interface Busy {
  readonly busy: true;
}

export class Intake {
  readonly #store: Pick<Store, 'receive'>;
  readonly #limits: IntakeLimits;
  readonly #waiting: Waiting[] = [];
  #commits = 0;

  constructor(store: Pick<Store, 'receive'>, limits: IntakeLimits) {
    this.#store = store;
    this.#limits = limits;
  }

  /** Durable when it resolves; rejects where the store could not keep it. */
  async submit(arrival: Arrival): Promise<Received | Busy> {
    if (this.#waiting.length >= this.#limits.waiting) return { busy: true };
    return new Promise((settle, fail) => {
      this.#waiting.push({ arrival, settle, fail });
      this.#begin();
    });
  }

  #begin(): void {
    if (this.#commits >= this.#limits.commits || this.#waiting.length === 0) return;
    const batch = this.#next();
    this.#commits += 1;
    void this.#commit(batch).finally(() => {
      this.#commits -= 1;
      this.#begin();
    });
  }

  #next(): readonly Waiting[] {
    let statements = 0;
    let count = 0;
    for (const { arrival } of this.#waiting) {
      if (count > 0 && statements + arrival.filed.length > this.#limits.statements) break;
      statements += arrival.filed.length;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const received = await this.#store.receive(batch.map(({ arrival }) => arrival));
      for (const [index, { settle, fail }] of batch.entries()) {
        const one = received[index];
        if (one === undefined) fail(new Error('the store lost an arrival'));
        else settle(one);
      }
    } catch (error) {
      if (batch.length === 1) batch[0]?.fail(error);
      // One arrival that the store refuses must not take the others with it.
      else for (const waiting of batch) await this.#commit([waiting]);
    }
  }
}
