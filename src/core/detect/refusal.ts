// Why a destination refused: for what it was sent (content), for when (sequence), for a business
// reason with valid data, or for the line between (auth, rate, outage); or it does not say. Only content is a
// mismatch.
import type { Observation } from '../observation/observation.js';

export type RefusalClass = 'content' | 'sequence' | 'business' | 'transport' | 'unsaid';

const transport =
  /\b(401|403|408|429|5\d\d)\b|rate.?limit|too many|time.?out|unavailable|unauthor|token|connect|outage|throttl/i;
const business = /credit|stock|inventory level|backorder|fraud|hold|blocked customer|discontinued/i;
const sequence =
  /not (yet )?(found|known|exist|approved|acknowledged)|unknown order|no such order|does not exist|before|sequence|prerequisite/i;

/** A named field speaks for content whatever the reason says. */
export function refusalClass(refusal: Observation): RefusalClass {
  const { field, code, reason, error } = refusal.data;
  if (field !== undefined) return 'content';
  const text = `${code ?? ''} ${reason ?? ''} ${error ?? ''}`;
  if (text.trim() === '') return 'unsaid';
  if (transport.test(text)) return 'transport';
  if (sequence.test(text)) return 'sequence';
  if (business.test(text)) return 'business';
  return 'content';
}
