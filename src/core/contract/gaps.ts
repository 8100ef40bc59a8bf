// Gaps that the contract shows by itself, before any traffic: what nobody owns or nobody reads.
// The gaps of the integration map, which need what was seen, are found with the map.
import type { Contract } from './contract.js';
import { stages } from './surroundings.js';

export interface ContractGap {
  readonly kind: 'no-owner' | 'no-consumer';
  /** What the gap is of: `rules`, `systems`, `feeds` or `stages`, and their names. */
  readonly of: string;
  readonly names: readonly string[];
  readonly words: string;
}

function gap(
  kind: ContractGap['kind'],
  of: string,
  names: readonly string[],
  ending: string,
): ContractGap[] {
  if (names.length === 0) return [];
  const words = `${names.length} ${names.length === 1 ? of.slice(0, -1) : of} ${ending}: ${names.join(', ')}.`;
  return [{ kind, of, names, words }];
}

export function contractGaps(contract: Contract): ContractGap[] {
  const unowned = (
    things: Iterable<{ readonly owner: string | null; readonly name: string }>,
  ): string[] => [...things].filter((thing) => thing.owner === null).map((thing) => thing.name);
  const rules = contract.rules.filter((rule) => rule.owner === null).map((rule) => rule.id);
  const feeds = [...contract.feeds.values()];
  const unread = feeds.filter((feed) => feed.consumers.size === 0).map((feed) => feed.name);
  const unclaimed = stages.filter((stage) => contract.owns[stage] === undefined);
  return [
    ...gap('no-owner', 'rules', rules, 'with no owner'),
    ...gap('no-owner', 'systems', unowned(contract.systems.values()), 'with no owner'),
    ...gap('no-owner', 'feeds', unowned(feeds), 'with no owner'),
    ...gap('no-owner', 'stages', unclaimed, 'that no system owns (owns:)'),
    ...gap('no-consumer', 'feeds', unread, 'with no consumer'),
  ];
}
