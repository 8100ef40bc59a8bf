// The smallest set of handoff rules that closes the gaps of the map: a set cover. Exact by search
// with a bound while few rules compete, which is every real map; greedy beyond `exactRulesMax`,
// where it is at most ln(n) + 1 times the smallest.
import type { Contract, Rule } from '../contract/contract.js';
import { allStandardRules } from '../contract/standard.js';
import type { MapGap } from './integration-map.js';

const exactRulesMax = 24;

/** What one rule would close: indexes of the gaps. */
export interface Cover {
  readonly name: string;
  readonly closes: ReadonlySet<number>;
}

/** An owner has to be named and a source to be found: neither is closed by writing a rule. */
function isClosable({ kind, fact }: MapGap): boolean {
  return kind !== 'no-owner' && kind !== 'no-source' && fact !== null;
}

/** Whether writing this rule, with an acknowledgement, settles the gap. */
function closes(rule: Rule, gap: MapGap): boolean {
  if (!rule.on.some((trigger) => trigger === gap.fact)) return false;
  if (gap.to !== null && !rule.to.includes(gap.to)) return false;
  return gap.from === null || rule.from === null || rule.from.includes(gap.from);
}

function covering(name: string, gaps: readonly MapGap[], test: (gap: MapGap) => boolean): Cover {
  const closed = new Set<number>();
  gaps.forEach((gap, index) => {
    if (isClosable(gap) && test(gap)) closed.add(index);
  });
  return { name, closes: closed };
}

/** The contract's own rules first: a rule that is there is mended rather than added beside. */
function coversOf(contract: Contract, gaps: readonly MapGap[]): Cover[] {
  const rules = new Map<string, Rule>();
  for (const rule of [...contract.rules, ...allStandardRules(contract.systems.values())]) {
    if (!rules.has(rule.id)) rules.set(rule.id, rule);
  }
  const covers = [...rules.values()].map((rule) =>
    covering(rule.id, gaps, (gap) => closes(rule, gap)),
  );
  for (const feed of contract.feeds.keys()) {
    covers.push(covering(`feeds.${feed}`, gaps, (gap) => gap.fact === feed));
  }
  return covers.filter((cover) => cover.closes.size > 0);
}

/** Covers that no other one contains; of equal ones, the first. */
function undominated(covers: readonly Cover[]): Cover[] {
  const contains = (one: Cover, other: Cover): boolean =>
    [...other.closes].every((index) => one.closes.has(index));
  return covers.filter(
    (cover, place) =>
      !covers.some((rival, rivalPlace) => {
        if (rival === cover || !contains(rival, cover)) return false;
        return rival.closes.size > cover.closes.size || rivalPlace < place;
      }),
  );
}

function greedy(covers: readonly Cover[], wanted: ReadonlySet<number>): Cover[] {
  const open = new Set(wanted);
  const chosen: Cover[] = [];
  while (open.size > 0) {
    let best: Cover | undefined;
    let bestGain = 0;
    for (const cover of covers) {
      const gain = [...cover.closes].filter((index) => open.has(index)).length;
      if (gain > bestGain) {
        best = cover;
        bestGain = gain;
      }
    }
    if (best === undefined) break;
    chosen.push(best);
    for (const index of best.closes) open.delete(index);
  }
  return chosen;
}

/** Branches on the covers of the first open gap; never deeper than the best set known. */
function exact(covers: readonly Cover[], wanted: ReadonlySet<number>): Cover[] {
  let best = greedy(covers, wanted);
  const search = (open: ReadonlySet<number>, chosen: readonly Cover[]): void => {
    if (open.size === 0) {
      if (chosen.length < best.length) best = [...chosen];
      return;
    }
    if (chosen.length + 1 >= best.length) return;
    const [first] = open;
    for (const cover of covers) {
      if (first === undefined || !cover.closes.has(first)) continue;
      search(new Set([...open].filter((index) => !cover.closes.has(index))), [...chosen, cover]);
    }
  };
  search(wanted, []);
  return best;
}

/** Fewest covers that close all that any of them can close. */
export function smallestCover(covers: readonly Cover[]): Cover[] {
  const rivals = undominated(covers);
  const wanted = new Set(rivals.flatMap((cover) => [...cover.closes]));
  return rivals.length <= exactRulesMax ? exact(rivals, wanted) : greedy(rivals, wanted);
}

/** Names of rules (`feeds.NAME` for a feed), sorted; gaps that no rule can close are left out. */
export function closingSet(contract: Contract, gaps: readonly MapGap[]): string[] {
  return smallestCover(coversOf(contract, gaps))
    .map((cover) => cover.name)
    .sort();
}
