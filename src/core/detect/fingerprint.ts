// Names of faults that stay the same from run to run: the fingerprint tells the fault (pattern,
// rule, cause, pair of systems, field or native value), the id tells the fault and its subject.
import { shortDigest } from '../observation/short-digest.js';
import type { Candidate } from './finding.js';

/** First and last of the systems concerned: where the fact was, and where it should have been. */
export function systemPair(systems: readonly string[]): readonly string[] {
  const first = systems[0];
  const last = systems[systems.length - 1];
  if (first === undefined || last === undefined) return [];
  return systems.length === 1 ? [first] : [first, last];
}

type Fault = Pick<Candidate, 'pattern' | 'handoff' | 'cause' | 'systems' | 'field'>;

/** Never depends on a subject. */
export function fingerprintOf(found: Fault): string {
  const parts = [found.pattern, found.handoff, found.cause, systemPair(found.systems), found.field];
  return shortDigest(JSON.stringify(parts));
}

export function findingId(fingerprint: string, subject: Candidate['subject']): string {
  return `${fingerprint}-${shortDigest(JSON.stringify([subject.type, subject.key]))}`;
}
