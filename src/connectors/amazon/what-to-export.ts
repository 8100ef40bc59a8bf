// What a person can export from Amazon by hand, and what each file is worth.
import type { ExportGuide } from '../connector.js';

export const whatToExport: readonly ExportGuide[] = [
  {
    file: 'All orders',
    menu: 'Reports, Fulfilment, All Orders, by order date',
    columns: 'All',
    period: '30 days a file: export as many as are needed',
    zone: 'UTC, in each time',
    shows: 'That an order exists, its status and when it last changed',
    cannotShow: 'When it shipped, tracking, refunds',
  },
  {
    file: 'Unshipped orders',
    menu: 'Orders, Order Reports, Unshipped Orders',
    columns: 'All',
    period: 'Now',
    zone: 'In each time',
    shows: 'What Amazon still holds for unshipped, and by when it was promised',
    cannotShow: 'Anything of an order once it is confirmed',
  },
  {
    file: 'Amazon fulfilled shipments',
    menu: 'Reports, Fulfilment, Amazon Fulfilled Shipments',
    columns: 'All',
    period: 'Up to a month a file; the last day may be missing',
    zone: 'In each time',
    shows: 'Parcels that Amazon shipped, with items and tracking',
    cannotShow: 'Parcels that the merchant shipped',
  },
  {
    file: 'Returns',
    menu: 'Reports, Fulfilment, FBA customer returns; for own shipments Orders, Manage Returns, report',
    columns: 'All',
    period: 'Up to 60 days',
    zone: 'In each time, or a day',
    shows: 'What came back and why',
    cannotShow: 'Money',
  },
  {
    file: 'Settlement, flat file V2',
    menu: 'Payments, All Statements, Download Flat File V2',
    columns: 'All',
    period: 'Every settlement of the period; about 90 days are kept',
    zone: 'UTC, in each time',
    shows: 'What was paid and refunded for which order',
    cannotShow: 'Anything younger than 14 days',
  },
];
