// What the contract says of how a system is asked, again and again, for what has changed in it.
// polls.ts makes it of the plain form.

export const sinceFormats = ['iso', 'date', 'seconds', 'millis'] as const;

export type SinceFormat = (typeof sinceFormats)[number];

export const pollOrders = ['oldest-first', 'newest-first'] as const;

/** How an answer leads to its next page; expressions are JSONata over `{ status, body, page }`. */
export type PollNext =
  /** The `Link` header with `rel="next"` (RFC 8288). */
  | { readonly by: 'link' }
  /** An expression that gives the whole address, or its path and query. */
  | { readonly by: 'address'; readonly expression: string }
  /** An expression that gives the value of a parameter: a token, or the number of a page. */
  | { readonly by: 'param'; readonly param: string; readonly expression: string };

export interface PollDeclaration {
  /** The reader of its pages, which also names it: a system is polled once with each. */
  readonly reader: string;
  /** Path and query under the system's address. */
  readonly path: string;
  readonly everyMillis: number;
  /** How far each poll goes back behind what the last one has seen: the most that times may be off. */
  readonly overlapMillis: number;
  /** Parameter that asks for what changed since a time; null: each poll reads all that there is. */
  readonly since: { readonly param: string; readonly format: SinceFormat } | null;
  /** Path in a row of the time at which it last changed; null: it does not say. */
  readonly changed: string | null;
  /** How the pages are sorted by `changed`; null: not known. */
  readonly order: (typeof pollOrders)[number] | null;
  readonly next: PollNext | null;
  /** How often all of a longer time is read again; null: never. */
  readonly reconcile: { readonly everyMillis: number; readonly overMillis: number } | null;
}
