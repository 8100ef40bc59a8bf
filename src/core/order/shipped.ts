// What a view has as shipped, cumulatively: the sum over the shipments of one system, never across
// systems (engine.md section 3). A shipment that is stated again (in transit, delivered) counts once.
import type { Observation } from '../observation/observation.js';
import { plus } from './quantities.js';
import type { OrderView, Quantities } from './record.js';

export interface ShippedStep {
  readonly statement: Observation;
  readonly entity: string;
  /** All that the view has as shipped up to here; null: some shipment does not say. */
  readonly cumulative: Quantities | null;
  /** Shipments so far. */
  readonly count: number;
  /** The statement claims that the whole order shipped. */
  readonly whole: boolean;
}

/** The view's shipments in the order of their times, each once. */
export function shippedSteps(view: OrderView): ShippedStep[] {
  const steps: ShippedStep[] = [];
  const entities = new Set<string>();
  let cumulative: Quantities | null = new Map();
  for (const fact of view.shipments) {
    if (entities.has(fact.entity)) continue;
    // A bare status repeats what its shipments said, unless there are none.
    if (fact.entity === 'status' && !fact.whole && steps.length > 0) continue;
    entities.add(fact.entity);
    if (fact.lines === null) cumulative = fact.entity === 'status' ? cumulative : null;
    else if (cumulative !== null) cumulative = plus(cumulative, fact.lines);
    steps.push({
      statement: fact.statement,
      entity: fact.entity,
      cumulative: fact.lines === null ? null : cumulative,
      count: entities.size,
      whole: fact.whole,
    });
  }
  return steps;
}
