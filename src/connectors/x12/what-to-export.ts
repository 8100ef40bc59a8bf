// What a person can export from X12 and EDIFACT by hand, and what each file is worth.
import type { ExportGuide } from '../connector.js';

export const whatToExport: readonly ExportGuide[] = [
  {
    file: 'Raw interchanges',
    menu: 'The archive of the translator or of the network: files in both directions, as they were sent',
    columns: 'All',
    period: 'Every file of the period, with the acknowledgements (997, 999, CONTRL)',
    zone: 'Times in the envelopes carry none: give zone: in the contract',
    shows: 'Each document, when it was sent and how it was answered',
    cannotShow: 'What the partner did with it',
  },
  {
    file: 'Status of documents',
    menu: 'The portal of the network: transactions, search, export',
    columns: 'Document type, document number, PO number, partner, direction, status, date',
    period: 'The same period',
    zone: "The user's",
    shows: 'That a document was sent and how far it came',
    cannotShow: 'Its content; "delivered" is no acceptance',
  },
];
