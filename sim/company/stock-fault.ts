// What all troubled items share: a name of their own, a day on which all was well, and the moment of trouble.
import { DAY } from './clock.js';
import type { FaultDraft } from './fault.js';
import type { Pattern } from './pattern.js';
import { StockTale } from './stock-life.js';
import type { World } from './world.js';

export interface StockFault {
  readonly pattern: Pattern;
  readonly tell: (
    tale: StockTale,
    variant: number,
    at: number,
  ) => FaultDraft | readonly FaultDraft[];
}

export interface TroubledStock {
  readonly tale: StockTale;
  readonly drafts: readonly FaultDraft[];
}

/** The tale of one troubled item; `index` is unique among all of them. */
export function troubledStock(
  world: World,
  fault: StockFault,
  index: number,
  variant: number,
): TroubledStock {
  const tale = new StockTale(world, `TR-${10_000 + index}`);
  const span = (world.faultsUntil - world.from) / DAY;
  const at = world.from + tale.random.between(1.5, span) * DAY;
  tale.change(at - DAY, 20);
  const told = fault.tell(tale, variant, at);
  const drafts = 'ref' in told ? [told] : told;
  return { tale, drafts: drafts.map((draft) => ({ ...draft, type: 'stock', ref: tale.sku })) };
}
