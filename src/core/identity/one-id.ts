// One id under which a system states one kind of thing of two orders: the id is of at most one of them, and
// nobody can tell of which. As the same id with another content it is an identity conflict.
import { compareTexts } from '../observation/compare-texts.js';
import type { Observation } from '../observation/observation.js';
import { mayBeRestated } from '../observation/restated.js';
import { subjectTypeOf } from '../observation/subject-type.js';
import { compareStatements } from '../order/arrivals.js';
import type { Conflict } from '../order/record.js';
import { namesSeveral } from './names.js';

/** Whether the id of a statement is of one order, so that another order can't bear it. */
export function isOfOneOrder(statement: Observation): boolean {
  return (
    subjectTypeOf(statement.kind) === 'order' &&
    !mayBeRestated(statement) &&
    !namesSeveral(statement.refs)
  );
}

interface Claimant {
  readonly key: string;
  readonly statements: readonly Observation[];
  readonly conflicts: Conflict[];
}

/** Notes each id that several orders claim with all of them. */
export function contestIds(orders: readonly Claimant[]): void {
  const shared = sharedIds(orders);
  if (shared.size === 0) return;
  const claims = new Map<string, Map<Claimant, Observation>>();
  for (const order of orders) {
    for (const statement of order.statements) {
      if (!shared.has(statement.id) || !isOfOneOrder(statement)) continue;
      const id = idOf(statement);
      const claimants = claims.get(id) ?? new Map<Claimant, Observation>();
      claims.set(id, claimants);
      const first = claimants.get(order);
      if (first === undefined || compareStatements(statement, first) < 0) {
        claimants.set(order, statement);
      }
    }
  }
  const contested = [...claims].sort(([left], [right]) => compareTexts(left, right));
  for (const [, claimants] of contested) {
    // A payment that two orders name stands in both: it is one statement, and contradicts nothing.
    const statements = [...new Set(claimants.values())];
    if (statements.length < 2) continue;
    const name = [...claimants.keys()].map(({ key }) => key).join(', ');
    for (const { conflicts } of claimants.keys()) {
      conflicts.push({ why: 'id-of-several', statements, name });
    }
  }
}

/** Ids that stand in several orders, whoever stated them: of nearly all buckets there are none. */
function sharedIds(orders: readonly Claimant[]): ReadonlySet<string> {
  const first = new Map<string, Claimant>();
  const shared = new Set<string>();
  for (const order of orders) {
    for (const { id } of order.statements) {
      const known = first.get(id);
      if (known === undefined) first.set(id, order);
      else if (known !== order) shared.add(id);
    }
  }
  return shared;
}

/** Of another version it is another statement. */
function idOf({ system, kind, id, version }: Observation): string {
  return JSON.stringify([system, kind, id, version]);
}
