// What the rules of one order are judged on.
import type { Context } from '../detect/context.js';
import type { Handoff } from './handoff.js';
import type { OrderClass } from '../order/class.js';
import type { OrderRecord, Quantities } from '../order/record.js';

export interface Owing {
  readonly record: OrderRecord;
  readonly orderClass: OrderClass;
  readonly context: Context;
  /** What we told a system that the order was when we had it created there; null: we did not. Live only. */
  readonly told?: (system: string) => Quantities | null;
  /** Takes every handoff, some more than once, before the worst of several triggers speaks; live only. */
  readonly each?: (handoff: Handoff) => void;
}
