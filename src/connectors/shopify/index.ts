// Shopify: puts the parts together; nothing else.
import type { Connector } from '../connector.js';
import { ordersCsv } from './exports.js';
import { vocabulary } from './statuses.js';

export const shopify: Connector = { name: 'shopify', vocabulary, exports: [ordersCsv] };
