// The reader of native words that the fold and the detectors are given. A word
// is read by the vocabulary of its system's connector, else by those of its role, and behind both by
// the plain words that anybody may use; it is never guessed.
import type { Contract, Role, SystemDeclaration } from '../contract/contract.js';
import type { Context } from '../detect/context.js';
import { lexiconOf } from './lexicon.js';
import type { Lexicon, Sources } from './lexicon.js';
import type { Reading, Vocabulary } from './vocabulary.js';
import { vocabulary as standard, wordsOfRoles } from './plain-words.js';

/** The vocabularies of products, by connector. */
export type Vocabularies = ReadonlyMap<string, Vocabulary>;

/** What a system's native word means; the kind decides where the system's tables disagree. */
export type NativeReader = Context['read'];

/** Roles that may speak each other's products: a till of Shopify's, a carrier's ShipStation. */
const kinships: readonly (readonly Role[])[] = [
  ['storefront', 'marketplace', 'pos', 'merchant-portal'],
  ['warehouse', 'carrier'],
  ['edi', 'supplier', 'supplier-portal'],
];

/** Roles that pass on the words of others: one that nobody knows is no fault of a vocabulary. */
const repeaters: ReadonlySet<Role> = new Set<Role>(['middleware', 'supplier', 'supplier-portal']);

const nothingClaimed: Reading = Object.freeze({ known: true, claims: Object.freeze([]) });

/** Every word is known and claims nothing. */
const silent: Lexicon = () => nothingClaimed;

/** Kinds that are about no axis: a word on them is somebody's remark. */
const aboutNoAxis: ReadonlySet<string> = new Set([
  'hop',
  'hand',
  'customer',
  'feed',
  'metric',
  'decision',
]);

function related(declared: Role, product: string): boolean {
  if (declared === product) return true;
  return kinships.some((roles) => roles.includes(declared) && roles.some((one) => one === product));
}

function productOf(system: SystemDeclaration, vocabularies: Vocabularies): Vocabulary | null {
  const declared = system.connector === null ? undefined : vocabularies.get(system.connector);
  if (declared !== undefined) return declared;
  const name = system.name.toLowerCase();
  for (const vocabulary of vocabularies.values()) {
    // By name alone `amazon-pay` would be read as a marketplace: the role must fit.
    const fits = related(system.role, vocabulary.role);
    if (fits && name.startsWith(vocabulary.connector)) return vocabulary;
  }
  return null;
}

function sourcesOf(
  system: SystemDeclaration,
  product: Vocabulary | null,
  vocabularies: Vocabularies,
): Sources {
  const words = wordsOfRoles.get(system.role);
  const ofRole = words === undefined ? [] : [words];
  if (product !== null) return { layers: [[product], ofRole, [standard]], lists: [product] };
  // A supplier answers in the codes of EDI.
  const role = repeaters.has(system.role) ? 'edi' : system.role;
  const products = [...vocabularies.values()].filter((vocabulary) => vocabulary.role === role);
  return { layers: [ofRole, products, [standard]], lists: products };
}

function lexiconsOf(
  system: SystemDeclaration,
  vocabularies: Vocabularies,
): (kind: string) => Lexicon {
  const product = productOf(system, vocabularies);
  // What carries the statements of others has no state of its own to claim.
  if (system.role === 'middleware' && product === null) return () => silent;
  const sources = sourcesOf(system, product, vocabularies);
  return (kind) => {
    if (aboutNoAxis.has(kind.slice(0, kind.indexOf('.')))) return silent;
    const lexicon = lexiconOf(sources, kind);
    return repeaters.has(system.role) && product === null ? forgiving(lexicon) : lexicon;
  };
}

/** A word that is not known is taken as known, and claims nothing. */
function forgiving(lexicon: Lexicon): Lexicon {
  return (native) => {
    const reading = lexicon(native);
    return reading.known ? reading : nothingClaimed;
  };
}

/**
 * The reader for one contract. It is called for every statement: a word of a system's is looked for in
 * its tables once a kind, after that a reading is three look-ups and allocates nothing.
 */
export function readerOf(contract: Contract, vocabularies: Vocabularies): NativeReader {
  const bySystem = new Map<string, Map<string, Lexicon>>();
  const makers = new Map<string, (kind: string) => Lexicon>();
  for (const system of contract.systems.values()) {
    bySystem.set(system.name, new Map());
    makers.set(system.name, lexiconsOf(system, vocabularies));
  }
  const everybody: Sources = { layers: [[standard], [...vocabularies.values()]], lists: [] };
  const ofStrangers = (kind: string): Lexicon => lexiconOf(everybody, kind);
  const strangers = new Map<string, Lexicon>();

  return (system, native, kind) => {
    const known = bySystem.get(system) ?? strangers;
    let lexicon = known.get(kind);
    if (lexicon === undefined) {
      lexicon = (makers.get(system) ?? ofStrangers)(kind);
      known.set(kind, lexicon);
    }
    return lexicon(native);
  };
}
