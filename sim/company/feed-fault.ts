// A troubled feed is healthy until its onset; each fault says what comes after.
import { DAY } from './clock.js';
import type { FaultDraft } from './fault.js';
import { FeedTale, deliver, use } from './feed-life.js';
import type { Pattern } from './pattern.js';
import type { World } from './world.js';

export interface FeedFault {
  readonly pattern: Pattern;
  readonly tell: (
    tale: FeedTale,
    variant: number,
    onset: number,
  ) => FaultDraft | readonly FaultDraft[];
}

export interface TroubledFeed {
  readonly tale: FeedTale;
  readonly drafts: readonly FaultDraft[];
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
  const told = fault.tell(tale, variant, onset);
  const drafts = 'ref' in told ? [told] : told;
  const about = { type: 'feed', ref: tale.plan.name } as const;
  return { tale, drafts: drafts.map((draft) => ({ ...draft, ...about })) };
}
