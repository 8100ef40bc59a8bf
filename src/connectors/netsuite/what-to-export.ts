// What a person can export from NetSuite by hand, and what each file is worth.
import type { ExportGuide } from '../connector.js';

export const whatToExport: readonly ExportGuide[] = [
  {
    file: 'Orders',
    menu: 'Lists, Search, Saved Searches: transactions of type Sales Order and Cash Sale, Main Line yes; Export - CSV',
    columns:
      'Internal ID, External ID, Document Number, PO/Check Number, the order number that the integration writes, Status, Date Created, Last Modified, Created By, Amount, Currency',
    period: 'By Date Created; two days longer at the end than the files of the shops',
    zone: "The exporting user's: Home, Set Preferences, Time Zone",
    shows: 'Which orders the ERP holds, since when, and whether they wait for approval',
    cannotShow: 'Earlier statuses, who changed what, deleted records, errors of the integration',
  },
  {
    file: 'Fulfilments',
    menu: 'The same, of type Item Fulfillment, Main Line yes',
    columns: 'Internal ID, Created From, Status, Date, Date Created, Tracking Numbers',
    period: 'By Date Created, the same period',
    zone: "The exporting user's",
    shows: 'Which shipments the ERP holds, and since when',
    cannotShow: 'When the parcel itself left, where Date is only a day',
  },
  {
    file: 'Invoices, refunds and credits',
    menu: 'The same, of type Invoice, Cash Sale, Customer Refund and Credit Memo, Main Line yes',
    columns:
      'Internal ID, Document Number, Type, Created From, Status, Date, Date Created, Amount, Currency',
    period: 'By Date Created, the same period',
    zone: "The exporting user's",
    shows: 'Revenue and refunds in the books',
    cannotShow: 'Why one is missing',
  },
  {
    file: 'System notes',
    menu: 'Reports, New Search, System Note; Record Type is Transaction',
    columns: 'Record, Set by, Date, Context, Type, Field, Old Value, New Value',
    period: 'The same period; without the filter it is enormous',
    zone: "The exporting user's",
    shows: 'Who changed which field and when: approvals, and edits by hand',
    cannotShow: 'Notes of deleted records',
  },
];
