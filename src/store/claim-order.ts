// In which order what is ready goes out where not all of it can: in turns of five between what a
// marketplace waits for, what is newest, and what has waited longest, so that after an outage neither
// the backlog nor what comes now starves. Pure, for both stores.
import { handoffDetail } from '../core/ledger/ledger.js';
import type { HandoffState } from '../core/ledger/ledger.js';

/** Where a handoff stands among those that are ready. */
export interface Ready {
  readonly handoff: string;
  /** When what triggered it happened. */
  readonly since: number;
  /** Until when a marketplace wants it confirmed; null: it sets no such time. */
  readonly confirmBy: number | null;
}

interface Queued extends Ready {
  /** Of a register: the value that is to be sent. */
  readonly version: string | null;
}

export function readyOf(handoff: HandoffState): Queued {
  // What was written before it was kept has none.
  const { triggered, confirmBy = null, register } = handoffDetail(handoff);
  return { handoff: handoff.key, since: triggered, confirmBy, version: register?.desired ?? null };
}

type Turn = 'confirmation' | 'fresh' | 'backlog';

const turns: readonly Turn[] = ['confirmation', 'fresh', 'confirmation', 'backlog', 'confirmation'];

/** Who takes a turn that its own class leaves. */
const instead: Readonly<Record<Turn, readonly Turn[]>> = {
  confirmation: ['confirmation', 'fresh'],
  fresh: ['fresh'],
  backlog: ['backlog'],
};

/**
 * @param ready the first `most` of each class at least; any order, repeats count once.
 * @param turn how many the lane has claimed before: where it stands in the turns; and the present.
 * @returns the handoffs to be claimed, at most `most`.
 */
export function inTurns(
  ready: readonly Ready[],
  most: number,
  { served, now }: { readonly served: number; readonly now: number },
): readonly string[] {
  const all = [...new Map(ready.map((one) => [one.handoff, one])).values()];
  const byAge = all.sort((a, b) => a.since - b.since || (a.handoff < b.handoff ? -1 : 1));
  if (byAge.length <= most) return byAge.map(({ handoff }) => handoff);
  const windows = byAge
    .filter(({ confirmBy }) => confirmBy !== null)
    .sort((a, b) => (a.confirmBy ?? 0) - (b.confirmBy ?? 0));
  // What has passed is late whenever it goes: after an outage, none behind it may become late as well.
  const isOpen = ({ confirmBy }: Ready): boolean => confirmBy !== null && confirmBy > now;
  const urgent = [...windows.filter(isOpen), ...windows.filter((one) => !isOpen(one))];
  const queues: Readonly<Record<Turn, Iterator<Ready>>> = {
    confirmation: urgent.values(),
    fresh: byAge.toReversed().values(),
    backlog: byAge.values(),
  };
  const taken = new Set<string>();
  while (taken.size < most) {
    const turn = turns[(served + taken.size) % turns.length] ?? 'fresh';
    for (const queue of instead[turn]) {
      const next = firstLeft(queues[queue], taken);
      if (next === undefined) continue;
      taken.add(next.handoff);
      break;
    }
  }
  return [...taken];
}

function firstLeft(queue: Iterator<Ready>, taken: ReadonlySet<string>): Ready | undefined {
  for (let next = queue.next(); next.done !== true; next = queue.next()) {
    if (!taken.has(next.value.handoff)) return next.value;
  }
  return undefined;
}
