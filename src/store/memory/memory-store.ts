// The store as a model: the same promises as on PostgreSQL in a few maps, so that the simulator can
// run thousands of worlds and the real store can be compared with it. One fold takes one component.
import type { Seen } from '../filing.js';
import { filings, freshOf, newNames, withClashes } from '../filing.js';
import { isUnsettled } from '../modes.js';
import { outcomesOf } from '../outcomes-of.js';
import type { Component, Fact, Id } from '../../core/ledger/ledger.js';
import type { Quarantined } from '../quarantine.js';
import type { Arrival, Filed, Folded, Receipt, Received, Store, Turn } from '../store.js';
import { memoryAccess } from './access.js';
import type { Held, HeldFact, Statement } from './held.js';
import { HeldComponent } from './held.js';
import { memoryLists } from './lists.js';
import { memoryModes } from './modes.js';
import { MemoryLeases } from './leases.js';
import { MemoryOffsets } from './offsets.js';
import { MemoryPeople } from './people.js';
import { MemoryPauses } from './pauses.js';
import { memoryQuarantine } from './quarantine.js';
import { memoryQuestions } from './questions.js';
import { memoryRequests } from './requests.js';
import { memorySeals } from './seals.js';
import { memorySecrets } from './secrets.js';
import { memorySending } from './sending.js';
import { memoryUnread } from './unread.js';

export class MemoryStore implements Store {
  readonly access = memoryAccess();
  readonly requests = memoryRequests();
  readonly modes = memoryModes((rule) => {
    for (const { id, handoffs } of this.#components.values()) {
      if (handoffs.some((one) => one.rule === rule && isUnsettled(one))) this.#inbox.add(id);
    }
  });
  readonly quarantine = memoryQuarantine({
    receipts: () => this.#receipts,
    quarantined: () => this.#quarantine,
    erasedAt: (id) => this.people.erasedAt(id),
    isUnread: (id) => this.#unread.has(id),
    foldWhere: (asked) => this.#foldWhere(asked),
  });
  readonly offsets = new MemoryOffsets();
  readonly leases = new MemoryLeases();
  readonly seals = memorySeals;
  readonly secrets = memorySecrets();
  readonly pauses = new MemoryPauses();
  readonly #receipts = new Map<Id, Receipt>();
  readonly #unread: Held['unread'] = new Map();
  readonly #positions = new Set<string>();
  readonly #quarantine = new Map<Id, readonly Quarantined[]>();
  readonly #seen = new Map<string, Seen>();
  readonly #statements = new Map<Id, Statement>();
  readonly #names = new Map<string, Id>();
  readonly #components = new Map<Id, HeldComponent>();
  readonly #movedTo = new Map<Id, Id>();
  /** Components to be folded, the one that has waited longest first. */
  readonly #inbox = new Set<Id>();
  readonly #held: Held = {
    receipts: this.#receipts,
    quarantine: this.#quarantine,
    statements: this.#statements,
    components: this.#components,
    inbox: this.#inbox,
    unread: this.#unread,
  };
  readonly people = new MemoryPeople({
    receipts: this.#receipts,
    quarantine: this.#quarantine,
    statements: this.#statements,
    components: this.#components,
    seen: this.#seen,
    unread: this.#unread,
    namesOf: (component) => this.#namesOf(component),
    componentOf: (name) => this.#components.get(this.#root(this.#names.get(name) ?? 0)),
  });
  readonly #sending = memorySending(this.#held, { pauses: this.pauses, isBack: this.modes.isBack });
  readonly claim = this.#sending.claim;
  readonly replay = this.#sending.replay;
  readonly #asked = memoryQuestions(this.#held);
  readonly handoff = this.#asked.handoff;
  readonly named = this.#asked.named;
  readonly story = this.#asked.story;
  readonly sightings = this.#asked.sightings;
  readonly vitals = this.#asked.vitals;
  readonly counts = this.#asked.counts;
  readonly #waiting = memoryUnread(this.#held);
  readonly beginUnread = this.#waiting.beginUnread;
  readonly unreadSince = this.#waiting.unreadSince;
  readonly #lists = memoryLists(this.#held);
  readonly handoffs = this.#lists.handoffs;
  readonly findings = this.#lists.findings;
  readonly orders = this.#lists.orders;
  readonly clusters = this.#lists.clusters;
  readonly mark = this.#lists.mark;
  readonly foldFindings = this.#lists.foldFindings;
  #nextId = 1;

  readonly ids: Store['ids'] = async (count) => {
    const first = this.#nextId;
    this.#nextId += count;
    return Promise.resolve(first);
  };

  readonly receive: Store['receive'] = async (arrivals) =>
    Promise.resolve(arrivals.map((arrival) => this.#receive(arrival)));

  readonly refile: Store['refile'] = async (arrivals) =>
    Promise.resolve(
      arrivals.map((arrival) => {
        const { id } = arrival.receipt;
        const markedAt = this.#unread.get(id)?.erasedAt ?? null;
        this.#unread.delete(id);
        const isGone = this.people.erasedAt(id) !== null;
        if (isGone) return { receipt: id, accepted: 0, duplicate: 0 };
        const received = this.#keepReading(arrival);
        if (markedAt !== null) this.people.blank(id, markedAt);
        return received;
      }),
    );

  readonly fold: Store['fold'] = async (turn) => Promise.resolve(this.#fold(turn));

  readonly wake: Store['wake'] = async (now, most) => {
    const due = [...this.#components.values()]
      .filter(({ wake }) => wake !== null && wake <= now)
      .slice(0, most);
    for (const component of due) {
      component.wake = null;
      this.#inbox.add(component.id);
    }
    return Promise.resolve(due.length);
  };

  readonly answer: Store['answer'] = async (answers) => {
    for (const one of answers) {
      if (one.said !== undefined) this.#receive(one.said);
      this.#sending.answer(one);
    }
    return Promise.resolve();
  };

  /** The only worker is this one, and it lives. */
  readonly delivering: Store['delivering'] = async () => Promise.resolve(1);
  readonly orphaned: Store['orphaned'] = async () => Promise.resolve(0);

  readonly close: Store['close'] = async () => Promise.resolve();

  #receive({ receipt, filed, quarantined, offset, unread }: Arrival): Received {
    if (offset !== undefined) this.offsets.set(offset);
    const place = receipt.position === null ? null : `${receipt.system}\u0000${receipt.position}`;
    if (place !== null && this.#positions.has(place)) {
      return { receipt: receipt.id, accepted: 0, duplicate: filed.length };
    }
    if (place !== null) this.#positions.add(place);
    this.#receipts.set(receipt.id, receipt);
    if (unread === true) this.#unread.set(receipt.id, { readers: new Set(), erasedAt: null });
    return this.#keepReading({ receipt, filed, quarantined });
  }

  #keepReading({ receipt, filed, quarantined }: Arrival): Received {
    this.#quarantine.set(receipt.id, quarantined);
    const found = freshOf(filed, this.#seen);
    const { fresh } = found;
    for (const one of fresh) this.#statements.set(one.id, { ...one, receipt: receipt.id });
    this.#file(withClashes(found));
    this.people.keep(fresh);
    this.people.forgetErased({ receipt, filed, quarantined });
    return {
      receipt: receipt.id,
      accepted: fresh.length,
      duplicate: filed.length - fresh.length,
    };
  }

  #file(fresh: readonly Filed[]): void {
    for (const [name, component] of newNames(fresh, this.#names)) this.#names.set(name, component);
    for (const { component, observation, ties } of filings(fresh, this.#names)) {
      let held = this.#component(this.#root(component));
      if (!held.facts.has(observation)) {
        held.facts.set(observation, { verdict: null, reason: '' });
      }
      for (const other of ties) held = this.#tied(held, this.#component(this.#root(other)));
      this.#inbox.add(held.id);
    }
  }

  /** Where a component is now: one that was taken in is found in the one that took it. */
  #root(id: Id): Id {
    let current = id;
    for (let to = this.#movedTo.get(current); to !== undefined; to = this.#movedTo.get(current)) {
      current = to;
    }
    return current;
  }

  #namesOf(component: Id): readonly string[] {
    return [...this.#names].filter(([, id]) => this.#root(id) === component).map(([name]) => name);
  }

  /** The older takes the younger in. */
  #tied(one: HeldComponent, other: HeldComponent): HeldComponent {
    if (one === other) return one;
    const [older, younger] = one.id < other.id ? [one, other] : [other, one];
    this.#takeIn(older, younger);
    return older;
  }

  #component(id: Id): HeldComponent {
    const known = this.#components.get(id);
    if (known !== undefined) return known;
    const component = new HeldComponent(id);
    this.#components.set(id, component);
    return component;
  }

  #takeIn(older: HeldComponent, younger: HeldComponent): void {
    this.#movedTo.set(younger.id, older.id);
    for (const [id, fact] of younger.facts) if (!older.facts.has(id)) older.facts.set(id, fact);
    older.handoffs = [...older.handoffs, ...younger.handoffs];
    older.findings = [...older.findings, ...younger.findings];
    older.attempts = [...older.attempts, ...younger.attempts];
    this.#components.delete(younger.id);
    this.#inbox.delete(younger.id);
  }

  #fold(turn: Turn): Folded | null {
    const [id] = this.#inbox;
    if (id === undefined) return null;
    this.#inbox.delete(id);
    const held = this.#component(id);
    const component = this.#loaded(held);
    const outcomes = outcomesOf(component, held.subjects, turn);
    for (const { id: fact, verdict, reason, past = false } of outcomes.verdicts) {
      held.facts.set(fact, { verdict, reason, past });
    }
    for (const fact of outcomes.retired) held.facts.delete(fact);
    held.subjects = outcomes.subjects;
    held.handoffs = merged(held.handoffs, outcomes.handoffs, ({ key }) => key);
    held.findings = merged(held.findings, outcomes.findings, (finding) => finding.id);
    held.wake = outcomes.wake;
    return { rows: component.facts.length, components: 1 };
  }

  #loaded(held: HeldComponent): Component {
    const facts: Fact[] = [...held.facts].flatMap(([id, { verdict, past = false }]) =>
      past ? [] : [{ id, text: this.#statements.get(id)?.text ?? '', verdict }],
    );
    return {
      id: held.id,
      facts: facts.sort((a, b) => a.id - b.id),
      handoffs: held.handoffs,
      findings: held.findings,
      attempts: held.attempts,
    };
  }

  #foldWhere(asked: (fact: HeldFact) => boolean): number {
    const waiting = [...this.#components.values()].filter(({ facts }) =>
      [...facts.values()].some(asked),
    );
    for (const { id } of waiting) this.#inbox.add(id);
    return waiting.length;
  }
}

/** What is new or changed takes the place of what was there; the rest stays. */
function merged<Row>(
  before: readonly Row[],
  now: readonly Row[],
  keyOf: (row: Row) => string,
): readonly Row[] {
  const rows = new Map(before.map((row) => [keyOf(row), row]));
  for (const row of now) rows.set(keyOf(row), row);
  return [...rows.values()];
}
