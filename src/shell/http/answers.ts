// The ledger's rows as the API says them.
import type { Attempt, FindingState, HandoffState } from '../../core/ledger/ledger.js';
import { handoffDetail } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import { instantOf, instantText } from '../../core/observation/instant.js';
import { isStructural, separateDays, worstWeek } from '../../core/detect/bursts.js';
import type { Mark } from '../../core/ledger/standing-findings.js';
import { acceptanceOf } from '../../core/ledger/standing-findings.js';
import type { ListedCluster, ListedOrder } from '../../store/lists.js';
import type { Story, Told } from '../../store/store.js';

type Row = Readonly<Record<string, unknown>>;

function textOrNull(at: Instant | null): string | null {
  return at === null ? null : instantText(at);
}

function parsed(text: string): Row {
  return JSON.parse(text) as Row;
}

/** One that is ready and whose lane is paused waits for a person. */
export function heldByPause(handoff: HandoffState, paused: ReadonlySet<string>): HandoffState {
  if (handoff.errand === null || !paused.has(handoff.to)) return handoff;
  return { ...handoff, waitingFor: `the lane to ${handoff.to}, which is paused` };
}

export function handoffAnswer(handoff: HandoffState): Row {
  const { trigger, mode, evidence, effect, compared, reason, undoes } = handoffDetail(handoff);
  const { key, rule, to, state, carriage, due, waitingFor, subject, attempts } = handoff;
  return {
    id: key,
    rule,
    to,
    subject,
    state,
    carriage,
    due: textOrNull(due),
    waiting_for: waitingFor,
    attempts,
    trigger,
    mode,
    evidence,
    effect: textOrNull(effect),
    compared: compared === null ? null : { ...compared, at: instantText(compared.at) },
    reason,
    undoes,
  };
}

export function findingAnswer(finding: FindingState): Row {
  const { id, fingerprint, level, pattern, cause, subject, handoff, state, at } = finding;
  const { due, healed_at: healedAt, marks, ...detail } = parsed(finding.detail);
  const accepted = acceptanceOf(finding);
  return {
    id,
    fingerprint,
    level,
    pattern,
    cause,
    subject,
    handoff,
    state,
    at: textOrNull(at),
    ...detail,
    due: textOrNull((due ?? null) as Instant | null),
    healed_at: textOrNull((healedAt ?? null) as Instant | null),
    accepted: accepted === null ? null : { ...accepted, until: textOrNull(accepted.until) },
    marks: ((marks ?? []) as readonly Mark[]).map((mark) => ({
      ...mark,
      at: instantText(mark.at),
    })),
  };
}

export function clusterAnswer({ times, ...cluster }: ListedCluster): Row {
  return {
    ...cluster,
    worst_week: worstWeek(times),
    days: separateDays(times),
    structural: isStructural(times),
    first_at: textOrNull(times[0] ?? null),
    last_at: textOrNull(times.at(-1) ?? null),
  };
}

export function listedOrderAnswer({ subject, handoffs }: ListedOrder): Row {
  const { systems = [] } = parsed(subject.state);
  const { key, headline } = subject;
  return { key, headline, agreement: agreementOf(handoffs), systems };
}

/** Handoffs that stand so: the systems do not say the same, and it is past the time for it. */
const disagreeing: ReadonlySet<string> = new Set([
  'overdue',
  'refused',
  'dead',
  'unknown',
  'mismatched',
]);
const underWay: ReadonlySet<string> = new Set(['expected', 'waiting', 'ready', 'in-flight']);

function agreementOf(states: readonly string[]): string {
  if (states.some((state) => disagreeing.has(state))) return 'disagreeing';
  if (states.some((state) => underWay.has(state))) return 'in_flight';
  return states.includes('not-covered') || states.length === 0 ? 'unknown' : 'agreeing';
}

function toldAnswer({ text, verdict, reason, receipt, arrivedAt }: Told): Row {
  const { id, system, kind, at, status } = parsed(text);
  const arrived = instantText(arrivedAt);
  return {
    ...{ at, system, kind, verdict, id, status, reason },
    receipt: String(receipt),
    arrived_at: arrived,
  };
}

function attemptAnswer({ handoff, errand, at, outcome, ...rest }: Attempt): Row {
  const { answeredAt, retryAt, answer, replayed } = rest;
  return {
    ...{ handoff, errand, at: instantText(at), outcome },
    answered_at: textOrNull(answeredAt),
    retry_at: textOrNull(retryAt),
    answer,
    replayed: replayed === null ? null : { ...replayed, at: instantText(replayed.at) },
  };
}

export function orderAnswer(story: Story): Row {
  const state = parsed(story.subject.state);
  return {
    key: story.subject.key,
    ...state,
    axes: axesOf((state['views'] ?? {}) as Views),
    handoffs: story.handoffs.map(handoffAnswer),
    findings: story.findings.map(findingAnswer),
    timeline: story.told.map(toldAnswer),
    attempts: story.attempts.map(attemptAnswer),
  };
}

type Views = Readonly<Record<string, { readonly at: string; readonly axes?: Row }>>;

/** On each axis the system that spoke last is heard; `views` has what each of them says. */
function axesOf(views: Views): Row {
  const spoken = Object.values(views).sort((a, b) => spokenAt(a) - spokenAt(b));
  return Object.assign({}, ...spoken.map(({ axes = {} }) => axes)) as Row;
}

/** As a text a time with milliseconds sorts before its whole second. */
function spokenAt({ at }: Views[string]): number {
  return instantOf(at) ?? 0;
}
