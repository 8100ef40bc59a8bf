// After fresh snapshots nothing comes any more, for three times the feed's interval and longer.
import type { FaultDraft } from '../fault.js';
import type { FeedFault } from '../feed-fault.js';
import { deliver, use, type FeedTale } from '../feed-life.js';

function tell(tale: FeedTale, variant: number, onset: number): FaultDraft {
  const { plan, world } = tale;
  const trigger = tale.snapshots.at(-1)?.emission;
  const back = onset + plan.every * 5;
  if (variant % 2 === 1) {
    deliver(tale, back, world.until);
    use(tale, back + plan.every, world.until);
  }
  const within = 3 * plan.every * 1.1;
  return {
    ref: plan.name,
    cause: 'missing',
    evidence: [trigger],
    absences:
      trigger === undefined ? [] : [{ system: plan.from, kind: 'feed.snapshot', trigger, within }],
  };
}

export const missingFeed: FeedFault = { pattern: 'missing-feed', tell };
