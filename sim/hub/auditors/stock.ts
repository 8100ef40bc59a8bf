// Stock as the receipts have it: what the ledger holds of it, and what the channels were told (reliability.md
// section 2: I4, I10).
import { instantOf } from '../../../src/core/observation/instant.js';
import type { Auditor, Evidence } from '../evidence.js';
import { ownId } from '../statement.js';

interface Level {
  readonly sku: string;
  readonly at: number;
  /** As a channel may show it: nothing below zero. */
  readonly offered: string;
  readonly line: string;
}

interface Line {
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly refs: { readonly sku?: string };
  readonly data: { readonly available?: string };
}

/** Of each item, what the warehouse has counted by the receipts, oldest first. */
function levelsOf({ commits }: Evidence): ReadonlyMap<string, readonly Level[]> {
  const levels = new Map<string, Map<string, Level>>();
  for (const { text } of commits.arrivals.flatMap(({ filed }) => filed)) {
    const { kind, at, refs, data, ...named } = JSON.parse(text) as Line;
    if (kind !== 'stock.level' || refs.sku === undefined) continue;
    const id = ownId({ ...named, kind });
    const { available = '0' } = data;
    const offered = available.startsWith('-') ? '0' : available;
    const ofItem = levels.get(refs.sku) ?? new Map<string, Level>();
    ofItem.set(id, { sku: refs.sku, at: instantOf(at) ?? 0, offered, line: id });
    levels.set(refs.sku, ofItem);
  }
  return new Map(
    [...levels].map(([sku, ofItem]) => [sku, [...ofItem.values()].sort((a, b) => a.at - b.at)]),
  );
}

/** I4: each count is in the ledger, below zero or not; in the end each channel shows the newest. */
export const stockIsItsFold: Auditor = (evidence) => {
  const { ledger, destinations } = evidence;
  return [...levelsOf(evidence)].flatMap(([sku, levels]) => {
    const told = new Map(
      (ledger.shelves.get(sku)?.told ?? []).map(({ text, verdict }) => [
        ownId(JSON.parse(text) as Line),
        verdict,
      ]),
    );
    const lost = levels
      .filter(({ line }) => !['applied', 'late'].includes(told.get(line) ?? ''))
      .map(({ line }) => `${line} is ${told.get(line) ?? 'not in the ledger'}`);
    const newest = levels.at(-1)?.offered;
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
  const levels = levelsOf(evidence);
  return [...evidence.destinations.values()].flatMap(({ name, effects }) => {
    const newest = new Map<string, number>();
    return effects.flatMap(({ stock }) => {
      if (stock === undefined) return [];
      const { sku, available, as_of: asOf } = stock;
      const at = instantOf(asOf) ?? 0;
      const before = newest.get(sku) ?? -Infinity;
      newest.set(sku, Math.max(before, at));
      if (at < before) return [`${name} was told of ${sku} as of ${asOf} after something newer`];
      const isCounted = levels.get(sku)?.some((one) => one.at === at && one.offered === available);
      return isCounted === true
        ? []
        : [`${name} was told ${available} of ${sku} as of ${asOf}, which nobody counted`];
    });
  });
};
