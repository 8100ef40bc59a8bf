// The words of every pattern, each from the pattern's own file.
import { words as booksGap } from './books-gap.js';
import { words as duplicateDraft } from './duplicate-draft.js';
import type { PatternId, PatternWords } from './finding.js';
import { words as identityConflict } from './identity-conflict.js';
import { words as impossibleQuantity } from './impossible-quantity.js';
import { words as inversion } from './inversion.js';
import { words as lostOrder } from './lost-order.js';
import { words as metricDispute } from './metric-dispute.js';
import { words as missingAcknowledgement } from './missing-acknowledgement.js';
import { words as missingFeed } from './missing-feed.js';
import { words as orphanedPayment } from './orphaned-payment.js';
import { words as oversell } from './oversell.js';
import { words as parkedDraft } from './parked-draft.js';
import { words as phantomAvailability } from './phantom-availability.js';
import { words as prematureEvent } from './premature-event.js';
import { words as rollbackGap } from './rollback-gap.js';
import { words as staleDecision } from './stale-decision.js';
import { words as staleFeed } from './stale-feed.js';
import { words as statusVoid } from './status-void.js';
import { words as syncDelay } from './sync-delay.js';
import { words as syncFailure } from './sync-failure.js';
import { words as threeTruths } from './three-truths.js';
import { words as transformMismatch } from './transform-mismatch.js';
import { words as triggerGap } from './trigger-gap.js';
import { words as unmappedStatus } from './unmapped-status.js';
import { words as unmatchedFulfilment } from './unmatched-fulfilment.js';

export const patternWords: Readonly<Record<PatternId, PatternWords>> = {
  'identity-conflict': identityConflict,
  'duplicate-draft': duplicateDraft,
  'transform-mismatch': transformMismatch,
  'unmapped-status': unmappedStatus,
  'premature-event': prematureEvent,
  'unmatched-fulfilment': unmatchedFulfilment,
  'rollback-gap': rollbackGap,
  'lost-order': lostOrder,
  'parked-draft': parkedDraft,
  'orphaned-payment': orphanedPayment,
  'three-truths': threeTruths,
  'status-void': statusVoid,
  'books-gap': booksGap,
  'impossible-quantity': impossibleQuantity,
  'trigger-gap': triggerGap,
  'sync-failure': syncFailure,
  'phantom-availability': phantomAvailability,
  oversell,
  inversion,
  'stale-feed': staleFeed,
  'missing-feed': missingFeed,
  'metric-dispute': metricDispute,
  'stale-decision': staleDecision,
  'missing-acknowledgement': missingAcknowledgement,
  'sync-delay': syncDelay,
};
