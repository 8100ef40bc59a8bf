// Files keep coming on time, with old figures: an as-of that stands still, or one a business day behind.
import type { Emission } from '../emission.js';
import type { FaultDraft } from '../fault.js';
import type { FeedFault } from '../feed-fault.js';
import type { FeedTale } from '../feed-life.js';
import { DAY, HOUR } from '../clock.js';

function tell(tale: FeedTale, variant: number, onset: number): FaultDraft {
  const { plan, world } = tale;
  const frozen = tale.snapshots.at(-1);
  const lag = Math.max(plan.freshWithin + 2 * HOUR, DAY);
  const stale: Emission[] = [];
  for (let at = onset + plan.every; at < world.until; at += plan.every) {
    const still = variant % 2 === 0 && frozen !== undefined;
    const delivered = still ? tale.snapshot(at, frozen.asOf, frozen) : tale.snapshot(at, at - lag);
    stale.push(delivered.emission);
  }
  return { ref: plan.name, cause: 'stale', evidence: stale.slice(0, 6) };
}

export const staleFeed: FeedFault = { pattern: 'stale-feed', tell };
