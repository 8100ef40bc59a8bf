// A troubled feed is healthy until its onset; each fault says what comes after.
import { DAY } from './clock.js';
import type { FaultDraft } from './fault.js';
import { FeedTale, deliver, use } from './feed-life.js';
import type { Pattern } from './pattern.js';
import type { World } from './world.js';

export interface FeedFault {
  readonly pattern: Pattern;
  readonly tell: (tale: FeedTale, variant: number, onset: number) => FaultDraft;
}

export interface TroubledFeed {
  readonly tale: FeedTale;
  readonly draft: FaultDraft;
}

/** The tale of one troubled feed. */
export function troubledFeed(
  world: World,
  fault: FeedFault,
  index: number,
  variant: number,
): TroubledFeed {
  const tale = new FeedTale(world, index);
  const onset =
    world.from + tale.random.between(5, (world.faultsUntil - world.from) / DAY - 1) * DAY;
  deliver(tale, world.from, onset);
  use(tale, world.from, onset);
  const draft = fault.tell(tale, variant, onset);
  return { tale, draft: { ...draft, type: 'feed', ref: tale.plan.name } };
}
