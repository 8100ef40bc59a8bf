// A document that a partner who acknowledges such documents never did: no 997 by its deadline, or
// no 855. A 997 says that it could be read; only the 855 says that it is taken (x12.md section 9).
import type { DocumentHandoff } from '../document/handoffs.js';
import { instantText } from '../observation/instant.js';
import { citation } from '../observation/observation.js';
import type { Candidate, PatternWords } from './finding.js';
import { candidate } from './finding.js';

/** A document without its 997 is one fault, though its 855 is missing too. */
export function detectMissingAcknowledgement(
  handoffs: readonly DocumentHandoff[],
): Candidate | null {
  const missing = handoffs.filter((handoff) => handoff.state === 'overdue');
  const syntax = missing.find((handoff) => handoff.rule.operation === 'send-997');
  const chosen = syntax ?? missing[0];
  if (chosen === undefined) return null;
  const { rule, document, subject, trigger, due, systems, healedAt } = chosen;
  const others = [...document.acknowledgements, ...document.answers];
  return candidate({
    pattern: 'missing-acknowledgement',
    cause: 'missing',
    subject,
    systems,
    handoff: rule.id,
    field: document.type,
    at: trigger.at,
    due: due.until,
    healedAt,
    evidence: [trigger, ...others].map(citation),
    details: {
      answer: rule.operation === 'send-997' ? '997' : '855',
      both: missing.length > 1 ? 'yes' : '',
      type: document.type ?? 'document',
      control: document.name,
      sent: instantText(trigger.at),
      due: instantText(due.until),
      acknowledged: document.acknowledgements.length > 0 ? 'yes' : '',
      again: healedAt === null ? '' : instantText(healedAt),
    },
  });
}

export const words: PatternWords = {
  explain: ({ systems, details }) => {
    const partner = systems.at(-1) ?? 'the partner';
    const answer = details['both'] === 'yes' ? '997 and no 855' : (details['answer'] ?? '997');
    const again = details['again'] ?? '';
    const known =
      details['answer'] === '855' && details['acknowledged'] === 'yes'
        ? ' It was read (a 997 came), but nobody said that it is taken.'
        : ` Nobody knows whether it arrived.`;
    return (
      `${details['type'] ?? 'Document'} ${details['control'] ?? ''}, sent ${details['sent'] ?? '?'}, got no ${answer} from ${partner} by ` +
      `${details['due'] ?? '?'}.${again === '' ? known : ` Sent again, it was answered at ${again}.`}`
    );
  },
  remedy: ({ details }) =>
    details['answer'] === '855'
      ? 'Ask the partner whether the order is taken before its goods are promised. At the source: an alarm at the deadline of each answer, and an order that waits for it.'
      : 'Look in the mailbox and the AS2 log, then send the same data again as the partner has agreed (new or same control number). At the source: match each 997 to what was sent, and raise an alarm at the deadline.',
  involve: ({ systems }) =>
    `the EDI team or VAN of ${systems[0] ?? 'the sender'}, and ${systems.at(-1) ?? 'the partner'}'s EDI desk`,
};
