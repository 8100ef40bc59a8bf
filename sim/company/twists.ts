// Which honest turn an order takes. Each block of fifty orders deals the whole table once, so that even a
// small company shows every turn, and with it every kind of fact that an honest system can show.
import type { OrderChannel } from './emission.js';
import type { OrderTale } from './order.js';
import { Random } from './random.js';
import * as paying from './twist-payment.js';
import * as records from './twist-records.js';
import * as undoing from './twist-undoing.js';
import type { World } from './world.js';

export type Twist = (tale: OrderTale) => void;

type Row = readonly [Twist, number, 'any' | 'shop'];

const TABLE: readonly Row[] = [
  [paying.plain, 17, 'any'],
  [paying.refusedThenAccepted, 1, 'any'],
  [paying.authorisedThenCaptured, 3, 'shop'],
  [paying.paymentTerms, 1, 'shop'],
  [paying.paidLater, 1, 'shop'],
  [paying.neverPaid, 1, 'shop'],
  [paying.cancelledAtOnce, 1, 'shop'],
  [paying.heldEarly, 1, 'any'],
  [paying.heldLate, 1, 'any'],
  [paying.preOrder, 1, 'shop'],
  [paying.replacement, 1, 'any'],
  [paying.testOrder, 1, 'shop'],
  [paying.edited, 2, 'shop'],
  [paying.translated, 1, 'any'],
  [records.approvedDraft, 2, 'any'],
  [records.succession, 1, 'any'],
  [records.splitShipment, 3, 'any'],
  [records.partShipment, 1, 'any'],
  [records.trueSplit, 1, 'any'],
  [undoing.cancelled, 2, 'any'],
  [undoing.lineCancelled, 2, 'any'],
  [undoing.cancelRefused, 1, 'any'],
  [undoing.cancelTooLate, 1, 'any'],
  [undoing.returned, 2, 'any'],
  [undoing.goodwill, 1, 'any'],
];

/** Turns whose reason no export file states: an order that waits for it looks late, or lost. */
const UNEXPLAINED: ReadonlySet<Twist> = new Set([
  paying.heldEarly,
  paying.preOrder,
  records.succession,
]);

const DECK: readonly Row[] = TABLE.flatMap((row) => Array.from({ length: row[1] }, () => row));
const STEP = 17;

/** The honest turn of the order with this index, where its channel knows such a turn. */
export function twistFor(world: World, index: number, channel: OrderChannel): Twist {
  const block = Math.floor(index / DECK.length);
  const shift = new Random(world.seed, 'deck', block).whole(0, DECK.length - 1);
  const row = DECK[((index % DECK.length) * STEP + shift) % DECK.length];
  if (row === undefined || (world.exported && UNEXPLAINED.has(row[0]))) return paying.plain;
  return row[2] === 'shop' && channel !== 'shop' ? paying.plain : row[0];
}
