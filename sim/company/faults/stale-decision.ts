// Fresh figures are there, and somebody decides by one that is past its age. Each decider is one fault.
import { HOUR } from '../clock.js';
import type { Emission } from '../emission.js';
import type { FaultDraft } from '../fault.js';
import type { FeedFault } from '../feed-fault.js';
import { deliver, use, type FeedTale } from '../feed-life.js';

const DECIDERS = ['acme-edi', 'merchant-portal'] as const;

function tell(tale: FeedTale, variant: number, onset: number): readonly FaultDraft[] {
  const { plan, world, random } = tale;
  deliver(tale, onset + plan.every, world.until);
  use(tale, onset + plan.every * 2, world.until);
  const stale: Emission[] = [];
  for (let turn = 0; turn <= variant % 3; turn += 1) {
    const at = onset + 8 * HOUR + turn * 26 * HOUR + random.between(0, 3) * HOUR;
    const old = tale.snapshots.findLast(
      (snapshot) => snapshot.asOf < at - plan.freshWithin - 2 * HOUR,
    );
    if (old !== undefined) stale.push(tale.decide(random.pick(DECIDERS), at, old));
  }
  return DECIDERS.map((decider) => stale.filter(({ system }) => system === decider))
    .filter((decided) => decided.length > 0)
    .map((decided) => ({ ref: plan.name, cause: 'stale', evidence: decided, exact: decided }));
}

export const staleDecision: FeedFault = { pattern: 'stale-decision', tell };
