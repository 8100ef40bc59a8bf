// Where weir.yaml declares no join, it must be found by overlap; this counts whether it can be.
import type { Emission, SubjectClass } from './emission.js';
import type { Window } from './view.js';

/** Under this share of the smaller side, an overlap is no join (with a little room for how it is counted). */
const ENOUGH = 0.82;

/** Counts, per selling channel, the orders that the channel shows and those that the ERP shows too. */
export class Joins {
  readonly #shown = new Map<SubjectClass, number>();
  readonly #shared = new Map<SubjectClass, number>();

  /** Counts the orders of one tale that were placed inside the ERP's window. */
  note(visible: ReadonlySet<Emission>, window: Window | undefined): void {
    let channel: SubjectClass | undefined;
    let held = false;
    for (const { system, kind, at, subjectClass } of visible) {
      const inside = window === undefined || (at >= window.from && at <= window.until);
      if (system === subjectClass && kind === 'order.placed' && inside) channel = subjectClass;
      if (system === 'erp' && subjectClass !== 'other') held = true;
    }
    if (channel === undefined || channel === 'pos') return;
    this.#shown.set(channel, (this.#shown.get(channel) ?? 0) + 1);
    if (held) this.#shared.set(channel, (this.#shared.get(channel) ?? 0) + 1);
  }

  /** Whether the overlap proves the join; what is no order needs none. */
  found(subjectClass: SubjectClass): boolean {
    if (subjectClass === 'other') return true;
    const shown = this.#shown.get(subjectClass) ?? 0;
    return shown > 0 && (this.#shared.get(subjectClass) ?? 0) / shown >= ENOUGH;
  }
}
