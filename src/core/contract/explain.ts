// What a rule means, in plain words, for `weir contract explain` and the reference.
import { instantText } from '../observation/instant.js';
import type { Instant } from '../observation/instant.js';
import type { Contract, Operation, Requirement, Rule } from './contract.js';
import { durationWords } from './duration.js';
import { goesToPartner, staysInside } from './standard.js';

/** What the destination must show for the operation to be acknowledged. */
export const effectOf: Readonly<Record<Operation, string>> = {
  'create-order': 'it holds the order confirmed, under an id of its own; a draft does not count',
  'update-order': 'it holds the order as changed',
  'hold-order': 'it holds the order back, or has released it again',
  'release-order': 'it has released the order',
  'cancel-order': 'it holds the order, or the lines, as cancelled',
  'record-fulfilment': 'it holds the shipment, by quantity',
  'confirm-shipment': 'it shows the order, or the lines, as shipped',
  'record-payment': 'it holds the order, and the money recorded against it',
  'record-refund': 'it holds the refund',
  'record-return': 'it holds the return',
  'record-books': 'revenue, cost of goods and inventory are all posted for the same lines',
  'set-available': 'it shows the new quantity, or a later one',
  'push-metric': 'it shows the figure with its as-of',
  'write-reference': 'it carries the reference',
  'send-850': 'it has acknowledged the purchase order',
  'send-855': 'it has accepted, changed or refused the purchase order (855)',
  'send-856': 'it has acknowledged the ship notice',
  'send-810': 'it has acknowledged the invoice',
  'send-846': 'it has acknowledged the inventory advice',
  'send-860': 'it has acknowledged the change of the purchase order',
  'send-997': 'it has acknowledged the document (997 or 999)',
};

/** The pattern that an overdue handoff of the rule is found as. */
const overdueAs: Readonly<Record<string, string>> = {
  'order-to-erp': 'lost-order, or parked-draft where a draft is all there is',
  'cancel-to-erp': 'rollback-gap',
  'cancel-to-warehouse': 'rollback-gap',
  'refund-to-erp': 'rollback-gap',
  'return-to-erp': 'rollback-gap',
  'payment-to-erp':
    'status-void where it holds the order without the money, orphaned-payment where no order for the money is known',
  'stock-to-channels': 'trigger-gap, or sync-failure where an attempt was made',
  'books-after-revenue': 'books-gap',
  'ack-997': 'missing-acknowledgement',
  'ack-855': 'missing-acknowledgement',
};

const usualPattern = 'status-void, or three-truths at two or more destinations';

export interface Explanation {
  readonly id: string;
  /** Label and sentence, in the order in which they are read. */
  readonly points: readonly (readonly [string, string])[];
}

function list(names: readonly string[], last: string): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} ${last} ${names[names.length - 1] ?? ''}`;
}

function requirementWords(requirement: Requirement): string {
  switch (requirement.kind) {
    case 'payable':
      return 'the order is payable (captured, authorized, terms, or not applicable)';
    case 'not-held':
      return 'the order is not on hold';
    case 'not-preorder':
      return 'the order is not a pre-order, or its day has come';
    case 'acknowledged':
      return `${requirement.rule} is acknowledged`;
    case 'fresh':
      return `the feed ${requirement.feed} is fresh`;
    case 'metric':
      return `${requirement.metric} of ${requirement.feed} is at least ${requirement.atLeast}`;
  }
}

function triggerWords(rule: Rule): string {
  const anySystem = staysInside(rule.operation) ? 'any system' : 'any system but the destination';
  const by = rule.from === null ? anySystem : list(rule.from, 'or');
  const conditions = Object.entries(rule.where).map(([key, value]) => `${key} is ${value}`);
  const where = conditions.length === 0 ? '' : `, where ${list(conditions, 'and')}`;
  return `${list(rule.on, 'or')}, stated by ${by}${where}`;
}

function destinationWords(rule: Rule): string {
  if (goesToPartner(rule.operation)) {
    const known = rule.to.length === 0 ? '' : ` (${list(rule.to, 'or')})`;
    return `the partner that the document went to${known}, for partners and types that have ever done so or declare it`;
  }
  return `${list(rule.to, 'and')}, each only where it holds the subject or the contract routes it there`;
}

function deadlineWords(rule: Rule, contract: Contract): string {
  if (rule.withinMillis === null) {
    return 'none written: three times the median of at least 30 completed handoffs';
  }
  const prerequisite = rule.requires.length > 0 ? 'the last prerequisite' : 'the trigger';
  const said = [`${durationWords(rule.withinMillis)} from ${prerequisite}`];
  if (rule.settlementWithinMillis !== null) {
    said.push(`${durationWords(rule.settlementWithinMillis)} where a marketplace states the money`);
  }
  const toMarketplace = rule.to.some((name) => contract.systems.get(name)?.role === 'marketplace');
  if (rule.operation === 'confirm-shipment' && toMarketplace) {
    said.push(
      `${durationWords(rule.marginMillis)} before ship_by at a marketplace, if that is earlier`,
    );
  }
  if (rule.operation === 'create-order') {
    const approve =
      rule.approveWithinMillis === null
        ? 'one business day'
        : durationWords(rule.approveWithinMillis);
    said.push(`a draft inside it may stay a draft for ${approve} more`);
  }
  if (rule.closeGraceMillis !== null) {
    said.push(`or the close of the period and ${durationWords(rule.closeGraceMillis)}`);
  }
  return said.join('; ');
}

function acknowledgementWords(rule: Rule): string {
  const effect = `the destination says that ${effectOf[rule.operation]}`;
  const kinds =
    rule.acknowledgedByKinds === null ? '' : ` (by ${list(rule.acknowledgedByKinds, 'or')})`;
  switch (rule.acknowledgedBy) {
    case 'event':
      return `${effect}${kinds}; an answer such as HTTP 200 does not count`;
    case 'response':
      return `the destination's answer to the request counts${kinds}, as the contract says`;
    case 'readback':
      return `reading it back shows that ${effectOf[rule.operation]}${kinds}`;
  }
}

function overdueWords(rule: Rule): string {
  const pattern = (rule.standard ? overdueAs[rule.id] : undefined) ?? usualPattern;
  const retry = `When Weir carries it, it is tried again for ${durationWords(rule.retryForMillis)}, then it is a dead letter to be replayed`;
  return `it is found as ${pattern}; one that comes late but right is a sync-delay. ${retry}`;
}

function undoneBy(rule: Rule, contract: Contract): string | null {
  const undoing = contract.rules.filter((other) => other.compensates === rule.id);
  if (undoing.length === 0) return null;
  return `${list(
    undoing.map((other) => other.id),
    'and',
  )}: voided where it is not sent yet, undone where it is, "too late" where it shipped`;
}

function modeWords(rule: Rule): string {
  switch (rule.mode) {
    case 'observe':
      return 'observe: expected and watched, never sent';
    case 'shadow':
      return 'shadow: built and compared with what the old integration did, never sent';
    case 'live':
      return 'live: carried by Weir';
  }
}

/** Everything that the contract says of one rule. */
export function explainRule(rule: Rule, contract: Contract): Explanation {
  const points: [string, string][] = [['When', triggerWords(rule)]];
  const add = (label: string, words: string | null): void => {
    if (words !== null && words !== '') points.push([label, words]);
  };
  add('But not before', list(rule.requires.map(requirementWords), 'and'));
  add('Who must show it', destinationWords(rule));
  add('By when', deadlineWords(rule, contract));
  add('Acknowledged when', acknowledgementWords(rule));
  add('Confirmed when', confirmWords(rule));
  add('If it is overdue', overdueWords(rule));
  add('Undoes', rule.compensates);
  add('Undone by', undoneBy(rule, contract));
  add('Keeps', rule.keepLatest ? 'only the latest value: a newer one replaces one not sent' : null);
  add(
    'Applies from',
    rule.effectiveFrom === null ? null : instantText(rule.effectiveFrom as Instant),
  );
  add('Mode', modeWords(rule));
  add('Owner', rule.owner ?? 'nobody is named: a no-owner gap on the map');
  return { id: rule.id, points };
}

function confirmWords(rule: Rule): string | null {
  if (rule.confirmFields.length === 0) return null;
  return `read back, the same ${list(rule.confirmFields, 'and')} stand there`;
}
