// The files of suppliers that can be read: what they have, and how well they do.
import { inventoryCsv } from './exports-inventory.js';
import { metricsCsv } from './exports-metrics.js';

export const exports = [inventoryCsv, metricsCsv] as const;
