// Puts the parts together; nothing else.
import type { Connector } from '../connector.js';
import { vocabulary } from './statuses.js';

export const etsy: Connector = { name: 'etsy', vocabulary };
