// What a person can export from ShipStation by hand, and what each file is worth.
import type { ExportGuide } from '../connector.js';

export const whatToExport: readonly ExportGuide[] = [
  {
    file: 'Shipments',
    menu: 'Shipments, select all, Export; or Insights, Reports, Shipments',
    columns:
      'Order - Number, Date - Order Date, Date - Shipped Date, Shipment - Carrier, Shipment - Service, Shipment - Tracking Number, Item - SKU, Item - Qty, Custom - Field 1 to 3',
    period: 'By shipped date, the same period',
    zone: "The account's, US Pacific by default: give zone: in the contract",
    shows: 'Which labels were bought for which order, with tracking',
    cannotShow: 'Whether the carrier took the parcel, whether the channel was told',
  },
  {
    file: 'Orders',
    menu: 'Orders, each status, select all, Export',
    columns: 'Order - Number, Date - Order Date, Order - Status, Item - SKU, Item - Qty',
    period: 'Now, for what is open',
    zone: "The account's",
    shows: 'Which orders wait, and for what',
    cannotShow: 'When a status began',
  },
];
