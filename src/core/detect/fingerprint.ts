// Names of faults that stay the same from run to run: the fingerprint tells the fault (pattern,
// rule, cause, pair of systems, field or native value), the id tells the fault and its subject.
import type { Candidate } from './finding.js';

/** 53 bits of the text as 14 hexadecimal digits: two multiplicative 32-bit hashes, mixed at the end. */
export function shortDigest(text: string): string {
  let high = 0x9e37_79b1;
  let low = 0x85eb_ca77;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 0x9e37_79b1);
    low = Math.imul(low ^ code, 0xc2b2_ae3d);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85eb_ca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2_ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85eb_ca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2_ae35);
  const bits = (high & 0x1f_ffff) * 2 ** 32 + (low >>> 0);
  return bits.toString(16).padStart(14, '0');
}

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
