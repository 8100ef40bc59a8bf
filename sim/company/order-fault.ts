// How a pattern is done to an order.
import type { OrderChannel } from './emission.js';
import type { FaultDraft } from './fault.js';
import type { OrderTale } from './order.js';
import type { Pattern } from './pattern.js';

/** How one pattern is done to an order: on which channels it can happen, and the tale. */
export interface OrderFault {
  readonly pattern: Pattern;
  readonly channels: readonly [OrderChannel, ...OrderChannel[]];
  readonly tell: (tale: OrderTale, variant: number) => FaultDraft | readonly FaultDraft[];
}
