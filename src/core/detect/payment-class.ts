// The classes in which payments are counted: an orphaned one is judged beside those of its kind that do
// find their order.
import { descriptionShape } from '../observation/description-shape.js';
import type { Observation } from '../observation/observation.js';

/**
 * The class under which payments that do find their order are counted (order/count.ts): payments
 * that name nothing of the kind that resolved ones name are other business of the same processor.
 */
export function paymentClass(capture: Observation): string {
  return `payment|${capture.system}|${Object.keys(capture.refs).sort().join('+')}`;
}

/**
 * The class of payments whose descriptions have one shape; null without a description. An orphan lacks
 * the very name by which others find their order, so that by names alone it stood among other business:
 * where payments of its shape do find theirs, it is one of them.
 */
export function describedClass(capture: Observation): string | null {
  const { description = '', descriptionShape: shape = descriptionShape(description) } =
    capture.data;
  return shape === null ? null : `payment|${capture.system}|described: ${shape}`;
}
