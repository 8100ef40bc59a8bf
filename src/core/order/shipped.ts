// What a view has as shipped, cumulatively: the sum over the shipments of one system, never across
// systems. A shipment that is stated again (in transit, delivered) counts once.
import { includes, noQuantities, plus } from './quantities.js';
import type { OrderView, Quantities, ShippedStep } from './record.js';

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

function stepsOf({ shipments }: Pick<OrderView, 'shipments'>): ShippedStep[] {
  const steps: ShippedStep[] = [];
  let cumulative: Quantities | null = noQuantities;
  for (const fact of shipments) {
    if (steps.some((step) => step.entity === fact.entity)) continue;
    // A bare status repeats what its shipments said, unless there are none.
    if (fact.entity === 'status' && !fact.whole && steps.length > 0) continue;
    if (fact.lines === null) cumulative = fact.entity === 'status' ? cumulative : null;
    else if (cumulative !== null) cumulative = plus(cumulative, fact.lines);
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
