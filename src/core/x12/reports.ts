// 810, 846 and 870: the bill, the stock, and how orders stand.
import type { Segment } from '../interchange/segment.js';
import { elementOf } from '../interchange/segment.js';
import type {
  InventoryTrade,
  InvoiceTrade,
  OrderState,
  StatusTrade,
} from '../interchange/trade.js';
import {
  customerOrderOf,
  dateOf,
  firstElement,
  impliedCents,
  loopsOf,
  namesOf,
  segmentOf,
  stampOf,
} from './elements.js';

/** Element 640, BIG07: credit memo and credit invoice. */
const credits = new Set(['CR', 'CN']);

/** Element 353, BIG08: taken back, deleted, repeated, not processed, asked for, or a copy. */
const unclaiming = new Set(['01', '03', '07', '12', '13', '22']);

/** BIG: 02 invoice, 04 purchase order, 07 type, 08 purpose. IT1: 01 line, 02 quantity, 04 price, 06 items. */
export function invoice810(segments: readonly Segment[]): InvoiceTrade {
  const { head, loops, summary } = loopsOf(segments, 'IT1');
  const po = firstElement(head, 'BIG', 4);
  const isBill =
    !credits.has(firstElement(head, 'BIG', 7)) && !unclaiming.has(firstElement(head, 'BIG', 8));
  return {
    kind: 'invoice',
    purpose: isBill ? 'bill' : 'none',
    invoice: firstElement(head, 'BIG', 2),
    orders: po === '' ? [] : [po],
    currency: firstElement(head, 'CUR', 2),
    total: impliedCents(firstElement([...head, ...summary], 'TDS', 1)),
    lines: loops.flatMap(([it1]) =>
      it1 === undefined
        ? []
        : {
            line: elementOf(it1, 1),
            qty: elementOf(it1, 2),
            price: elementOf(it1, 4),
            names: namesOf(it1, 6),
          },
    ),
  };
}

/** N1 WH: 04 the warehouse's id, 02 its name. */
function warehouseOf(segments: readonly Segment[]): string {
  const n1 = segments.find((one) => one.id === 'N1' && elementOf(one, 1) === 'WH');
  return n1 === undefined ? '' : elementOf(n1, 4) || elementOf(n1, 2);
}

/** The one figure of this qualifier; empty where the item has several, which are of its places or lots. */
function soleQuantity(segments: readonly Segment[], qualifier: string): string {
  const stated = segments
    .filter((one) => one.id === 'QTY' && elementOf(one, 1) === qualifier)
    .map((qty) => elementOf(qty, 2));
  const [one = '', ...others] = new Set(stated);
  return others.length === 0 ? one : '';
}

/** BIA: 04 date, 05 time. QTY by element 673: 33 available for sale, 17 on hand. */
export function inventory846(segments: readonly Segment[]): InventoryTrade {
  const { head, loops } = loopsOf(segments, 'LIN');
  const location = warehouseOf(head);
  return {
    kind: 'inventory',
    // 179 hold as stock (as of), 007 effective.
    asOf: stampOf(segmentOf(head, 'BIA'), 4, 5) ?? dateOf(head, ['179', '007']),
    items: loops.map((loop) => ({
      names: namesOf(loop[0], 2),
      location: warehouseOf(loop) || location,
      available: soleQuantity(loop, '33'),
      onHand: soleQuantity(loop, '17'),
    })),
  };
}

/** Codes and date of one order, while the report is read. */
interface StateDraft {
  readonly po: string;
  customerOrder: string;
  order: Segment | undefined;
  readonly items: Segment[];
}

/** HL O with PRF and perhaps ISR, below it items by HL I or PO1, each with its ISR. */
export function status870(segments: readonly Segment[]): StatusTrade {
  const { loops } = loopsOf(segments, 'HL');
  const drafts: StateDraft[] = [];
  for (const loop of loops) {
    const po = firstElement(loop, 'PRF', 1);
    const { head, loops: items } = loopsOf(loop, 'PO1');
    if (po !== '') {
      drafts.push({ po, customerOrder: customerOrderOf(loop), order: undefined, items: [] });
    }
    const draft = drafts.at(-1);
    if (draft === undefined) continue;
    const isr = segmentOf(head, 'ISR');
    if (isr !== undefined && po === '') draft.items.push(isr);
    else if (isr !== undefined) draft.order = isr;
    draft.items.push(...items.flatMap((item) => segmentOf(item, 'ISR') ?? []));
  }
  return { kind: 'status', orders: drafts.flatMap(stateOf) };
}

/** ISR: 01 status, 02 date. Items that differ say nothing of the order. */
function stateOf({ po, customerOrder, order, items }: StateDraft): OrderState[] {
  const codes = new Set(items.map((isr) => elementOf(isr, 1)));
  const stated = order ?? (codes.size === 1 ? items[0] : undefined);
  if (stated === undefined) return [];
  return [{ po, customerOrder, code: elementOf(stated, 1), at: stampOf(stated, 2, 0) }];
}
