// Cancelled, refunded or returned in one place while another goes on as if nothing had happened.
import type { Handoff } from '../handoff/handoff.js';
import type { Observation } from '../observation/observation.js';
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import { cited, fault, missed } from '../order/judged.js';
import { trailOf } from '../order/trail.js';
import type { PatternWords } from './finding.js';

export function detectRollbackGap(order: JudgedOrder): OrderFault[] {
  const late = order.overdue;
  if (late.length === 0) return [];
  return [
    ...stated(
      order,
      late.filter((handoff) => isWorkCancel(order, handoff)),
      'cancelled',
    ),
    ...stated(
      order,
      late.filter((handoff) => handoff.rule.operation === 'record-refund'),
      'refunded',
    ),
    ...stated(
      order,
      late.filter((handoff) => handoff.rule.operation === 'record-return'),
      'refunded',
    ),
  ];
}

/** A cancellation that those who do the work have not heard of; a channel's view is another fault. */
export function isWorkCancel(order: JudgedOrder, handoff: Handoff): boolean {
  if (handoff.rule.operation !== 'cancel-order') return false;
  const role = order.context.contract.systems.get(handoff.to)?.role;
  return role !== 'storefront' && role !== 'marketplace';
}

function stated(
  order: JudgedOrder,
  handoffs: readonly Handoff[],
  fact: 'cancelled' | 'refunded',
): OrderFault[] {
  const [first] = [...handoffs].sort((a, b) => rank(order, a) - rank(order, b));
  if (first === undefined) return [];
  const lacking = handoffs.map((handoff) => handoff.to);
  const trail = trailOf(order, fact, first.trigger.system, first.to);
  const work = workAfter(order, first.trigger, lacking);
  return [
    fault(order, fact, lacking, {
      pattern: 'rollback-gap',
      cause: trail.cause,
      entry: trail.entry,
      hop: trail.hop,
      systems: [first.trigger.system, ...lacking],
      ...missed(order, first),
      evidence: cited([first.trigger, ...work, ...trail.evidence]),
      details: {
        fact: first.trigger.kind,
        work: work.map((one) => one.kind.split('.')[1] ?? '').join(', '),
      },
    }),
  ];
}

const rank = (order: JudgedOrder, handoff: Handoff): number =>
  order.context.contract.systems.get(handoff.to)?.role === 'erp' ? 0 : 1;

function workAfter(
  order: JudgedOrder,
  cancelled: Observation,
  lacking: readonly string[],
): Observation[] {
  const found: Observation[] = [];
  for (const view of order.record.views) {
    if (!lacking.includes(view.system) && view.role !== 'warehouse') continue;
    for (const work of [...view.work, ...view.shipments.map((one) => one.statement)]) {
      if (work.at > cancelled.until) found.push(work);
    }
  }
  return found;
}

const facts: Readonly<Record<string, string>> = {
  'order.cancelled': 'cancelled',
  'refund.issued': 'refunded',
};

export const words: PatternWords = {
  explain: ({ systems, details }) => {
    const did = facts[details['fact'] ?? ''] ?? 'taken back';
    const work = details['work'] ? ` Work went on afterwards: ${details['work']}.` : '';
    return `${systems[0] ?? ''} says that the order was ${did}; ${systems.slice(1).join(' and ')} still holds it as it was.${work}`;
  },
  remedy: ({ systems }) =>
    `Stop the order in ${systems.slice(1).join(' and ')} now (void it, or recall the parcel). At the source: ` +
    'make the cancellation a handoff with a deadline shorter than allocation, and read it again right before release.',
  involve: () =>
    'the warehouse at once for what is being worked on; the owner of the cancellation path for the cause',
};
