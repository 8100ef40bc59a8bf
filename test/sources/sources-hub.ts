// What a hub gives to its sources, around the model of the store: it can fail, and says what was kept.
import { createHash } from 'node:crypto';
import type { Contract } from '../../src/core/contract/contract.js';
import { OrderNames } from '../../src/core/identity/names.js';
import type { Instant } from '../../src/core/observation/instant.js';
import type { SourcesGiven } from '../../src/shell/hub/sources.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Arrival, Received } from '../../src/store/store.js';

export class SourcesHub {
  readonly store = new MemoryStore();
  readonly complaints: string[] = [];
  readonly receipts: Arrival[] = [];
  /** Fails so many commits after so many. */
  failing = 0;
  failingAfter = 0;
  readonly #spool: string;

  constructor(spool = '') {
    this.#spool = spool;
  }

  given(contract: Contract): SourcesGiven {
    const digest = (content: string | Uint8Array): string =>
      createHash('sha256').update(content).digest('hex');
    return {
      store: this.store,
      intake: { submit: async (arrival) => this.#submit(arrival) },
      interpreting: { contract, names: new OrderNames([]), digest, ids: this.store.ids },
      contract,
      environmentOf: () => ({ SHOP_TOKEN: 'secret' }),
      now: () => Date.now() as Instant,
      kept: () => undefined,
      complain: (line) => {
        this.complaints.push(line);
      },
      leasing: { want: () => undefined, holds: () => true },
      spool: this.#spool,
    };
  }

  async #submit(arrival: Arrival): Promise<Received> {
    if (this.failing > 0 && this.failingAfter === 0) {
      this.failing -= 1;
      throw new Error('the database is away');
    }
    if (this.failingAfter > 0) this.failingAfter -= 1;
    const [received] = await this.store.receive([arrival]);
    if (received === undefined) throw new Error('nothing was received');
    this.receipts.push(arrival);
    return received;
  }

  async observations(): Promise<number> {
    return (await this.store.counts()).observations;
  }
}
