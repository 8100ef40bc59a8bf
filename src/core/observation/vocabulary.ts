// A vocabulary says what a system's native words claim on the axes of an order. It lives in the
// system's connector folder (statuses.ts); a word that it does not know is unmapped, never guessed.

export const axes = [
  'acceptance',
  'payment',
  'fulfilment',
  'cancellation',
  'ledger',
  'shipment',
  'document',
] as const;

export type Axis = (typeof axes)[number];

/** One claim, `axis:state` as in an observation's `status.canonical`; the states: order/states.ts. */
export interface Claim {
  readonly axis: Axis;
  readonly state: string;
}

/**
 * The words of one document type (`order`, `fulfilment`, `payment`, `order-report`, ...) in one
 * API version. `closed` means that the vendor lists all values: an unknown one is a fault; in an
 * open list (custom statuses) it is information.
 * A word that maps to an empty list is known and claims nothing.
 */
export interface StatusTable {
  readonly document: string;
  readonly version: string;
  readonly closed: boolean;
  readonly words: Readonly<Record<string, readonly Claim[]>>;
}

export interface Vocabulary {
  /** The connector's folder name, and the role its systems usually have. */
  readonly connector: string;
  readonly role: string;
  readonly tables: readonly StatusTable[];
}

/** What one word was found to mean. */
export type Reading =
  | { readonly known: true; readonly claims: readonly Claim[] }
  | { readonly known: false; readonly closed: boolean };
