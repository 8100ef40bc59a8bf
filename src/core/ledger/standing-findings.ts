// What was found of a component beside what stood there before: found again, new, or healed; and what
// a person has said of it, which holds until the fault goes away and comes back.
import type { Candidate } from '../detect/finding.js';
import { findingId, fingerprintOf } from '../detect/fingerprint.js';
import type { Instant } from '../observation/instant.js';
import type { Component, FindingState } from './ledger.js';
import type { Deciding } from './reading.js';

/** What a person may say of a finding. */
export type MarkedState = 'seen' | 'resolved' | 'ignored';

export interface Mark {
  readonly state: MarkedState;
  readonly by: string;
  readonly reason: string;
  readonly at: Instant;
}

/** The part of a finding's detail that is not of this fold: it is handed on from one to the next. */
interface Kept {
  readonly healed_at: Instant | null;
  /** What persons said of it, oldest first. */
  readonly marks?: readonly Mark[];
  /** How often it came back after a person had called it resolved. */
  readonly recurrences?: number;
}

export function findingsOf(
  component: Component,
  candidates: readonly Candidate[],
  { words, context }: Deciding,
): readonly FindingState[] {
  const before = new Map(component.findings.map((finding) => [finding.id, finding]));
  const found = new Map<string, FindingState>();
  for (const candidate of candidates) {
    const fingerprint = fingerprintOf(candidate);
    const id = findingId(fingerprint, candidate.subject);
    const { explain, remedy, involve } = words[candidate.pattern];
    const { state, kept } = standing(candidate, before.get(id));
    found.set(id, {
      id,
      fingerprint,
      pattern: candidate.pattern,
      cause: candidate.cause,
      level: candidate.level,
      subject: candidate.subject.key,
      handoff: candidate.handoff,
      state,
      at: candidate.at,
      detail: JSON.stringify({
        also: candidate.also,
        systems: candidate.systems,
        due: candidate.due,
        evidence: candidate.evidence,
        explanation: explain(candidate),
        remedy: remedy(candidate),
        involve: involve(candidate),
        ...kept,
      }),
    });
  }
  const gone = component.findings
    .filter(({ id }) => !found.has(id))
    .map((finding) => noLongerFound(finding, context.now));
  return [...found.values(), ...gone];
}

interface Standing {
  readonly state: FindingState['state'];
  readonly kept: Kept;
}

function standing({ healedAt }: Candidate, before: FindingState | undefined): Standing {
  const { healed_at: goneAt = null, marks, recurrences } = keptOf(before);
  const kept = { healed_at: healedAt, ...(marks === undefined ? {} : { marks }) };
  const counted = recurrences === undefined ? kept : { ...kept, recurrences };
  if (healedAt !== null) return { state: 'healed', kept: counted };
  switch (before?.state) {
    case undefined:
    case 'open':
    case 'healed':
      return { state: 'open', kept: counted };
    case 'seen':
    case 'ignored':
      return { state: before.state, kept: counted };
    case 'resolved':
      // Resolved by hand, gone, and here again: the patch did not hold.
      return goneAt === null
        ? { state: 'resolved', kept: counted }
        : { state: 'open', kept: { ...kept, recurrences: (recurrences ?? 0) + 1 } };
  }
}

/** It no longer shows: something mended it. What a person resolved or ignored keeps that word. */
function noLongerFound(finding: FindingState, now: Instant): FindingState {
  const kept = keptOf(finding);
  if (kept.healed_at != null) return finding;
  const { state } = finding;
  const isWorded = state === 'resolved' || state === 'ignored';
  const detail = { ...detailOf(finding), healed_at: now };
  return { ...finding, state: isWorded ? state : 'healed', detail: JSON.stringify(detail) };
}

/** The finding as a person has it from now on. */
export function marked(finding: FindingState, mark: Mark): FindingState {
  const { marks = [] } = keptOf(finding);
  const detail = { ...detailOf(finding), marks: [...marks, mark] };
  return { ...finding, state: mark.state, detail: JSON.stringify(detail) };
}

function keptOf(finding: FindingState | undefined): Partial<Kept> {
  return finding === undefined ? {} : detailOf(finding);
}

function detailOf({ detail }: FindingState): Partial<Kept> {
  return JSON.parse(detail) as Partial<Kept>;
}
