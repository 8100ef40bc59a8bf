// What NetSuite's words mean. One status is spelled in many ways: the letter of REST and SuiteQL
// (B), the search form (SalesOrd:B), the name in saved searches, and through scripts the name behind
// that of the record ("Sales Order : Billed"). The same letter means another thing in each record.
import { row, statusTable, vocabularyOf } from '../../core/observation/status-table.js';

const version = 'REST, SuiteQL and saved search';

/** The spellings of one status of one record type. */
type Spelling = (letter: string, ...names: readonly string[]) => string[];

function spellings(record: string, label: string): Spelling {
  return (letter, ...names) => [
    letter,
    `${record}:${letter}`,
    ...names,
    ...names.map((name) => `${label} : ${name}`),
  ];
}

const salesOrder = spellings('SalesOrd', 'Sales Order');
const salesOrders = statusTable('order', version, 'closed', [
  // Entered, not approved: nothing is committed, nothing may be fulfilled.
  row(salesOrder('A', 'Pending Approval'), 'ledger:draft'),
  row(salesOrder('B', 'Pending Fulfillment'), 'ledger:committed', 'fulfilment:unfulfilled'),
  row(salesOrder('C', 'Cancelled'), 'ledger:voided', 'cancellation:cancelled'),
  row(
    [
      ...salesOrder('D', 'Partially Fulfilled'),
      ...salesOrder('E', 'Pending Billing/Partially Fulfilled'),
    ],
    'ledger:part_fulfilled',
    'fulfilment:partially_shipped',
  ),
  row(salesOrder('F', 'Pending Billing'), 'ledger:fulfilled', 'fulfilment:shipped'),
  row(salesOrder('G', 'Billed', 'Fully Billed'), 'ledger:billed', 'fulfilment:shipped'),
  // How much of it was cancelled, the closed lines say.
  row(salesOrder('H', 'Closed'), 'ledger:closed'),
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

const itemFulfilment = spellings('ItemShip', 'Item Fulfillment');
const itemFulfilments = statusTable('shipment', version, 'closed', [
  row(
    [...itemFulfilment('A', 'Picked'), ...itemFulfilment('B', 'Packed')],
    'fulfilment:in_progress',
  ),
  // Only this one takes stock and posts cost.
  row(itemFulfilment('C', 'Shipped'), 'shipment:shipped'),
]);

const itemFulfilmentsSoap = statusTable('shipment', 'SOAP 2025.2', 'closed', [
  row(['_picked', '_packed'], 'fulfilment:in_progress'),
  row(['_shipped'], 'shipment:shipped'),
]);

const invoice = spellings('CustInvc', 'Invoice');
const invoices = statusTable('books-invoice', version, 'closed', [
  row([
    ...invoice('A', 'Open'),
    ...invoice('D', 'Pending Approval'),
    ...invoice('E', 'Rejected'),
    ...invoice('V', 'Voided'),
  ]),
  row(invoice('B', 'Paid In Full'), 'payment:captured'),
]);

const cashSale = spellings('CashSale', 'Cash Sale');
const cashSales = statusTable('books-cash-sale', version, 'closed', [
  row(cashSale('A', 'Unapproved Payment')),
  row([...cashSale('B', 'Not Deposited'), ...cashSale('C', 'Deposited')], 'payment:captured'),
]);

const deposit = spellings('CustDep', 'Customer Deposit');
const deposits = statusTable('payment', version, 'closed', [
  row(
    [
      ...deposit('A', 'Not Deposited'),
      ...deposit('B', 'Deposited'),
      ...deposit('C', 'Fully Applied'),
    ],
    'payment:captured',
  ),
]);

const creditMemo = spellings('CustCred', 'Credit Memo');
const creditMemos = statusTable('refund', version, 'closed', [
  row([...creditMemo('A', 'Open'), ...creditMemo('B', 'Fully Applied')]),
]);

const returnAuthorization = spellings('RtnAuth', 'Return Authorization');
const returns = statusTable('return', version, 'closed', [
  row([
    ...returnAuthorization('A', 'Pending Approval'),
    ...returnAuthorization('B', 'Pending Receipt'),
    ...returnAuthorization('C', 'Cancelled'),
    ...returnAuthorization('D', 'Partially Received'),
    ...returnAuthorization('E', 'Pending Refund/Partially Received'),
    ...returnAuthorization('F', 'Pending Refund'),
    ...returnAuthorization('G', 'Refunded'),
    ...returnAuthorization('H', 'Closed'),
  ]),
]);

const purchaseOrder = spellings('PurchOrd', 'Purchase Order');
const purchases = statusTable('purchase', version, 'closed', [
  row([
    ...purchaseOrder('A', 'Pending Supervisor Approval'),
    ...purchaseOrder('B', 'Pending Receipt'),
    ...purchaseOrder('C', 'Rejected by Supervisor'),
    ...purchaseOrder('D', 'Partially Received'),
    ...purchaseOrder('E', 'Pending Billing/Partially Received'),
    ...purchaseOrder('F', 'Pending Bill'),
    ...purchaseOrder('G', 'Fully Billed'),
    ...purchaseOrder('H', 'Closed'),
  ]),
]);

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
