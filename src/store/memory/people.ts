// Personal data apart, in memory.
import type { Id } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Holding, People, SubjectName } from '../people.js';
import {
  erasedReason,
  erasedWith,
  isOfErased,
  mentionOf,
  plain,
  spoken,
  tokenParts,
  unreadTexts,
} from '../people.js';
import type { Seen } from '../filing.js';
import type { Quarantined } from '../quarantine.js';
import type { Arrival, Filed, Receipt } from '../store.js';
import type { HeldComponent, Statement, Waiting } from './held.js';

type Person = Pick<Filed, 'key' | 'content'> & Required<Pick<Filed, 'person'>>;

export interface Kept {
  readonly receipts: Map<Id, Receipt>;
  readonly quarantine: Map<Id, readonly Quarantined[]>;
  readonly statements: ReadonlyMap<Id, Statement>;
  readonly components: ReadonlyMap<Id, HeldComponent>;
  readonly unread: ReadonlyMap<Id, Waiting>;
  /** By the keys of statements. */
  readonly seen: Map<string, Seen>;
  /** Names of what belongs to a component. */
  readonly namesOf: (component: Id) => readonly string[];
  readonly componentOf: (name: string) => HeldComponent | undefined;
}

export class MemoryPeople implements People {
  readonly #kept: Kept;
  readonly #persons = new Map<Id, Person>();
  /** Names of whom nothing personal is kept. */
  readonly #names = new Set<string>();
  readonly #receipts = new Map<Id, Instant>();

  constructor(kept: Kept) {
    this.#kept = kept;
  }

  readonly values: People['values'] = async (tokens) => {
    const found = tokens.flatMap((token) => {
      const { statement, number } = tokenParts(token);
      const value = this.#persons.get(statement)?.person.values[number];
      return value === undefined ? [] : [[token, value] as const];
    });
    return Promise.resolve(new Map(found));
  };

  readonly holding: People['holding'] = async (subject) => {
    const component = this.#componentOf(subject);
    return Promise.resolve(component === undefined ? null : this.#holding(component).holding);
  };

  readonly erase: People['erase'] = async (subject, at) =>
    Promise.resolve(this.#erase(subject, at));

  erasedAt(receipt: Id): Instant | null {
    return this.#receipts.get(receipt) ?? null;
  }

  /** @param fresh what was not there word for word. */
  keep(fresh: readonly Filed[]): void {
    for (const one of fresh) {
      const { id, key, content, person } = one;
      if (person === undefined || isOfErased(one, this.#names)) continue;
      this.#persons.set(id, { key, content, person });
    }
  }

  /** What has just been received and speaks of a name that was erased keeps none of its bytes. */
  forgetErased(arrival: Arrival): void {
    if (this.#names.size === 0) return;
    const { receipt, filed } = arrival;
    const erased = erasedWith(filed, this.#names);
    const late = filed.filter((one) => isOfErased(one, erased));
    for (const name of erased) this.#names.add(name);
    for (const { id, key, content, person } of late) {
      this.#persons.delete(id);
      if (person !== undefined) this.#knowByBare({ key, content, person });
    }
    // Whatever it turned out to be one with goes too; of the rest there is nothing left.
    const own = late.filter(({ container }) => !container);
    const components = own.map(({ names }) => this.#kept.componentOf(names[0] ?? ''));
    for (const component of new Set(components)) {
      if (component !== undefined) this.#forget(component, receipt.at);
    }
    if (late.length > 0 || this.#isMentionedIn(arrival)) this.blank(receipt.id, receipt.at);
  }

  #isMentionedIn(arrival: Arrival): boolean {
    const texts = unreadTexts(arrival);
    const mention = texts.length === 0 ? null : mentionOf([...this.#names].map(spoken));
    if (mention === null) return false;
    const mentioned = new RegExp(mention);
    return texts.some((text) => mentioned.test(text));
  }

  #erase(subject: SubjectName, at: Instant): Holding | null {
    const component = this.#componentOf(subject);
    return component === undefined ? null : this.#forget(component, at);
  }

  #forget(component: HeldComponent, at: Instant): Holding {
    const { receipts, waiting, holding } = this.#holding(component);
    for (const name of this.#kept.namesOf(component.id)) this.#names.add(name);
    for (const id of component.facts.keys()) {
      const person = this.#persons.get(id);
      if (person !== undefined) this.#knowByBare(person);
      this.#persons.delete(id);
    }
    for (const id of receipts) this.blank(id, at);
    for (const one of waiting) one.erasedAt = at;
    return holding;
  }

  #knowByBare({ key, content, person }: Person): void {
    const { seen } = this.#kept;
    const first = seen.get(key);
    if (first?.content === content) seen.set(key, { ...first, content: person.bare });
  }

  /** Keeps none of its bytes. */
  blank(id: Id, at: Instant): void {
    const { receipts, quarantine } = this.#kept;
    const receipt = receipts.get(id);
    if (receipt === undefined) return;
    receipts.set(id, { ...receipt, headers: {}, body: new Uint8Array(), digest: '' });
    const lines = quarantine.get(id) ?? [];
    quarantine.set(
      id,
      lines.map((one) => ({ ...one, text: '', reason: erasedReason })),
    );
    this.#receipts.set(id, at);
  }

  #componentOf({ type, key }: SubjectName): HeldComponent | undefined {
    return [...this.#kept.components.values()].find(({ subjects }) =>
      subjects.some((one) => one.type === type && one.key === key),
    );
  }

  #holding(component: HeldComponent): {
    readonly receipts: readonly Id[];
    readonly waiting: readonly Waiting[];
    readonly holding: Holding;
  } {
    const statements = [...component.facts.keys()];
    const receipts = this.#receiptsOf(component);
    const waiting = this.#waitingOf(component);
    const subjects = component.subjects
      .map((one) => ({ type: one.type, key: one.key }))
      .sort((a, b) => (a.type + a.key < b.type + b.key ? -1 : 1));
    const quarantined = receipts.flatMap((id) => this.#kept.quarantine.get(id) ?? []).length;
    const persons = statements.filter((id) => this.#persons.has(id)).length;
    const holding = {
      subjects,
      statements: persons,
      receipts: receipts.length + waiting.length,
      quarantined,
    };
    return { receipts, waiting, holding };
  }

  #mentionOf({ id, subjects }: HeldComponent): string | null {
    const names = subjects.flatMap((one) => one.names);
    return mentionOf([...names, ...this.#kept.namesOf(id).map(spoken)]);
  }

  /** They mention it, and wait to be read: others may be spoken of in them too. */
  #waitingOf(component: HeldComponent): readonly Waiting[] {
    const mention = this.#mentionOf(component);
    if (mention === null) return [];
    const mentioned = new RegExp(mention);
    return [...this.#kept.unread].flatMap(([id, waiting]) => {
      if (waiting.erasedAt !== null) return [];
      const { body = new Uint8Array() } = this.#kept.receipts.get(id) ?? {};
      return mentioned.test(plain(Buffer.from(body).toString())) ? [waiting] : [];
    });
  }

  /** Those that its statements came with, and those with lines set aside that mention its names. */
  #receiptsOf(component: HeldComponent): readonly Id[] {
    const { receipts, quarantine, statements } = this.#kept;
    const own = new Set([...component.facts.keys()].map((id) => statements.get(id)?.receipt));
    const mention = this.#mentionOf(component);
    const mentioned = mention === null ? null : new RegExp(mention);
    const isMentioned = (id: Id, body: Uint8Array): boolean => {
      const lines = quarantine.get(id) ?? [];
      if (mentioned === null || lines.length === 0) return false;
      const texts = [...lines.map(({ text }) => text), plain(Buffer.from(body).toString())];
      return texts.some((text) => mentioned.test(text));
    };
    return [...receipts.values()]
      .filter(({ id, body }) => own.has(id) || isMentioned(id, body))
      .filter(({ id }) => !this.#receipts.has(id))
      .map(({ id }) => id);
  }
}
