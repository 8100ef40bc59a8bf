// An order that only the ERP knows: perhaps the other half of a payment under another reference.
import type { Decimal } from '../observation/decimal.js';

export interface LoneRecord {
  readonly key: string;
  readonly system: string;
  /** Epoch milliseconds between which the ERP took it in. */
  readonly at: number;
  readonly until: number;
  readonly amount: Decimal;
  readonly currency: string | null;
  /** `system/id` of the statement by which the ERP holds it. */
  readonly citation: string;
}
