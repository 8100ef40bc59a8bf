// Folds what has arrived: one partition after another, as long as there is work. It decides with the
// core alone; the store gives each fold its own transaction.
import type { Outcomes, Component } from '../core/ledger/ledger.js';
import { decide } from '../core/ledger/decide.js';
import type { Deciding } from '../core/ledger/reading.js';
import { comparableSystems } from '../core/identity/comparable.js';
import type { Contract } from '../core/contract/contract.js';
import type { Context } from '../core/detect/context.js';
import { emptyTally } from '../core/detect/tally.js';
import { patternWords } from '../core/detect/words.js';
import type { Coverage, SystemCoverage } from '../core/observation/coverage.js';
import type { Instant } from '../core/observation/instant.js';
import type { Kind } from '../core/observation/kinds.js';
import { isKind } from '../core/observation/kinds.js';
import type { NativeReader } from '../core/observation/native-words.js';
import { isUnreadable, readObservation } from '../core/observation/read.js';
import { orderRun } from '../core/order/judge.js';
import type { Sighting, Store } from '../store/store.js';

export interface TruthGiven {
  readonly store: Store;
  readonly contract: Contract;
  readonly read: NativeReader;
  /** SHA-256 of a text, hexadecimal. */
  readonly digest: (text: string) => string;
  readonly worker: string;
  /** Inbox rows of one fold. */
  readonly rows: number;
}

/** Components woken at once. */
const wokenMost = 1_000;

export class Truth {
  readonly #given: TruthGiven;

  constructor(given: TruthGiven) {
    this.#given = given;
  }

  /** Wakes what is due and folds until nothing is left; how many inbox rows were folded. */
  async catchUp(now: Instant): Promise<number> {
    const { store } = this.#given;
    await store.wake(now, wokenMost);
    const context = await this.#context(now);
    const deciding: Deciding = {
      context,
      orders: orderRun({ context, tally: emptyTally(), demand: null }),
      words: patternWords,
      read: this.#read,
    };
    let rows = 0;
    for (;;) {
      const folded = await this.#fold(deciding);
      if (folded === null) return rows;
      rows += folded;
    }
  }

  async #fold(deciding: Deciding): Promise<number | null> {
    const { store, digest, worker, rows } = this.#given;
    const folded = await store.fold({
      worker,
      now: deciding.context.now,
      rows,
      digest,
      decide: (component: Component): Outcomes => decide(component, deciding),
    });
    return folded === null ? null : folded.rows;
  }

  readonly #read: Deciding['read'] = (text) => {
    // What is kept has been read before: only a fault of ours makes it unreadable.
    const value = JSON.parse(text) as { readonly data?: Readonly<Record<string, unknown>> };
    const statement = readObservation(value, (content) => this.#given.digest(content).slice(0, 32));
    if (isUnreadable(statement)) throw new Error(statement.unreadable);
    const { data = {} } = value;
    return { statement, said: data };
  };

  async #context(now: Instant): Promise<Context> {
    const { store, contract, read } = this.#given;
    const sightings = await store.sightings();
    const coverage: Coverage = { systems: covered(sightings, now), until: now };
    const naming = {
      global: new Set(sightings.flatMap(({ system, global }) => (global ? [system] : []))),
      any: new Set(sightings.map(({ system }) => system)),
    };
    return { contract, coverage, now, comparable: comparableSystems(naming, contract.joins), read };
  }
}

/** Live, a system is covered from what was first heard of it until now. */
function covered(
  sightings: readonly Sighting[],
  now: Instant,
): ReadonlyMap<string, SystemCoverage> {
  const systems = new Map<string, { from: Instant; kinds: Set<Kind> }>();
  for (const { system, kind, from } of sightings) {
    const known = systems.get(system) ?? { from, kinds: new Set<Kind>() };
    if (isKind(kind)) known.kinds.add(kind);
    systems.set(system, { ...known, from: Math.min(known.from, from) as Instant });
  }
  return new Map(
    [...systems].map(([system, { from, kinds }]) => [
      system,
      { from, until: now, kinds, filter: null },
    ]),
  );
}
