// What NetSuite's words mean. One status is spelled in many ways: the letter of REST and SuiteQL
// (B), the search form (SalesOrd:B), the name in saved searches, and through scripts the name behind
// that of the record ("Sales Order : Billed"). The same letter means another thing in each record.
import { row, statusTable, vocabularyOf } from '../../core/observation/status-table.js';

const version = 'REST, SuiteQL and saved search';

/** The statuses of one record type, each by its letter, in all the ways in which they are spelled. */
class Words {
  readonly #spellings: ReadonlyMap<string, readonly string[]>;
  readonly #letters: ReadonlyMap<string, string>;

  /** @param names letter -> the names of the status */
  constructor(
    record: string,
    labels: readonly string[],
    names: Readonly<Record<string, readonly string[]>>,
  ) {
    this.#spellings = new Map(
      Object.entries(names).map(([letter, own]) => {
        const labelled = labels.flatMap((label) => own.map((name) => `${label} : ${name}`));
        return [letter, [letter, `${record}:${letter}`, ...own, ...labelled]];
      }),
    );
    this.#letters = new Map(
      [...this.#spellings].flatMap(([letter, all]) => all.map((word) => [word, letter] as const)),
    );
  }

  of(...letters: readonly string[]): string[] {
    return letters.flatMap((letter) => this.#spellings.get(letter) ?? []);
  }

  get all(): string[] {
    return [...this.#letters.keys()];
  }

  /** The letter of a status in any of its spellings; empty where it is none of this record type. */
  letterOf(status: string): string {
    return this.#letters.get(status) ?? '';
  }
}

export const salesOrder = new Words('SalesOrd', ['Sales Order'], {
  A: ['Pending Approval'],
  B: ['Pending Fulfillment'],
  C: ['Cancelled'],
  D: ['Partially Fulfilled'],
  E: ['Pending Billing/Partially Fulfilled'],
  F: ['Pending Billing'],
  G: ['Billed', 'Fully Billed'],
  H: ['Closed'],
});
const salesOrders = statusTable('order', version, 'closed', [
  // Entered, not approved: nothing is committed, nothing may be fulfilled.
  row(salesOrder.of('A'), 'ledger:draft'),
  row(salesOrder.of('B'), 'ledger:committed', 'fulfilment:unfulfilled'),
  row(salesOrder.of('C'), 'ledger:voided', 'cancellation:cancelled'),
  row(salesOrder.of('D', 'E'), 'ledger:part_fulfilled', 'fulfilment:partially_shipped'),
  row(salesOrder.of('F'), 'ledger:fulfilled', 'fulfilment:shipped'),
  row(salesOrder.of('G'), 'ledger:billed', 'fulfilment:shipped'),
  // How much of it was cancelled, the closed lines say.
  row(salesOrder.of('H'), 'ledger:closed'),
]);

const salesOrdersSoap = statusTable('order', 'SOAP 2025.2', 'closed', [
  row(['_pendingApproval'], 'ledger:draft'),
  row(['_pendingFulfillment'], 'ledger:committed', 'fulfilment:unfulfilled'),
  row(['_cancelled'], 'ledger:voided', 'cancellation:cancelled'),
  row(
    ['_partiallyFulfilled', '_pendingBillingPartFulfilled'],
    'ledger:part_fulfilled',
    'fulfilment:partially_shipped',
  ),
  row(['_pendingBilling'], 'ledger:fulfilled', 'fulfilment:shipped'),
  row(['_fullyBilled'], 'ledger:billed', 'fulfilment:shipped'),
  row(['_closed'], 'ledger:closed'),
]);

export const itemFulfilment = new Words('ItemShip', ['Item Fulfillment', 'Item Fulfilment'], {
  A: ['Picked'],
  B: ['Packed'],
  C: ['Shipped'],
});
const itemFulfilments = statusTable('shipment', version, 'closed', [
  row(itemFulfilment.of('A', 'B'), 'fulfilment:in_progress'),
  // Only this one takes stock and posts cost.
  row(itemFulfilment.of('C'), 'shipment:shipped'),
]);

const itemFulfilmentsSoap = statusTable('shipment', 'SOAP 2025.2', 'closed', [
  row(['_picked', '_packed'], 'fulfilment:in_progress'),
  row(['_shipped'], 'shipment:shipped'),
]);

export const invoice = new Words('CustInvc', ['Invoice'], {
  A: ['Open'],
  B: ['Paid In Full'],
  D: ['Pending Approval'],
  E: ['Rejected'],
  V: ['Voided'],
});
const invoices = statusTable('books-invoice', version, 'closed', [
  row(invoice.of('A', 'D', 'E', 'V')),
  row(invoice.of('B'), 'payment:captured'),
]);

export const cashSale = new Words('CashSale', ['Cash Sale'], {
  A: ['Unapproved Payment'],
  B: ['Not Deposited'],
  C: ['Deposited'],
});
const cashSales = statusTable('books-cash-sale', version, 'closed', [
  row(cashSale.of('A')),
  row(cashSale.of('B', 'C'), 'payment:captured'),
]);

const deposit = new Words('CustDep', ['Customer Deposit'], {
  A: ['Not Deposited'],
  B: ['Deposited'],
  C: ['Fully Applied'],
});
const deposits = statusTable('payment', version, 'closed', [row(deposit.all, 'payment:captured')]);

const creditMemo = new Words('CustCred', ['Credit Memo'], { A: ['Open'], B: ['Fully Applied'] });
const creditMemos = statusTable('refund', version, 'closed', [row(creditMemo.all)]);

export const returnAuthorization = new Words(
  'RtnAuth',
  ['Return Authorization', 'Return Authorisation'],
  {
    A: ['Pending Approval'],
    B: ['Pending Receipt'],
    C: ['Cancelled'],
    D: ['Partially Received'],
    E: ['Pending Refund/Partially Received'],
    F: ['Pending Refund'],
    G: ['Refunded'],
    H: ['Closed'],
  },
);
const returns = statusTable('return', version, 'closed', [row(returnAuthorization.all)]);

const purchaseOrder = new Words('PurchOrd', ['Purchase Order'], {
  A: ['Pending Supervisor Approval'],
  B: ['Pending Receipt'],
  C: ['Rejected by Supervisor'],
  D: ['Partially Received'],
  E: ['Pending Billing/Partially Received'],
  F: ['Pending Bill'],
  G: ['Fully Billed'],
  H: ['Closed'],
});
const purchases = statusTable('purchase', version, 'closed', [row(purchaseOrder.all)]);

export const vocabulary = vocabularyOf('netsuite', 'erp', [
  salesOrders,
  salesOrdersSoap,
  itemFulfilments,
  itemFulfilmentsSoap,
  invoices,
  cashSales,
  deposits,
  creditMemos,
  returns,
  purchases,
]);
