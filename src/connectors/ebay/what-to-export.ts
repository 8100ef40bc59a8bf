// What a person can export from eBay by hand, and what each file is worth.
import type { ExportGuide } from '../connector.js';

export const whatToExport: readonly ExportGuide[] = [
  {
    file: 'Orders report',
    menu: 'Seller Hub, Orders, Download report',
    columns: 'All',
    period: 'Up to 90 days a file',
    zone: "The site's; days only",
    shows: 'What was paid and shipped on which day, tracking',
    cannotShow: 'The order of two events of one day, cancellations, refunds',
  },
];
