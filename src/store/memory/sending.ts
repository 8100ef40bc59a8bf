// What goes out, in memory: handoffs claimed, answers kept, and those that a person has tried anew.
import { isDelivery } from '../../core/ledger/carriage.js';
import type { Command } from '../../core/ledger/command.js';
import type { Errand, HandoffState } from '../../core/ledger/ledger.js';
import { isReplayable } from '../../core/ledger/replay.js';
import type { Answer, Claim, ClaimRequest, Earlier, ReplayRequest, Store } from '../store.js';
import { inTurns, readyOf } from '../claim-order.js';
import type { Held, HeldComponent } from './held.js';
import type { MemoryPauses } from './pauses.js';

const unanswered = {
  outcome: null,
  answeredAt: null,
  retryAt: null,
  answer: '',
  replayed: null,
} as const;

/** It is the one process there is, and lives. */
const onlyWorker = 'memory';

interface Sending extends Pick<Store, 'claim' | 'replay'> {
  readonly answer: (answer: Answer) => void;
}

interface Sent {
  readonly pauses: Pick<MemoryPauses, 'holds'>;
  /** Whether a rule was live, and is no longer. */
  readonly isBack: (rule: string) => boolean;
}

export function memorySending(held: Held, { pauses, isBack }: Sent): Sending {
  const rests = new Map<string, Rest>();
  return {
    claim: async (request) => {
      if (pauses.holds(request.to) || isResting(rests.get(request.to), request.now)) {
        return Promise.resolve([]);
      }
      const ready = claimable(held, request).filter((one) => {
        if (!isBack(one.handoff.rule) || isBegun(one)) return true;
        // It may be another's by now: the fold says so.
        held.inbox.add(one.component.id);
        return false;
      });
      return Promise.resolve(claim(ready, request));
    },
    replay: async (request) => Promise.resolve(replay(held, request)),
    answer: (answer) => {
      const to = keep(held, answer);
      const { at, retryAt } = answer;
      if (to !== null && retryAt !== null)
        rests.set(to, later(rests.get(to), { at, until: retryAt }));
    },
  };
}

/** For how long a destination asked to be told nothing. */
interface Rest {
  /** When it asked. */
  readonly at: number;
  readonly until: number;
}

function isResting(rest: Rest | undefined, now: number): boolean {
  // Before it asked: the clock was set back since, and an hour is not to become a day.
  return rest !== undefined && rest.at <= now && now < rest.until;
}

function later(known: Rest | undefined, asked: Rest): Rest {
  if (known === undefined || known.at > asked.at) return asked;
  return { at: asked.at, until: Math.max(known.until, asked.until) };
}

interface Claimable {
  readonly component: HeldComponent;
  readonly handoff: HandoffState;
  readonly errand: Errand;
  readonly number: number;
}

/** Ours whatever its rule's mode: sent before, of a register this value of it, or not to be sent blindly. */
function isBegun({ component, handoff, errand }: Claimable): boolean {
  if (errand !== 'send') return true;
  const last = component.attempts.findLast((one) => one.handoff === handoff.key);
  const { version } = readyOf(handoff);
  return last !== undefined && (version === null || version === last.version);
}

function claim(claimables: readonly Claimable[], request: ClaimRequest): Claim[] {
  const { now, most, firstId, served, wordings = {} } = request;
  const ready = new Map(claimables.map((one) => [one.handoff.key, one]));
  const turns = inTurns(
    [...ready.values()].map(({ handoff }) => readyOf(handoff)),
    most,
    { served, now },
  );
  return turns.flatMap((key, place) => {
    const one = ready.get(key);
    if (one === undefined) return [];
    const { component, handoff, errand, number } = one;
    const attempt = firstId + place;
    const { version } = readyOf(handoff);
    const wording = wordings[operationIn(handoff)] ?? null;
    const earlier = earlierOf(component, key, version);
    component.attempts.push({
      ...unanswered,
      id: attempt,
      handoff: key,
      worker: onlyWorker,
      errand,
      at: now,
      version,
      wording,
    });
    return [{ attempt, number, handoff, wording, earlier }];
  });
}

function operationIn({ command }: HandoffState): string {
  return (JSON.parse(command ?? '{}') as Partial<Command>).operation ?? '';
}

function earlierOf(component: HeldComponent, key: string, version: string | null): Earlier[] {
  return component.attempts
    .filter((one) => one.handoff === key && (one.version ?? null) === version)
    .flatMap(({ errand, outcome, wording = null }) =>
      wording === null ? [] : [{ errand, outcome, wording }],
    );
}

function claimable(held: Held, { to, now }: ClaimRequest): Claimable[] {
  const found: Claimable[] = [];
  for (const component of held.components.values()) {
    for (const handoff of component.handoffs) {
      const { errand } = handoff;
      if (handoff.to !== to || errand === null || (handoff.notBefore ?? 0) > now) continue;
      const earlier = component.attempts.filter((attempt) => attempt.handoff === handoff.key);
      if (earlier.some(({ outcome }) => outcome === null)) continue;
      // An answer that no fold has read yet: the carriage is of before it.
      if (held.inbox.has(component.id) && earlier.length > handoff.attempts) continue;
      found.push({ component, handoff, errand, number: earlier.length + 1 });
    }
  }
  return found;
}

function replay(held: Held, { keys, ...replayed }: ReplayRequest): string[] {
  const marked: string[] = [];
  for (const component of held.components.values()) {
    for (const handoff of component.handoffs) {
      const { key } = handoff;
      const index = component.attempts.findLastIndex(
        (one) => one.handoff === key && isDelivery(one),
      );
      const last = component.attempts[index];
      if (!keys.includes(key) || !isReplayable(handoff)) continue;
      if (last === undefined || last.outcome === null || last.replayed !== null) continue;
      component.attempts[index] = { ...last, replayed };
      held.inbox.add(component.id);
      marked.push(key);
    }
  }
  return marked.sort();
}

/** The destination that answered; null: it counts nothing. */
function keep(held: Held, { attempt: id, outcome, at, retryAt, answer }: Answer): string | null {
  for (const component of held.components.values()) {
    const index = component.attempts.findIndex((attempt) => attempt.id === id);
    const attempt = component.attempts[index];
    if (attempt === undefined || attempt.outcome !== null) continue;
    component.attempts[index] = { ...attempt, outcome, answeredAt: at, retryAt, answer };
    held.inbox.add(component.id);
    return component.handoffs.find(({ key }) => key === attempt.handoff)?.to ?? null;
  }
  return null;
}
