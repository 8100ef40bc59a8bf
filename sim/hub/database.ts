// The one database of the world, as each process sees it: a session of its own that can be cut, calls
// that fail before their commit or after it, and claims that come free when the session ends. It also
// writes down what was committed, for the auditors.
import type { Random } from '../company/random.js';
import type { Instant } from '../../src/core/observation/instant.js';
import type { Answer, Arrival, Store, Turn } from '../../src/store/store.js';
import type { VirtualClock } from './clock.js';
import type { Mortal } from './mortal.js';

/** What was committed, in the order of the commits. */
export interface Commits {
  readonly arrivals: Arrival[];
  readonly answers: Answer[];
  /** Attempt -> the handoff that it was claimed for. */
  readonly claims: Map<number, string>;
  /** Digest -> what it was made of: the links of the chain, those of folds that failed among them. */
  readonly links: Map<string, string>;
}

/** One receipt each: an arrival may be brought again whose commit was not heard of. */
export function keptArrivals({ arrivals }: Pick<Commits, 'arrivals'>): readonly Arrival[] {
  const places = new Set<string>();
  return arrivals.filter(({ receipt: { id, system, position } }) => {
    const place = position === null ? String(id) : `${system} ${position}`;
    if (places.has(place)) return false;
    places.add(place);
    return true;
  });
}

/** A session as one process holds it. */
export interface Session {
  readonly store: Store;
  /** The process is gone: its connections break off, and its lock is free. */
  readonly cut: () => Promise<void>;
}

/** Where the ledger really is. */
export interface Backing {
  /** What the auditors read, when all is over. */
  readonly store: Store;
  readonly connect: () => Promise<Session>;
  /** Whether it finds the claims of sessions that are gone by itself; the model has but one session. */
  readonly knowsItsSessions: boolean;
}

export function backedBy(store: Store): Backing {
  const session = { store, cut: async () => Promise.resolve() };
  return { store, connect: async () => Promise.resolve(session), knowsItsSessions: false };
}

export interface DatabaseGiven {
  readonly backing: Backing;
  readonly clock: VirtualClock;
  readonly random: Random;
}

const goneAnswer = 'the worker ended before the answer';

export class Database {
  readonly commits: Commits = { arrivals: [], answers: [], claims: new Map(), links: new Map() };
  /** How often a call fails; half of them after the commit. */
  failing = 0;
  failed = 0;
  readonly #given: DatabaseGiven;
  /** Open attempts -> the process whose session holds them. */
  readonly #open = new Map<number, Mortal>();
  /** Open attempts of processes that live, and have lost the lock under which they claimed. */
  readonly #lost = new Set<number>();

  constructor(given: DatabaseGiven) {
    this.#given = given;
  }

  get store(): Store {
    return this.#given.backing.store;
  }

  async connect(): Promise<Session> {
    return this.#given.clock.outside(this.#given.backing.connect());
  }

  /** The process has said nothing for too long: its lock is free, and it does not know. */
  silence(mortal: Mortal): void {
    for (const [attempt, holder] of this.#open) if (holder === mortal) this.#lost.add(attempt);
  }

  /** The store as a process sees it: each call takes time, can fail, and can be its last. */
  seenBy(mortal: Mortal, store: Store): Store {
    const call: Call = async (what, work) =>
      mortal.call(`store ${what}`, async () => this.#maybe(work));
    const through: Partial<Store> = {
      // Ids come from blocks that a process holds: most draws ask nobody.
      ids: async (count) => this.#done(store.ids(count)),
      fold: async (turn: Turn) =>
        call('fold', async () => this.#done(store.fold({ ...turn, digest: this.#noting(turn) }))),
      wake: async (now, most) => call('wake', async () => this.#done(store.wake(now, most))),
      sightings: async () => call('sightings', async () => this.#done(store.sightings())),
      modes: {
        modeChanges: async () => this.#done(store.modes.modeChanges()),
        changeMode: async (change) =>
          call('change mode', async () => this.#done(store.modes.changeMode(change))),
        refold: async (rule) => call('refold', async () => this.#done(store.modes.refold(rule))),
      },
      receive: async (arrivals) =>
        call('receive', async () => {
          const received = await this.#done(store.receive(arrivals));
          this.commits.arrivals.push(...arrivals);
          return received;
        }),
      unreadSince: async () => this.#done(store.unreadSince()),
      beginUnread: async (request) =>
        call('begin unread', async () => this.#done(store.beginUnread(request))),
      refile: async (arrivals) =>
        call('refile', async () => {
          const received = await this.#done(store.refile(arrivals));
          for (const arrival of arrivals) this.#noteRefiled(arrival);
          return received;
        }),
      quarantine: this.#quarantineOf(store),
      offsets: {
        at: async (source) => call('offset', async () => this.#done(store.offsets.at(source))),
        under: async (prefix) => this.#done(store.offsets.under(prefix)),
        keep: async (offset) =>
          call('keep offset', async () => this.#done(store.offsets.keep(offset))),
      },
      ...this.#carrying(mortal, store, call),
    };
    return Object.assign(Object.create(store) as Store, through);
  }

  #quarantineOf({ quarantine }: Store): Store['quarantine'] {
    const through: Pick<Store['quarantine'], 'receipts' | 'content'> = {
      receipts: async (query) => this.#done(quarantine.receipts(query)),
      content: async (id) => this.#done(quarantine.content(id)),
    };
    return Object.assign(Object.create(quarantine) as Store['quarantine'], through);
  }

  #carrying(
    mortal: Mortal,
    store: Store,
    call: Call,
  ): Pick<Store, 'claim' | 'answer' | 'orphaned' | 'replay'> {
    return {
      claim: async (request) =>
        call('claim', async () => {
          const claims = await this.#done(store.claim(request));
          for (const { attempt, handoff } of claims) {
            this.#open.set(attempt, mortal);
            this.commits.claims.set(attempt, handoff.key);
          }
          return claims;
        }),
      replay: async (request) => call('replay', async () => this.#done(store.replay(request))),
      answer: async (answers) => call('answer', async () => this.#answer(store, answers)),
      orphaned: async (now) =>
        call('orphaned', async () => {
          const { knowsItsSessions } = this.#given.backing;
          if (knowsItsSessions) return this.#done(store.orphaned(now));
          const gone = [...this.#open].filter(
            ([attempt, holder]) => !holder.alive || this.#lost.has(attempt),
          );
          const answers = gone.map(([attempt]) => this.#goneFrom(attempt, now));
          await this.#answer(store, answers);
          return gone.length;
        }),
    };
  }

  /** What was read first stands, but where it was set aside: whoever reads it again files nothing. */
  #noteRefiled(arrival: Arrival): void {
    const { arrivals } = this.commits;
    const place = arrivals.findIndex(
      ({ receipt, unread, quarantined }) =>
        (unread === true || quarantined.length > 0) && receipt.id === arrival.receipt.id,
    );
    if (place !== -1) arrivals[place] = arrival;
  }

  #noting({ digest }: Turn): Turn['digest'] {
    return (text) => {
      const made = digest(text);
      this.commits.links.set(made, text);
      return made;
    };
  }

  #goneFrom(attempt: number, at: Instant): Answer {
    const handoff = this.commits.claims.get(attempt) ?? '';
    return { attempt, handoff, at, outcome: 'unknown', retryAt: null, answer: goneAnswer };
  }

  async #answer(store: Store, answers: readonly Answer[]): Promise<void> {
    await this.#done(store.answer(answers));
    for (const answer of answers) {
      this.#open.delete(answer.attempt);
      this.#lost.delete(answer.attempt);
      this.commits.answers.push(answer);
      if (answer.said !== undefined) this.commits.arrivals.push(answer.said);
    }
  }

  async #done<Result>(work: Promise<Result>): Promise<Result> {
    return this.#given.clock.outside(work);
  }

  async #maybe<Result>(work: () => Promise<Result>): Promise<Result> {
    const { random } = this.#given;
    if (this.failing === 0 || !random.chance(this.failing)) return work();
    this.failed += 1;
    if (random.chance(0.5)) await work();
    throw new Error('the connection to the database was cut');
  }
}

type Call = <Result>(what: string, work: () => Promise<Result>) => Promise<Result>;
