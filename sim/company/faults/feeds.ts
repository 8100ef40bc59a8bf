// Every fault that can be done to a feed, in the catalogue's order.
import type { FeedFault } from '../feed-fault.js';
import { metricDispute } from './metric-dispute.js';
import { missingFeed } from './missing-feed.js';
import { staleDecision } from './stale-decision.js';
import { staleFeed } from './stale-feed.js';

export const FEED_FAULTS: readonly FeedFault[] = [
  staleFeed,
  missingFeed,
  metricDispute,
  staleDecision,
];
