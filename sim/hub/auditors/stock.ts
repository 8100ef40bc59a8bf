// Stock as the receipts have it: what the ledger holds of it, and what the channels were told: I4 and I10
// of docs/concepts/simulator.md.
import { instantOf } from '../../../src/core/observation/instant.js';
import type { Auditor, Evidence } from '../evidence.js';
import { ownId } from '../statement.js';

interface Level {
  readonly at: number;
  /** As a channel may show it, all places together: nothing below zero. */
  readonly offered: string;
}

interface Line {
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly refs: { readonly sku?: string; readonly location?: string };
  readonly data: { readonly available?: string };
}

interface Counted {
  readonly id: string;
  readonly at: number;
  readonly place: string;
  readonly units: number;
}

/** What the warehouse has counted of one item by the receipts. */
interface Item {
  readonly counts: readonly Counted[];
  /** Oldest first, from where each place has been counted. */
  readonly levels: readonly Level[];
  readonly isLocated: boolean;
}

function itemsOf({ commits }: Evidence): ReadonlyMap<string, Item> {
  const counts = new Map<string, Map<string, Counted>>();
  for (const { text } of commits.arrivals.flatMap(({ filed }) => filed)) {
    const { kind, at, refs, data, ...named } = JSON.parse(text) as Line;
    if (kind !== 'stock.level' || refs.sku === undefined) continue;
    const id = ownId({ ...named, kind });
    const ofItem = counts.get(refs.sku) ?? new Map<string, Counted>();
    const { available = '0' } = data;
    const place = refs.location ?? '';
    ofItem.set(id, { id, at: instantOf(at) ?? 0, place, units: Number(available) });
    counts.set(refs.sku, ofItem);
  }
  return new Map([...counts].map(([sku, ofItem]) => [sku, itemOf([...ofItem.values()])]));
}

function itemOf(counts: readonly Counted[]): Item {
  const places = new Set(counts.map(({ place }) => place));
  const last = new Map<string, number>();
  const levels = counts
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ at, place, units }): Level[] => {
      last.set(place, units);
      const sum = [...last.values()].reduce((one, other) => one + other, 0);
      return last.size < places.size ? [] : [{ at, offered: String(Math.max(0, sum)) }];
    });
  return { counts, levels, isLocated: places.size > 1 };
}

/** I4: each count is in the ledger, below zero or not; in the end each channel shows the newest. */
export const stockIsItsFold: Auditor = (evidence) => {
  const { ledger, destinations } = evidence;
  return [...itemsOf(evidence)].flatMap(([sku, { counts, levels }]) => {
    const told = new Map(
      (ledger.shelves.get(sku)?.told ?? []).map(({ text, verdict }) => [
        ownId(JSON.parse(text) as Line),
        verdict,
      ]),
    );
    const lost = counts
      .filter(({ id }) => !['applied', 'late'].includes(told.get(id) ?? ''))
      .map(({ id }) => `${id} is ${told.get(id) ?? 'not in the ledger'}`);
    // Where a place was never counted nobody knows the whole.
    const newest = levels.at(-1)?.offered ?? evidence.shownAtFirst;
    const wrong = (['shop', 'market'] as const).flatMap((name) => {
      const effects = destinations.get(name)?.effects ?? [];
      const last = effects.findLast(({ stock }) => stock?.sku === sku);
      const shown = last?.stock?.available ?? evidence.shownAtFirst;
      return shown === newest
        ? []
        : [`${name} shows ${shown} of ${sku}, of which ${newest} are there`];
    });
    return [...lost, ...wrong];
  });
};

/** I10: a channel is told what was counted when it says so, and nothing older after something newer. */
export const noOldFigure: Auditor = (evidence) => {
  const items = itemsOf(evidence);
  return [...evidence.destinations.values()].flatMap(({ name, effects }) => {
    const newest = new Map<string, number>();
    return effects.flatMap(({ stock }) => {
      if (stock === undefined) return [];
      const { sku, available, as_of: asOf } = stock;
      const at = instantOf(asOf) ?? 0;
      const before = newest.get(sku) ?? -Infinity;
      newest.set(sku, Math.max(before, at));
      if (at < before) return [`${name} was told of ${sku} as of ${asOf} after something newer`];
      const item = items.get(sku);
      // Of several places one may have been counted before and heard of later.
      const isCounted =
        item?.isLocated === true ||
        item?.levels.some((one) => one.at === at && one.offered === available);
      return isCounted === true
        ? []
        : [`${name} was told ${available} of ${sku} as of ${asOf}, which nobody counted`];
    });
  });
};
