// What QuickBooks Online's words mean. It keeps books, not orders: that an invoice or a sales receipt
// exists is the commitment, and no word of it says anything of a shipment.
import { row, statusTable, vocabularyOf } from '../../core/observation/status-table.js';

/** TxnStatus; a closed or converted estimate has its invoice, which speaks for itself. */
const estimates = statusTable('order-estimate', 'v3', 'closed', [
  row(['Pending', 'Accepted'], 'ledger:draft'),
  row(['Closed', 'Converted', 'Rejected']),
]);

/** Derived from Balance, TotalAmt, DueDate and the void, and as the lists on screen spell it. */
const invoices = statusTable('order-invoice', 'v3', 'open', [
  row(['open', 'Open', 'overdue', 'Overdue'], 'ledger:committed', 'payment:pending'),
  row(
    ['partially paid', 'Partially paid', 'Partially Paid'],
    'ledger:committed',
    'payment:partially_captured',
  ),
  row(['paid', 'Paid', 'Deposited'], 'ledger:committed', 'payment:captured'),
  row(['voided', 'Voided', 'deleted', 'Deleted'], 'ledger:voided'),
  row(['NotSet', 'NeedToSend', 'EmailSent']),
]);

/** The type of a transaction, by the names of the API and of the reports. */
const transactionTypes = statusTable('order-type', 'reports', 'open', [
  row(['Estimate'], 'ledger:draft'),
  row(['Invoice'], 'ledger:committed'),
  row(['SalesReceipt', 'Sales Receipt'], 'ledger:committed', 'payment:captured'),
  row(['Payment', 'Deposit', 'CreditMemo', 'Credit Memo', 'RefundReceipt', 'Refund Receipt']),
  row(['Refund', 'PurchaseOrder', 'Purchase Order', 'Bill', 'Journal Entry']),
]);

const payments = statusTable('payment', 'v3', 'open', [
  row(['applied', 'Applied', 'unapplied', 'Unapplied']),
]);

const purchases = statusTable('purchase', 'v3', 'closed', [row(['Open', 'Closed'])]);

export const vocabulary = vocabularyOf('quickbooks', 'erp', [
  estimates,
  invoices,
  transactionTypes,
  payments,
  purchases,
]);
