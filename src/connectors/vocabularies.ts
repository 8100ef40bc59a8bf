// What a system's native word means: by its connector's vocabulary, else by all vocabularies of its
// role together, and in either case by the plain words that need no connector. A word that none of
// them knows is unmapped, and never guessed (interfaces 2.1).
import type { Contract, SystemDeclaration } from '../core/contract/contract.js';
import type { Context } from '../core/detect/context.js';
import type { Reading, StatusTable, Vocabulary } from '../core/observation/vocabulary.js';
import { vocabulary as amazon } from './amazon/statuses.js';
import { vocabulary as bigcommerce } from './bigcommerce/statuses.js';
import { vocabulary as cin7 } from './cin7/statuses.js';
import { vocabulary as ebay } from './ebay/statuses.js';
import { vocabulary as etsy } from './etsy/statuses.js';
import { vocabulary as netsuite } from './netsuite/statuses.js';
import { vocabulary as paypal } from './paypal/statuses.js';
import { vocabulary as quickbooks } from './quickbooks/statuses.js';
import { vocabulary as shipstation } from './shipstation/statuses.js';
import { vocabulary as shopify } from './shopify/statuses.js';
import { vocabulary as standard } from './standard/statuses.js';
import { vocabulary as stripe } from './stripe/statuses.js';
import { vocabulary as walmart } from './walmart/statuses.js';
import { vocabulary as woocommerce } from './woocommerce/statuses.js';
import { vocabulary as x12 } from './x12/statuses.js';

export const vocabularies: readonly Vocabulary[] = [
  amazon,
  bigcommerce,
  cin7,
  ebay,
  etsy,
  netsuite,
  paypal,
  quickbooks,
  shipstation,
  shopify,
  standard,
  stripe,
  walmart,
  woocommerce,
  x12,
];

/** Which documents are asked first about a word, by the family of the kind that carries it. */
const documentsOf: Readonly<Record<string, RegExp>> = {
  payment: /payment|charge|financial|refund/,
  refund: /payment|charge|financial|refund/,
  shipment: /shipment|fulfil|package|item-ship/,
  fulfilment: /fulfil|shipment|item-ship/,
  document: /document|acknowledg|\d{3}/,
};

const wholeOrder = /^(order|sale|sales-order)/;

/** Reads the native words of the contract's systems; each word is looked up once a run. */
export function readerOf(contract: Contract): Context['read'] {
  const memo = new Map<string, Map<string, Reading>>();
  const tables = new Map<string, readonly StatusTable[]>();
  return (system, native, kind) => {
    const family = `${system}\u0000${kind}`;
    let words = memo.get(family);
    if (words === undefined) {
      words = new Map();
      memo.set(family, words);
    }
    const known = words.get(native);
    if (known !== undefined) return known;
    let own = tables.get(system);
    if (own === undefined) {
      own = tablesOf(contract.systems.get(system), system);
      tables.set(system, own);
    }
    const reading = readingOf(own, native, kind);
    words.set(native, reading);
    return reading;
  };
}

/** A system that names no connector speaks the one whose folder its name begins with. */
function connectorOf(
  declared: SystemDeclaration | undefined,
  name: string,
): Vocabulary | undefined {
  const wanted = declared?.connector ?? name;
  return vocabularies.find(
    (one) => wanted === one.connector || wanted.startsWith(`${one.connector}-`),
  );
}

function tablesOf(declared: SystemDeclaration | undefined, name: string): readonly StatusTable[] {
  const own = connectorOf(declared, name);
  if (own !== undefined) return [...own.tables, ...standard.tables];
  const role = vocabularies.filter((one) => one.role === declared?.role);
  return [...role.flatMap((one) => one.tables), ...standard.tables];
}

function readingOf(tables: readonly StatusTable[], native: string, kind: string): Reading {
  const family = kind.slice(0, kind.indexOf('.'));
  const first = documentsOf[family] ?? wholeOrder;
  let fallback: Reading | null = null;
  for (const table of tables) {
    if (!Object.hasOwn(table.words, native)) continue;
    const reading: Reading = { known: true, claims: table.words[native] ?? [] };
    if (first.test(table.document)) return reading;
    fallback ??= reading;
  }
  return fallback ?? { known: false, closed: isClosed(tables, first) };
}

/** A system whose documents of this sort are all open lists may say anything. */
function isClosed(tables: readonly StatusTable[], documents: RegExp): boolean {
  const asked = tables.filter((table) => documents.test(table.document));
  return asked.length === 0 || asked.some((table) => table.closed);
}
