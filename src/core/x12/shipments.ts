// 856, the notice of a shipment, as a tree of HL segments; 940 and 945, the warehouse's order and its
// notice, as a list of lines.
import type { Segment } from '../interchange/segment.js';
import { elementOf } from '../interchange/segment.js';
import type { RequestTrade, ShipmentTrade, ShippedOrder, TradeLine } from '../interchange/trade.js';
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

/** Element 353 in BSN01: original, replacing, confirming and advance notices; 01 takes one back. */
const noticePurposes: Readonly<Record<string, ShipmentTrade['purpose']>> = {
  '00': 'ship',
  '05': 'ship',
  '06': 'ship',
  '14': 'ship',
  '01': 'cancel',
};

/** An order inside of a notice, while the notice is read. */
interface OrderDraft {
  readonly po: string;
  customerOrder: string;
  readonly lines: TradeLine[];
  readonly tracking: Set<string>;
}

/** Carrier's package id (MAN CP), or its reference for all of it (REF 2I, CN). */
function trackingOf(segments: readonly Segment[]): string[] {
  const packages = segments
    .filter((one) => one.id === 'MAN' && elementOf(one, 1) === 'CP')
    .map((man) => elementOf(man, 2));
  const reference =
    qualified(segments, 'REF', ['2I', 'CN']) || qualified(segments, 'N9', ['2I', 'CN']);
  return [...packages, reference].filter((name) => name !== '');
}

/** The orders of a notice: PRF names one, and what hangs below it in the tree is of it. */
class NoticeTree {
  readonly #orders = new Map<string, OrderDraft>();
  /** HL01 -> the order that the branch is of. */
  readonly #branches = new Map<string, OrderDraft>();
  #last: OrderDraft | null = null;
  readonly #shared = new Set<string>();

  add(loop: readonly Segment[]): void {
    const [hl] = loop;
    if (hl === undefined) return;
    const order = this.#orderOf(hl, loop);
    for (const name of trackingOf(loop)) (order?.tracking ?? this.#shared).add(name);
    if (order === null) return;
    this.#branches.set(elementOf(hl, 1), order);
    order.customerOrder ||= customerOrderOf(loop);
    if (elementOf(hl, 3) === 'I') this.#addLine(order, loop);
  }

  orders(customerOrder: string): ShippedOrder[] {
    return [...this.#orders.values()].map((order) => ({
      po: order.po,
      order: '',
      customerOrder: order.customerOrder || customerOrder,
      lines: order.lines,
      tracking: [...this.#shared, ...order.tracking],
    }));
  }

  #orderOf(hl: Segment, loop: readonly Segment[]): OrderDraft | null {
    const po = firstElement(loop, 'PRF', 1);
    if (po === '') {
      const level = elementOf(hl, 3);
      // A branch without a parent hangs below the order before it, unless it is the shipment.
      return level === 'S' ? null : (this.#branches.get(elementOf(hl, 2)) ?? this.#last);
    }
    const known = this.#orders.get(po);
    const order = known ?? { po, customerOrder: '', lines: [], tracking: new Set<string>() };
    this.#orders.set(po, order);
    this.#last = order;
    return order;
  }

  #addLine(order: OrderDraft, loop: readonly Segment[]): void {
    const lin = segmentOf(loop, 'LIN');
    const sn1 = segmentOf(loop, 'SN1');
    if (sn1 === undefined) return;
    const line = lin === undefined ? '' : elementOf(lin, 1);
    order.lines.push({ line, qty: elementOf(sn1, 2), price: '', names: namesOf(lin, 2) });
  }
}

export function shipment856(segments: readonly Segment[]): ShipmentTrade {
  const { head, loops } = loopsOf(segments, 'HL');
  const tree = new NoticeTree();
  for (const loop of loops) tree.add(loop);
  const whole = [...head, ...(loops[0] ?? [])];
  const shipped = dateOf(whole, ['011']);
  return {
    kind: 'shipment',
    purpose: noticePurposes[firstElement(head, 'BSN', 1)] ?? 'none',
    shipment: firstElement(head, 'BSN', 2),
    shipped: shipped ?? stampOf(segmentOf(head, 'BSN'), 3, 4),
    carrier: firstElement(whole, 'TD5', 3) || firstElement(whole, 'TD5', 5),
    orders: tree.orders(customerOrderOf(whole)),
  };
}

/** W06: 02 the depositor's order, 03 date, 04 shipment, 06 purchase order. */
export function shipment945(segments: readonly Segment[]): ShipmentTrade {
  const { head, loops } = loopsOf(segments, 'W12');
  const order: ShippedOrder = {
    po: firstElement(head, 'W06', 6),
    order: firstElement(head, 'W06', 2),
    customerOrder: customerOrderOf(head),
    // W12: 03 quantity shipped, 06 UPC, from 07 on pairs of qualifier and item.
    lines: loops.flatMap(([w12]) => (w12 === undefined ? [] : stockLine(w12, 3, 6))),
    tracking: trackingOf(segments),
  };
  return {
    kind: 'shipment',
    purpose: 'ship',
    shipment: firstElement(head, 'W06', 4),
    shipped: stampOf(segmentOf(head, 'W06'), 3, 0),
    carrier: firstElement(head, 'W27', 2),
    orders: [order],
  };
}

/** W05: 01 `N` for an original order, 02 the depositor's order, 03 purchase order. */
export function request940(segments: readonly Segment[]): RequestTrade {
  const { head, loops } = loopsOf(segments, 'W01');
  return {
    kind: 'request',
    purpose: firstElement(head, 'W05', 1) === 'N' ? 'ship' : 'none',
    order: firstElement(head, 'W05', 2),
    po: firstElement(head, 'W05', 3),
    // W01: 01 quantity ordered, 03 UPC, from 04 on pairs of qualifier and item.
    lines: loops.flatMap(([w01]) => (w01 === undefined ? [] : stockLine(w01, 1, 3))),
  };
}

/** A line of a warehouse: a quantity, a UPC, and behind it pairs of qualifier and item. */
function stockLine(segment: Segment, qty: number, upc: number): TradeLine {
  const names = namesOf(segment, upc + 1);
  const global = elementOf(segment, upc) || names.global;
  return { line: '', qty: elementOf(segment, qty), price: '', names: { ...names, global } };
}
