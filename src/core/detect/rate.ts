// Which rates lie between two amounts that were rounded to the cent: a tax or a discount is one rate, and
// comes to another amount on each order.
import type { Decimal } from '../observation/decimal.js';

/** A rate is told to a hundredth of a percent. */
const steps = 10_000;
/** Amounts below this fit any rate, and prove none. */
const ratesMost = 40;
/** Half a cent, in the ten-thousandths that a Decimal counts. */
const half = 50;

/**
 * The steps in which the rate from one amount to the other may lie, each as a text. Those of all
 * orders of one rate have that rate's step in common, whatever their amounts.
 * @returns none where the amounts are too small to tell, or no rate leads from one to the other.
 */
export function ratesBetween(stated: Decimal, shown: Decimal): readonly string[] {
  if (stated <= half || shown <= half) return [];
  const from = Math.floor(((shown - half) * steps) / (stated + half));
  const until = Math.floor(((shown + half) * steps) / (stated - half));
  if (until - from >= ratesMost) return [];
  return Array.from({ length: until - from + 1 }, (_, index) => `rate ${from + index}`);
}
