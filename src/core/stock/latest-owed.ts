// What each channel is owed of an item's stock as it stands now: of the changes only the last, since a
// channel that shows the newest value needs none of those before it.
import type { Context } from '../detect/context.js';
import type { Observation } from '../observation/observation.js';
import type { StockDestination } from './authority.js';
import { authorityOf, destinationsOf } from './authority.js';
import type { StockChange } from './changes.js';
import { changesOf } from './changes.js';
import { foldStock } from './fold.js';
import type { Owed } from './handoffs.js';
import { listingOf, standingHandoff, stockHandoff } from './handoffs.js';
import type { StockView } from './record.js';

export interface LatestOwed {
  readonly sku: string;
  readonly destination: StockDestination;
  readonly change: StockChange;
  readonly view: StockView;
  /** As the audit judges it, by the times of both sides. */
  readonly owed: Owed;
  /** By what the channel says last: what is ours to tell it. */
  readonly standing: Owed;
}

/** Empty where nobody's word on the item counts, or the value is not known now. */
export function latestOwed(
  sku: string,
  observations: readonly Observation[],
  context: Context,
): readonly LatestOwed[] {
  const { contract, coverage } = context;
  const record = foldStock(sku, observations);
  const authority = authorityOf(record, contract);
  if (authority === null) return [];
  const change = changesOf(authority, coverage.until).at(-1);
  if (change === undefined || Number.isFinite(change.replacedFrom)) return [];
  return destinationsOf(contract, authority.system).flatMap((destination) => {
    const view = record.views.get(destination.system);
    if (view === undefined || view.positions.length === 0) return [];
    const listing = listingOf(view, destination, authority.system);
    const owed = stockHandoff(listing, change, context);
    const standing = standingHandoff(listing, change, context);
    return [{ sku, destination, change, view, owed, standing }];
  });
}
