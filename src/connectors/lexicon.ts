// Puts the tables that may read the words of one system together into one map for one kind of
// statement: which table comes first, and what a word means where several products know it.
import type { Claim, Reading, StatusTable, Vocabulary } from '../core/observation/vocabulary.js';

export interface Lexicon {
  readonly words: ReadonlyMap<string, Reading>;
  /** The reading of every word that is not among them. */
  readonly unknown: Reading;
}

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

const anyTable = (): boolean => true;

/** Adds the words of one layer that the tables so chosen know and that nothing before them knew. */
function addLayer(
  words: Map<string, Reading>,
  layer: readonly Vocabulary[],
  chosen: (table: StatusTable) => boolean,
): void {
  const found = new Map<string, readonly Claim[]>();
  for (const vocabulary of layer) {
    for (const [word, claims] of wordsOf(vocabulary, chosen)) {
      const others = found.get(word);
      found.set(word, others === undefined ? claims : agreed(others, claims));
    }
  }
  for (const [word, claims] of found) {
    if (!words.has(word)) words.set(word, Object.freeze({ known: true, claims }));
  }
}

/** One product's words; where two of its tables know one, the first in its list is right. */
function wordsOf(
  vocabulary: Vocabulary,
  chosen: (table: StatusTable) => boolean,
): Map<string, readonly Claim[]> {
  const words = new Map<string, readonly Claim[]>();
  for (const table of vocabulary.tables) {
    if (!chosen(table)) continue;
    for (const [word, claims] of Object.entries(table.words)) {
      if (!words.has(word)) words.set(word, claims);
    }
  }
  return words;
}

/** Of a product that nobody named, only that holds which every product with this word means. */
function agreed(left: readonly Claim[], right: readonly Claim[]): readonly Claim[] {
  return left.filter((claim) =>
    right.some((other) => other.axis === claim.axis && other.state === claim.state),
  );
}

/**
 * An unknown word is a fault where a vendor's closed list is concerned, information where all lists
 * concerned are open (canonical.md section 6). Without a list of the kind, all of the system's are.
 */
function isClosed(lists: readonly Vocabulary[], first: readonly Family[]): boolean {
  const tables = lists.flatMap((vocabulary) => vocabulary.tables);
  const concerned = tables.filter((table) => first.some((family) => isOf(family)(table)));
  return (concerned.length === 0 ? tables : concerned).some((table) => table.closed);
}

export function lexiconOf(sources: Sources, kind: string): Lexicon {
  const first = familiesOf(kind);
  const words = new Map<string, Reading>();
  for (const layer of sources.layers) {
    for (const family of first) addLayer(words, layer, isOf(family));
  }
  for (const layer of sources.layers) addLayer(words, layer, anyTable);
  return {
    words,
    unknown: Object.freeze({ known: false, closed: isClosed(sources.lists, first) }),
  };
}
