// Known exceptions of the contract (`accept:`): what they match is counted, shown and ignored.
import type { AcceptedException } from '../contract/contract.js';
import type { Instant } from '../observation/instant.js';
import type { Candidate } from './finding.js';

function hasRef(found: Candidate, ref: string): boolean {
  if (found.subject.key === ref) return true;
  return Object.values(found.subject.refs).some((values) => values.includes(ref));
}

function matches(exception: AcceptedException, found: Candidate): boolean {
  const { pattern, handoff, system, ref } = exception;
  return (
    (pattern === null || pattern === found.pattern) &&
    (handoff === null || handoff === found.handoff) &&
    (system === null || found.systems.includes(system)) &&
    (ref === null || hasRef(found, ref))
  );
}

/**
 * The exception that the contract makes of this fault, if any. One whose `until` has passed at
 * `now` (the end of coverage) no longer holds: what was accepted for a time is shown again.
 */
export function acceptedBy(
  exceptions: readonly AcceptedException[],
  found: Candidate,
  now: Instant,
): AcceptedException | undefined {
  return exceptions.find(
    (exception) =>
      (exception.until === null || now <= exception.until) && matches(exception, found),
  );
}
