// Counts what only asking a system has brought since it was last heard by a webhook, and judges its silence:
// truth is told once that it is silent, and once that it is heard again, whichever process finds it.
import type { Heard } from '../../in/hearing.js';
import { heardOf, heardSource, isSilent, silence, silentSince } from '../../in/hearing.js';
import type { Found } from '../../in/unheard.js';
import { heardAgain, unheard } from '../../in/unheard.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Arrival, Received, Store } from '../../store/store.js';

interface SilenceGiven {
  readonly offsets: Pick<Store['offsets'], 'at'>;
  /** Durable when it resolves. */
  readonly found: (found: Found) => Promise<void>;
}

export class Silence {
  readonly #system: string;
  readonly #given: SilenceGiven;
  #heard: Heard | null = null;
  #brought = 0;

  constructor(system: string, given: SilenceGiven) {
    this.#system = system;
    this.#given = given;
  }

  /** Counts of what is new only what webhooks could have brought. */
  brought({ filed }: Arrival, { accepted }: Received): void {
    const kinds = this.#heard?.kinds ?? [];
    const awaited = filed.filter(({ kind }) => kinds.includes(kind)).length;
    this.#brought += Math.min(accepted, awaited);
  }

  /** Once all of it has been read. @param first it was its history, of which no webhook speaks. */
  async judged(first: boolean, now: Instant): Promise<readonly string[]> {
    const heard = heardOf(await this.#given.offsets.at(heardSource(this.#system)));
    if (first || heard?.last !== this.#heard?.last) this.#brought = 0;
    this.#heard = heard;
    if (heard === null) return [];
    const silent = isSilent(heard, { brought: this.#brought, now });
    await this.#tell(heard, silent, now);
    return silent ? [silence(this.#system, heard)] : [];
  }

  /** As long as the last that came is the one after which it was told silent, it is. */
  async #tell(heard: Heard, silent: boolean, now: Instant): Promise<void> {
    const system = this.#system;
    const source = `silence:${system}`;
    const told = await this.#given.offsets.at(source);
    const about = { system, what: 'webhooks' };
    const found = { system, now };
    if (silent && told !== String(heard.last)) {
      const line = unheard(about, silentSince(heard), silence(system, heard));
      const offset = { source, cursor: String(heard.last) };
      await this.#given.found({ ...found, lines: [line], offset });
    } else if (told !== null && told !== heardNow && heard.last > Number(told)) {
      const offset = { source, cursor: heardNow };
      await this.#given.found({ ...found, lines: [heardAgain(about, heard.last)], offset });
    }
  }
}

/** Cursor of a system that is not silent. */
const heardNow = 'heard';
