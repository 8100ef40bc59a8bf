// Etsy: puts the parts together; nothing else.
import type { Connector } from '../connector.js';
import { receiptsJson } from './exports-api.js';
import { soldItems, soldOrders } from './exports-orders.js';
import { vocabulary } from './statuses.js';
import { whatToExport } from './what-to-export.js';

export const etsy: Connector = {
  name: 'etsy',
  vocabulary,
  exports: [soldOrders, soldItems, receiptsJson],
  whatToExport,
};
