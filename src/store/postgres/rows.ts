// Rows as the tables have them -> the seam's shapes.
import type {
  Attempt,
  Carriage,
  Errand,
  FindingState,
  HandoffState,
  HandoffWord,
  Id,
  Outcome,
  Replay,
  SubjectState,
} from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import type { SubjectType } from '../../core/observation/kinds.js';

export interface HandoffRow {
  readonly component: Id;
  readonly key: string;
  readonly subject: string;
  readonly rule: string;
  readonly destination: string;
  readonly state: HandoffWord;
  readonly carriage: Carriage;
  readonly errand: Errand | null;
  readonly waiting_for: string | null;
  readonly due: Instant | null;
  readonly not_before: Instant | null;
  readonly attempts: number;
  readonly command: string | null;
  readonly detail: string;
}

export function handoffOf(row: HandoffRow): HandoffState {
  const { key, subject, rule, state, carriage, errand, due, attempts, command, detail } = row;
  return {
    key,
    subject,
    rule,
    to: row.destination,
    state,
    carriage,
    errand,
    waitingFor: row.waiting_for,
    due,
    notBefore: row.not_before,
    attempts,
    command,
    detail,
  };
}

export interface FindingRow {
  readonly component: Id;
  readonly id: string;
  readonly fingerprint: string;
  readonly pattern: string;
  readonly cause: string;
  readonly level: 'fault' | 'info';
  readonly subject: string;
  readonly handoff: string | null;
  readonly state: FindingState['state'];
  readonly at: Instant | null;
  readonly detail: string;
}

export function findingOf(row: FindingRow): FindingState {
  const { id, fingerprint, pattern, cause, level, subject, handoff, state, at, detail } = row;
  return { id, fingerprint, pattern, cause, level, subject, handoff, state, at, detail };
}

export interface AttemptRow {
  readonly component: Id;
  readonly id: Id;
  readonly handoff: string;
  readonly worker: Id;
  readonly errand: Errand;
  /** Its place among those of its handoff, from 1. */
  readonly number: number;
  readonly replayed: Replay | null;
  readonly version: string | null;
  readonly wording: string | null;
  readonly at: Instant;
  readonly outcome: Outcome | null;
  readonly answered_at: Instant | null;
  readonly retry_at: Instant | null;
  readonly answer: string;
}

export function attemptOf(row: AttemptRow): Attempt {
  const { id, handoff, errand, at, outcome, answer, replayed } = row;
  return {
    id,
    handoff,
    worker: String(row.worker),
    errand,
    at,
    outcome,
    answeredAt: row.answered_at,
    retryAt: row.retry_at,
    answer,
    replayed,
    version: row.version,
    wording: row.wording,
  };
}

export interface SubjectRow {
  readonly type: SubjectType;
  readonly key: string;
  readonly headline: string;
  readonly names: readonly string[];
  readonly state: string;
}

export function subjectOf({ type, key, headline, names, state }: SubjectRow): SubjectState {
  return { type, key, headline, names, state };
}
