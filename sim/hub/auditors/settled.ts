// When all trouble has ended and time has passed: what was asked for is there, once, or the ledger says
// plainly why it is not: the end of the table in docs/concepts/simulator.md.
import { handoffDetail } from '../../../src/core/ledger/ledger.js';
import type { Carriage, HandoffState } from '../../../src/core/ledger/ledger.js';
import { thingOf } from '../echoes.js';
import type { Auditor, Evidence } from '../evidence.js';
import type { History } from '../history.js';
import { isForgotten } from './forgotten.js';
import type { Intent } from './owed.js';
import { intentsOf } from './owed.js';
import { thingAt } from './things.js';

/** How often the effect may be there, by how far the hub says that it was carried. */
const possible: Readonly<Partial<Record<Carriage, readonly number[]>>> = {
  done: [1],
  refused: [0],
  voided: [0],
  waiting: [0],
  'not-ours': [0, 1],
};

/** Effects at the destinations == intents, each exactly once. */
export const effectsAreIntents: Auditor = (evidence) => {
  // What is void stands only where nothing was owed to the end, and what was superseded only where nothing else is.
  const rank = ({ carriage }: HandoffState): number =>
    carriage === 'superseded' ? 0 : carriage === 'voided' ? 1 : 2;
  const byStanding = [...evidence.ledger.handoffs].sort((one, other) => rank(one) - rank(other));
  const rows = new Map(byStanding.map((row) => [thingAt(row.key, evidence), row]));
  return evidence.histories.flatMap((history) =>
    intentsOf(evidence, history).flatMap((intent) => unlike(intent, { evidence, history, rows })),
  );
};

/** Whether this is a name of that thing. */
function isOf(name: string, thing: string): boolean {
  return thingOf(name) === thing;
}

interface Given {
  readonly evidence: Evidence;
  readonly history: History;
  /** Key -> what the ledger holds under it. */
  readonly rows: ReadonlyMap<string, HandoffState>;
}

function unlike(intent: Intent, given: Given): readonly string[] {
  const { key, to, operation, entity, must } = intent;
  const row = given.rows.get(key);
  const carriage = row?.carriage ?? 'nowhere';
  const peer = given.evidence.destinations.get(to);
  const done = (peer?.effects ?? []).filter(
    (effect) => effect.operation === operation && isOf(effect.entity, entity),
  ).length;
  if (done > 1) return [`${key} was done ${done} times`];
  const isStuck = stuck(intent, row, given);
  const isRefused = [...(peer?.refused ?? [])].some((refused) => {
    const [what, name = ''] = refused.split(' ');
    return what === operation && isOf(name, entity);
  });
  if (must && done === 0 && !isStuck && !isRefused) return [`${key} was never done: ${carriage}`];
  if (carriage === 'nowhere' || isStuck) return [];
  const fits = possible[carriage]?.includes(done) ?? false;
  return fits ? [] : [`${key} was done ${done} times, and stands as ${carriage}`];
}

/**
 * Its answer was lost where nobody can be asked, nor told again: it knows no keys, or may have forgotten this
 * one, or the order was cancelled since and it is owed no longer. Or it waits for an order of which that is so.
 */
function stuck(
  { to, must }: Intent,
  row: HandoffState | undefined,
  { evidence, history, rows }: Given,
): boolean {
  const { keyed, canBeAsked } = evidence.terms.manners[to];
  if (row === undefined || canBeAsked) return false;
  const isLost = (key: string): boolean => !keyed || !must || isForgotten(key, to, evidence);
  if (row.carriage === 'unknown') return isLost(row.key) && handoffDetail(row).reason !== null;
  const created = rows.get(`order-to-erp/erp/${history.channel}/order=${history.order}`);
  const isHeldBack = row.carriage === 'waiting' && to === 'erp' && created?.carriage === 'unknown';
  return isHeldBack && isLost(created.key);
}

/** Nothing was done that nobody asked for. */
export const nothingUnasked: Auditor = (evidence) => {
  const asked = new Set(
    evidence.histories
      .flatMap((history) => intentsOf(evidence, history))
      .map(({ to, operation, entity }) => `${to} ${operation} ${entity}`),
  );
  return [...evidence.destinations.values()].flatMap(({ name, effects }) =>
    effects
      .filter(({ stock, operation }) => stock === undefined && operation !== 'update-order')
      .filter(({ operation, entity }) => !asked.has(`${name} ${operation} ${thingOf(entity)}`))
      .map(
        ({ operation, entity }) => `${name} did ${operation} of ${entity}, which nobody asked for`,
      ),
  );
};
