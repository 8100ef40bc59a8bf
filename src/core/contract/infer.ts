// A contract where nobody wrote one: roles from the connectors that recognised the files, or from
// the system's name, and the standard rules.
import type { Contract, Role, SystemDeclaration } from './contract.js';
import { standardRules } from './standard.js';

/** What a connector that recognised a system's files knows of the system. */
export interface SystemHint {
  readonly role: Role;
  readonly connector?: string | null;
  readonly zone?: string | null;
}

export interface InferredContract {
  readonly contract: Contract;
  /** Systems whose role nothing tells: they stand as middleware, which no rule goes to. */
  readonly undecided: readonly string[];
}

/**
 * Words of a system's name that tell its role, the most telling first: `amazon-pay` takes payments
 * and `shopify-connector` carries, whatever shop they are named after.
 */
const namesOfRoles: readonly (readonly [Role, readonly string[]])[] = (
  [
    ['supplier-portal', 'supplierportal vendorportal vendorcentral'],
    ['merchant-portal', 'merchantportal sellerportal portal dashboard'],
    [
      'middleware',
      'ipaas celigo workato boomi middleware mule mulesoft connector jitterbit zapier integration ' +
        'integrator esb hub patchworks channeladvisor pipe17 aggregator bridge sync hoplog',
    ],
    ['edi', 'edi x12 edifact spscommerce sps truecommerce cleo orderful stedi as2'],
    [
      'payments',
      'pay payment payments stripe paypal adyen braintree klarna affirm authorizenet worldpay ' +
        'mollie psp processor',
    ],
    ['carrier', 'carrier ups fedex usps dhl easypost shippo shipengine'],
    ['warehouse', 'wms wh warehouse 3pl fulfillment fulfilment shipbob shiphero shipstation'],
    ['pos', 'pos till square lightspeed'],
    [
      'erp',
      'erp netsuite quickbooks qbo cin7 sap odoo erpnext acumatica dynamics businesscentral xero ' +
        'sage infor epicor brightpearl metasfresh oracle jde unicommerce navision accounting',
    ],
    [
      'marketplace',
      'marketplace market amazon amz walmart ebay etsy target wayfair newegg zalando allegro ' +
        'cdiscount mirakl tiktok rakuten temu faire overstock houzz kaufland mercadolibre onbuy',
    ],
    [
      'storefront',
      'storefront shop shopify store woo woocommerce bigcommerce magento web webshop webstore ' +
        'shopware prestashop salesforce sfcc site website commercetools squarespace wix spree ' +
        'ecommerce dtc',
    ],
    // "acme" is the supplier in all of this project's examples.
    ['supplier', 'supplier vendor factory manufacturer dropshipper distributor feed acme'],
  ] as const
).map(([role, words]) => [role, words.split(' ')]);

const separators = /[^a-z0-9]+/;
/** A word this long tells a role even where it is only the start or the end of a longer one. */
const tellingLength = 4;

function tells(part: string, word: string): boolean {
  if (part === word) return true;
  return word.length >= tellingLength && (part.startsWith(word) || part.endsWith(word));
}

/** The words of a name, their numbers taken off, and neighbours joined: `supplier-portal` is also `supplierportal`. */
function partsOf(name: string): string[] {
  const parts = name
    .toLowerCase()
    .split(separators)
    .filter((part) => part !== '');
  const joined = parts.slice(1).map((part, index) => `${parts[index] ?? ''}${part}`);
  const bare = parts.map((part) => part.replace(/\d+$/, ''));
  return [...parts, ...joined, ...bare].filter((part) => part !== '');
}

/** The role that a system's name tells, or null. */
export function roleOfName(name: string): Role | null {
  const parts = partsOf(name);
  for (const exact of [true, false]) {
    for (const [role, words] of namesOfRoles) {
      const told = words.some((word) =>
        parts.some((part) => (exact ? part === word : tells(part, word))),
      );
      if (told) return role;
    }
  }
  return null;
}

/** A contract in which nothing is declared but these systems and rules. */
function bareContract(
  systems: ReadonlyMap<string, SystemDeclaration>,
  rules: Contract['rules'],
): Contract {
  return {
    systems,
    destinations: new Map(),
    webhooks: new Map(),
    polls: new Map(),
    fileSources: new Map(),
    joins: [],
    rules,
    feeds: new Map(),
    owns: {},
    routes: [],
    items: [],
    partners: [],
    readers: [],
    calendar: null,
    accept: [],
    alerts: [],
    costs: null,
    personal: new Set(),
    jobs: [],
    workarounds: [],
    written: false,
  };
}

/**
 * The contract of systems that nobody declared. Names are taken in sorted order, so the result
 * depends on no order of arrival.
 */
export function inferContract(
  systemNames: Iterable<string>,
  hints: ReadonlyMap<string, SystemHint>,
): InferredContract {
  const systems = new Map<string, SystemDeclaration>();
  const undecided: string[] = [];
  for (const name of [...new Set(systemNames)].sort()) {
    const hint = hints.get(name);
    const role = hint?.role ?? roleOfName(name);
    if (role === null) undecided.push(name);
    systems.set(name, {
      name,
      role: role ?? 'middleware',
      connector: hint?.connector ?? null,
      zone: hint?.zone ?? null,
      owner: null,
    });
  }
  return { contract: bareContract(systems, standardRules(systems.values())), undecided };
}
