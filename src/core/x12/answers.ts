// 855 and 865: what the seller says of the buyer's order and of its changes. The line itself (PO1, POC)
// repeats what was ordered; what becomes of it stands in its ACKs, of which each may speak of a part.
import type { Segment } from '../interchange/segment.js';
import { elementOf } from '../interchange/segment.js';
import type { Stamp } from '../interchange/stamp.js';
import type { AnswerTrade, TradeLine } from '../interchange/trade.js';
import type { Decimal } from '../observation/decimal.js';
import { decimalOf, decimalText } from '../observation/decimal.js';
import { customerOrderOf, dateOf, firstElement, loopsOf, namesOf, stampOf } from './elements.js';
import type { LinePlaces } from './lines.js';
import { lineOf, po1Places, pocPlaces } from './lines.js';

/** Element 587, BAK02 and BCA02. */
const verdicts: Readonly<Record<string, AnswerTrade['verdict']>> = {
  AD: 'accepted',
  AK: 'accepted',
  AP: 'accepted',
  AT: 'accepted',
  AC: 'changed',
  AE: 'changed',
  RD: 'refused',
  RF: 'refused',
  RJ: 'refused',
  RN: 'refused',
  RO: 'refused',
  RV: 'refused',
  AH: 'held',
};

/** Element 668, ACK01, of what is taken as it was ordered. */
const asOrdered = ['IA', 'AA', 'AC', 'AR'];

/** Of what is taken otherwise, or later: IB is sent when it is there, of BP the rest is. */
const otherwise = ['IB', 'BP', 'IQ', 'IP', 'IC', 'DR', 'IS', 'SP'];

const taken = new Set([...asOrdered, ...otherwise]);

/** Of what is deleted or refused. */
const refused = new Set('ID IR R1 R2 R3 R4 R5 R6 R7 R8'.split(' '));

const changedLines = new Set([...otherwise, ...refused]);

/** Element 587 of answers that show every line. */
const detailed = new Set(['AC', 'AD']);

/** Element 374 in ACK04 and DTM01: current schedule and promise of shipment, then of delivery. */
const promises = ['068', '079', '067', '069'];

/** Element 670, POC02: the item, or the order, is no more. */
const deletions = new Set(['DI', 'CF']);

/** Element 355: one of them is one of any other. */
const pieces = new Set(['EA', 'PC', 'UN']);

type Loop = readonly Segment[];

function acksOf(loop: Loop): Segment[] {
  return loop.filter(({ id }) => id === 'ACK');
}

function statusOf(ack: Segment): string {
  return elementOf(ack, 1);
}

/** A verdict on the whole is bent by lines that say otherwise: AD over a refused line is a change. */
function verdictOf(code: string, loops: readonly Loop[]): AnswerTrade['verdict'] {
  const verdict = verdicts[code] ?? 'none';
  if (verdict !== 'accepted' && verdict !== 'changed') return verdict;
  const statuses = loops.map((loop) => acksOf(loop).map(statusOf));
  const isNothingTaken = statuses.every(
    (ofLine) => ofLine.length > 0 && ofLine.every((status) => refused.has(status)),
  );
  if (detailed.has(code) && loops.length > 0 && isNothingTaken) return 'refused';
  return statuses.flat().some((status) => changedLines.has(status)) ? 'changed' : verdict;
}

/** By when all that is not refused is promised; null: of a part of it the document does not say. */
function promiseOf(head: readonly Segment[], loops: readonly Loop[]): Stamp | null {
  const ofAll = dateOf(head, promises);
  const acks = loops.flatMap(acksOf).filter((ack) => !refused.has(statusOf(ack)));
  let last: Stamp | null = null;
  for (const ack of acks) {
    const own = promises.includes(elementOf(ack, 4)) ? stampOf(ack, 5, 0) : null;
    // What is on backorder keeps no date that is said of the whole.
    const promised = own ?? (statusOf(ack) === 'IB' ? null : ofAll);
    if (promised === null) return null;
    if (last === null || promised.date > last.date) last = promised;
  }
  return last ?? ofAll;
}

function isSameUnit(left: string, right: string): boolean {
  return left === '' || right === '' || left === right || (pieces.has(left) && pieces.has(right));
}

/** How many an ACK speaks of; undefined: it does not say, or counts in another unit than the order. */
function quantityOf(ack: Segment, line: Segment, { qty, unit }: LinePlaces): Decimal | undefined {
  const stated = elementOf(ack, 2);
  if (stated !== '') {
    const isCounted = isSameUnit(elementOf(ack, 3), elementOf(line, unit));
    return isCounted ? decimalOf(stated) : undefined;
  }
  return statusOf(ack) === 'IQ' ? undefined : decimalOf(elementOf(line, qty));
}

/** How many of a line the seller takes, now or later; null: the document does not settle it. */
function takenOf(acks: readonly Segment[], line: Segment, places: LinePlaces): Decimal | null {
  const ordered = decimalOf(elementOf(line, places.qty));
  const parts = acks.filter((ack) => taken.has(statusOf(ack)));
  const isOpen = acks.some((ack) => !taken.has(statusOf(ack)) && !refused.has(statusOf(ack)));
  if (parts.length === 0) return isOpen ? null : (0 as Decimal);
  let sum = 0;
  for (const part of parts) {
    const qty = quantityOf(part, line, places);
    if (qty === undefined) return null;
    sum += qty;
  }
  // More than was ordered in several parts: they are no parts, but each speaks of the same.
  if (parts.length > 1 && ordered !== undefined && sum > ordered) return null;
  const isRestLater = parts.some((part) => statusOf(part) === 'BP');
  return Math.max(sum, isRestLater ? (ordered ?? 0) : 0) as Decimal;
}

/** IS with names of its own, from ACK07 on: of what is sent instead. */
function isSubstitute(ack: Segment): boolean {
  return statusOf(ack) === 'IS' && Object.values(namesOf(ack, 7)).some((name) => name !== '');
}

/** What the seller takes of a line; of what is held, or can't be told, nothing is said. */
function answered(loop: Loop, places: LinePlaces): TradeLine[] {
  const [opening] = loop;
  if (opening === undefined) return [];
  const line = lineOf(opening, places);
  const acks = acksOf(loop);
  if (acks.length === 0) return [line];
  const lines: TradeLine[] = [];
  const qty = takenOf(
    acks.filter((ack) => !isSubstitute(ack)),
    opening,
    places,
  );
  // A changed price is not the one that the line repeats.
  const isPriced = acks.every((ack) => statusOf(ack) !== 'IP');
  const price = isPriced ? line.price : '';
  if (qty !== null) lines.push({ ...line, qty: decimalText(qty), price });
  for (const ack of acks.filter(isSubstitute)) {
    const sent = quantityOf(ack, opening, places);
    if (sent === undefined) continue;
    lines.push({ line: line.line, qty: decimalText(sent), price: '', names: namesOf(ack, 7) });
  }
  return lines;
}

/** Where a set of answers has what all of them have. */
interface AnswerForm {
  readonly answers: AnswerTrade['answers'];
  /** The segment that opens the set, and the place in it of the seller's own number. */
  readonly opening: string;
  readonly sellerOrder: number;
  readonly loop: string;
  readonly linesOf: (loop: Loop) => readonly TradeLine[];
}

const form855: AnswerForm = {
  answers: '850',
  opening: 'BAK',
  sellerOrder: 8,
  loop: 'PO1',
  linesOf: (loop) => answered(loop, po1Places),
};

const form865: AnswerForm = {
  answers: '860',
  opening: 'BCA',
  sellerOrder: 9,
  loop: 'POC',
  linesOf: answeredChange,
};

function answerOf(segments: readonly Segment[], form: AnswerForm): AnswerTrade {
  const { answers, opening, sellerOrder, loop, linesOf } = form;
  const { head, loops } = loopsOf(segments, loop);
  const native = firstElement(head, opening, 2);
  return {
    kind: 'answer',
    answers,
    verdict: verdictOf(native, loops),
    native,
    po: firstElement(head, opening, 3),
    customerOrder: customerOrderOf(head),
    sellerOrder: firstElement(head, opening, sellerOrder),
    promised: promiseOf(head, loops),
    lines: loops.flatMap(linesOf),
  };
}

export function answer855(segments: readonly Segment[]): AnswerTrade {
  return answerOf(segments, form855);
}

export function answer865(segments: readonly Segment[]): AnswerTrade {
  return answerOf(segments, form865);
}

/** A deletion that no ACK speaks of is one: nothing of the line is left. */
function answeredChange(loop: Loop): TradeLine[] {
  const lines = answered(loop, pocPlaces);
  const isDeleted = deletions.has(firstElement(loop, 'POC', 2)) && acksOf(loop).length === 0;
  return isDeleted ? lines.map((line) => ({ ...line, qty: '0' })) : lines;
}
