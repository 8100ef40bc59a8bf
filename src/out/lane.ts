// One destination's lane: claims what is ready, delivers it, and keeps what the destination answered.
// A lane has its own rate, its own concurrency and its own breaker: a dead destination slows nobody.
import type { ObservationLine } from '../connectors/connector.js';
import { limits as bounds } from '../core/limits.js';
import type { Instant } from '../core/observation/instant.js';
import { instantText } from '../core/observation/instant.js';
import type { Answer, Claim, Store } from '../store/store.js';
import type { ErrandGiven, Outcome } from './errand.js';
import { outcomeOf } from './errand.js';

export interface LaneLimits {
  /** Deliveries under way at once. */
  readonly concurrency: number;
  /** Deliveries begun in a second. */
  readonly perSecond: number;
  /** Failures in a row that close the lane for a while. */
  readonly failures: number;
  /** For how long: doubled at each further failure, up to sixteen times. */
  readonly closedMillis: number;
}

export interface LaneGiven extends ErrandGiven {
  readonly to: string;
  readonly store: Pick<Store, 'ids' | 'claim' | 'answer'>;
  readonly limits: LaneLimits;
  /** Processes that deliver, this one among them: the limits are theirs together. 0: nobody knows yet. */
  readonly sharers: () => number;
  readonly now: () => Instant;
  /** Notes what an answer to a handoff said: it is kept with that answer. */
  readonly take: (handoff: string, lines: readonly ObservationLine[]) => Promise<void>;
  /** Called when an answer has been kept: there is something to fold. */
  readonly answered: () => void;
}

/** What the destination said, and the ledger does not have yet. */
interface Heard {
  readonly lines: readonly ObservationLine[];
  readonly answer: Answer;
}

const longestClosing = 16;

export class Lane {
  readonly #given: LaneGiven;
  readonly #underWay = new Set<Promise<void>>();
  readonly #heard = new Set<Heard>();
  /** Of what was heard: what is being written down. */
  readonly #keeping = new Map<Heard, Promise<void>>();
  /** Of what was heard: what could not be kept when that was last tried. */
  readonly #unkept = new Set<Heard>();
  /** What was begun within the last window, oldest first. */
  #begun: { readonly at: Instant; readonly count: number }[] = [];
  /** The most that shared it of late: what those began counts for a window after they are gone. */
  #sharers = { most: 0, until: 0 };
  #failures = 0;
  #closedUntil = 0;
  /** The destination asked to be told nothing before. */
  #restsUntil: Instant | null = null;
  /** When the clock was last read: it may have been set back since. */
  #readAt = -Infinity as Instant;
  #pumping = false;
  /** Asked while it was pumping: what became ready then may not have been seen. */
  #askedAgain = false;
  /** Claimed since it began. */
  #served = 0;

  constructor(given: LaneGiven) {
    this.#given = given;
  }

  /** Why nothing is sent now; null: the lane is open. */
  closed(now: Instant): string | null {
    if (this.#unkept.size > 0) return 'what it answered could not be written down';
    const rest = this.#restsUntil;
    if (rest !== null && now < rest) return `it asked to be left alone until ${instantText(rest)}`;
    if (now >= this.#closedUntil) return null;
    return `${this.#failures} deliveries in a row were not taken`;
  }

  /** Begins as many deliveries as may begin now; how many. Rejects where the store fails. */
  async pump(): Promise<number> {
    if (this.#pumping) {
      this.#askedAgain = true;
      return 0;
    }
    this.#pumping = true;
    try {
      let begun = await this.#begin();
      while (this.#isAskedAgain()) begun += await this.#begin();
      return begun;
    } finally {
      this.#pumping = false;
    }
  }

  /** Resolves when nothing is under way any more, and what was heard is kept where it can be. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
    for (const heard of this.#heard) await this.#keep(heard);
  }

  #isAskedAgain(): boolean {
    const asked = this.#askedAgain;
    this.#askedAgain = false;
    return asked;
  }

  async #begin(): Promise<number> {
    // Who can't write down what it hears must not go on talking; who is about to need not fall silent.
    for (const heard of this.#heard) if (!this.#keeping.has(heard)) await this.#keep(heard);
    const claimedAt = this.#now();
    const claims = await this.#claim();
    this.#begun.push({ at: this.#now(), count: claims.length });
    for (const claim of claims) {
      const carrying = this.#carry(claim, claimedAt);
      const delivery = carrying.finally(() => this.#underWay.delete(delivery));
      this.#underWay.add(delivery);
    }
    return claims.length;
  }

  async #claim(): Promise<readonly Claim[]> {
    const { store, to, now, destination } = this.#given;
    const { wordings = {} } = destination;
    const most = this.#room(this.#now());
    if (most === 0) return [];
    const firstId = await store.ids(most);
    try {
      const served = this.#served;
      const claims = await store.claim({ to, now: now(), most, firstId, served, wordings });
      this.#served += claims.length;
      return claims;
    } catch (error) {
      // It may have been committed all the same: its attempts are then answered, or they would stand
      // open as long as this worker lives. They came to nothing.
      for (let attempt = firstId; attempt < firstId + most; attempt += 1) {
        const answer = 'the claim was not confirmed, and nothing was sent';
        this.#heard.add({ lines: [], answer: { ...untold(now()), attempt, answer } });
      }
      throw error;
    }
  }

  /** The present. Where the clock was set back, what it limits goes back with it: no second becomes a day. */
  #now(): Instant {
    const now = this.#given.now();
    const back = this.#readAt - now;
    this.#readAt = now;
    if (back <= 0) return now;
    const moved = (time: number): Instant => (time - back) as Instant;
    this.#begun = this.#begun.map(({ at, count }) => ({ at: moved(at), count }));
    this.#closedUntil = moved(this.#closedUntil);
    this.#sharers.until = moved(this.#sharers.until);
    if (this.#restsUntil !== null) this.#restsUntil = moved(this.#restsUntil);
    return now;
  }

  #room(now: Instant): number {
    const { limits } = this.#given;
    const sharers = this.#sharedBy(now);
    if (this.closed(now) !== null || sharers === 0) return 0;
    const { most, millis } = windowOf(shareOf(limits.perSecond, sharers));
    this.#begun = this.#begun.filter(({ at, count }) => count > 0 && now - at < millis);
    const begun = this.#begun.reduce((sum, { count }) => sum + count, 0);
    // After a failure, one delivery goes ahead of all others.
    const concurrency = shareOf(limits.concurrency, sharers);
    const slots = (this.#failures > 0 ? 1 : Math.max(1, concurrency)) - this.#underWay.size;
    return Math.max(0, Math.min(slots, most - begun));
  }

  #sharedBy(now: Instant): number {
    const count = this.#given.sharers();
    const { most, until } = this.#sharers;
    if (count < most && now < until) return most;
    this.#sharers = { most: count, until: now + windowOf(this.#given.limits.perSecond).millis };
    return count;
  }

  async #carry(claim: Claim, claimedAt: Instant): Promise<void> {
    const reply = await outcomeOf(claim, claimedAt, this.#given);
    const at = this.#now();
    this.#note(reply, claimedAt, at);
    const asked = 'afterMillis' in reply ? reply.afterMillis : null;
    // As far as it is followed: people are told this time.
    const after = asked === null ? null : Math.min(asked, bounds.retryAfterMillisMax);
    if (after !== null) this.#rest(after, at);
    const heard: Heard = {
      lines: 'observations' in reply ? reply.observations : [],
      answer: {
        attempt: claim.attempt,
        handoff: claim.handoff.key,
        at,
        outcome: reply.outcome,
        retryAt: after === null ? null : ((at + after) as Instant),
        // PostgreSQL takes no NUL in a text.
        answer: reply.answer.replaceAll('\u0000', ''),
      },
    };
    this.#heard.add(heard);
    // Where the store fails, the next pump tries again.
    await this.#keep(heard).catch(() => undefined);
  }

  /** Once at a time: whoever asks for it meanwhile waits for the same. */
  async #keep(heard: Heard): Promise<void> {
    const begun = this.#keeping.get(heard);
    if (begun !== undefined) return begun;
    const keeping = this.#writeDown(heard).finally(() => this.#keeping.delete(heard));
    this.#keeping.set(heard, keeping);
    return keeping;
  }

  /** What was said goes with the answer, into its transaction: both may be seen twice, neither is lost. */
  async #writeDown(heard: Heard): Promise<void> {
    const { take, store, answered } = this.#given;
    const { lines, answer } = heard;
    try {
      if (lines.length > 0) await take(answer.handoff, lines);
      await store.answer([answer]);
    } catch (error) {
      this.#unkept.add(heard);
      throw error;
    }
    this.#unkept.delete(heard);
    this.#heard.delete(heard);
    answered();
  }

  /** It speaks of itself and not of the one command: every other would be told the same. */
  #rest(afterMillis: number, now: Instant): void {
    const until = now + afterMillis;
    this.#restsUntil = Math.max(this.#restsUntil ?? 0, until) as Instant;
  }

  #note({ outcome }: Outcome, claimedAt: Instant, now: Instant): void {
    const { failures, closedMillis } = this.#given.limits;
    if (outcome === 'unsettled' || outcome === 'unsent') return;
    if (outcome !== 'unknown' && outcome !== 'retry') {
      this.#failures = 0;
      this.#closedUntil = 0;
      return;
    }
    // Under way when the lane closed: it says no more than those that closed it.
    if (this.#failures >= failures && claimedAt < this.#closedUntil) return;
    this.#failures += 1;
    if (this.#failures < failures) return;
    const doubled = Math.min(longestClosing, 2 ** (this.#failures - failures));
    this.#closedUntil = now + closedMillis * doubled;
  }
}

/** Whole, so that in no second all together begin more; where there is less than one, as it is. */
function shareOf(limit: number, sharers: number): number {
  const share = limit / sharers;
  return sharers === 1 || share < 1 ? share : Math.floor(share);
}

/** In no span of so long do more begin: a second, and longer where a second has less than one. */
function windowOf(perSecond: number): { readonly most: number; readonly millis: number } {
  const most = Math.max(1, Math.floor(perSecond));
  return { most, millis: (1_000 * most) / perSecond };
}

function untold(at: Instant): Omit<Answer, 'attempt' | 'answer'> {
  return { handoff: '', at, outcome: 'unsent', retryAt: null };
}
