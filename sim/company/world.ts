// What holds for the whole company during one run: its window, its one outage, how its systems name an order.
import { DAY, HOUR, MINUTE, OPENING } from './clock.js';
import { Random } from './random.js';

/** `declared`: weir.yaml says which names mean the same; `found`: it does not, and only overlap can tell. */
export type Naming = 'declared' | 'found';

export interface World {
  readonly seed: number;
  readonly orders: number;
  readonly from: number;
  readonly until: number;
  /** No subject that carries a fault begins after this: its deadlines must fall inside the window. */
  readonly faultsUntil: number;
  readonly outage: { readonly from: number; readonly until: number };
  readonly naming: Naming;
  /** Seen through export files, where nobody could tell why an order waits. */
  readonly exported: boolean;
  readonly skus: number;
  /** Whether the ERP shows the money that was taken for the orders that it holds. */
  readonly deposits: boolean;
  /** The channel whose orders the ERP totals without tax, where there is one. */
  readonly untaxed: 'walmart' | undefined;
}

const SETTLING = 7 * DAY;
/** The share of companies whose ERP totals one channel without tax. */
const UNTAXED = 0.25;

function daysFor(orders: number): number {
  if (orders < 1_000) return 21;
  return orders < 20_000 ? 28 : 42;
}

/** Draws the company's frame from its seed and its size. */
export function createWorld(
  seed: number,
  orders: number,
  { naming, exported }: Pick<World, 'naming' | 'exported'>,
): World {
  const random = new Random(seed, 'world');
  const books = new Random(seed, 'books');
  const days = daysFor(orders);
  const outageDay = random.whole(4, days - 9);
  const outageFrom =
    OPENING + outageDay * DAY + random.whole(13, 20) * HOUR + random.whole(0, 59) * MINUTE;
  return {
    seed,
    orders,
    from: OPENING,
    until: OPENING + days * DAY,
    faultsUntil: OPENING + days * DAY - SETTLING,
    outage: { from: outageFrom, until: outageFrom + HOUR },
    naming,
    exported,
    skus: Math.min(4_000, Math.max(40, Math.floor(orders / 50))),
    deposits: books.chance(0.5),
    untaxed: books.chance(UNTAXED) ? 'walmart' : undefined,
  };
}

export interface Outgoing {
  /** When the effect would come if nothing were down. */
  readonly at: number;
  readonly due: number;
}

/**
 * An effect that falls into the outage arrives, right but late, once it is over; never so near to its
 * deadline that a few seconds decide whether it was late.
 */
export function afterOutage(world: World, { at, due }: Outgoing, random: Random): number {
  if (at < world.outage.from || at >= world.outage.until) return at;
  const arrives = world.outage.until + random.between(1, 9) * MINUTE;
  return Math.abs(arrives - due) < MINUTE ? due + 2 * MINUTE : arrives;
}
