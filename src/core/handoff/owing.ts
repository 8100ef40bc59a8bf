// What the rules of one order are judged on.
import type { Context } from '../detect/context.js';
import type { Handoff } from './handoff.js';
import type { OrderClass } from '../order/class.js';
import type { OrderRecord } from '../order/record.js';

export interface Owing {
  readonly record: OrderRecord;
  readonly orderClass: OrderClass;
  readonly context: Context;
  /** Takes every handoff, some more than once, before the worst of several triggers speaks; live only. */
  readonly each?: (handoff: Handoff) => void;
}
