// A native word that no vocabulary of its system knows: once a value, with how often and since when.
import type { Candidate, PatternWords } from './finding.js';

function timesOf({ count }: Candidate['details']): string {
  return count === '1' ? 'once' : `${count ?? ''} times`;
}

export const words: PatternWords = {
  explain: ({ systems, subject, details }) =>
    `${systems[0] ?? 'A system'} uses the word "${details['native'] ?? ''}" ${timesOf(details)}` +
    `${details['since'] ? `, first at ${details['since']} on order ${subject.key}` : ''}; no vocabulary of it is known to Weir, so it is not read at all.`,
  remedy: ({ details }) =>
    `Ask what "${details['native'] ?? 'it'}" means and add it to the mapping; what was held is then read again. ` +
    'A new word after an upgrade usually breaks every receiver that defaults it.',
  involve: ({ systems }) =>
    `whoever knows ${systems[0] ?? 'the system'}'s statuses, and connector support`,
};
