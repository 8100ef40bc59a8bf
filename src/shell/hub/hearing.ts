// Notes which systems are heard by webhooks, for whoever judges their silence: in memory, and every few
// seconds in an offset, where the processes on one database read it. A crash loses those seconds,
// and so may two processes that note at once: a habit is judged by it, and a few more or fewer are the same habit.
import { heardOf, heardSource, heardTogether } from '../../in/hearing.js';
import type { Heard } from '../../in/hearing.js';
import type { Arrival, Store } from '../../store/store.js';
import type { Rounds } from './rounds.js';
import { rounds } from './rounds.js';

const keepMillis = 5_000;

export class Hearing {
  readonly #offsets: Store['offsets'];
  readonly #unkept = new Map<string, Heard>();
  readonly #keeping: Rounds;

  constructor(offsets: Store['offsets']) {
    this.#offsets = offsets;
    this.#keeping = rounds(async () => {
      // What could not be kept is kept with what comes next.
      await this.#keep().catch(() => undefined);
      return keepMillis;
    }, keepMillis);
  }

  /** A store whose webhooks are noted once they are received. */
  noting(store: Store): Store {
    return {
      ...store,
      receive: async (arrivals) => {
        const received = await store.receive(arrivals);
        this.#note(arrivals, 1);
        return received;
      },
      refile: async (arrivals) => {
        const received = await store.refile(arrivals);
        this.#note(arrivals, 0);
        return received;
      },
    };
  }

  readonly end = async (): Promise<void> => {
    await this.#keeping.end();
    await this.#keep().catch(() => undefined);
  };

  /** @param count of each; 0: they were counted when they came. */
  #note(arrivals: readonly Arrival[], count: number): void {
    for (const { receipt, filed } of arrivals) {
      const { system, at, source } = receipt;
      if (source !== 'webhook') continue;
      const kinds = [...new Set(filed.map(({ kind }) => kind))];
      this.#add(system, { first: at, last: at, count, kinds });
    }
  }

  #add(system: string, heard: Heard): void {
    this.#unkept.set(system, heardTogether(this.#unkept.get(system) ?? null, heard));
  }

  async #keep(): Promise<void> {
    for (const [system, heard] of [...this.#unkept]) {
      this.#unkept.delete(system);
      const source = heardSource(system);
      try {
        const before = heardOf(await this.#offsets.at(source));
        const cursor = JSON.stringify(heardTogether(before, heard));
        await this.#offsets.keep({ source, cursor });
      } catch (error) {
        this.#add(system, heard);
        throw error;
      }
    }
  }
}
