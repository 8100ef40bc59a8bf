// Cancelled, refunded or returned in one place while another goes on as if nothing had happened.
import type { Handoff } from '../handoff/handoff.js';
import { decimalText, moneyText } from '../observation/decimal.js';
import type { Observation } from '../observation/observation.js';
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import { cited, fault, missed } from '../order/judged.js';
import { trailOf } from '../order/trail.js';
import type { Candidate, PatternWords } from './finding.js';

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
  const trail = trailOf(order, fact, first.trigger, first.to);
  // Money and goods that came back stop no work: what is shipped afterwards may be the rest.
  const work = fact === 'cancelled' ? workAfter(order, first.trigger, lacking) : [];
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
        ...(first.rule.operation === 'cancel-order' && first.ofOrder !== true
          ? { part: linesText(first.trigger) }
          : {}),
        ...(first.rule.operation === 'record-refund' ? refundDetails(order, first.trigger) : {}),
        ...(first.rule.operation === 'record-return' ? { back: 'goods' } : {}),
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

/** How much went back, and of how much: a part of the money leaves the order as it is. */
function refundDetails(order: JudgedOrder, { data }: Observation): Record<string, string> {
  const { amount, currency = null } = data;
  if (amount === undefined) return { back: 'money' };
  const total = order.record.placing?.data.total;
  const isPart = total !== undefined && total.currency === currency && amount < total.amount;
  return {
    back: 'money',
    amount: moneyText({ amount, currency }),
    of: isPart ? moneyText(total) : '',
  };
}

/** `2 × A-1, 1 × B-7`. */
function linesText({ data: { lines = [] } }: Observation): string {
  return lines
    .map(({ sku, line, qty }) => `${decimalText(qty)} × ${sku ?? line ?? '?'}`)
    .join(', ');
}

function stopWords({ systems, details }: Candidate): string {
  const others = systems.slice(1).join(' and ');
  return details['part']
    ? `Cancel ${details['part']} of the order in ${others} now, and recall it where it has left; the rest goes on.`
    : `Stop the order in ${others} now (void it, or recall the parcel).`;
}

const cancellation: PatternWords = {
  explain: ({ systems, details }) => {
    const work = details['work'] ? ` Work went on afterwards: ${details['work']}.` : '';
    const did = details['fact'] === 'order.cancelled' ? 'cancelled' : 'taken back';
    const what = details['part'] ? `${details['part']} of the order` : 'the order';
    return `${systems[0] ?? ''} says that ${what} was ${did}; ${systems.slice(1).join(' and ')} still holds it as it was.${work}`;
  },
  remedy: (found) =>
    `${stopWords(found)} At the source: ` +
    'make the cancellation a handoff with a deadline shorter than allocation, and read it again right before release.',
  involve: () =>
    'the warehouse at once for what is being worked on; the owner of the cancellation path for the cause',
};

function amountWords({ details }: Candidate): string {
  const { amount, of } = details;
  if (!amount) return 'money';
  return of ? `${amount} (in part: the order came to ${of})` : amount;
}

const refund: PatternWords = {
  explain: (found) =>
    `${found.systems[0] ?? ''} gave back ${amountWords(found)} for this order; ${found.systems.slice(1).join(' and ')} shows no such refund.`,
  remedy: ({ systems, details }) =>
    `Record the refund in ${systems.slice(1).join(' and ')}${details['amount'] ? `, a credit memo of ${details['amount']}` : ''} ` +
    '(look for it first, under another name); the goods are not concerned. At the source: make each refund a handoff ' +
    'with its own id and amount, and compare the refunds of the books with those that were paid, daily.',
  involve: () => 'finance for the books of this order; the owner of the refund path for the cause',
};

const goodsBack: PatternWords = {
  explain: ({ systems }) =>
    `${systems[0] ?? ''} says that goods of this order came back; ${systems.slice(1).join(' and ')} shows no return of them.`,
  remedy: ({ systems }) =>
    `Record the return in ${systems.slice(1).join(' and ')}, by its lines (look for it first, under another name), ` +
    'so that its credit and its stock are counted. At the source: make each return a handoff with its own id and lines.',
  involve: () =>
    'finance and those who take returns in for this order; the owner of the return path for the cause',
};

function wordsFor({ details }: Candidate): PatternWords {
  if (details['back'] === 'money') return refund;
  return details['back'] === 'goods' ? goodsBack : cancellation;
}

export const words: PatternWords = {
  explain: (found) => wordsFor(found).explain(found),
  remedy: (found) => wordsFor(found).remedy(found),
  involve: (found) => wordsFor(found).involve(found),
};
