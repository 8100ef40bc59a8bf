// What changed, told to whoever listens: folds and persons tell, streams listen. It keeps the last
// few, so that a listener who was cut off misses little; the ledger itself misses nothing. Numbers begin
// anew with each start, so that an event is named by its start as well.
import { randomBytes } from 'node:crypto';
import type { Component, Outcomes } from '../../core/ledger/ledger.js';
import type { Store } from '../../store/store.js';

export interface Change {
  readonly type: 'order' | 'purchase' | 'stock' | 'feed' | 'document' | 'handoff' | 'finding';
  readonly key: string;
  /** The word in which it now stands. */
  readonly change: string;
}

export interface NamedChange extends Change {
  /** `START-N`. */
  readonly id: string;
}

export interface Missed {
  /** Id of before the first of them, where something may lie between it and what the listener saw; else null. */
  readonly reset: string | null;
  readonly changes: readonly NamedChange[];
}

type Listener = (changes: readonly NamedChange[]) => void;

const keptMost = 1_000;

const startBytes = 6;

export class Changes {
  readonly #start: string;
  readonly #listeners = new Set<Listener>();
  #kept: readonly NamedChange[] = [];
  #last = 0;

  /** @param start a name that no other start of any process has. */
  constructor(start = randomBytes(startBytes).toString('hex')) {
    this.#start = start;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  tell(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    const named = changes.map((change) => ({ ...change, id: this.#idOf((this.#last += 1)) }));
    this.#kept = [...this.#kept, ...named].slice(-keptMost);
    for (const listener of this.#listeners) listener(named);
  }

  /** @param last id of the last event that the listener saw. */
  missed(last: string): Missed {
    const first = this.#last - this.#kept.length;
    const seen = this.#numberOf(last);
    return seen === null || seen < first
      ? { reset: this.#idOf(first), changes: this.#kept }
      : { reset: null, changes: this.#kept.slice(seen - first) };
  }

  #idOf(number: number): string {
    return `${this.#start}-${number}`;
  }

  /** null: it is no event of this start. */
  #numberOf(id: string): number | null {
    const number = Number(/^\d{1,15}$/.exec(id.slice(this.#start.length + 1))?.[0] ?? Infinity);
    return number <= this.#last && id === this.#idOf(number) ? number : null;
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
