// A document that its partner could not read, and rejected (997 R, CONTRL 4): transport succeeded and the
// content did not, so that nothing in it was taken in.
import { isRejected } from '../document/fold.js';
import type { DocumentHandoff } from '../document/handoffs.js';
import { instantText } from '../observation/instant.js';
import { citation } from '../observation/observation.js';
import type { Candidate } from './finding.js';
import { candidate } from './finding.js';

/** What else is awaited of it (855) stays away because of the rejection. */
export function detectRejectedDocument(handoffs: readonly DocumentHandoff[]): Candidate | null {
  const handoff = handoffs.find((one) => one.rule.operation === 'send-997');
  if (handoff?.document.state !== 'syntax-rejected') return null;
  const { document, rule, subject, systems, trigger, healedAt } = handoff;
  const rejection = document.acknowledgements.findLast(isRejected);
  if (rejection === undefined) return null;
  const { errors } = rejection.data;
  return candidate({
    pattern: 'transform-mismatch',
    also: handoffs.some(({ state }) => state === 'overdue') ? ['missing-acknowledgement'] : [],
    cause: 'mapping',
    entry: 'translation',
    subject,
    systems,
    handoff: rule.id,
    field: document.type,
    at: rejection.at,
    healedAt,
    evidence: [trigger, rejection].map(citation),
    details: {
      what: 'rejected',
      type: document.type ?? 'document',
      control: document.name,
      rejected: instantText(rejection.at),
      errors: (typeof errors === 'string' ? [errors] : (errors ?? [])).slice(0, 3).join('; '),
      again: healedAt === null ? '' : instantText(healedAt),
    },
  });
}

export function rejectedText({ systems, details }: Candidate): string {
  const { type = 'Document', control = '', errors = '', again = '' } = details;
  return (
    `${systems.at(-1) ?? 'The partner'} rejected ${type} ${control} at ${details['rejected'] ?? '?'}${errors === '' ? '' : ` ("${errors}")`}: ` +
    'nothing in it was taken in. ' +
    (again === '' ? 'The path itself reported success.' : `Sent again, it was read at ${again}.`)
  );
}

export function rejectedRemedy({ details }: Candidate): string {
  const now =
    details['again'] === ''
      ? 'Correct what the partner names, and send it again.'
      : 'Nothing to send: the partner has it.';
  return (
    `${now} At the source: mend the mapping of the segment, test it against the partner's guide before it is sent, and ` +
    'raise an alarm on each rejection as on each 997 that stays away.'
  );
}
