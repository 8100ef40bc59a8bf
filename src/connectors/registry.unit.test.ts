import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Role, SystemDeclaration } from '../core/contract/contract.js';
import { roles } from '../core/contract/contract.js';
import { inferContract, roleOfName } from '../core/contract/infer.js';
import { isState } from '../core/order/states.js';
import { kinds } from '../core/observation/kinds.js';
import type { Vocabulary } from '../core/observation/vocabulary.js';
import { families } from '../core/observation/lexicon.js';
import { vocabulary as standard, wordsOfRoles } from '../core/observation/plain-words.js';
import { nativeReader, vocabularies } from './registry.js';
import type { NativeReader } from '../core/observation/native-words.js';

const all: readonly Vocabulary[] = [...vocabularies.values(), standard, ...wordsOfRoles.values()];

function declared(name: string, role: Role, connector: string | null = null): SystemDeclaration {
  return { name, role, connector, zone: null, owner: null };
}

function readerFor(...systems: readonly SystemDeclaration[]): NativeReader {
  const hints = new Map(systems.map((system) => [system.name, system]));
  return nativeReader(inferContract(hints.keys(), hints).contract);
}

/** The claims as texts, or what kind of list the word is missing from. */
function meaning(system: SystemDeclaration, native: string, kind = 'order.status'): string {
  const reading = readerFor(system)(system.name, native, kind);
  if (!reading.known) return reading.closed ? 'unknown to a closed list' : 'unknown to open lists';
  return reading.claims.map(({ axis, state }) => `${axis}:${state}`).join(' ');
}

describe('every vocabulary', () => {
  // A system of observation lines that is called as a connector is what the connector reads. The name of a
  // new one may tell nothing.
  it('belongs to the role that the name of its connector tells, where it tells one', () => {
    const other = [...vocabularies.values()].flatMap(({ connector, role }) => {
      const told = roleOfName(connector) ?? role;
      return told === role ? [] : [`${connector} is ${role} and tells ${told}`];
    });
    expect(other).toEqual([]);
  });

  it.each(all)('claims only states of their axes: $connector for $role', (vocabulary) => {
    const claims = vocabulary.tables.flatMap((table) => Object.values(table.words).flat());
    expect(claims.filter(({ axis, state }) => !isState(axis, state))).toEqual([]);
  });

  it.each(all)('claims one state of an axis a word: $connector for $role', (vocabulary) => {
    for (const table of vocabulary.tables) {
      for (const [word, claims] of Object.entries(table.words)) {
        expect(new Set(claims.map(({ axis }) => axis)).size, word).toBe(claims.length);
      }
    }
  });

  it.each(all)(
    'belongs to families that a kind can ask for: $connector for $role',
    (vocabulary) => {
      const unknown = vocabulary.tables
        .map(({ document }) => document.split('-')[0])
        .filter((family) => !families.some((one) => one === family));
      expect(unknown).toEqual([]);
    },
  );

  it.each(all)('has each document and version once: $connector for $role', ({ tables }) => {
    const names = tables.map(({ document, version }) => `${document} ${version}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each([...vocabularies.values()])('has a role of the contract: $connector', ({ role }) => {
    expect(roles).toContain(role);
  });

  it('is in the list, if its folder has a statuses.ts', () => {
    const folders = readdirSync(new URL('.', import.meta.url)).filter((name) =>
      existsSync(new URL(`./${name}/statuses.ts`, import.meta.url)),
    );
    expect([...vocabularies.keys()].sort()).toEqual(folders.sort());
  });
});

describe('which vocabulary reads a system', () => {
  it('is that of the declared connector, whatever the name and the role', () => {
    const system = declared('middle', 'middleware', 'netsuite');
    expect(meaning(system, 'SalesOrd:A')).toBe('ledger:draft');
  });

  it('is that of the connector whose name the system begins with', () => {
    expect(meaning(declared('amazon-na', 'marketplace'), 'InvoiceUnconfirmed')).toBe(
      'acceptance:accepted fulfilment:shipped',
    );
    expect(meaning(declared('Shopify-us', 'storefront'), 'FULFILLMENT_NOT_REQUIRED')).toBe(
      'fulfilment:not_required',
    );
    expect(meaning(declared('shopify-pos', 'pos'), 'partial')).toBe('fulfilment:partially_shipped');
  });

  it('is not that of a product which the role cannot be', () => {
    expect(meaning(declared('amazon-pay', 'payments'), 'Unshipped')).toBe('fulfilment:unfulfilled');
    expect(meaning(declared('amazon-pay', 'payments'), 'InvoiceUnconfirmed')).toBe(
      'unknown to a closed list',
    );
  });

  it('is the union of its role where nobody says which product it is', () => {
    const erp = declared('erp', 'erp');
    expect(meaning(erp, 'Pending Fulfillment')).toBe('ledger:committed fulfilment:unfulfilled');
    expect(meaning(erp, 'Sales Order : Billed')).toBe('ledger:billed fulfilment:shipped');
    expect(meaning(erp, 'AUTHORISED')).toBe('ledger:committed');
    expect(meaning(erp, 'SalesReceipt')).toBe('ledger:committed payment:captured');
  });

  it('does not reach into another role', () => {
    expect(meaning(declared('erp', 'erp'), 'InvoiceUnconfirmed')).toBe('unknown to a closed list');
    expect(meaning(declared('amazon', 'marketplace'), 'NOT_STARTED')).toBe(
      'unknown to a closed list',
    );
  });

  it('claims of a nameless product only what all products with the word mean', () => {
    // Walmart charges when it ships, Amazon has accepted by then; both have shipped.
    expect(meaning(declared('market', 'marketplace'), 'Shipped')).toBe('fulfilment:shipped');
    expect(meaning(declared('walmart', 'marketplace'), 'Shipped')).toBe(
      'payment:captured fulfilment:shipped',
    );
  });
});

describe('the kind of the statement', () => {
  const netsuite = declared('netsuite', 'erp');

  it('decides between the records that share a letter', () => {
    expect(meaning(netsuite, 'A', 'order.acknowledged')).toBe('ledger:draft');
    expect(meaning(netsuite, 'A', 'fulfilment.picked')).toBe('fulfilment:in_progress');
    expect(meaning(netsuite, 'C', 'order.status')).toBe('ledger:voided cancellation:cancelled');
    expect(meaning(netsuite, 'C', 'shipment.shipped')).toBe('shipment:shipped');
    expect(meaning(netsuite, 'B', 'books.revenue')).toBe('payment:captured');
    expect(meaning(netsuite, 'C', 'return.closed')).toBe('');
  });

  it('decides between an order and its package, and lets the order help out', () => {
    const amazon = declared('amazon', 'marketplace');
    expect(meaning(amazon, 'SHIPPED', 'order.status')).toBe(
      'acceptance:accepted fulfilment:shipped',
    );
    expect(meaning(amazon, 'SHIPPED', 'shipment.shipped')).toBe('shipment:in_transit');
    expect(meaning(amazon, 'Shipped', 'shipment.shipped')).toBe(
      'acceptance:accepted fulfilment:shipped',
    );
  });

  it('decides between the progress of a shipment and that of a cancellation', () => {
    const ebay = declared('ebay', 'marketplace');
    expect(meaning(ebay, 'IN_PROGRESS', 'order.status')).toBe('fulfilment:partially_shipped');
    expect(meaning(ebay, 'IN_PROGRESS', 'order.cancel-requested')).toBe('cancellation:in_progress');
    expect(meaning(ebay, 'COMPLETED', 'order.cancelled')).toBe('cancellation:cancelled');
    expect(meaning(ebay, 'COMPLETED', 'order.status')).toBe('fulfilment:shipped');
  });

  it('decides between codes of X12', () => {
    const edi = declared('edi', 'edi');
    expect(meaning(edi, 'AC', 'document.changed')).toBe('acceptance:accepted document:changed');
    expect(meaning(edi, 'CC', 'order.status')).toBe('fulfilment:shipped');
    expect(meaning(edi, 'CC', 'order.updated')).toBe('');
    expect(meaning(edi, '01', 'order.placed')).toBe('cancellation:cancelled');
    expect(meaning(edi, '01', 'shipment.cancelled')).toBe('shipment:cancelled');
  });
});

describe('a word that no table has', () => {
  it('is a fault where the vendor lists all its words, in every spelling but its own', () => {
    const closed = 'unknown to a closed list';
    expect(meaning(declared('amazon', 'marketplace'), 'ReadyToShip')).toBe(closed);
    expect(meaning(declared('shopify', 'storefront'), 'Pending_Fulfillment')).toBe(closed);
    expect(meaning(declared('netsuite', 'erp'), 'pendingfulfillment')).toBe(closed);
    expect(meaning(declared('cin7', 'erp'), 'AUTHORIZED ')).toBe(closed);
    expect(meaning(declared('erp', 'erp'), 'PARTIALLY_DISPATCHED')).toBe(closed);
  });

  it('is information where the list is open', () => {
    const open = 'unknown to open lists';
    expect(meaning(declared('woocommerce', 'storefront'), 'wc-at-the-printer')).toBe(open);
    expect(meaning(declared('stripe', 'payments'), 'requires_moonlight', 'payment.captured')).toBe(
      open,
    );
    expect(meaning(declared('bigcommerce', 'storefront'), 'With the engraver')).toBe(open);
    expect(meaning(declared('till', 'pos'), 'flambéed')).toBe(open);
    expect(meaning(declared('ups', 'carrier'), 'flambéed', 'shipment.exception')).toBe(open);
  });

  it('is never a fault of those who only pass words on', () => {
    expect(meaning(declared('ipaas', 'middleware'), 'COMPLETE_WARN', 'hop.failed')).toBe('');
    expect(meaning(declared('acme', 'supplier'), 'in the oven')).toBe('');
    expect(meaning(declared('acme', 'supplier'), 'AT', 'document.accepted')).toBe(
      'acceptance:accepted document:business_accepted',
    );
    expect(meaning(declared('netsuite', 'erp'), 'whatever', 'hand.corrected')).toBe('');
  });

  it('is not found in the prototype of an object', () => {
    for (const native of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(meaning(declared('amazon', 'marketplace'), native)).toBe('unknown to a closed list');
    }
  });
});

describe('plain words', () => {
  it.each(['shipped', 'Shipped', 'SHIPPED', 'cancelled', 'Canceled', 'CANCELLED', 'paid', 'draft'])(
    'are known of every role: %s',
    (word) => {
      for (const role of roles) {
        expect(meaning(declared('somebody', role), word), role).not.toContain('unknown');
      }
    },
  );

  it('mean by the role what only the role can mean', () => {
    expect(meaning(declared('erp', 'erp'), 'confirmed')).toBe('ledger:committed');
    expect(meaning(declared('market', 'marketplace'), 'confirmed')).toBe('acceptance:accepted');
    expect(meaning(declared('wms', 'warehouse'), 'confirmed')).toBe('');
    expect(meaning(declared('erp', 'erp'), 'draft')).toBe('ledger:draft');
    expect(meaning(declared('shop', 'storefront'), 'draft')).toBe('acceptance:draft');
    expect(meaning(declared('wms', 'warehouse'), 'Picked')).toBe('fulfilment:in_progress');
    expect(meaning(declared('wms', 'warehouse'), 'on_hold')).toBe('fulfilment:on_hold');
  });

  it('come in the usual spellings', () => {
    const shop = declared('shop', 'storefront');
    for (const word of ['partially shipped', 'Partially Shipped', 'PARTIALLY_SHIPPED']) {
      expect(meaning(shop, word)).toBe('fulfilment:partially_shipped');
    }
  });

  it('never take the place of a word that the product has', () => {
    expect(meaning(declared('quickbooks', 'erp'), 'Pending')).toBe('ledger:draft');
    expect(meaning(declared('erp', 'erp'), 'Pending')).toBe('');
    expect(meaning(declared('ebay', 'marketplace'), 'Completed')).toBe('payment:captured');
    expect(meaning(declared('cin7', 'erp'), 'COMPLETED')).toBe('ledger:billed fulfilment:shipped');
  });
});

describe('the reader', () => {
  it('answers for every kind and for systems that no contract names', () => {
    const read = readerFor(declared('erp', 'erp'));
    for (const kind of kinds) {
      expect(read('erp', 'shipped', kind).known, kind).toBe(true);
      expect(read('nobody', 'shipped', kind).known, kind).toBe(true);
    }
    expect(read('nobody', 'flambéed', 'order.status')).toEqual({ known: false, closed: false });
  });

  it('gives the very same reading again, and keeps nothing of words that it does not know', () => {
    const read = readerFor(declared('amazon', 'marketplace'));
    const shipped = read('amazon', 'Shipped', 'order.status');
    expect(read('amazon', 'Shipped', 'order.status')).toBe(shipped);
    const unknown = read('amazon', 'x1', 'order.status');
    expect(read('amazon', 'x2', 'order.status')).toBe(unknown);
  });
});
