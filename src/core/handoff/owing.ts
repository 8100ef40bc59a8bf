// What the rules of one order are judged on.
import type { Context } from '../detect/context.js';
import type { Instant } from '../observation/instant.js';
import type { Handoff } from './handoff.js';
import type { OrderClass } from '../order/class.js';
import type { OrderRecord, Quantities } from '../order/record.js';

/** What a system was told that the order was. */
export interface Told {
  readonly lines: Quantities;
  /** It was looked for before it was sent, and may have been there by another path. */
  readonly isDoubtful: boolean;
  /** When it said that it had taken it; null: it has not. */
  readonly takenAt: Instant | null;
}

export interface Owing {
  readonly record: OrderRecord;
  readonly orderClass: OrderClass;
  readonly context: Context;
  /** With what we had the order created there; null: we did not. Live only. */
  readonly told?: (system: string) => Told | null;
  /** Takes every handoff, some more than once, before the worst of several triggers speaks; live only. */
  readonly each?: (handoff: Handoff) => void;
}
