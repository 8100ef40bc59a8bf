// Which orders carry which fault. The places are spread evenly over the window by a stride that shares no
// divisor with their number, so one order's fate is known without remembering any other's.
import type { OrderFault } from './order-fault.js';
import { mix } from './random.js';
import type { World } from './world.js';

export interface Fate {
  readonly fault: OrderFault;
  readonly variant: number;
}

export interface Plan {
  readonly fateOf: (index: number) => Fate | undefined;
}

/** At least this many of each chosen fault, where the company is large enough. */
const LEAST = 3;
/** Never more than this share of the subjects is troubled, whatever the rate. */
const MOST = 0.6;

/** How many subjects each of `kinds` faults gets among `subjects`. */
export function quota(rate: number, subjects: number, kinds: number): number {
  if (kinds === 0) return 0;
  const wished = Math.max(LEAST, Math.round(rate * subjects));
  return Math.min(wished, Math.floor((subjects * MOST) / kinds));
}

function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other);
}

function strideFor(places: number): number {
  let stride = Math.max(1, Math.floor(places * 0.6180339887));
  while (divisor(stride, places) !== 1) stride += 1;
  return stride;
}

/** The stride's inverse: which draw of the round lands on a place. */
function inverseOf(stride: number, places: number): number {
  let [before, now] = [0, 1];
  let [rest, left] = [places, stride % places];
  while (left > 1) {
    const times = Math.floor(rest / left);
    [before, now] = [now, before - times * now];
    [rest, left] = [left, rest - times * left];
  }
  return places === 1 ? 0 : ((now % places) + places) % places;
}

/** Deals the chosen order faults out over the orders that begin early enough. */
export function planOrders(world: World, faults: readonly OrderFault[], rate: number): Plan {
  const share = (world.faultsUntil - world.from) / (world.until - world.from);
  const places = Math.floor(world.orders * share);
  if (places < 1 || faults.length === 0) return { fateOf: () => undefined };
  const each = quota(rate, places, faults.length);
  const total =
    each > 0 ? each * faults.length : Math.min(faults.length, Math.floor(places * MOST));
  const inverse = inverseOf(strideFor(places), places);
  const shift = mix(world.seed, 'plan') % places;
  return {
    fateOf: (index) => {
      if (index >= places) return undefined;
      const draw = (((index + shift) % places) * inverse) % places;
      const fault = draw < total ? faults[draw % faults.length] : undefined;
      if (fault === undefined) return undefined;
      const variant = (mix(world.seed, fault.pattern) % 60) + Math.floor(draw / faults.length);
      return { fault, variant };
    },
  };
}
