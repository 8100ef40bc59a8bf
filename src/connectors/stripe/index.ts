// Stripe: puts the parts together; nothing else.
import type { Connector } from '../connector.js';
import { exports } from './exports.js';
import { vocabulary } from './statuses.js';
import { webhook } from './verify.js';
import { whatToExport } from './what-to-export.js';

export const stripe: Connector = { name: 'stripe', vocabulary, exports, webhook, whatToExport };
