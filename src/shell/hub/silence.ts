// Counts what only asking a system has brought since it was last heard by a webhook, for the judgement of
// its silence.
import type { Heard } from '../../in/hearing.js';
import { heardOf, heardSource, silence } from '../../in/hearing.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Arrival, Received, Store } from '../../store/store.js';

export class Silence {
  readonly #system: string;
  readonly #offsets: Pick<Store['offsets'], 'at'>;
  #heard: Heard | null = null;
  #brought = 0;

  constructor(system: string, { offsets }: Pick<Store, 'offsets'>) {
    this.#system = system;
    this.#offsets = offsets;
  }

  /** Counts of what is new only what webhooks could have brought. */
  brought({ filed }: Arrival, { accepted }: Received): void {
    const kinds = this.#heard?.kinds ?? [];
    const awaited = filed.filter(({ kind }) => kinds.includes(kind)).length;
    this.#brought += Math.min(accepted, awaited);
  }

  /** Once all of it has been read. @param first it was its history, of which no webhook speaks. */
  async judged(first: boolean, now: Instant): Promise<readonly string[]> {
    const heard = heardOf(await this.#offsets.at(heardSource(this.#system)));
    if (first || heard?.last !== this.#heard?.last) this.#brought = 0;
    this.#heard = heard;
    const sentence = silence(this.#system, { heard, brought: this.#brought, now });
    return sentence === null ? [] : [sentence];
  }
}
