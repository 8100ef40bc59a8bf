// The store as a model: the same promises as on PostgreSQL in a few maps, so that the simulator can
// run thousands of worlds and the real store can be compared with it. One fold takes one component.
import type { Instant } from '../../core/observation/instant.js';
import type { SubjectType } from '../../core/observation/kinds.js';
import { filings, newNames } from '../filing.js';
import { outcomesOf } from '../outcomes-of.js';
import type {
  Attempt,
  Component,
  Fact,
  FindingState,
  HandoffState,
  Id,
  SubjectState,
  Verdict,
} from '../../core/ledger/ledger.js';
import type {
  Answer,
  Arrival,
  Claim,
  ClaimRequest,
  Counts,
  Filed,
  Folded,
  Quarantined,
  Receipt,
  Received,
  Sighting,
  Store,
  Story,
  Turn,
} from '../store.js';
import { asksForFinding, asksForHandoff, merged, pageOf, tallied } from './questions.js';

interface Statement extends Pick<Filed, 'id' | 'system' | 'kind' | 'text' | 'at' | 'global'> {
  readonly receipt: Id;
}

interface HeldFact {
  verdict: Verdict | null;
  reason: string;
}

class HeldComponent {
  readonly id: Id;
  readonly facts = new Map<Id, HeldFact>();
  handoffs: readonly HandoffState[] = [];
  findings: readonly FindingState[] = [];
  subjects: readonly SubjectState[] = [];
  attempts: Attempt[] = [];
  wake: Instant | null = null;

  constructor(id: Id) {
    this.id = id;
  }
}

const unanswered = { outcome: null, answeredAt: null, retryAt: null, answer: '' } as const;

export class MemoryStore implements Store {
  readonly #receipts = new Map<Id, Receipt>();
  readonly #positions = new Set<string>();
  readonly #quarantine: Quarantined[] = [];
  readonly #seen = new Map<string, string>();
  readonly #statements = new Map<Id, Statement>();
  readonly #names = new Map<string, Id>();
  readonly #components = new Map<Id, HeldComponent>();
  readonly #movedTo = new Map<Id, Id>();
  /** Components to be folded, the one that has waited longest first. */
  readonly #inbox = new Set<Id>();
  #nextId = 1;

  readonly ids: Store['ids'] = async (count) => {
    const first = this.#nextId;
    this.#nextId += count;
    return Promise.resolve(first);
  };

  readonly receive: Store['receive'] = async (arrivals) =>
    Promise.resolve(arrivals.map((arrival) => this.#receive(arrival)));

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

  readonly claim: Store['claim'] = async (request) => Promise.resolve(this.#claim(request));

  readonly answer: Store['answer'] = async (answers) => {
    for (const one of answers) this.#answer(one);
    return Promise.resolve();
  };

  /** The only worker is this one, and it lives. */
  readonly orphaned: Store['orphaned'] = async () => Promise.resolve(0);

  readonly named: Store['named'] = async (name, most) =>
    Promise.resolve(
      this.#subjects()
        .filter(({ names }) => names.includes(name))
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .slice(0, most),
    );

  readonly story: Store['story'] = async (type, key) => Promise.resolve(this.#story(type, key));

  readonly handoffs: Store['handoffs'] = async (question) =>
    Promise.resolve(
      pageOf(
        this.#all((component) => component.handoffs).filter((one) => asksForHandoff(question, one)),
        question,
        ({ key }) => key,
      ),
    );

  readonly findings: Store['findings'] = async (question) =>
    Promise.resolve(
      pageOf(
        this.#all((component) => component.findings).filter((one) => asksForFinding(question, one)),
        question,
        ({ id }) => id,
      ),
    );

  readonly sightings: Store['sightings'] = async () => {
    const earliest = new Map<string, Sighting>();
    for (const { system, kind, at, global } of this.#statements.values()) {
      const key = `${system}\u0000${kind}`;
      const before = earliest.get(key) ?? { system, kind, from: at, global };
      const from = at < before.from ? at : before.from;
      earliest.set(key, { ...before, from, global: before.global || global });
    }
    return Promise.resolve(
      [...earliest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
    );
  };

  readonly counts: Store['counts'] = async () => Promise.resolve(this.#count());

  readonly close: Store['close'] = async () => Promise.resolve();

  #receive({ receipt, filed, quarantined }: Arrival): Received {
    const place = receipt.position === null ? null : `${receipt.system}\u0000${receipt.position}`;
    if (place !== null && this.#positions.has(place)) {
      return { receipt: receipt.id, accepted: 0, duplicate: filed.length };
    }
    if (place !== null) this.#positions.add(place);
    this.#receipts.set(receipt.id, receipt);
    this.#quarantine.push(...quarantined);
    const fresh = filed.filter((one) => this.#isFresh(one));
    for (const one of fresh) this.#statements.set(one.id, { ...one, receipt: receipt.id });
    this.#file(fresh);
    return {
      receipt: receipt.id,
      accepted: fresh.length,
      duplicate: filed.length - fresh.length,
    };
  }

  #isFresh({ key, content }: Filed): boolean {
    const before = this.#seen.get(key);
    if (before === undefined) this.#seen.set(key, content);
    return before !== content;
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
    const outcomes = outcomesOf(component, turn);
    for (const { id: fact, verdict, reason } of outcomes.verdicts) {
      held.facts.set(fact, { verdict, reason });
    }
    for (const fact of outcomes.retired) held.facts.delete(fact);
    held.subjects = outcomes.subjects;
    held.handoffs = merged(held.handoffs, outcomes.handoffs, ({ key }) => key);
    held.findings = merged(held.findings, outcomes.findings, (finding) => finding.id);
    held.wake = outcomes.wake;
    return { partition: 0, rows: component.facts.length, components: 1 };
  }

  #loaded(held: HeldComponent): Component {
    const facts: Fact[] = [...held.facts].map(([id, { verdict }]) => ({
      id,
      text: this.#statements.get(id)?.text ?? '',
      verdict,
    }));
    return {
      id: held.id,
      facts: facts.sort((a, b) => a.id - b.id),
      handoffs: held.handoffs,
      findings: held.findings,
      attempts: held.attempts,
    };
  }

  #claim({ worker, to, now, most, firstId }: ClaimRequest): Claim[] {
    const claims: Claim[] = [];
    for (const component of this.#components.values()) {
      for (const handoff of component.handoffs) {
        const earlier = component.attempts.filter((attempt) => attempt.handoff === handoff.key);
        const isOpen = earlier.some(({ outcome }) => outcome === null);
        const isReady = handoff.carriage === 'ready' && (handoff.notBefore ?? 0) <= now;
        if (handoff.to !== to || !isReady || isOpen || claims.length >= most) continue;
        // An answer that no fold has read yet: the carriage is of before it.
        if (this.#inbox.has(component.id) && earlier.length > handoff.attempts) continue;
        const attempt = firstId + claims.length;
        component.attempts.push({
          ...unanswered,
          id: attempt,
          handoff: handoff.key,
          worker,
          at: now,
        });
        const lost = earlier.at(-1)?.outcome === 'unknown';
        claims.push({ attempt, number: earlier.length + 1, lost, handoff });
      }
    }
    return claims;
  }

  #answer({ attempt: id, outcome, at, retryAt, answer }: Answer): void {
    for (const component of this.#components.values()) {
      const index = component.attempts.findIndex((attempt) => attempt.id === id);
      const attempt = component.attempts[index];
      if (attempt === undefined || attempt.outcome !== null) continue;
      component.attempts[index] = { ...attempt, outcome, answeredAt: at, retryAt, answer };
      this.#inbox.add(component.id);
    }
  }

  #subjects(): SubjectState[] {
    return this.#all((component) => component.subjects);
  }

  #all<Row>(of: (component: HeldComponent) => readonly Row[]): Row[] {
    return [...this.#components.values()].flatMap(of);
  }

  #story(type: SubjectType, key: string): Story | null {
    for (const component of this.#components.values()) {
      const subject = component.subjects.find((one) => one.type === type && one.key === key);
      if (subject === undefined) continue;
      const told = [...component.facts].flatMap(([id, { verdict, reason }]) => {
        const statement = this.#statements.get(id);
        return statement === undefined ? [] : [{ ...statement, verdict, reason }];
      });
      told.sort((a, b) => a.at - b.at || a.id - b.id);
      const { handoffs, findings, attempts } = component;
      return { subject, told, handoffs, findings, attempts };
    }
    return null;
  }

  #count(): Counts {
    const facts = this.#all((component) => [...component.facts.values()]);
    return {
      receipts: this.#receipts.size,
      quarantined: this.#quarantine.length,
      observations: this.#statements.size,
      inbox: this.#inbox.size,
      verdicts: tallied(facts.flatMap(({ verdict }) => verdict ?? [])),
      handoffs: tallied(this.#all(({ handoffs }) => handoffs).map(({ state }) => state)),
      findings: tallied(
        this.#all(({ findings }) => findings)
          .filter(({ state }) => state === 'open')
          .map(({ pattern }) => pattern),
      ),
    };
  }
}
