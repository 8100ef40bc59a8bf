// How a payment of Stripe's names the order that it is for: metadata that the shop's plugin put there,
// the reference of a checkout, or a number in the description. A description may hold a buyer's name,
// so nothing else of it is kept but the word that tells another kind of business, and a digest of its shape.
import { descriptionShape } from '../../core/observation/description-shape.js';
import type { Fields } from '../reading/document.js';
import { firstText, textAt } from '../reading/document.js';
import type { Refs } from '../reading/statement.js';
import { refsOf } from '../reading/statement.js';

/** Keys of metadata, the likeliest first; sources: the shops' own plugins, as far as they are public. */
export const metadataOfId = ['order_id', 'orderId', 'order', 'reference', 'external_order_id'];
export const metadataOfName = [
  'order_number',
  'order_name',
  'orderNumber',
  'Order #',
  'Order Number',
];

/** `Order #1001`, `Shop - order 1001-A`; a name without a digit is none. */
const orderInText = /\border\s*(?:(?:no\.?|number|id)\s*)?(?::\s*)?(#?[\w-]*\d[\w-]*)/i;
/** A description names its order early; it also bounds the work of the pattern. */
const longestDescription = 1_000;
/** Words by which payments that are for no order are told apart. */
const otherBusiness = /subscri\w*|renewal|membership|top.?up|gift.?card|donat\w*|payout/i;

export interface StatedNames {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export function orderRefs({ id, name, description }: StatedNames): Refs {
  const inText = orderInText.exec(description.slice(0, longestDescription))?.[1] ?? '';
  return refsOf({ external: id, order_name: name || inText });
}

/** What may be kept of a description: the word of another business, and the shape of it all. */
export function described(description: string): {
  readonly description?: string;
  readonly description_shape?: string;
} {
  const word = otherBusiness.exec(description)?.[0];
  const shape = descriptionShape(description);
  return {
    ...(word === undefined ? {} : { description: word }),
    ...(shape === null ? {} : { description_shape: shape }),
  };
}

/** The names that an object of the API states. */
export function namesIn(object: Fields): StatedNames {
  const keys = (names: readonly string[]): string[] => names.map((name) => `metadata.${name}`);
  return {
    id: textAt(object, 'client_reference_id') || firstText(object, ...keys(metadataOfId)),
    name: firstText(object, ...keys(metadataOfName)),
    description: textAt(object, 'description'),
  };
}
