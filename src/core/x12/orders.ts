// 850 and 860: the buyer's order, and its changes.
import type { Segment } from '../interchange/segment.js';
import { elementOf } from '../interchange/segment.js';
import type { OrderTrade } from '../interchange/trade.js';
import { customerOrderOf, firstElement, loopsOf, qualified } from './elements.js';
import { linesOf, po1Places, pocPlaces } from './lines.js';

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

export function order850(segments: readonly Segment[]): OrderTrade {
  const { head, loops, summary } = loopsOf(segments, 'PO1');
  const purpose = firstElement(head, 'BEG', 1);
  return {
    kind: 'order',
    purpose: orderPurposes[purpose] ?? 'none',
    po: firstElement(head, 'BEG', 3),
    customerOrder: customerOrderOf(head),
    currency: firstElement(head, 'CUR', 2),
    total: qualified([...head, ...summary], 'AMT', ['TT']),
    lines: linesOf(loops, po1Places),
    whole: true,
  };
}

export function change860(segments: readonly Segment[]): OrderTrade {
  const { head, loops, summary } = loopsOf(segments, 'POC');
  const purpose = firstElement(head, 'BCH', 1);
  // POC02 CF: cancel the purchase order that was sent.
  const cancels = loops.some(([poc]) => poc !== undefined && elementOf(poc, 2) === 'CF');
  return {
    kind: 'order',
    purpose: cancels ? 'cancel' : (changePurposes[purpose] ?? 'none'),
    po: firstElement(head, 'BCH', 3),
    customerOrder: customerOrderOf(head),
    currency: firstElement(head, 'CUR', 2),
    total: qualified([...head, ...summary], 'AMT', ['TT']),
    lines: linesOf(loops, pocPlaces),
    // 04 names the changed lines, 05 replaces the order.
    whole: purpose === '05',
  };
}
