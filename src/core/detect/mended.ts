// A fault that a hand has put right is told as it was before, and what to do now is done: only the source
// is left. To create by the words of its pattern what somebody has entered would make it twice.
import { instantText } from '../observation/instant.js';
import type { Candidate, PatternWords } from './finding.js';

/** Where the remedies turn from what to do now to what to change. */
const source = 'At the source: ';

export function explanationOf({ explain }: PatternWords, found: Candidate): string {
  const { healedAt, healedByHand } = found;
  if (!healedByHand || healedAt === null) return explain(found);
  return `Put right by hand at ${instantText(healedAt)}. Before that: ${explain(found)}`;
}

export function remedyOf({ remedy }: PatternWords, found: Candidate): string {
  const words = remedy(found);
  const change = words.indexOf(source);
  if (!found.healedByHand || change < 0) return words;
  return `Nothing is left to enter by hand. ${words.slice(change)}`;
}
