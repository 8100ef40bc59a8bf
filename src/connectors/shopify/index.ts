// Shopify: puts the parts together; nothing else.
import type { Connector } from '../connector.js';
import { apiJson } from './exports-api.js';
import { inventoryCsv } from './exports-inventory.js';
import { matrixifyCsv } from './exports-matrixify.js';
import { payoutsCsv, transactionsCsv } from './exports-money.js';
import { ordersCsv } from './exports.js';
import { vocabulary } from './statuses.js';
import { webhook } from './verify.js';
import { whatToExport } from './what-to-export.js';

export const shopify: Connector = {
  name: 'shopify',
  vocabulary,
  exports: [ordersCsv, transactionsCsv, payoutsCsv, inventoryCsv, matrixifyCsv, apiJson],
  webhook,
  whatToExport,
};
