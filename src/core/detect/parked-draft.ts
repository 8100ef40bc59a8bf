// The ERP holds the order only as a draft, past the time in which drafts are approved.
import { instantText } from '../observation/instant.js';
import { draftOf } from '../order/class.js';
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import { cited, fault, missed } from '../order/judged.js';
import { viewOf } from '../order/record.js';
import type { PatternWords } from './finding.js';

export function detectParkedDraft(order: JudgedOrder): OrderFault[] {
  const faults: OrderFault[] = [];
  for (const handoff of order.overdue) {
    if (handoff.rule.operation !== 'create-order' || !handoff.partial) continue;
    const draft = draftOf(viewOf(order.record, handoff.to));
    faults.push(
      fault(order, 'existence', [handoff.to], {
        pattern: 'parked-draft',
        cause: 'missing',
        systems: [handoff.trigger.system, handoff.to],
        ...missed(order, handoff),
        evidence: cited([handoff.trigger, draft]),
        details: { draft: draft === null ? '' : instantText(draft.at) },
      }),
    );
  }
  return faults;
}

export const words: PatternWords = {
  explain: ({ systems, details }) =>
    `${systems.at(-1) ?? 'The ERP'} has held this order only as a draft since ${details['draft'] ?? '?'}; ` +
    'a draft is not worked on, and nobody was told.',
  remedy: () =>
    'Approve or void the draft. At the source: approve marketplace orders on arrival, or make the ' +
    'approval a handoff of its own with an owner and a deadline.',
  involve: () => 'whoever approves orders in the ERP',
};
