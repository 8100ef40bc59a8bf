// The path that carries orders to the ERP where the hub does not. Until it is declared off it works through
// what it can, the last of it at the last moment; what it then has under way, it drops. After the return it
// takes up what the hub has not begun: orders that bear a later time, by whichever clock, and older ones of
// which the hub has not heard.
import type { Random } from '../company/random.js';
import type { VirtualClock } from './clock.js';
import type { PeerDestination } from './destination.js';
import type { Cutover, SystemName } from './features.js';
import type { History } from './history.js';

export interface OldPathGiven {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly erp: PeerDestination;
  readonly cutover: Cutover;
  /** What the clocks of the systems show more than the true one. */
  readonly skew: Readonly<Record<SystemName, number>>;
  /** Whether the hub has begun to carry it. */
  readonly isBegun: (handoff: string) => boolean;
  /** Whether the hub has heard that the order was placed. */
  readonly isHeard: (order: string) => boolean;
}

/** At the return it waits until what the hub had under way has ended. */
const handOverMillis = 150_000;

export function startOldPath(histories: readonly History[], given: OldPathGiven): void {
  for (const history of histories) {
    beforeCutover(history, given);
    afterReturn(history, given);
  }
}

function beforeCutover(
  { order, placedAt, paidAt, cancelledAt, unknownItem }: History,
  { clock, random, erp, cutover }: OldPathGiven,
): void {
  if (paidAt === null || paidAt >= cutover.goes) return;
  const usual = Math.max(placedAt, paidAt) + random.whole(5_000, 120_000);
  const last = Math.max(paidAt, cutover.goes - random.whole(0, 5_000));
  const at = usual < cutover.goes || random.chance(0.5) ? Math.min(usual, last) : usual;
  if (at > cutover.goes || (cancelledAt !== null && cancelledAt <= at)) return;
  clock.after(at, () => {
    erp.keyIn(order, !unknownItem);
  });
}

function afterReturn(
  { order, channel, placedAt, paidAt, cancelledAt, unknownItem }: History,
  { clock, random, erp, cutover, skew, isBegun, isHeard }: OldPathGiven,
): void {
  const isOfBefore = placedAt + skew[channel] < cutover.returns;
  if (paidAt === null || (isOfBefore && placedAt < cutover.goes)) return;
  const ready = Math.max(placedAt, paidAt, cutover.returns + handOverMillis);
  const at = ready + random.whole(5_000, 120_000);
  if (cancelledAt !== null && cancelledAt <= at) return;
  clock.after(at, () => {
    const isOfHub = isBegun(`order-to-erp/erp/${channel}/order=${order}`);
    if (isOfHub || erp.holds(order) || (isOfBefore && isHeard(order))) return;
    erp.keyIn(order, !unknownItem);
  });
}
