// Two statements that cannot both be so: one id with two contents, one name for two orders.
import { instantText } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import { cited, fault } from '../order/judged.js';
import { equal } from '../order/quantities.js';
import type { Conflict, OrderRecord, OrderView } from '../order/record.js';
import { linesOf } from '../order/record.js';
import { reusedNumber } from '../order/reused-number.js';
import type { PatternWords } from './finding.js';

export function detectIdentityConflict(order: JudgedOrder): OrderFault[] {
  const { record } = order;
  const twice = reusedNumber(record) ?? placedTwice(record);
  const conflicts = twice === null ? record.conflicts : [...record.conflicts, twice];
  const conflict = conflicts[0];
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

/** Two systems each place the order with contradicting lines, total or currency. */
function placedTwice(record: OrderRecord): Conflict | null {
  let first: Placing | null = null;
  for (const view of record.views) {
    if (!places(view)) continue;
    if (first === null) first = view;
    else if (contradicts(record, first, view)) {
      return { why: 'placed-twice', statements: [first.placed, view.placed], name: record.key };
    }
  }
  return null;
}

type Placing = OrderView & { readonly placed: Observation };

function places(view: OrderView): view is Placing {
  return view.placed !== null;
}

function contradicts(record: OrderRecord, left: Placing, right: Placing): boolean {
  if (left.role === 'storefront' && right.role === 'storefront') return true;
  const ours = linesOf(record, left.placed);
  const theirs = linesOf(record, right.placed);
  if (ours !== undefined && theirs !== undefined && !equal(ours, theirs)) return true;
  const total = left.placed.data.total;
  const otherTotal = right.placed.data.total;
  if (total === undefined || otherTotal === undefined) return false;
  const currencies = total.currency !== null && otherTotal.currency !== null;
  if (currencies && total.currency !== otherTotal.currency) return true;
  return total.amount !== otherTotal.amount;
}

const reasons: Readonly<Record<string, string>> = {
  'same-id': 'states two different things under one id',
  'id-of-several': 'states one kind of thing of several orders under one id',
  'placed-twice': 'each placed an order of this name, and the two contradict',
  'number-reused': 'placed two orders under one number',
  'ambiguous-name': 'uses a name that two different orders bear',
  'sent-twice': 'was sent as two orders what is one',
  'too-many-orders': 'uses names that chain too many orders together',
  'too-many-statements':
    'uses a name that too many statements bear, and those past the limit are held',
};

function speakersOf(systems: readonly string[], why: string | undefined): string {
  if (why === 'placed-twice') return systems.join(' and ');
  return systems[0] ?? 'A system';
}

export const words: PatternWords = {
  explain: ({ systems, details }) =>
    `${speakersOf(systems, details['why'])} ${reasons[details['why'] ?? ''] ?? 'contradicts itself'} ` +
    `("${details['name'] ?? ''}"). Nothing can be concluded about this order until it is settled.`,
  remedy: () =>
    'Look the order up in each system and decide which statement is right; then give the name a ' +
    'scope (shop, partner, date) or declare the right join under identity: in weir.yaml.',
  involve: ({ systems }) => `the owners of ${systems.join(' and ')}`,
};
