// The path that carries orders to the ERP where the hub does not: before the cutover and after the return.
// What it had under way when it was declared off, it drops.
import type { Random } from '../company/random.js';
import type { VirtualClock } from './clock.js';
import type { PeerDestination } from './destination.js';
import type { Cutover } from './features.js';
import type { History } from './history.js';

export interface OldPathGiven {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly erp: PeerDestination;
  readonly cutover: Cutover;
}

export function startOldPath(
  histories: readonly History[],
  { clock, random, erp, cutover }: OldPathGiven,
): void {
  for (const { order, placedAt, paidAt, cancelledAt, unknownItem } of histories) {
    if (paidAt === null) continue;
    const at = Math.max(placedAt, paidAt) + random.whole(5_000, 120_000);
    if (cancelledAt !== null && cancelledAt <= at) continue;
    const isBefore = placedAt < cutover.goes && at < cutover.goes;
    if (!isBefore && placedAt < cutover.returns) continue;
    clock.after(at, () => {
      erp.keyIn(order, !unknownItem);
    });
  }
}
