// What was found of a component beside what stood there before: found again, new, or healed.
import type { Candidate } from '../detect/finding.js';
import { findingId, fingerprintOf } from '../detect/fingerprint.js';
import type { Instant } from '../observation/instant.js';
import type { Component, FindingState } from './ledger.js';
import type { Deciding } from './reading.js';

export function findingsOf(
  component: Component,
  candidates: readonly Candidate[],
  { words, context }: Deciding,
): readonly FindingState[] {
  const found = new Map<string, FindingState>();
  for (const candidate of candidates) {
    const fingerprint = fingerprintOf(candidate);
    const id = findingId(fingerprint, candidate.subject);
    const { explain, remedy, involve } = words[candidate.pattern];
    found.set(id, {
      id,
      fingerprint,
      pattern: candidate.pattern,
      cause: candidate.cause,
      level: candidate.level,
      subject: candidate.subject.key,
      handoff: candidate.handoff,
      state: candidate.healedAt === null ? 'open' : 'healed',
      at: candidate.at,
      detail: JSON.stringify({
        also: candidate.also,
        systems: candidate.systems,
        due: candidate.due,
        healed_at: candidate.healedAt,
        evidence: candidate.evidence,
        explanation: explain(candidate),
        remedy: remedy(candidate),
        involve: involve(candidate),
      }),
    });
  }
  const gone = component.findings
    .filter(({ id }) => !found.has(id))
    .map((finding) => (finding.state === 'open' ? healed(finding, context.now) : finding));
  return [...found.values(), ...gone];
}

/** It no longer shows: something mended it. */
function healed(finding: FindingState, now: Instant): FindingState {
  const detail = { ...(JSON.parse(finding.detail) as object), healed_at: now };
  return { ...finding, state: 'healed', detail: JSON.stringify(detail) };
}
