// What a person can export from Walmart by hand, and what each file is worth.
import type { ExportGuide } from '../connector.js';

export const whatToExport: readonly ExportGuide[] = [
  {
    file: 'Orders',
    menu: 'Order management, choose all tabs, Download',
    columns: 'All; leave the columns for updates empty',
    period: 'As far back as the page allows',
    zone: 'None: days only',
    shows: 'Open lines with ship-by day, both order numbers, tracking',
    cannotShow: 'When a line was acknowledged, shipped or cancelled; refunds',
  },
  {
    file: 'Payment report',
    menu: 'Payments, Reports, reconciliation report as CSV',
    columns: 'All',
    period: 'Every settlement of the period',
    zone: 'None: days, or times of the report',
    shows: 'Sales, refunds and fees by both order numbers',
    cannotShow: 'Stock, shipment',
  },
];
