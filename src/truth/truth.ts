// Folds what has arrived: one partition after another, as long as there is work. It decides with the
// core alone; the store gives each fold its own transaction.
import type { Component, Outcomes } from '../core/ledger/ledger.js';
import { deafSources, deafnessOf, holesOf } from '../core/ledger/deafness.js';
import { decide } from '../core/ledger/decide.js';
import type { ModeBook, ModeChange } from '../core/ledger/modes.js';
import { currentMode, modeBook } from '../core/ledger/modes.js';
import type { Deciding } from '../core/ledger/deciding.js';
import { ItemNames } from '../core/ledger/item-names.js';
import { comparableSystems } from '../core/identity/comparable.js';
import type { Contract } from '../core/contract/contract.js';
import type { Context } from '../core/detect/context.js';
import { emptyTally } from '../core/detect/tally.js';
import { patternWords } from '../core/detect/words.js';
import type { Coverage, Span, SystemCoverage } from '../core/observation/coverage.js';
import type { Instant } from '../core/observation/instant.js';
import type { Kind } from '../core/observation/kinds.js';
import { isKind } from '../core/observation/kinds.js';
import type { NativeReader } from '../core/observation/native-words.js';
import { isUnreadable, readObservation } from '../core/observation/read.js';
import { orderRun } from '../core/order/judge.js';
import type { Modes } from '../store/modes.js';
import type { Sighting, Store } from '../store/store.js';
import { Drops, byItself } from './drops.js';

export interface TruthGiven {
  readonly store: Store;
  readonly contract: Contract;
  readonly read: NativeReader;
  /** SHA-256 of a text, hexadecimal. */
  readonly digest: (text: string) => string;
  /** Inbox rows of one fold. */
  readonly rows: number;
}

/** Components woken at once. */
const wokenMost = 1_000;
/** What one round folds with one present and one book of modes: about a second's work. */
const foldsMost = 16;

export interface CaughtUp {
  /** Inbox rows that were folded. */
  readonly rows: number;
  /** It ended before the work did: deadlines and modes want to be looked at first. */
  readonly more: boolean;
}

export class Truth {
  readonly #given: TruthGiven;
  readonly #drops: Drops;
  readonly #itemNames: ItemNames;
  /** Rule and destination -> an effect there has been compared with what was sent. */
  readonly #readBack = new Set<string>();
  #isStarted = false;
  /** Rule -> how many changes of its mode this process has folded for. */
  readonly #folded = new Map<string, number>();

  constructor(given: TruthGiven) {
    this.#given = given;
    this.#drops = new Drops(given.store);
    this.#itemNames = new ItemNames(given.contract.items);
  }

  /**
   * One round: wakes what is due and folds, until nothing is left or so much was done that the present
   * has to be asked for again. Whoever calls it goes on while there is more.
   */
  async catchUp(now: Instant): Promise<CaughtUp> {
    const { store } = this.#given;
    const woken = await store.wake(now, wokenMost);
    const deciding = await this.#decidingBy(await this.#bookToFoldBy(now), now);
    let rows = 0;
    for (let folds = 0; folds < foldsMost; folds += 1) {
      const folded = await this.#fold(deciding);
      await this.#drops.make(now);
      if (folded === null) return { rows, more: woken === wokenMost };
      rows += folded;
    }
    return { rows, more: true };
  }

  /** What everything is decided with at a moment: the contract, what was heard of whom, the words. Only asks. */
  async deciding(now: Instant): Promise<Deciding> {
    return this.#decidingBy(modeBook(await this.#given.store.modes.modeChanges()), now);
  }

  async #decidingBy(book: ModeBook, now: Instant): Promise<Deciding> {
    const context = await this.#context(now);
    return {
      context,
      book,
      isReadBack: (rule, to) => this.#readBack.has(readBackName(rule, to)),
      orders: orderRun({ context, tally: emptyTally(), demand: null }),
      words: patternWords,
      itemNames: this.#itemNames,
      read: this.#read,
    };
  }

  async #fold(deciding: Deciding): Promise<number | null> {
    const { store, digest, rows } = this.#given;
    const folded = await store.fold({
      now: deciding.context.now,
      rows,
      digest,
      decide: (component: Component): Outcomes => {
        const outcomes = decide(component, deciding);
        this.#note(outcomes);
        return outcomes;
      },
    });
    return folded === null ? null : folded.rows;
  }

  #note({ handoffs }: Outcomes): void {
    this.#drops.note(handoffs);
    for (const { rule, to, state } of handoffs) {
      const isCompared = state === 'confirmed' || state === 'mismatched';
      if (isCompared) this.#readBack.add(readBackName(rule, to));
    }
  }

  /** The modes as they are now: rules start, and what a change may move is folded with them. */
  async #bookToFoldBy(now: Instant): Promise<ModeBook> {
    const { store, contract } = this.#given;
    const { modes } = store;
    let changes = await modes.modeChanges();
    if (!this.#isStarted && (await startRules(modes, contract, { changes, now }))) {
      changes = await modes.modeChanges();
    }
    this.#isStarted = true;
    const book = modeBook(changes);
    for (const [rule, { length }] of book) {
      // The first is the contract's, and what was folded before it was told by it.
      if (length > Math.max(1, this.#folded.get(rule) ?? 0)) await modes.refold(rule);
      this.#folded.set(rule, length);
    }
    return book;
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
    const [sightings, remembered] = await Promise.all([
      store.sightings(),
      store.offsets.under(deafSources),
    ]);
    const holes = holesOf(
      remembered.map(({ cursor }) => deafnessOf(cursor, null)),
      contract,
    );
    const coverage: Coverage = { systems: covered(sightings, now, holes), until: now };
    const naming = {
      global: new Set(sightings.flatMap(({ system, global }) => (global ? [system] : []))),
      any: new Set(sightings.map(({ system }) => system)),
    };
    return { contract, coverage, now, comparable: comparableSystems(naming, contract.joins), read };
  }
}

/**
 * A rule that has never run starts in the contract's mode, with what comes from now on: from this second,
 * for most systems tell times no finer, and what happens right after the first start would bear a time
 * before it. One that is live and that the contract has no longer goes back: nothing of it is to be sent as
 * it stood, nor, should the contract have it again, what somebody else carried meanwhile.
 * @returns whether any has been moved.
 */
export async function startRules(
  modes: Modes,
  { rules }: Contract,
  { changes, now }: { readonly changes: readonly ModeChange[]; readonly now: Instant },
): Promise<boolean> {
  const book = modeBook(changes);
  const fresh = rules.filter(({ id }) => !book.has(id));
  for (const { id: rule, mode, effectiveFrom } of fresh) {
    const from = (effectiveFrom ?? now - (now % 1_000)) as Instant;
    const change = { rule, sequence: 1, mode, at: now, effectiveFrom: from };
    await modes.changeMode({ ...change, ...byContract });
  }
  const known = new Set(rules.map(({ id }) => id));
  const gone = [...book.keys()].filter(
    (rule) => !known.has(rule) && currentMode(book, rule)?.mode === 'live',
  );
  for (const rule of gone) {
    const sequence = (currentMode(book, rule)?.sequence ?? 0) + 1;
    const change = { rule, sequence, mode: 'observe', at: now, effectiveFrom: now } as const;
    await modes.changeMode({ ...change, ...byItself, reason: 'the contract had it no longer' });
  }
  return fresh.length + gone.length > 0;
}

function readBackName(rule: string, to: string): string {
  return `${rule}\u0000${to}`;
}

const byContract = {
  overlapMillis: 0,
  oldPath: null,
  by: 'contract',
  reason: 'its first start',
  forced: false,
} as const;

/** Live, a system is covered from what was first heard of it until now, but for when nobody listened. */
function covered(
  sightings: readonly Sighting[],
  now: Instant,
  holes: ReadonlyMap<string, readonly Span[]>,
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
      { from, until: now, kinds, filter: null, holes: holes.get(system) ?? [] },
    ]),
  );
}
