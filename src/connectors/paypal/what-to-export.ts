// What a person can export from PayPal by hand, and what each file is worth.
import type { ExportGuide } from '../connector.js';

export const whatToExport: readonly ExportGuide[] = [
  {
    file: 'Activity',
    menu: 'Activity, Download, all transactions, CSV',
    columns:
      'All; at least Date, Time, TimeZone, Type, Status, Currency, Gross, Fee, Transaction ID, Reference Txn ID, Invoice Number, Custom Number, Balance Impact',
    period: 'Up to 12 months a file',
    zone: 'Named in the column TimeZone',
    shows: 'Each movement, and which payment a refund belongs to',
    cannotShow: 'What moved no balance, in part',
  },
];
