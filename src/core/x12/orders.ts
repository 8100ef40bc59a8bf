// 850 and 860: the buyer's order, and its changes.
import type { Segment } from '../interchange/segment.js';
import { elementOf } from '../interchange/segment.js';
import type { OrderTrade, TradeLine } from '../interchange/trade.js';
import { customerOrderOf, firstElement, loopsOf, qualified } from './elements.js';
import { lineOf, linesOf, po1Places, pocPlaces } from './lines.js';

/** Element 353 in BEG01. A repeat (07) and a copy (22) say nothing new, nor does a status (08). */
const orderPurposes: Readonly<Record<string, OrderTrade['purpose']>> = {
  '00': 'place',
  '06': 'place',
  '15': 'place',
  '18': 'place',
  '01': 'cancel',
  '02': 'change',
  '03': 'change',
  '04': 'change',
  '05': 'change',
};

/** Element 353 in BCH01; 06 confirms a change that the seller made. */
const changePurposes: Readonly<Record<string, OrderTrade['purpose']>> = {
  '01': 'cancel',
  '04': 'change',
  '05': 'change',
};

/** What of an order replaces all that was said of it before; 02, 03 and 04 speak of a part. */
const replacing = '05';

export function order850(segments: readonly Segment[]): OrderTrade {
  const { head, loops, summary } = loopsOf(segments, 'PO1');
  const code = firstElement(head, 'BEG', 1);
  const purpose = orderPurposes[code] ?? 'none';
  return {
    kind: 'order',
    purpose,
    po: firstElement(head, 'BEG', 3),
    customerOrder: customerOrderOf(head),
    currency: firstElement(head, 'CUR', 2),
    total: qualified([...head, ...summary], 'AMT', ['TT']),
    lines: linesOf(loops, po1Places),
    whole: purpose !== 'change' || code === replacing,
    removed: [],
  };
}

/** Element 670 in POC02: the item is deleted. CF cancels what was sent before, here this line of it. */
const deletions = new Set(['DI', 'CF']);

/** The line stays as it is: nothing changed, or a change of the seller's was not taken. */
const unchanged = new Set(['NC', 'RC']);

type Loop = readonly Segment[];

function codeOf(loop: Loop): string {
  return firstElement(loop, 'POC', 2);
}

/** POC 03 ordered, 04 left to receive: of a line that was received in part it is not told what is off. */
function removedOf(loops: readonly Loop[]): TradeLine[] {
  return loops.flatMap(([poc]) => {
    if (poc === undefined) return [];
    const line = lineOf(poc, pocPlaces);
    const left = elementOf(poc, 4);
    const isAll = left === '' || /^[0.]+$/.test(left) || left === line.qty;
    return { ...line, qty: isAll && !/^[0.]+$/.test(line.qty) ? line.qty : '' };
  });
}

/** CF that names no line and no item can only mean the order. */
function cancelsAll(loops: readonly Loop[]): boolean {
  if (loops.length === 0) return false;
  return linesOf(loops, pocPlaces).every(
    ({ line, names }, index) =>
      codeOf(loops[index] ?? []) === 'CF' &&
      [line, names.seller, names.buyer, names.stock, names.global].every((name) => name === ''),
  );
}

export function change860(segments: readonly Segment[]): OrderTrade {
  const { head, loops, summary } = loopsOf(segments, 'POC');
  const code = firstElement(head, 'BCH', 1);
  const whole = code === replacing;
  const deleted = loops.filter((loop) => deletions.has(codeOf(loop)));
  const kept = loops.filter(
    (loop) => !deleted.includes(loop) && (whole || !unchanged.has(codeOf(loop))),
  );
  // An order that is replaced by one without lines is none.
  const isEmptied = whole && deleted.length > 0 && kept.length === 0;
  const purpose = changePurposes[code] ?? 'none';
  const cancels = purpose === 'change' && (isEmptied || cancelsAll(loops));
  return {
    kind: 'order',
    purpose: cancels ? 'cancel' : purpose,
    po: firstElement(head, 'BCH', 3),
    customerOrder: customerOrderOf(head),
    currency: firstElement(head, 'CUR', 2),
    total: qualified([...head, ...summary], 'AMT', ['TT']),
    lines: linesOf(kept, pocPlaces),
    whole,
    removed: whole ? [] : removedOf(deleted),
  };
}
