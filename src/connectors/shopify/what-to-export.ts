// What a person can export from Shopify by hand, and what each file is worth.
import type { ExportGuide } from '../connector.js';

export const whatToExport: readonly ExportGuide[] = [
  {
    file: 'Orders',
    menu: 'Orders, filter by date, Export, Plain CSV, Export orders',
    columns: 'All; they can not be chosen',
    period:
      'The last 30 days or more, and two days longer at the end than the files it is compared with',
    zone: "The shop's, with the offset in each time",
    shows:
      'That an order exists and when it was placed, paid, cancelled and, as a whole, fulfilled',
    cannotShow: 'When each parcel left, tracking, when a refund was made, what was told to whom',
  },
  {
    file: 'Transaction histories',
    menu: 'Orders, Export, Export transaction histories',
    columns: 'All',
    period: 'The same orders as the file of orders',
    zone: "The shop's, with the offset in each time",
    shows: 'Every sale, capture, refund and failed payment with its own time',
    cannotShow: 'Authorisations, fulfilment',
  },
  {
    file: 'Payout transactions',
    menu: 'Finances, Payouts, View transactions, Export',
    columns: 'All',
    period: 'The same period, and 14 days longer at the end',
    zone: "The shop's, with the offset in each time",
    shows: 'Which orders were settled, with fees, and in which payout',
    cannotShow: 'Orders that were paid through another gateway',
  },
  {
    file: 'Inventory',
    menu: 'Products, Inventory, Export, All locations, All quantity types',
    columns: 'All',
    period: 'Now: within minutes of the stock file of the other system',
    zone: 'None: put the date and time of the export into the name of the file',
    shows: 'The level of each SKU at each location when the file was made',
    cannotShow: 'When or why a level changed',
  },
  {
    file: 'Orders by Matrixify',
    menu: 'The app Matrixify, New Export, Orders, with all groups of columns',
    columns: 'All; at least Fulfillments, Refunds and Transactions',
    period:
      'The last 30 days or more, and two days longer at the end than the files it is compared with',
    zone: "The shop's, with the offset in each time",
    shows:
      'Every parcel, refund and transaction with its own time and id: the best file where the app is installed',
    cannotShow: 'Old values of what was edited',
  },
];
