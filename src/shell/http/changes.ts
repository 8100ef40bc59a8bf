// What changed, told to whoever listens: folds and persons tell, streams listen. It keeps the last
// few, so that a listener who was cut off misses little; the ledger itself misses nothing.
import type { Component, Outcomes } from '../../core/ledger/ledger.js';
import type { Store } from '../../store/store.js';

export interface Change {
  readonly type: 'order' | 'purchase' | 'stock' | 'feed' | 'document' | 'handoff' | 'finding';
  readonly key: string;
  /** The word in which it now stands. */
  readonly change: string;
}

export interface NumberedChange extends Change {
  readonly number: number;
}

type Listener = (changes: readonly NumberedChange[]) => void;

const keptMost = 1_000;

export class Changes {
  readonly #listeners = new Set<Listener>();
  #kept: readonly NumberedChange[] = [];
  #last = 0;

  get listeners(): number {
    return this.#listeners.size;
  }

  tell(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    const numbered = changes.map((change) => ({ ...change, number: (this.#last += 1) }));
    this.#kept = [...this.#kept, ...numbered].slice(-keptMost);
    for (const listener of this.#listeners) listener(numbered);
  }

  /** Those after a number; all that is kept where the number is of another start. */
  after(number: number): readonly NumberedChange[] {
    return number > this.#last ? this.#kept : this.#kept.filter((one) => one.number > number);
  }

  /** @returns what ends it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** The store, with every fold's changes told once it is committed. */
export function telling(store: Store, changes: Pick<Changes, 'tell'>): Store {
  return {
    ...store,
    fold: async (turn) => {
      const told: Change[] = [];
      const folded = await store.fold({
        ...turn,
        decide: (component, now) => {
          const outcomes = turn.decide(component, now);
          told.push(...changesOf(component, outcomes));
          return outcomes;
        },
      });
      if (folded !== null) changes.tell(told);
      return folded;
    },
  };
}

function changesOf(component: Component, outcomes: Outcomes): readonly Change[] {
  const hasNews = component.facts.some(({ verdict }) => verdict === null);
  const handoffs = new Map(component.handoffs.map(({ key, state }) => [key, state]));
  const findings = new Map(component.findings.map(({ id, state }) => [id, state]));
  return [
    ...(hasNews ? outcomes.subjects : []).map(({ type, key, headline }) => ({
      type,
      key,
      change: headline,
    })),
    ...outcomes.handoffs
      .filter(({ key, state }) => handoffs.get(key) !== state)
      .map(({ key, state }) => ({ type: 'handoff', key, change: state }) as const),
    ...outcomes.findings
      .filter(({ id, state }) => findings.get(id) !== state)
      .map(({ id, state }) => ({ type: 'finding', key: id, change: state }) as const),
  ];
}
