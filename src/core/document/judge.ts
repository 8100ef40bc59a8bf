// All EDI documents together: which of them were owed an acknowledgement (997, 999) or an answer of
// the business (855), and whether it came. Pure: what it counts goes into the caller's tally.
import type { Rule } from '../contract/contract.js';
import type { Context } from '../detect/context.js';
import type { Candidate } from '../detect/finding.js';
import { candidate } from '../detect/finding.js';
import { countHandoff } from '../detect/count-handoff.js';
import { detectMissingAcknowledgement } from '../detect/missing-acknowledgement.js';
import { detectRejectedDocument } from '../detect/rejected-document.js';
import type { Tally } from '../detect/tally.js';
import { durationWords } from '../contract/duration.js';
import type { Instant } from '../observation/instant.js';
import { soonest } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { citation } from '../observation/observation.js';
import { foldDocuments } from './fold.js';
import type { DocumentHandoff } from './handoffs.js';
import type { DocumentRecord } from './record.js';
import { DocumentTrade } from './trade.js';

export function judgeDocuments(
  observations: readonly Observation[],
  context: Context,
  tally: Tally,
): Candidate[] {
  const { documents, duplicates } = foldDocuments(observations);
  tally.duplicates += duplicates;
  tally.documents += documents.length;
  const found: Candidate[] = [];
  for (const handoffs of owedOf(documents, context)) {
    for (const handoff of handoffs) {
      count(handoff, tally);
      if (handoff.state === 'seen-late' && !isUnread(handoff)) found.push(delayed(handoff));
    }
    const fault = detectRejectedDocument(handoffs) ?? detectMissingAcknowledgement(handoffs);
    if (fault !== null) found.push(fault);
  }
  return found;
}

/** When the next answer that is still awaited becomes overdue; null: none is awaited. */
export function nextAnswerDue(
  observations: readonly Observation[],
  context: Context,
): Instant | null {
  const awaited = owedOf(foldDocuments(observations).documents, context)
    .flat()
    .filter(({ state }) => state === 'expected');
  return soonest(awaited.map(({ due }) => due.until));
}

/** What is owed of each document, in the order of the documents. */
function owedOf(
  documents: readonly DocumentRecord[],
  context: Context,
): readonly (readonly DocumentHandoff[])[] {
  const trade = new DocumentTrade(documents, context);
  const rules = context.contract.rules.filter(isDocumentRule);
  return documents.map((document) => rules.flatMap((rule) => trade.handoff(document, rule) ?? []));
}

/** A rejection that came late brought nothing right. */
function isUnread({ document }: DocumentHandoff): boolean {
  return document.state === 'syntax-rejected';
}

function isDocumentRule({ operation }: Rule): boolean {
  return operation === 'send-997' || operation === 'send-855';
}

function delayed({ rule, trigger, due, effect, systems, subject }: DocumentHandoff): Candidate {
  return candidate({
    pattern: 'sync-delay',
    level: 'info',
    cause: 'delay',
    subject,
    systems,
    handoff: rule.id,
    at: trigger.at,
    due: due.until,
    healedAt: effect?.at ?? null,
    evidence: [trigger, ...(effect === null ? [] : [effect])].map(citation),
    details: {
      fact: rule.operation === 'send-997' ? 'document.acknowledged' : 'document.accepted',
      late: durationWords((effect?.at ?? due.until) - due.until),
    },
  });
}

function count(handoff: DocumentHandoff, tally: Tally): void {
  const to = handoff.systems.at(-1) ?? '';
  const { rule, state, trigger, effect } = handoff;
  countHandoff(tally, {
    key: `${rule.id}→${to}`,
    state,
    trigger,
    effect,
    wanting: `${trigger.system}|document.acknowledged`,
    traffic: `${trigger.system}→${to}|document.sent`,
  });
}
