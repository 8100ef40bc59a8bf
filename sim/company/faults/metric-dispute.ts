// The feed is fresh, and one portal still shows the figure of the day before: two values at one time.
import { DAY, HOUR, SECOND } from '../clock.js';
import type { Emission } from '../emission.js';
import type { FaultDraft } from '../fault.js';
import type { FeedFault } from '../feed-fault.js';
import { deliver, type FeedTale } from '../feed-life.js';

function tell(tale: FeedTale, _variant: number, onset: number): FaultDraft {
  const { world } = tale;
  deliver(tale, onset + tale.plan.every, world.until);
  const disputed: Emission[] = [];
  for (let day = Math.ceil(onset / DAY) * DAY + 15 * HOUR; day < world.until; day += DAY) {
    const latest = tale.latestBefore(day);
    const older = tale.snapshots.findLast((snapshot) => {
      const old = latest !== undefined && snapshot.asOf <= latest.asOf - 20 * HOUR;
      return old && snapshot.value !== latest.value;
    });
    if (latest === undefined || older === undefined) continue;
    disputed.push(tale.show('vendor-portal', day, latest));
    disputed.push(tale.show('merchant-portal', day + 5 * SECOND, older));
  }
  return { ref: tale.plan.name, cause: 'stale', causeKnown: false, evidence: disputed.slice(0, 2) };
}

export const metricDispute: FeedFault = { pattern: 'metric-dispute', tell };
