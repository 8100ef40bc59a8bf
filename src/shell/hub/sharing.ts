// What a destination is told in a second, and at once, is shared by the processes that deliver: each
// begins its part, so that together they keep to what the contract allows.
import type { Store } from '../../store/store.js';

/**
 * Looks that whoever comes to others lets pass before it begins: until then they notice, and what they began
 * alone is a second ago.
 */
const newcomerLooks = 3;

export class Sharing {
  readonly #store: Pick<Store, 'delivering'>;
  #sharers = 0;
  /** Looks to let pass; null: there was none yet. */
  #patience: number | null = null;

  constructor(store: Pick<Store, 'delivering'>) {
    this.#store = store;
  }

  /** Processes that share, this one among them, as of the last look; 0: nothing may be begun yet. */
  get sharers(): number {
    return this.#patience === 0 ? this.#sharers : 0;
  }

  /** To be asked once a second. */
  async look(): Promise<void> {
    this.#sharers = await this.#store.delivering();
    if (this.#patience === null) this.#patience = this.#sharers > 1 ? newcomerLooks : 0;
    else if (this.#patience > 0) this.#patience -= 1;
  }
}
