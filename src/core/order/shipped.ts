// What a view has as shipped, cumulatively: the sum over the shipments of one system, never across
// systems (engine.md section 3). A shipment that is stated again (in transit, delivered) counts once.
import { noQuantities, plus } from './quantities.js';
import type { OrderView, Quantities, ShippedStep } from './record.js';

/** The view's shipments in the order of their times, each once. */
export function shippedSteps(view: OrderView): readonly ShippedStep[] {
  view.shippedSteps ??= stepsOf(view);
  return view.shippedSteps;
}

function stepsOf(view: OrderView): ShippedStep[] {
  const steps: ShippedStep[] = [];
  let cumulative: Quantities | null = noQuantities;
  for (const fact of view.shipments) {
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
