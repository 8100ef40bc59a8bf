// What a person can export from Stripe by hand, and what each file is worth.
import type { ExportGuide } from '../connector.js';

export const whatToExport: readonly ExportGuide[] = [
  {
    file: 'Payments',
    menu: 'Payments, Export, columns All, time zone UTC',
    columns: 'All, with metadata',
    period:
      'The last 30 days or more, and two days longer at the end than the files it is compared with',
    zone: 'UTC',
    shows: 'Each charge, whether it failed, and what of it was refunded so far',
    cannotShow: 'When each refund was made',
  },
  {
    file: 'Balance change from activity, itemized',
    menu: 'Reports, Balance, Balance change from activity, Download, itemized',
    columns: 'All, with payment_metadata and refund_metadata',
    period: 'The same period',
    zone: 'UTC, or as chosen in the report',
    shows: 'Each charge, refund, dispute and fee with its own time',
    cannotShow: 'Failed payments; payments outside Stripe',
  },
  {
    file: 'Payout reconciliation, itemized',
    menu: 'Reports, Payout reconciliation, Download, itemized',
    columns: 'All',
    period: 'The same period, and a week longer at the end',
    zone: 'UTC, or as chosen in the report',
    shows: 'Which charge is in which payout',
    cannotShow: 'Payouts that were made by hand',
  },
  {
    file: 'Events',
    menu: 'stripe events list, saved as JSON',
    columns: 'All',
    period: '30 days are kept',
    zone: 'UTC',
    shows: 'What happened to each payment, in order',
    cannotShow: 'Anything older',
  },
];
