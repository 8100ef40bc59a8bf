// The middleware forwarded a shipment before the destination held the order; the destination
// swallowed it, and the shipment never appeared there.
import type { Handoff } from '../handoff/handoff.js';
import { instantText } from '../observation/instant.js';
import { confirmation } from '../order/class.js';
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import { cited, fault, missed } from '../order/judged.js';
import type { CarriedFact } from '../order/trail.js';
import { cameTooEarly, hopsOf } from '../order/trail.js';
import { viewOf } from '../order/record.js';
import type { PatternWords } from './finding.js';
import { conditionOf } from './lost-order.js';

export function detectPrematureEvent(order: JudgedOrder): OrderFault[] {
  const faults: OrderFault[] = [];
  for (const handoff of order.overdue) {
    const fact = factOf(handoff);
    if (fact === null) continue;
    const found = stated(order, handoff, fact);
    if (found !== null) faults.push(found);
  }
  return faults;
}

function factOf(handoff: Handoff): CarriedFact | null {
  const { operation } = handoff.rule;
  if (operation === 'record-fulfilment' || operation === 'confirm-shipment') return 'shipped';
  // An order that never came, whose shipment did: the successor was all that was sent.
  return operation === 'create-order' ? 'shipped' : null;
}

function stated(order: JudgedOrder, handoff: Handoff, fact: CarriedFact): OrderFault | null {
  const hops = hopsOf(order.record, fact, handoff.to);
  const early = cameTooEarly(order.record, hops, handoff.to);
  if (early === null) return null;
  const view = viewOf(order.record, handoff.to);
  if (
    handoff.rule.operation === 'create-order' &&
    view !== undefined &&
    view.shipments.length > 0
  ) {
    return null;
  }
  // Sent again after the order was held, it was not the sequence that lost it.
  const held = confirmation(view);
  const again = hops.some(
    (hop) => hop.kind === 'hop.forwarded' && held !== null && hop.at >= held.at,
  );
  if (again) return null;
  const lost = handoff.rule.operation === 'create-order';
  return fault(order, lost ? 'existence' : 'shipped', [handoff.to], {
    pattern: 'premature-event',
    cause: 'sequencing',
    entry: 'payload',
    hop: `${early.system}→${handoff.to}`,
    systems: [early.data.from ?? handoff.trigger.system, early.system, handoff.to],
    ...missed(order, handoff),
    evidence: cited([handoff.trigger, early, held]),
    details: {
      forwarded: instantText(early.at),
      held: held === null ? '' : instantText(held.at),
    },
    ...(lost ? conditionOf(order, handoff.to) : {}),
  });
}

export const words: PatternWords = {
  explain: ({ systems, details }) => {
    const [via, to] = [systems[1] ?? 'the middleware', systems.at(-1) ?? ''];
    const held = details['held'];
    const order = held ? `only held the order from ${held}` : 'has never held the order';
    return (
      `${via} forwarded the shipment to ${to} at ${details['forwarded'] ?? '?'}, but ${to} ${order}. ` +
      'It was swallowed without an error.'
    );
  },
  remedy: () =>
    'Post the shipment again now that the order is there. At the source: hold the shipment until the ' +
    'destination has acknowledged the order (requires: acknowledged: order-to-erp).',
  involve: () => 'the middleware or queue specialist: the values are right, their order is wrong',
};
