// Honest turns of the ERP's records and of quantities: drafts, successions, splits, part shipments.
import { HOUR, MINUTE, nextWorkday } from './clock.js';
import { recordOf, type Lines, type OrderTale } from './order.js';
import { acknowledge, acknowledgedBy, open, startUnheld } from './placing.js';
import { finish, pick, post, request, ship } from './shipping.js';
import { SYSTEMS } from './systems.js';

/** A draft first, approved well within its business day: Friday's and Saturday's may wait until Monday. */
export function approvedDraft(tale: OrderTale): void {
  const { order, random } = tale;
  startUnheld(tale);
  const drafted = acknowledgedBy(tale);
  acknowledge(tale, { at: drafted, state: 'draft' });
  const longest = (nextWorkday(drafted, SYSTEMS.erp.zone) - drafted) / HOUR - 3;
  const approved = drafted + random.between(0.2, longest) * HOUR;
  acknowledge(tale, { at: approved });
  finish(tale, { from: Math.max(approved, order.placed) + 2 * HOUR });
}

/** An estimate becomes the order that succeeds it: two records, one order, and it says so. */
export function succession(tale: OrderTale): void {
  const { order, random } = tale;
  startUnheld(tale);
  const estimate = `EST${recordOf(order).slice(2)}`;
  const drafted = acknowledgedBy(tale);
  acknowledge(tale, { at: drafted, state: 'draft', record: estimate });
  const ordered = drafted + random.between(0.1, 10) * HOUR;
  acknowledge(tale, { at: ordered, relation: { replaces: estimate } });
  finish(tale, { from: ordered + HOUR });
}

function halvesOf(lines: Lines): readonly [Lines, Lines] {
  const [first, ...others] = lines;
  if (first === undefined) return [[], []];
  if (others.length > 0) return [[first], others];
  const kept = Math.ceil(first.qty / 2);
  return [[{ ...first, qty: kept }], [{ ...first, qty: first.qty - kept }]];
}

/** Two honest parts of the order, or none where there is only one unit. */
export function parts(lines: Lines): readonly Lines[] {
  return halvesOf(lines).filter((half) => half.some((line) => line.qty > 0));
}

/** Two parcels on two days, and every side counts the same units. */
export function splitShipment(tale: OrderTale): void {
  const { order, random } = tale;
  open(tale);
  const parcels = parts(order.lines);
  let at = order.placed + random.between(5, 30) * HOUR;
  parcels.forEach((lines, index) => {
    const last = index === parcels.length - 1;
    if (random.chance(0.4)) pick(tale, { at: at - HOUR, lines });
    ship(tale, { at, lines, parcel: index + 1, last });
    post(tale, { at: at + random.between(55, 200) * MINUTE, lines });
    at += random.between(4, 40) * HOUR;
  });
}

/** The second parcel is still to come when the window ends, on both sides alike. */
export function partShipment(tale: OrderTale): void {
  const { order, random } = tale;
  open(tale);
  const [lines] = parts(order.lines);
  if (lines === undefined) return;
  const at = order.placed + random.between(5, 30) * HOUR;
  ship(tale, { at, lines, last: parts(order.lines).length === 1 });
  post(tale, { at: at + random.between(55, 200) * MINUTE, lines });
}

/** One order under two ERP records that share its units: a split, not a duplicate. */
export function trueSplit(tale: OrderTale): void {
  const { order, random } = tale;
  startUnheld(tale);
  const halves = parts(order.lines);
  let at = order.placed + random.between(6, 30) * HOUR;
  halves.forEach((lines, index) => {
    const record = recordOf(order, index);
    acknowledge(tale, { at: acknowledgedBy(tale), record, lines, total: null });
    request(tale, { at: at - 3 * HOUR, lines, record });
    ship(tale, { at, lines, record, parcel: index + 1, last: index === halves.length - 1 });
    post(tale, { at: at + random.between(55, 200) * MINUTE, lines, record });
    at += random.between(2, 20) * HOUR;
  });
}
