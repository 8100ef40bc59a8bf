// A line of an order, of its change and of the answers to them: PO1 and POC.
import type { Segment } from '../interchange/segment.js';
import { elementOf } from '../interchange/segment.js';
import type { TradeLine } from '../interchange/trade.js';
import { namesOf } from './elements.js';

/** Where the facts of a line stand; pairs of qualifier and item go to the end. */
export interface LinePlaces {
  readonly qty: number;
  readonly unit: number;
  readonly price: number;
  readonly items: number;
}

export const po1Places: LinePlaces = { qty: 2, unit: 3, price: 4, items: 6 };
export const pocPlaces: LinePlaces = { qty: 3, unit: 5, price: 6, items: 8 };

export function lineOf(segment: Segment, places: LinePlaces): TradeLine {
  return {
    line: elementOf(segment, 1),
    qty: elementOf(segment, places.qty),
    price: elementOf(segment, places.price),
    names: namesOf(segment, places.items),
  };
}

/** The line that each loop opens with. */
export function linesOf(loops: readonly (readonly Segment[])[], places: LinePlaces): TradeLine[] {
  return loops.flatMap(([segment]) => (segment === undefined ? [] : lineOf(segment, places)));
}
