// What a person can export from BigCommerce by hand, and what each file is worth.
import type { ExportGuide } from '../connector.js';

export const whatToExport: readonly ExportGuide[] = [
  {
    file: 'Orders',
    menu: 'Orders, Export, template Default, CSV',
    columns: 'All',
    period:
      'The last 30 days or more, and two days longer at the end than the files it is compared with',
    zone: "The store's; days only",
    shows: 'That an order exists, its status, how much of it shipped',
    cannotShow: 'Times, tracking, transaction ids',
  },
  {
    file: 'Orders by the API',
    menu: 'GET /stores/…/v2/orders, all pages, saved as JSON',
    columns: 'All',
    period:
      'The last 30 days or more, and two days longer at the end than the files it is compared with',
    zone: 'UTC, in each time',
    shows: 'When an order was placed, shipped and last changed',
    cannotShow: 'Earlier statuses',
  },
];
