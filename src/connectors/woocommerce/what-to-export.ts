// What a person can export from WooCommerce by hand, and what each file is worth.
import type { ExportGuide } from '../connector.js';

export const whatToExport: readonly ExportGuide[] = [
  {
    file: 'Orders by an export plugin',
    menu: 'The export plugin, Orders',
    columns:
      'order_id, order_number, order_date, paid_date, date_completed, status, transaction_id, total, currency, and SKU and quantity of each item',
    period:
      'The last 30 days or more, and two days longer at the end than the files it is compared with',
    zone: "The site's, without an offset: give zone: in the contract",
    shows: 'That an order exists, when it was paid and completed, its payment at the gateway',
    cannotShow: 'Earlier statuses, unless order notes are exported as well',
  },
  {
    file: 'Orders by the REST API',
    menu: 'GET /wp-json/wc/v3/orders, all pages, saved as JSON',
    columns: 'All',
    period:
      'The last 30 days or more, and two days longer at the end than the files it is compared with',
    zone: 'UTC, in the fields that end in _gmt',
    shows: 'The same, with refunds, to the second',
    cannotShow: 'Earlier statuses',
  },
  {
    file: 'Orders of the analytics, where there is no plugin',
    menu: 'Analytics, Orders, Download',
    columns: 'All',
    period:
      'The last 30 days or more, and two days longer at the end than the files it is compared with',
    zone: "The site's, without an offset: give zone: in the contract",
    shows: 'The status of each order when it was made',
    cannotShow: 'SKUs, totals, when an order was paid, shipped or refunded',
  },
];
