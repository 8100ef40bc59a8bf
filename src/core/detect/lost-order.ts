// Placed and payable, and the ERP holds nothing by the deadline.
import { moneyText } from '../observation/decimal.js';
import { instantText } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { cancellationAnywhere } from '../order/cancelled.js';
import { classText, routedTo } from '../order/class.js';
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import { cited, fault, missed } from '../order/judged.js';
import { trailOf } from '../order/trail.js';
import { viewOf } from '../order/record.js';
import type { Candidate, PatternWords } from './finding.js';
import { refusalClass } from './refusal.js';

export function detectLostOrder(order: JudgedOrder): OrderFault[] {
  const faults: OrderFault[] = [];
  for (const handoff of order.overdue) {
    if (handoff.rule.operation !== 'create-order' || handoff.partial) continue;
    const trail = trailOf(order, 'placed', handoff.trigger, handoff.to);
    const refusal = viewOf(order.record, handoff.to)?.refusals.at(-1);
    const cancelled = cancellationAnywhere(order.record, () => true);
    const shown = missed(order, handoff);
    // What was refused arrived, whatever no log shows of it.
    const way = `${handoff.trigger.system}→${handoff.to}`;
    const early = refusal !== undefined && refusalClass(refusal) === 'sequence';
    faults.push(
      fault(order, 'existence', [handoff.to], {
        pattern: 'lost-order',
        cause: early ? 'sequencing' : trail.cause,
        entry: trail.entry,
        hop: refusal === undefined || trail.evidence.length > 0 ? trail.hop : way,
        systems: [handoff.trigger.system, handoff.to],
        ...shown,
        // Nothing is owed of an order that is cancelled, however late.
        healedAt: shown.healedAt ?? cancelled?.at ?? null,
        evidence: cited([handoff.trigger, refusal, cancelled, ...trail.evidence]),
        also: captured(order) ? ['orphaned-payment'] : [],
        details: {
          placed: instantText(handoff.trigger.at),
          ...moneyDetails(handoff.trigger),
          ...(cancelled === null ? {} : { cancelled: instantText(cancelled.at) }),
          ...(refusal === undefined ? {} : { refused: refusalText(refusal) }),
        },
        ...conditionOf(order, handoff.to),
      }),
    );
  }
  return faults;
}

/** Captured money of an order that the ERP does not hold is money without an order there. */
function captured(order: JudgedOrder): boolean {
  for (const view of order.record.views) if (view.captures.length > 0) return true;
  return false;
}

/** By these an order that only the ERP knows can be recognised as this one (orphaned-payment.ts). */
function moneyDetails(placing: Observation): Record<string, string> {
  const { total } = placing.data;
  if (total === undefined) return {};
  return { money: moneyText(total), at: String(placing.at), until: String(placing.until) };
}

/** A class that the system never shows is one gap, unless the contract routes it there. */
export function conditionOf(order: JudgedOrder, system: string): Pick<Candidate, 'condition'> {
  if (routedTo(order.context.contract, order.orderClass) !== null) return {};
  return {
    condition: { kind: 'class-shown', system, orderClass: classText(order.orderClass) },
  };
}

/** What the destination said of it, as far as it said anything. */
function refusalText({ data: { reason, error, code } }: Observation): string {
  const said = reason ?? error ?? code;
  return said === undefined ? '' : ` ("${said}")`;
}

function whatToDo({ systems, details, also }: Candidate): string {
  const erp = systems.at(-1) ?? 'the ERP';
  if (!details['cancelled']) {
    const refused = details['refused'];
    const settle = refused === undefined ? '' : `Settle why ${erp} refused it${refused}. `;
    return `${settle}Create the order in ${erp} under its own number (look it up first).`;
  }
  const money = also.includes('orphaned-payment') ? ' See that its money was given back.' : '';
  return `Leave ${erp} as it is: an order that is cancelled is not created any more.${money}`;
}

export const words: PatternWords = {
  explain: ({ systems, details, hop }) => {
    const { refused } = details;
    const since = details['cancelled'] ? ` It was cancelled at ${details['cancelled']}.` : '';
    return (
      `${systems[0] ?? ''} took this order at ${details['placed'] ?? '?'} and it ${since === '' ? 'may' : 'was to'} be worked on, but ` +
      `${systems.at(-1) ?? 'the ERP'} has never held it${refused === undefined ? '' : `: it refused it${refused}`}.` +
      `${hop === null ? '' : ` The trail ends at ${hop}.`}${since}`
    );
  },
  remedy: (found) =>
    `${whatToDo(found)} At the source: ` +
    'carry each order until the ERP answers with its record id; retry, and park in a dead letter what it refuses.',
  involve: () => 'the owner of the order path (middleware or connector)',
};
