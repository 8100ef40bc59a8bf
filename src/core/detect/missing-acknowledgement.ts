// A document that a partner who acknowledges such documents never did: no 997 by its deadline, or
// no 855. A 997 says that it could be read; only the 855 says that it is taken.
import type { DocumentHandoff } from '../document/handoffs.js';
import { instantText } from '../observation/instant.js';
import type { Kind } from '../observation/kinds.js';
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
  const { answer } = chosen;
  const own = [...document.acknowledgements, ...document.answers];
  const others = answer === null || own.includes(answer) ? own : [...own, answer];
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
      ...(answer === null
        ? {}
        : { took: tookAs[answer.kind] ?? 'answered', arrived: instantText(answer.at) }),
      again: healedAt === null ? '' : instantText(healedAt),
    },
  });
}

const tookAs: Partial<Record<Kind, string>> = {
  'document.accepted': 'accepted',
  'document.changed': 'changed',
  'document.refused': 'refused',
};

function whatIsKnown({ systems, details }: Candidate): string {
  const { answer, acknowledged, arrived, again } = details;
  if (again) return `Sent again, it was answered at ${again}.`;
  if (arrived) {
    const partner = systems.at(-1) ?? 'the partner';
    return `It has arrived: ${partner} ${details['took'] ?? 'answered'} it at ${arrived}. Only the 997 is missing.`;
  }
  return answer === '855' && acknowledged === 'yes'
    ? 'It was read (a 997 came), but nobody said that it is taken.'
    : 'Nobody knows whether it arrived.';
}

/** Data that has arrived is never sent again: it would be a second order. */
function whatToSend({ details }: Candidate): string {
  return details['arrived'] || details['again']
    ? 'Do not send it again: the partner has it, and would take it twice. Ask for the 997 that is missing.'
    : 'Look in the mailbox and the AS2 log, then send the same data again as the partner has agreed (new or same control number).';
}

export const words: PatternWords = {
  explain: (found) => {
    const { systems, details } = found;
    const partner = systems.at(-1) ?? 'the partner';
    const answer = details['both'] === 'yes' ? '997 and no 855' : (details['answer'] ?? '997');
    return (
      `${details['type'] ?? 'Document'} ${details['control'] ?? ''}, sent ${details['sent'] ?? '?'}, got no ${answer} from ${partner} by ` +
      `${details['due'] ?? '?'}. ${whatIsKnown(found)}`
    );
  },
  remedy: (found) =>
    found.details['answer'] === '855'
      ? 'Ask the partner whether the order is taken before its goods are promised. At the source: an alarm at the deadline of each answer, and an order that waits for it.'
      : `${whatToSend(found)} At the source: match each 997 to what was sent, and raise an alarm at the deadline.`,
  involve: ({ systems }) =>
    `the EDI team or VAN of ${systems[0] ?? 'the sender'}, and ${systems.at(-1) ?? 'the partner'}'s EDI desk`,
};
