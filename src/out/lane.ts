// One destination's lane: claims what is ready, delivers it, and keeps what the destination answered.
// A lane has its own rate, its own concurrency and its own breaker: a dead destination slows nobody.
import type {
  Delivery,
  Destination,
  LookUp,
  ObservationLine,
  Reply,
} from '../connectors/connector.js';
import type { Rule } from '../core/contract/contract.js';
import type { Errand } from '../core/ledger/ledger.js';
import { handoffDetail, sentKey } from '../core/ledger/ledger.js';
import type { Instant } from '../core/observation/instant.js';
import type { Answer, Claim, Store } from '../store/store.js';

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

export interface LaneGiven {
  readonly to: string;
  readonly worker: string;
  readonly store: Pick<Store, 'ids' | 'claim' | 'answer'>;
  readonly destination: Destination;
  readonly limits: LaneLimits;
  readonly now: () => Instant;
  /** What counts as the acknowledgement of a rule. */
  readonly acknowledgedBy: (rule: string) => Rule['acknowledgedBy'];
  /** Takes in what an answer to a handoff said, once however often. */
  readonly take: (handoff: string, lines: readonly ObservationLine[]) => Promise<void>;
  /** Called when an answer has been kept: there is something to fold. */
  readonly answered: () => void;
}

/** What came of one attempt. */
type Outcome =
  | Reply
  | { readonly outcome: 'unknown'; readonly answer: string; readonly afterMillis: number | null }
  | { readonly outcome: 'unsettled' | 'absent'; readonly answer: string }
  | {
      readonly outcome: 'shown';
      readonly answer: string;
      readonly observations: readonly ObservationLine[];
    };

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
  /** Of what was heard: what could not be kept when that was last tried. */
  readonly #unkept = new Set<Heard>();
  /** What was begun within the last window, oldest first. */
  #begun: { readonly at: Instant; readonly count: number }[] = [];
  #failures = 0;
  #closedUntil = 0;
  #pumping = false;
  /** Claimed since it began. */
  #served = 0;

  constructor(given: LaneGiven) {
    this.#given = given;
  }

  /** Why nothing is sent now; null: the lane is open. */
  closed(now: Instant): string | null {
    if (this.#unkept.size > 0) return 'what it answered could not be written down';
    if (now >= this.#closedUntil) return null;
    return `${this.#failures} deliveries in a row were not taken`;
  }

  /** Begins as many deliveries as may begin now; how many. Rejects where the store fails. */
  async pump(): Promise<number> {
    if (this.#pumping) return 0;
    this.#pumping = true;
    try {
      // Who can't write down what it hears must not go on talking.
      for (const heard of this.#heard) await this.#keep(heard);
      const claims = await this.#claim();
      this.#begun.push({ at: this.#given.now(), count: claims.length });
      for (const claim of claims) {
        const delivery = this.#carry(claim).finally(() => this.#underWay.delete(delivery));
        this.#underWay.add(delivery);
      }
      return claims.length;
    } finally {
      this.#pumping = false;
    }
  }

  /** Resolves when nothing is under way any more, and what was heard is kept where it can be. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
    for (const heard of this.#heard) await this.#keep(heard);
  }

  async #claim(): Promise<readonly Claim[]> {
    const { store, to, worker, now } = this.#given;
    const most = this.#room(now());
    if (most === 0) return [];
    const firstId = await store.ids(most);
    try {
      const served = this.#served;
      const claims = await store.claim({ to, worker, now: now(), most, firstId, served });
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

  #room(now: Instant): number {
    const { limits } = this.#given;
    if (this.closed(now) !== null) return 0;
    const { most, millis } = windowOf(limits);
    this.#begun = this.#begun.filter(({ at, count }) => count > 0 && now - at < millis);
    const begun = this.#begun.reduce((sum, { count }) => sum + count, 0);
    // After a failure, one delivery goes ahead of all others.
    const slots = (this.#failures > 0 ? 1 : limits.concurrency) - this.#underWay.size;
    return Math.max(0, Math.min(slots, most - begun));
  }

  async #carry(claim: Claim): Promise<void> {
    const reply = await this.#outcome(claim);
    const at = this.#given.now();
    this.#note(reply, at);
    const after = 'afterMillis' in reply ? reply.afterMillis : null;
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

  /** What was said is kept before the answer: both may be seen twice, neither is lost. */
  async #keep(heard: Heard): Promise<void> {
    const { take, store, answered } = this.#given;
    const { lines, answer } = heard;
    try {
      if (lines.length > 0) await take(answer.handoff, lines);
      await store.answer([answer]);
    } catch (error) {
      // The delivery itself and a pump may keep it at once, and one of them have done so.
      if (this.#heard.has(heard)) this.#unkept.add(heard);
      throw error;
    }
    this.#unkept.delete(heard);
    this.#heard.delete(heard);
    answered();
  }

  async #outcome(claim: Claim): Promise<Outcome> {
    const { handoff } = claim;
    const key = sentKey(handoff.key, handoffDetail(handoff).register);
    const delivery: Delivery = { key, command: handoff.command ?? '{}' };
    try {
      return await this.#run(handoff.errand ?? 'settle', delivery, handoff.rule);
    } catch (error) {
      // A fault of ours, at a moment that nobody knows. Its message may repeat what stood in the command.
      const answer = `the connector failed: ${error instanceof Error ? error.name : 'no reason'}`;
      return { outcome: 'unknown', answer };
    }
  }

  async #send(delivery: Delivery, rule: string): Promise<Reply> {
    const { destination, acknowledgedBy } = this.#given;
    const reply = await destination.deliver(delivery);
    if (reply.outcome !== 'accepted') return reply;
    switch (acknowledgedBy(rule)) {
      case 'response':
        return reply;
      case 'event':
        // An answer is not the destination's own statement (design.md, law 5).
        return { ...reply, observations: [] };
      case 'readback': {
        const seen = await destination.lookUp(delivery);
        return { ...reply, observations: seen.found === 'present' ? seen.observations : [] };
      }
    }
  }

  async #run(errand: Errand, delivery: Delivery, rule: string): Promise<Outcome> {
    switch (errand) {
      case 'send':
        return this.#send(delivery, rule);
      case 'settle':
      case 'check':
      case 'look-up':
        return this.#settle(errand, delivery, rule);
      case 'read-back':
        return this.#readBack(delivery);
    }
  }

  /** A lost answer is settled before anything is sent again (design.md, law 6). */
  async #settle(
    errand: Exclude<Errand, 'send' | 'read-back'>,
    delivery: Delivery,
    rule: string,
  ): Promise<Outcome> {
    const { destination } = this.#given;
    const seen: LookUp = await destination.lookUp(delivery);
    switch (seen.found) {
      case 'present':
        return { outcome: 'accepted', answer: seen.answer, observations: seen.observations };
      case 'absent':
        if (errand === 'look-up') return { outcome: 'absent', answer: 'looked up: not there' };
        return this.#send(delivery, rule);
      case 'unsure':
        return { outcome: 'unknown', answer: seen.answer };
      case 'unable': {
        // Its key tells our own repeats apart, and not what another path has done.
        const canRepeat = errand === 'settle' && destination.idempotent(delivery);
        return canRepeat ? this.#repeat(delivery, rule) : unable;
      }
    }
  }

  /** That the repeat was not taken says nothing of the first time. */
  async #repeat(delivery: Delivery, rule: string): Promise<Outcome> {
    const reply = await this.#send(delivery, rule);
    return reply.outcome === 'retry' ? { ...reply, outcome: 'unknown' } : reply;
  }

  async #readBack(delivery: Delivery): Promise<Outcome> {
    const seen = await this.#given.destination.readBack(delivery);
    switch (seen.found) {
      case 'present':
        return { outcome: 'shown', answer: seen.answer, observations: seen.observations };
      case 'absent':
        return { outcome: 'absent', answer: 'read back: not there' };
      case 'unsure':
        return { outcome: 'unknown', answer: seen.answer };
      case 'unable':
        return { outcome: 'unsettled', answer: 'it can not be read back' };
    }
  }

  #note({ outcome }: Outcome, now: Instant): void {
    const { failures, closedMillis } = this.#given.limits;
    if (outcome === 'unsettled') return;
    if (outcome !== 'unknown' && outcome !== 'retry') {
      this.#failures = 0;
      return;
    }
    this.#failures += 1;
    if (this.#failures < failures) return;
    const doubled = Math.min(longestClosing, 2 ** (this.#failures - failures));
    this.#closedUntil = now + closedMillis * doubled;
  }
}

const unable = {
  outcome: 'unsettled',
  answer: 'it may be there, and it can neither be asked nor told twice: look by hand',
} as const;

/** In no span of so long do more begin: a second, and longer where a second has less than one. */
function windowOf({ perSecond }: LaneLimits): { readonly most: number; readonly millis: number } {
  const most = Math.max(1, Math.floor(perSecond));
  return { most, millis: (1_000 * most) / perSecond };
}

function untold(at: Instant): Omit<Answer, 'attempt' | 'answer'> {
  return { handoff: '', at, outcome: 'unsent', retryAt: null };
}
