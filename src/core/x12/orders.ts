// 850 and 860, 855 and 865: the buyer's order and its changes, and the seller's answers to them.
import type { Segment } from '../interchange/segment.js';
import { elementOf } from '../interchange/segment.js';
import type { AnswerTrade, OrderTrade, TradeLine } from '../interchange/trade.js';
import {
  customerOrderOf,
  dateOf,
  firstElement,
  loopsOf,
  namesOf,
  qualified,
  segmentOf,
  stampOf,
} from './elements.js';

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

/** Where the facts of a line stand in PO1 and in POC; pairs of qualifier and item go to the end. */
interface LinePlaces {
  readonly qty: number;
  readonly price: number;
  readonly items: number;
}

const po1Places: LinePlaces = { qty: 2, price: 4, items: 6 };
const pocPlaces: LinePlaces = { qty: 3, price: 6, items: 8 };

function linesOf(loops: readonly (readonly Segment[])[], places: LinePlaces): TradeLine[] {
  return loops.flatMap(([segment]) =>
    segment === undefined
      ? []
      : {
          line: elementOf(segment, 1),
          qty: elementOf(segment, places.qty),
          price: elementOf(segment, places.price),
          names: namesOf(segment, places.items),
        },
  );
}

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

/** Element 668, ACK01, of lines that are not taken as they were ordered. */
const changedLines = new Set('IB BP IQ IP IC DR IS SP ID IR R1 R2 R3 R4 R5 R6 R7 R8'.split(' '));

/** Element 374 in ACK04 and DTM01: current schedule and promise of shipment, then of delivery. */
const promises = ['068', '079', '067', '069'];

/** A verdict on the whole is bent by a line that says otherwise: AD over a refused line is a change. */
function verdictOf(code: string, loops: readonly (readonly Segment[])[]): AnswerTrade['verdict'] {
  const verdict = verdicts[code] ?? 'none';
  if (verdict !== 'accepted') return verdict;
  const bent = loops.some((loop) =>
    loop.some(({ id, elements }) => id === 'ACK' && changedLines.has(elements[1]?.trim() ?? '')),
  );
  return bent ? 'changed' : verdict;
}

function promiseOf(
  head: readonly Segment[],
  loops: readonly (readonly Segment[])[],
): AnswerTrade['promised'] {
  const stated = dateOf(head, promises);
  if (stated !== null) return stated;
  const acks = loops.map((loop) => segmentOf(loop, 'ACK'));
  const promising = acks.find((ack) => ack !== undefined && promises.includes(elementOf(ack, 4)));
  return stampOf(promising, 5, 0);
}

export function answer855(segments: readonly Segment[]): AnswerTrade {
  const { head, loops } = loopsOf(segments, 'PO1');
  const native = firstElement(head, 'BAK', 2);
  return {
    kind: 'answer',
    answers: '850',
    verdict: verdictOf(native, loops),
    native,
    po: firstElement(head, 'BAK', 3),
    customerOrder: customerOrderOf(head),
    sellerOrder: firstElement(head, 'BAK', 8),
    promised: promiseOf(head, loops),
    lines: linesOf(loops, po1Places),
  };
}

export function answer865(segments: readonly Segment[]): AnswerTrade {
  const { head, loops } = loopsOf(segments, 'POC');
  const native = firstElement(head, 'BCA', 2);
  return {
    kind: 'answer',
    answers: '860',
    verdict: verdictOf(native, loops),
    native,
    po: firstElement(head, 'BCA', 3),
    customerOrder: customerOrderOf(head),
    sellerOrder: firstElement(head, 'BCA', 9),
    promised: promiseOf(head, loops),
    lines: linesOf(loops, pocPlaces),
  };
}
