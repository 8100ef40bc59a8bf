// Which of the tables that may read the words of one system comes first for one kind of statement, and
// what a word means where several products know it.
import type { Claim, Reading, StatusTable, Vocabulary } from './vocabulary.js';

/** @returns what a native word means; the readings of known words are kept, and made once. */
export type Lexicon = (native: string) => Reading;

export interface Sources {
  /** Consulted in this order. The vocabularies of one layer are equals: several products of a role. */
  readonly layers: readonly (readonly Vocabulary[])[];
  /** The vendors' lists among them, which decide whether an unknown word is a fault. */
  readonly lists: readonly Vocabulary[];
}

/** The first word of `StatusTable.document`. */
export const families = [
  'order',
  'change',
  'cancellation',
  'hold',
  'payment',
  'transaction',
  'settlement',
  'dispute',
  'refund',
  'fulfilment',
  'shipment',
  'return',
  'books',
  'purchase',
  'document',
  'stock',
] as const;

type Family = (typeof families)[number];

/** Kind, or the first word of one -> the families consulted before all others, in order. */
const firstFamilies: Readonly<Record<string, readonly Family[]>> = {
  'order.updated': ['change', 'order', 'payment'],
  'order.held': ['order', 'hold', 'payment'],
  'order.released': ['order', 'hold', 'payment'],
  'order.cancel-requested': ['cancellation', 'change', 'order'],
  'order.cancelled': ['cancellation', 'change', 'order'],
  'order.cancel-refused': ['cancellation', 'change', 'order'],
  'payment.settled': ['settlement', 'payment', 'transaction'],
  'payment.disputed': ['dispute', 'payment', 'transaction'],
  order: ['order', 'payment'],
  payment: ['payment', 'transaction', 'order'],
  refund: ['refund', 'transaction', 'payment'],
  fulfilment: ['fulfilment', 'shipment', 'order'],
  shipment: ['shipment', 'fulfilment', 'order'],
  return: ['return'],
  books: ['books', 'order'],
  purchase: ['purchase'],
  document: ['document'],
  stock: ['stock'],
  listing: ['stock'],
};

const nothing: readonly Family[] = [];

function familiesOf(kind: string): readonly Family[] {
  return firstFamilies[kind] ?? firstFamilies[kind.slice(0, kind.indexOf('.'))] ?? nothing;
}

function familyOf(table: StatusTable): string {
  const [family = ''] = table.document.split('-');
  return family;
}

const isOf =
  (family: Family) =>
  (table: StatusTable): boolean =>
    familyOf(table) === family;

/** Tables asked together: for each product its own, of which the first that has a word is right. */
type Step = readonly (readonly StatusTable[])[];

/** Layer by layer the families of the kind; only then, layer by layer, whatever else there is. */
function stepsOf(sources: Sources, first: readonly Family[]): Step[] {
  const preferred = sources.layers.flatMap((layer) =>
    first.map((family) => layer.map(({ tables }) => tables.filter(isOf(family)))),
  );
  const others = sources.layers.map((layer) => layer.map(({ tables }) => tables));
  return [...preferred, ...others];
}

function claimsIn(tables: readonly StatusTable[], native: string): readonly Claim[] | undefined {
  for (const { words } of tables) if (Object.hasOwn(words, native)) return words[native];
  return undefined;
}

function claimsAt(step: Step, native: string): readonly Claim[] | undefined {
  let found: readonly Claim[] | undefined;
  for (const tables of step) {
    const claims = claimsIn(tables, native);
    if (claims === undefined) continue;
    found = found === undefined ? claims : agreed(found, claims);
  }
  return found;
}

/** Of a product that nobody named, only that holds which every product with this word means. */
function agreed(left: readonly Claim[], right: readonly Claim[]): readonly Claim[] {
  return left.filter((claim) =>
    right.some((other) => other.axis === claim.axis && other.state === claim.state),
  );
}

/**
 * An unknown word is a fault where a vendor's closed list is concerned, information where all lists
 * concerned are open. Concerned are those of the first family that there is:
 * a merchant's own label for an order is no unknown payment. Without any, all of the system's are.
 */
function isClosed(lists: readonly Vocabulary[], first: readonly Family[]): boolean {
  const tables = lists.flatMap((vocabulary) => vocabulary.tables);
  for (const family of first) {
    const concerned = tables.filter(isOf(family));
    if (concerned.length > 0) return concerned.some((table) => table.closed);
  }
  return tables.some((table) => table.closed);
}

export function lexiconOf(sources: Sources, kind: string): Lexicon {
  const first = familiesOf(kind);
  const steps = stepsOf(sources, first);
  const unknown: Reading = { known: false, closed: isClosed(sources.lists, first) };
  // Holds words of the tables only: a file full of made-up words must not fill the memory.
  const readings = new Map<string, Reading>();
  let lastUnknown: string | null = null;
  return (native) => {
    const kept = readings.get(native);
    if (kept !== undefined) return kept;
    // A status that changed its name comes again and again.
    if (native === lastUnknown) return unknown;
    for (const step of steps) {
      const claims = claimsAt(step, native);
      if (claims === undefined) continue;
      const reading: Reading = { known: true, claims };
      readings.set(native, reading);
      return reading;
    }
    lastUnknown = native;
    return unknown;
  };
}
