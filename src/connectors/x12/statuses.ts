// What the codes of X12 mean: acknowledgements of form (997) and of business (855), purposes of
// orders and changes, order status (870), and the words of EDI portals.
import { row, statusTable, vocabularyOf } from '../../core/observation/status-table.js';

/** Element 587, BAK02 and BCA02. */
const acknowledgements = statusTable('document-855', '587', 'closed', [
  row(['AD', 'AK', 'AP', 'AT'], 'acceptance:accepted', 'document:business_accepted'),
  row(['AC', 'AE'], 'acceptance:accepted', 'document:changed'),
  row(['RD', 'RF', 'RJ', 'RN', 'RO', 'RV'], 'acceptance:declined', 'document:rejected'),
  row(['AH'], 'acceptance:held'),
  row(['NA', 'ZZ']),
]);

/** AK501 and AK901. A partly accepted group is told set by set. */
const syntax = statusTable('document-997', 'AK501, AK901', 'closed', [
  row(['A', 'E'], 'document:syntax_ok'),
  row(['R', 'M', 'W', 'X'], 'document:syntax_rejected'),
  row(['P']),
]);

/** Element 668, ACK01: one line refused changes the order, it does not refuse it. */
const lines = statusTable('document-line', '668', 'closed', [
  row(['IA', 'AA', 'AC', 'AR'], 'document:business_accepted'),
  row(['IB', 'BP', 'IQ', 'IP', 'IC', 'DR', 'IS', 'SP'], 'document:changed'),
  row(['ID', 'IR', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8'], 'document:changed'),
  row(['IH', 'IE', 'IF', 'IW']),
]);

/** Element 353, BEG01: 04 and 05 change an order, 07 repeats one that was placed. */
const orderPurpose = statusTable('order-850', '353', 'closed', [
  row(['00', '07'], 'acceptance:placed'),
  row(['01'], 'cancellation:cancelled'),
  row(['02', '03', '04', '05', '06', '08', '12', '13', '14', '15', '18', '19', '22']),
]);

/** BCH01 says whether an 860 cancels, POC02 (element 670) what becomes of a line. */
const changePurpose = statusTable('change-860', '353', 'closed', [
  row(['01'], 'cancellation:cancelled'),
  row(['04', '05', '06']),
]);

const changeLines = statusTable('change-line', '670', 'closed', [
  row(['CF', 'DI'], 'cancellation:partially_cancelled'),
  row(['AI', 'CA', 'CB', 'CC', 'CE', 'CG', 'CT', 'MU', 'NC', 'PC', 'PQ', 'PR']),
  row(['QD', 'QI', 'RA', 'RB', 'RC', 'RE', 'RM', 'RQ', 'RS', 'RZ', 'TI']),
]);

/** Element 368, ISR01: defaults, which partners bend. CN is the next carrier move, no cancellation. */
const orderStatus = statusTable('order-870', '368', 'open', [
  row(['PH', 'HQ', 'ID', 'CB'], 'fulfilment:on_hold'),
  row(['BO', 'BK', 'BM', 'DS', 'OR', 'UN'], 'fulfilment:on_hold'),
  row(['PK'], 'fulfilment:in_progress'),
  row(['PR', 'CP', 'SS', 'SK', 'BP'], 'fulfilment:partially_shipped'),
  row(['SH', 'CC', 'CL', 'CM', 'CS', 'RC', 'LS', 'SE'], 'fulfilment:shipped'),
  row(['DD'], 'fulfilment:delivered'),
  row(['CU', 'IC'], 'cancellation:partially_cancelled'),
  row(['CK', 'DE', 'DI', 'OP'], 'cancellation:cancelled'),
  row(['IN', 'PN', 'PS', 'NN', 'NS', 'AN', 'AS', 'AP', 'AV', 'OF', 'SP', 'PC']),
  // Late, expected, damaged or diverted; and WS: invoiced, shipment to follow.
  row(['LM', 'SI', 'ED', 'EW', 'RD', 'RW', 'EX', 'SD', 'DO', 'RI', 'WS', 'CN', 'SC']),
]);

/** BSN01 of an 856. */
const shipNotice = statusTable('shipment-856', '353', 'closed', [
  row(['00'], 'shipment:shipped'),
  row(['01'], 'shipment:cancelled'),
  row(['05']),
]);

/** "Delivered" is the transport's word, never a business acceptance. */
const portals = statusTable('document-portal', 'status export', 'open', [
  row(['Sent'], 'document:sent'),
  row(['Delivered'], 'document:transported'),
  row(['Acknowledged', 'Accepted', 'Accepted with errors'], 'document:syntax_ok'),
  row(['Rejected'], 'document:syntax_rejected'),
  row(['Overdue', 'Not acknowledged']),
]);

/** Dispositions of an AS2 receipt; the modifier of a repeat is a success. */
const receipts = statusTable('document-mdn', 'RFC 4130', 'open', [
  row(['processed', 'processed/warning: duplicate-document'], 'document:transported'),
  row([
    'processed/error: authentication-failed',
    'processed/error: decryption-failed',
    'processed/error: insufficient-message-security',
    'processed/error: integrity-check-failed',
    'processed/error: unexpected-processing-error',
    'failed/failure: unsupported format',
  ]),
]);

export const vocabulary = vocabularyOf('x12', 'edi', [
  acknowledgements,
  syntax,
  lines,
  orderPurpose,
  changePurpose,
  changeLines,
  orderStatus,
  shipNotice,
  portals,
  receipts,
]);
