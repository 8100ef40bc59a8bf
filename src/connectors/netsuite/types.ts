// The types of NetSuite's transactions, by the names of the screen and the codes of SuiteQL, and by
// the words of their statuses where a search shows no type.
import type { StatusTable } from '../../core/observation/vocabulary.js';
import { vocabulary } from './statuses.js';

const names = {
  'sales-order': ['Sales Order', 'SalesOrd'],
  'cash-sale': ['Cash Sale', 'CashSale'],
  invoice: ['Invoice', 'CustInvc'],
  fulfilment: ['Item Fulfillment', 'Item Fulfilment', 'ItemShip'],
  'cash-refund': ['Cash Refund', 'CashRfnd'],
  'credit-memo': ['Credit Memo', 'CustCred'],
  'customer-refund': ['Customer Refund', 'CustRfnd'],
  payment: ['Customer Deposit', 'CustDep', 'Payment', 'Customer Payment', 'CustPymt'],
  return: ['Return Authorization', 'Return Authorisation', 'RtnAuth'],
  receipt: ['Item Receipt', 'ItemRcpt'],
  'purchase-order': ['Purchase Order', 'PurchOrd'],
  bill: ['Bill', 'Vendor Bill', 'VendBill'],
  /** Known, and no fact of an order or a purchase. */
  other: [
    ...['Journal', 'Journal Entry', 'Deposit', 'Depst', 'Deposit Application', 'DepAppl'],
    ...['Bill Payment', 'VendPymt', 'Bill Credit', 'VendCred', 'Estimate', 'Quote', 'Opportunity'],
    ...['Inventory Adjustment', 'InvAdjst', 'Inventory Transfer', 'InvTrnfr', 'Transfer Order'],
    ...['TrnfrOrd', 'Inventory Count', 'InvCount', 'Work Order', 'WorkOrd', 'Assembly Build'],
    ...['Build', 'Check', 'Expense Report', 'ExpRept', 'Transfer', 'Credit Card', 'CardChrg'],
    ...['Statement Charge', 'Vendor Return Authorization', 'VendAuth', 'Requisition'],
  ],
} as const;

export type TransactionType = keyof typeof names;

const typesByName: ReadonlyMap<string, TransactionType> = new Map(
  (Object.keys(names) as TransactionType[]).flatMap((type) =>
    names[type].map((name) => [name.toLowerCase(), type] as const),
  ),
);

/** Table of statuses -> the type whose words they are, where no type is shown; the likeliest first. */
const tablesOfTypes: readonly (readonly [string, TransactionType])[] = [
  ['order', 'sales-order'],
  ['shipment', 'fulfilment'],
  ['books-invoice', 'invoice'],
  ['books-cash-sale', 'cash-sale'],
];

function knows(table: StatusTable, word: string): boolean {
  return word.length > 1 && Object.hasOwn(table.words, word);
}

/** @returns null where neither names a type; a single letter is a status in every type. */
export function typeOf(type: string, status: string): TransactionType | null {
  const named = typesByName.get(type.toLowerCase());
  if (named !== undefined || type !== '') return named ?? null;
  const [before = '', after] = status.split(/ : |:/);
  if (after !== undefined) return typesByName.get(before.toLowerCase()) ?? null;
  for (const [document, found] of tablesOfTypes) {
    const tables = vocabulary.tables.filter((table) => table.document === document);
    if (tables.some((table) => knows(table, status))) return found;
  }
  return null;
}

const documentForm = /^(?:(.*?)\s*#\s*)?(\S+)$/;
/** Longer texts name no document; it also bounds the work of the pattern. */
const longestDocument = 300;

/** `Sales Order #SO1001`: the name of a type, empty where none is written, and the number. */
export function documentIn(
  text: string,
): { readonly type: string; readonly number: string } | null {
  const match = text.length > longestDocument ? null : documentForm.exec(text);
  return match === null ? null : { type: match[1] ?? '', number: match[2] ?? '' };
}

/** Whether the text of a cell is the name of a type of transaction. */
export function isTypeName(text: string): boolean {
  return typesByName.has(text.toLowerCase());
}
