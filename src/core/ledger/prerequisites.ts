// What a rule requires before its handoff may go: that something happened is a fact, and no permission to
// forward it. Live only: whoever else carries a handoff asks nobody here.
import type { Operation, Requirement } from '../contract/contract.js';
import type { HandoffState } from '../handoff/handoff.js';
import type { Instant } from '../observation/instant.js';
import { isMissing } from '../order/clock.js';
import type { Deriving } from './deriving.js';

/** States in which a handoff would go, or has been left too long. */
const goes: ReadonlySet<HandoffState> = new Set(['expected', 'overdue', 'not-covered']);

/**
 * The same handoff; it waits where its rule requires what the order has not come to, or where `items:` does not
 * name what is to be told.
 * @param all those of the order.
 */
export function heldBack(one: Deriving, all: readonly Deriving[]): Deriving {
  const { handoff, pinned } = one;
  if (pinned.mode !== 'live' || !goes.has(handoff.state) || handoff.tooLate !== undefined)
    return one;
  const missing = handoff.rule.requires.find((requirement) => !isMet(requirement, one, all));
  const waitingFor = missing === undefined ? itemWord(one) : requirementWord(missing);
  if (waitingFor === null) return one;
  return { ...one, handoff: { ...handoff, state: 'waiting', due: null, waitingFor } };
}

/** What people see of what is waited for. */
export function requirementWord(requirement: Requirement): string {
  if ('feed' in requirement) return `the feed ${requirement.feed}, whose age is not known here`;
  return requirement.kind === 'acknowledged' ? requirement.rule : requirement.kind;
}

/** What their lines name has to be known where they go. */
const ofLines: ReadonlySet<Operation> = new Set([
  'create-order',
  'update-order',
  'cancel-order',
  'record-fulfilment',
  'confirm-shipment',
  'record-refund',
  'record-return',
]);

/** What people see of an item that is to be named first; null: there is none, or its command has gone out. */
function itemWord({ handoff, order, said, attempts, deciding }: Deriving): string | null {
  const { rule, to, trigger } = handoff;
  if (!ofLines.has(rule.operation) || attempts.length > 0) return null;
  const { placing } = order.record;
  const { system, data } = (rule.operation === 'create-order' ? placing : null) ?? trigger;
  const sku = deciding.itemNames.missing(said.get(data) ?? {}, { from: system, to });
  return sku === null ? null : `the item ${sku} of ${system}: add it for ${to} under items:`;
}

/** When what it waits for is there though nothing arrives; null: nobody knows. */
export function metAt({ handoff, order }: Deriving): Instant | null {
  if (handoff.state !== 'waiting' || handoff.waitingFor !== 'not-preorder') return null;
  return order.record.placing?.data.availableFrom ?? null;
}

function isMet(requirement: Requirement, one: Deriving, all: readonly Deriving[]): boolean {
  const { record, context } = one.order;
  switch (requirement.kind) {
    case 'payable':
    case 'not-held':
    case 'not-preorder':
      if (record.placing === null) return false;
      return !isMissing(requirement.kind, record, { placing: record.placing, context });
    case 'acknowledged':
      return isRuleAcknowledged(requirement.rule, one, all);
    case 'fresh':
    case 'metric':
      // How old a feed is is not known here: nothing goes out on a figure that may be too old.
      return false;
  }
}

function isRuleAcknowledged(id: string, one: Deriving, all: readonly Deriving[]): boolean {
  const ofRule = all.filter(({ handoff }) => handoff.rule.id === id);
  const there = ofRule.filter(({ handoff }) => handoff.to === one.handoff.to);
  const required = there.length > 0 ? there : ofRule;
  if (required.length > 0) return required.every(isAcknowledged);
  // Who placed an order, or takes none of its class, is owed its creation by nobody.
  const { rules } = one.order.context.contract;
  return rules.find((rule) => rule.id === id)?.operation === 'create-order';
}

function isAcknowledged({ handoff, attempts }: Deriving): boolean {
  if (handoff.state === 'seen' || handoff.state === 'seen-late') return true;
  if (handoff.rule.acknowledgedBy !== 'response') return false;
  return attempts.some(({ outcome }) => outcome === 'accepted');
}
