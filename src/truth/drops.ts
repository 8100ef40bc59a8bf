// After a cutover an effect showed that was not ours: two paths write. The rule goes back to shadow,
// and stays there until a person has seen to it.
import { handoffDetail } from '../core/ledger/ledger.js';
import type { HandoffState } from '../core/ledger/ledger.js';
import { modeBook, currentMode } from '../core/ledger/modes.js';
import type { Instant } from '../core/observation/instant.js';
import type { Store } from '../store/store.js';

export class Drops {
  readonly #store: Pick<Store, 'modes'>;
  /** Rule -> the first handoff that was not ours. */
  readonly #noted = new Map<string, HandoffState>();

  constructor(store: Pick<Store, 'modes'>) {
    this.#store = store;
  }

  note(handoffs: readonly HandoffState[]): void {
    for (const handoff of handoffs) {
      // What the word can not be, the detail need not be read for.
      if (handoff.state !== 'acknowledged' || handoff.attempts > 0) continue;
      const { foreign } = handoffDetail(handoff);
      if (foreign && !this.#noted.has(handoff.rule)) this.#noted.set(handoff.rule, handoff);
    }
  }

  /** The next fold of what showed it notes it again, should this fail. */
  async make(now: Instant): Promise<void> {
    if (this.#noted.size === 0) return;
    const book = modeBook(await this.#store.modes.modeChanges());
    for (const [rule, { key, to, subject }] of this.#noted) {
      const latest = currentMode(book, rule);
      if (latest?.mode !== 'live') {
        this.#noted.delete(rule);
        continue;
      }
      const reason = `${to} showed the effect for ${subject} before it was told (${key}): another path writes`;
      const sequence = latest.sequence + 1;
      const change = {
        rule,
        sequence,
        mode: 'shadow',
        at: now,
        effectiveFrom: now,
        reason,
      } as const;
      await this.#store.modes.changeMode({ ...change, ...byItself });
      this.#noted.delete(rule);
    }
  }
}

/** A change of mode that no person made. */
export const byItself = { overlapMillis: 0, oldPath: null, by: 'weir', forced: false } as const;
