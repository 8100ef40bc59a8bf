// Every fault that can be done to an item's stock, in the catalogue's order.
import type { StockFault } from '../stock-fault.js';
import { inversion } from './inversion.js';
import { oversell } from './oversell.js';
import { phantomAvailability } from './phantom-availability.js';
import { syncFailure } from './sync-failure.js';
import { triggerGap } from './trigger-gap.js';

export const STOCK_FAULTS: readonly StockFault[] = [
  triggerGap,
  syncFailure,
  phantomAvailability,
  oversell,
  inversion,
];
