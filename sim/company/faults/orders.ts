// Every fault that can be done to an order, in the catalogue's order.
import type { OrderFault } from '../order-fault.js';
import { booksGap } from './books-gap.js';
import { duplicateDraft } from './duplicate-draft.js';
import { identityConflict } from './identity-conflict.js';
import { impossibleQuantity } from './impossible-quantity.js';
import { lostOrder } from './lost-order.js';
import { orphanedPayment } from './orphaned-payment.js';
import { parkedDraft } from './parked-draft.js';
import { prematureEvent } from './premature-event.js';
import { rollbackGap } from './rollback-gap.js';
import { statusVoid } from './status-void.js';
import { syncDelay } from './sync-delay.js';
import { threeTruths } from './three-truths.js';
import { transformMismatch } from './transform-mismatch.js';
import { unmappedStatus } from './unmapped-status.js';
import { unmatchedFulfilment } from './unmatched-fulfilment.js';

export const ORDER_FAULTS: readonly OrderFault[] = [
  identityConflict,
  duplicateDraft,
  transformMismatch,
  unmappedStatus,
  prematureEvent,
  unmatchedFulfilment,
  rollbackGap,
  lostOrder,
  parkedDraft,
  orphanedPayment,
  threeTruths,
  statusVoid,
  booksGap,
  impossibleQuantity,
  syncDelay,
];
