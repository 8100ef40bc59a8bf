// All EDI documents together: which of them were owed an acknowledgement (997, 999) or an answer of
// the business (855), and whether it came. Pure: what it counts goes into the caller's tally.
import type { Rule } from '../contract/contract.js';
import type { Context } from '../detect/context.js';
import type { Candidate } from '../detect/finding.js';
import { candidate } from '../detect/finding.js';
import { latencyBucket } from '../detect/latency.js';
import { detectMissingAcknowledgement } from '../detect/missing-acknowledgement.js';
import type { HandoffTally, Tally } from '../detect/tally.js';
import { durationText } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { citation } from '../observation/observation.js';
import { foldDocuments } from './fold.js';
import type { DocumentHandoff } from './handoffs.js';
import { DocumentTrade } from './trade.js';

export function judgeDocuments(
  observations: readonly Observation[],
  context: Context,
  tally: Tally,
): Candidate[] {
  const { documents, duplicates } = foldDocuments(observations);
  tally.duplicates += duplicates;
  tally.documents += documents.length;
  const trade = new DocumentTrade(documents, context);
  const rules = context.contract.rules.filter(isDocumentRule);
  const found: Candidate[] = [];
  for (const document of documents) {
    const handoffs: DocumentHandoff[] = [];
    for (const rule of rules) {
      const handoff = trade.handoff(document, rule);
      if (handoff === null) continue;
      count(handoff, tally);
      handoffs.push(handoff);
      if (handoff.state === 'seen-late') found.push(delayed(handoff));
    }
    const missing = detectMissingAcknowledgement(handoffs);
    if (missing !== null) found.push(missing);
  }
  return found;
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
      late: durationText((effect?.at ?? due.until) - due.until),
    },
  });
}

function count(handoff: DocumentHandoff, tally: Tally): void {
  const to = handoff.systems.at(-1) ?? '';
  const key = `${handoff.rule.id}→${to}`;
  const counts: HandoffTally = tally.handoffs.get(key) ?? {
    seen: 0,
    seenLate: 0,
    overdue: 0,
    expected: 0,
    waiting: 0,
    notCovered: 0,
    latency: new Map(),
  };
  tally.handoffs.set(key, counts);
  const { trigger, effect } = handoff;
  switch (handoff.state) {
    case 'seen':
      counts.seen += 1;
      break;
    case 'seen-late':
      counts.seenLate += 1;
      break;
    case 'overdue':
      counts.overdue += 1;
      break;
    case 'expected':
      counts.expected += 1;
      break;
    case 'waiting':
      counts.waiting += 1;
      break;
    case 'not-covered': {
      counts.notCovered += 1;
      const unknown = `${trigger.system}|document.acknowledged`;
      tally.unknown.set(unknown, (tally.unknown.get(unknown) ?? 0) + 1);
      break;
    }
  }
  if (effect === null) return;
  const traffic = `${trigger.system}→${to}|document.sent`;
  tally.traffic.set(traffic, (tally.traffic.get(traffic) ?? 0) + 1);
  if (trigger.at !== trigger.until || effect.at !== effect.until) return;
  const bucket = latencyBucket(effect.at - trigger.at);
  counts.latency.set(bucket, (counts.latency.get(bucket) ?? 0) + 1);
}
