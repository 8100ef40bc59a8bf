// What was found of a component beside what stood there before: found again, new, or healed; and what
// a person has said of it, which holds until the fault goes away and comes back.
import { acceptedBy } from '../detect/accept.js';
import type { Candidate } from '../detect/finding.js';
import { findingId, fingerprintOf } from '../detect/fingerprint.js';
import { explanationOf, remedyOf } from '../detect/mended.js';
import type { AcceptedException } from '../contract/contract.js';
import type { Instant } from '../observation/instant.js';
import type { Component, FindingState } from './ledger.js';
import type { Deciding } from './deciding.js';

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
  /** The contract's exception by which it is ignored. */
  readonly accepted?: Accepted;
}

interface Accepted {
  readonly reason: string;
  /** The last moment at which it holds; null: for good. */
  readonly until: Instant | null;
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
    const wording = words[candidate.pattern];
    const accepted = acceptedBy(context.contract.accept, candidate, context.now);
    const { state, kept } = unlessAccepted(standing(candidate, before.get(id)), accepted);
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
        explanation: explanationOf(wording, candidate),
        remedy: remedyOf(wording, candidate),
        involve: wording.involve(candidate),
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
  const state = wordOf(before);
  switch (state) {
    case 'open':
    case 'healed':
      return { state: 'open', kept: counted };
    case 'seen':
    case 'ignored':
      return { state, kept: counted };
    case 'resolved':
      // Resolved by hand, gone, and here again: the patch did not hold.
      return goneAt === null
        ? { state: 'resolved', kept: counted }
        : { state: 'open', kept: { ...kept, recurrences: (recurrences ?? 0) + 1 } };
  }
}

/** How it stood without the contract's exceptions. */
function wordOf(before: FindingState | undefined): FindingState['state'] {
  if (before === undefined) return 'open';
  const { accepted, marks } = keptOf(before);
  return accepted === undefined || before.state !== 'ignored'
    ? before.state
    : (marks?.at(-1)?.state ?? 'open');
}

/** What nobody has called resolved or ignored is ignored where the contract accepts it. */
function unlessAccepted(
  { state, kept }: Standing,
  exception: AcceptedException | undefined,
): Standing {
  if (exception === undefined || (state !== 'open' && state !== 'seen')) return { state, kept };
  const { reason, until } = exception;
  return {
    state: 'ignored',
    kept: { ...kept, accepted: { reason, until: until as Instant | null } },
  };
}

/** The contract's exception by which a finding is ignored; null: it is not, or a person ignores it. */
export function acceptanceOf(finding: FindingState): Accepted | null {
  return (finding.state === 'ignored' ? keptOf(finding).accepted : undefined) ?? null;
}

/** When a component is to be folded again: as it would be, or earlier where an exception of these lapses. */
export function wakeBefore(
  wake: Instant | null,
  findings: readonly FindingState[],
): Instant | null {
  let first = wake;
  for (const finding of findings) {
    const until = acceptanceOf(finding)?.until ?? null;
    if (until !== null && (first === null || until < first)) first = (until + 1) as Instant;
  }
  return first;
}

/** It no longer shows: something mended it. What a person resolved or ignored keeps that word. */
function noLongerFound(finding: FindingState, now: Instant): FindingState {
  const kept = keptOf(finding);
  if (kept.healed_at != null) return finding;
  const { state } = finding;
  const isWorded = state === 'resolved' || (state === 'ignored' && kept.accepted === undefined);
  const detail = { ...detailOf(finding), healed_at: now };
  return { ...finding, state: isWorded ? state : 'healed', detail: JSON.stringify(detail) };
}

/** The finding as a person has it from now on. */
export function marked(finding: FindingState, mark: Mark): FindingState {
  // A person's word takes the place of the contract's.
  const { accepted: _, marks = [], ...rest } = detailOf(finding);
  const detail = { ...rest, marks: [...marks, mark] };
  return { ...finding, state: mark.state, detail: JSON.stringify(detail) };
}

function keptOf(finding: FindingState | undefined): Partial<Kept> {
  return finding === undefined ? {} : detailOf(finding);
}

function detailOf({ detail }: FindingState): Partial<Kept> {
  return JSON.parse(detail) as Partial<Kept>;
}
