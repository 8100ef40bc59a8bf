// Where the inboxes begin: rows that were folded stay in the index until a vacuum takes them away, and
// while a long transaction lives none does. Reading starts above them.
import type { Instant } from '../../core/observation/instant.js';
import type { Id } from '../../core/ledger/ledger.js';

/** Longer than any transaction lives: a row whose id was drawn before then is there or never comes. */
const latestMillis = 20_000;
/** All the same it looks from the beginning so often. */
const sweepMillis = 60_000;

interface Mark {
  readonly oldest: Id;
  readonly at: Instant;
}

export class LowWater {
  #low: Id = 0;
  #next: Mark | null = null;
  #sweptAt = 0;

  /** The least id from which rows may lie in the inboxes. */
  from(now: Instant): Id {
    const passed = now - this.#sweptAt;
    // A clock that was set back would have it wait for as long.
    if (passed >= 0 && passed < sweepMillis) return this.#low;
    this.#sweptAt = now;
    return 0;
  }

  /** The oldest row that a fold found. */
  saw(oldest: Id, now: Instant): void {
    // Found by a sweep: it was passed over.
    if (oldest < this.#low) this.#low = oldest;
    const before = this.#next ?? { oldest, at: now };
    // The clock may have been set back since.
    const at = Math.min(before.at, now) as Instant;
    this.#next = { oldest: Math.min(oldest, before.oldest), at };
    if (now - at < latestMillis) return;
    this.#low = this.#next.oldest;
    this.#next = { oldest, at: now };
  }
}
