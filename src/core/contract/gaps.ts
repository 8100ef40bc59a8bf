// Gaps that the contract shows by itself, before any traffic: what nobody owns, nobody reads or nobody knows.
// The gaps of the integration map, which need what was seen, are found with the map.
import type { Contract } from './contract.js';
import { suggestion } from './nearest.js';
import { stages } from './surroundings.js';

export interface ContractGap {
  readonly kind: 'no-owner' | 'no-consumer' | 'no-connector';
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

/** @param connectors names of those that there are. */
export function contractGaps(contract: Contract, connectors: ReadonlySet<string>): ContractGap[] {
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
    ...strangers(contract, connectors),
  ];
}

/** A product that has no connector yet is no fault; a slip of the hand looks the same. */
function strangers({ systems }: Contract, connectors: ReadonlySet<string>): ContractGap[] {
  return [...systems.values()].flatMap(({ name, role, connector }) => {
    if (connector === null || connectors.has(connector)) return [];
    const instead = `Its words are read as those of any ${role}`;
    const words = `${name} has connector: ${connector}, which there is none of. ${suggestion(connector, connectors, `${instead}.`)}`;
    return [{ kind: 'no-connector', of: 'systems', names: [name], words }];
  });
}
