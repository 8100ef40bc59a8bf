// Two statements that cannot both be so: one id with two contents, one name for two orders.
import { decimalText } from '../observation/decimal.js';
import { instantText } from '../observation/instant.js';
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import { cited, fault } from '../order/judged.js';
import { equal } from '../order/quantities.js';
import type { Conflict, OrderRecord, OrderView } from '../order/record.js';
import type { PatternWords } from './finding.js';

export function detectIdentityConflict(order: JudgedOrder): OrderFault[] {
  const { record } = order;
  const twice = placedTwice(record);
  const conflicts = twice === null ? record.conflicts : [...record.conflicts, twice];
  const [conflict] = conflicts;
  if (conflict === undefined) return [];
  const statements = conflicts.flatMap((one) => one.statements);
  const systems = [...new Set(statements.map((statement) => statement.system))].sort();
  return [
    fault(order, 'identity', systems, {
      pattern: 'identity-conflict',
      cause: 'conflict',
      field: conflict.why,
      at: statements[0]?.at ?? null,
      evidence: cited(statements),
      details: {
        why: conflict.why,
        name: conflict.name,
        at: statements[0] === undefined ? '' : instantText(statements[0].at),
      },
    }),
  ];
}

/** Two systems each place the order with contradicting lines, total or currency (interfaces 2.2). */
function placedTwice(record: OrderRecord): Conflict | null {
  const placings = [...record.views.values()].filter((view) => view.placed !== null);
  const [first, ...others] = placings;
  if (first === undefined) return null;
  const other = others.find((view) => contradicts(record, first, view));
  if (other === undefined || first.placed === null || other.placed === null) return null;
  return { why: 'placed-twice', statements: [first.placed, other.placed], name: record.key };
}

function contradicts(record: OrderRecord, left: OrderView, right: OrderView): boolean {
  if (left.placed === null || right.placed === null) return false;
  if (left.role === 'storefront' && right.role === 'storefront') return true;
  const ours = record.quantities.get(left.placed);
  const theirs = record.quantities.get(right.placed);
  if (ours !== undefined && theirs !== undefined && !equal(ours, theirs)) return true;
  const total = left.placed.data.total;
  const otherTotal = right.placed.data.total;
  if (total === undefined || otherTotal === undefined) return false;
  const currencies = total.currency !== null && otherTotal.currency !== null;
  if (currencies && total.currency !== otherTotal.currency) return true;
  return decimalText(total.amount) !== decimalText(otherTotal.amount);
}

const reasons: Readonly<Record<string, string>> = {
  'same-id': 'states two different things under one id',
  'placed-twice': 'and another system each placed an order of this name, and the two contradict',
  'ambiguous-name': 'uses a name that two different orders bear',
  'too-many-orders': 'uses names that chain too many orders together',
};

export const words: PatternWords = {
  explain: ({ systems, details }) =>
    `${systems[0] ?? 'A system'} ${reasons[details['why'] ?? ''] ?? 'contradicts itself'} ` +
    `("${details['name'] ?? ''}"). Nothing can be concluded about this order until it is settled.`,
  remedy: () =>
    'Look the order up in each system and decide which statement is right; then give the name a ' +
    'scope (shop, partner, date) or declare the right join under identity: in weir.yaml.',
  involve: ({ systems }) => `the owners of ${systems.join(' and ')}`,
};
