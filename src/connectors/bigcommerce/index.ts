// BigCommerce: puts the parts together; nothing else.
import type { Connector } from '../connector.js';
import { apiJson } from './exports-api.js';
import { ordersCsv } from './exports-csv.js';
import { vocabulary } from './statuses.js';
import { webhook } from './verify.js';
import { whatToExport } from './what-to-export.js';

export const bigcommerce: Connector = {
  name: 'bigcommerce',
  vocabulary,
  exports: [ordersCsv, apiJson],
  webhook,
  whatToExport,
};
