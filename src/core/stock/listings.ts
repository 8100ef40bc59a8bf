// Which channels list an item, and the value of its stock that stands now: a channel that shows the newest
// value needs none of those before it.
import type { Context } from '../detect/context.js';
import type { Observation } from '../observation/observation.js';
import { authorityOf, destinationsOf } from './authority.js';
import type { StockChange } from './changes.js';
import { newestLevel } from './changes.js';
import { foldStock } from './fold.js';
import type { Listing } from './handoffs.js';
import { listingOf } from './handoffs.js';

export interface Listed {
  readonly sku: string;
  readonly change: StockChange;
  readonly listing: Listing;
}

/** Empty where nobody's word on the item counts, or the value is not known now. */
export function listingsOf(
  sku: string,
  observations: readonly Observation[],
  { contract, coverage }: Context,
): readonly Listed[] {
  const record = foldStock(sku, observations);
  const authority = authorityOf(record, contract);
  if (authority === null) return [];
  const change = newestLevel(authority, coverage.until);
  if (change === undefined || Number.isFinite(change.replacedFrom)) return [];
  return destinationsOf(contract, authority.system).flatMap((destination) => {
    const view = record.views.get(destination.system);
    if (view === undefined || view.positions.length === 0) return [];
    return [{ sku, change, listing: listingOf(view, destination, authority.system) }];
  });
}
