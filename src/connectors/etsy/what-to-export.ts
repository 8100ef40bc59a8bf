// What a person can export from Etsy by hand, and what each file is worth.
import type { ExportGuide } from '../connector.js';

export const whatToExport: readonly ExportGuide[] = [
  {
    file: 'Sold orders',
    menu: 'Shop Manager, Settings, Options, Download Data, Orders',
    columns: 'All',
    period: 'Each month of the period',
    zone: 'Days only',
    shows: 'Which day an order was placed and shipped',
    cannotShow: 'Tracking, refunds, times',
  },
  {
    file: 'Sold order items',
    menu: 'Shop Manager, Settings, Options, Download Data, Order Items',
    columns: 'All',
    period: 'The same months',
    zone: 'Days only',
    shows: 'The lines of each order with SKU',
    cannotShow: 'Tracking, refunds, times',
  },
];
