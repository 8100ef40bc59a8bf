// What a view has as shipped, cumulatively: the sum over the shipments of one system, never across
// systems. A shipment that is stated again (in transit, delivered) counts once.
import { isAnswer } from '../observation/answered.js';
import { includes, noQuantities, plus } from './quantities.js';
import type { OrderView, Quantities, QuantityFact, ShippedStep } from './record.js';

/** The view's shipments in the order of their times, each once. */
export function shippedSteps(view: OrderView): readonly ShippedStep[] {
  view.shippedSteps ??= stepsOf(view);
  return view.shippedSteps;
}

/** The same, as if some of the shipments were not there. */
export function stepsWithout(
  { shipments }: OrderView,
  entities: ReadonlySet<string>,
): readonly ShippedStep[] {
  return stepsOf({ shipments: shipments.filter(({ entity }) => !entities.has(entity)) });
}

/** For each of the shipments the last step that it and those before it make; undefined: they make none yet. */
export function stepsUpTo(
  shipments: readonly QuantityFact[],
): readonly (ShippedStep | undefined)[] {
  const steps = stepsOf({ shipments });
  let count = 0;
  return shipments.map(({ statement }) => {
    if (steps[count]?.statement === statement) count += 1;
    return steps[count - 1];
  });
}

/** The same, as if none of the shipments but this one were there. */
export function stepsOfOne({ shipments }: OrderView, entity: string): readonly ShippedStep[] {
  return stepsOf({ shipments: shipments.filter((one) => one.entity === entity) });
}

/**
 * Shipments that both views call by one name, and of which the one shows no more than the other sent:
 * they answer for each other, and for no other shipment.
 */
export function sharedShipments(shown: OrderView, sent: OrderView): ReadonlySet<string> {
  const shared = new Set<string>();
  for (const { entity, lines } of shown.shipments) {
    if (entity === 'status') continue;
    const other = sent.shipments.find((one) => one.entity === entity);
    if (other === undefined) continue;
    const isNoMore =
      lines === null || other.lines === null ? lines === other.lines : includes(other.lines, lines);
    if (isNoMore) shared.add(entity);
  }
  return shared;
}

/**
 * The view with its shipments as it tells of them by itself: what an answer to a command of ours says in its
 * name is what another system told.
 */
export function byItself(view: OrderView): OrderView {
  if (!view.shipments.some(({ statement }) => isAnswer(statement))) return view;
  const shipments = view.shipments.filter(({ statement }) => !isAnswer(statement));
  return { ...view, shipments, shippedSteps: null };
}

/**
 * The shipments of `shown`, each by the name that `sent` gives it where both tell one tracking number of it: a
 * system that counts parcels by numbers of its own means the same one, and its answer, which bears the name
 * that it was told, means no other. A number that either tells of several parcels names none of them.
 */
export function namedAsSent(shown: OrderView, sent: OrderView): OrderView {
  const theirs = byTracking(sent.shipments);
  const own = byTracking(shown.shipments);
  const nameOf = ({ entity, statement }: QuantityFact): string => {
    const { tracking } = statement.data;
    const name = tracking === undefined ? null : theirs.get(tracking);
    return name == null || own.get(tracking ?? '') === null ? entity : name;
  };
  if (shown.shipments.every((one) => nameOf(one) === one.entity)) return shown;
  const shipments = shown.shipments.map((one) => ({ ...one, entity: nameOf(one) }));
  return { ...shown, shipments, shippedSteps: null };
}

/** Tracking number -> the one shipment that it is of by the system's own word; null: several. */
function byTracking(shipments: OrderView['shipments']): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  for (const { entity, statement } of shipments) {
    const { tracking } = statement.data;
    if (tracking === undefined || isAnswer(statement)) continue;
    const known = found.get(tracking);
    found.set(tracking, known === undefined || known === entity ? entity : null);
  }
  return found;
}

function stepsOf({ shipments }: { readonly shipments: readonly QuantityFact[] }): ShippedStep[] {
  const steps: ShippedStep[] = [];
  const counted = new Set<string>();
  let cumulative: Quantities | null = noQuantities;
  for (const fact of shipments) {
    if (counted.has(fact.entity)) continue;
    // A bare status repeats what its shipments said, unless there are none.
    if (fact.entity === 'status' && !fact.whole && steps.length > 0) continue;
    if (fact.lines === null) cumulative = fact.entity === 'status' ? cumulative : null;
    else if (cumulative !== null) cumulative = plus(cumulative, fact.lines);
    counted.add(fact.entity);
    steps.push({
      statement: fact.statement,
      entity: fact.entity,
      cumulative: fact.lines === null ? null : cumulative,
      count: steps.length + 1,
      whole: fact.whole,
    });
  }
  return steps;
}
