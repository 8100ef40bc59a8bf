// What became of changes: each is done once, and in the end the ERP holds what is ordered, by what it was told.
import { handoffDetail } from '../../../src/core/ledger/ledger.js';
import type { Auditor, Evidence } from '../evidence.js';
import type { History } from '../history.js';
import { isForgotten } from './forgotten.js';

interface Lines {
  readonly lines?: readonly [{ readonly qty: number | string }];
}

interface Told {
  readonly operation: string;
  readonly order?: { readonly placed: Lines };
  readonly said: Lines;
}

/** I6: what was ordered last is what the ERP was told last, once. */
export const newestIsHeld: Auditor = (evidence) => {
  const { histories, destinations, terms } = evidence;
  if (!terms.features.toldAll) return [];
  const changes = (destinations.get('erp')?.effects ?? []).filter(
    ({ operation }) => operation === 'update-order',
  );
  const twice = changes
    .filter(({ entity }, place) => changes.findIndex((one) => one.entity === entity) < place)
    .map(({ entity }) => `${entity} was done more than once`);
  return [...twice, ...histories.flatMap((history) => heldOtherwise(evidence, history))];
};

function heldOtherwise(evidence: Evidence, history: History): readonly string[] {
  const { order, qty, cancelledAt } = history;
  const held = quantityTold(evidence, order);
  // What another path created, it created as it was then.
  if (held === null || held === qty || cancelledAt !== null || isStuck(evidence, history))
    return [];
  return [`the ERP holds ${held} of order ${order}, and ${qty} are ordered`];
}

/** By the last of what it did; null: it was told of no lines. */
function quantityTold({ destinations }: Evidence, order: string): number | null {
  const did = (destinations.get('erp')?.asked ?? []).filter(
    (asked) => asked.did === 'effect' && asked.order === order,
  );
  const told = did.flatMap(({ body }) => {
    const { operation, order: created, said } = JSON.parse(body) as Told;
    if (operation === 'create-order') return created?.placed.lines?.[0].qty ?? [];
    return operation === 'update-order' ? (said.lines?.[0].qty ?? []) : [];
  });
  const last = told.at(-1);
  return last === undefined ? null : Number(last);
}

/** Its answer was lost where nobody can be asked, nor told again: that is said of it. */
function isStuck(evidence: Evidence, { order }: History): boolean {
  const { keyed, canBeAsked } = evidence.terms.manners.erp;
  const rows = evidence.ledger.stories.get(order)?.handoffs ?? [];
  const isLost = (key: string): boolean => !keyed || isForgotten(key, 'erp', evidence);
  return (
    !canBeAsked &&
    rows.some(
      (row) =>
        row.carriage === 'unknown' &&
        row.to === 'erp' &&
        handoffDetail(row).reason !== null &&
        isLost(row.key),
    )
  );
}
