// A component that names have made too large: what is past the limit is held, visibly, so that each of
// its folds stays short and no other component waits for it.
import type { Candidate, SubjectReference } from '../detect/finding.js';
import { candidate } from '../detect/finding.js';
import { findingId, fingerprintOf } from '../detect/fingerprint.js';
import { limits } from '../limits.js';
import type { Component, Judged } from './ledger.js';
import type { ReadFact } from './deciding.js';

export interface Bounded {
  /** What is judged. */
  readonly facts: readonly ReadFact[];
  readonly past: readonly Judged[];
}

const reason = `more than ${limits.componentStatementsMax} statements bear its names: see the finding`;

/** What was judged before stays; of what has just arrived the first come first. */
export function withinLimit(facts: readonly ReadFact[]): Bounded {
  if (facts.length <= limits.componentStatementsMax) return { facts, past: [] };
  const isNew = ({ fact }: ReadFact): number => (fact.verdict === null ? 1 : 0);
  const sorted = [...facts].sort((a, b) => isNew(a) - isNew(b) || a.fact.id - b.fact.id);
  return {
    facts: sorted.slice(0, limits.componentStatementsMax),
    past: sorted
      .slice(limits.componentStatementsMax)
      .map(({ fact: { id } }) => ({ id, verdict: 'held', reason, past: true })),
  };
}

/** The finding of it, which stands as long as the component is full. */
export function pastLimit(
  component: Component,
  { facts, past }: Bounded,
  subject: SubjectReference | undefined,
): readonly Candidate[] {
  if (subject === undefined || facts.length < limits.componentStatementsMax) return [];
  const found = candidate({
    pattern: 'identity-conflict',
    cause: 'conflict',
    field: 'too-many-statements',
    subject,
    systems: [...new Set(facts.map(({ statement }) => statement.system))].sort(),
    details: { why: 'too-many-statements', name: subject.key },
  });
  const id = findingId(fingerprintOf(found), subject);
  // What is past the limit is not read again: that it is there, only the finding says.
  const stood = component.findings.some((one) => one.id === id && one.state !== 'healed');
  return past.length > 0 || stood ? [found] : [];
}
