// Holds of parts of an order, told by how each part stood whenever it was shown: a storefront holds one
// fulfilment order and not the other. Out of them come the holds and releases of the order itself.
import type { Instant } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { refOf } from '../observation/observation.js';
import { compareStatements } from './arrivals.js';
import type { OrderView } from './record.js';

/** Holds and releases of one system. */
type Stops = Pick<OrderView, 'holds' | 'releases'>;

/**
 * A part is held from when it is first shown so, and no later showing of the same moves that; the order
 * is released with the last of its parts, and a part that was never held releases nothing.
 */
export function stopsOf({ holds, releases }: Stops): Stops {
  if (!releases.some(isOfPart) && !holds.some(isOfPart)) return { holds, releases };
  const changes = changesOf([...holds, ...releases].filter(isOfPart).sort(byShowing));
  return {
    holds: withThose(holds, changes.holds),
    releases: withThose(releases, changes.releases),
  };
}

function isOfPart({ refs }: Observation): boolean {
  return refOf(refs, 'fulfilment') !== undefined;
}

/** The end of its interval is when a part was certainly seen to stand so. */
function byShowing(left: Observation, right: Observation): number {
  return left.until - right.until || compareStatements(left, right);
}

function changesOf(showings: readonly Observation[]): Stops {
  const holds: Observation[] = [];
  const releases: Observation[] = [];
  const held = new Set<string>();
  /** Part -> when it was last shown. */
  const shown = new Map<string, Instant>();
  let lastHold = Number.NEGATIVE_INFINITY;
  for (const showing of showings) {
    const part = refOf(showing.refs, 'fulfilment') ?? '';
    const before = shown.get(part);
    const since = before === undefined ? showing.at : before + 1;
    shown.set(part, showing.until);
    if (held.has(part) === (showing.kind === 'order.held')) continue;
    if (showing.kind === 'order.held') {
      held.add(part);
      const hold = notBefore(showing, since);
      lastHold = Math.max(lastHold, hold.at);
      holds.push(hold);
    } else {
      held.delete(part);
      if (held.size === 0) releases.push(notBefore(showing, Math.max(since, lastHold)));
    }
  }
  return { holds, releases };
}

/** It came to stand so after it was last shown to stand otherwise. */
function notBefore(showing: Observation, earliest: number): Observation {
  const at = Math.min(Math.max(showing.at, earliest), showing.until) as Instant;
  return at === showing.at ? showing : { ...showing, at };
}

function withThose(
  stops: readonly Observation[],
  ofParts: readonly Observation[],
): readonly Observation[] {
  const whole = stops.filter((one) => !isOfPart(one));
  return [...whole, ...ofParts].sort(compareStatements);
}
