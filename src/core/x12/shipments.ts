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

/** Carrier's package ids (MAN CP, as the first pair or the second), or its references for all (REF 2I, CN). */
function trackingOf(segments: readonly Segment[]): string[] {
  const packages = segments
    .filter(({ id }) => id === 'MAN')
    .flatMap((man) =>
      [1, 4].flatMap((at) => (elementOf(man, at) === 'CP' ? elementOf(man, at + 1) : [])),
    );
  const references = ['2I', 'CN'].map((qualifier) =>
    segments
      .filter(({ id }) => id === 'REF' || id === 'N9')
      .filter((one) => elementOf(one, 1) === qualifier)
      .map((one) => elementOf(one, 2)),
  );
  const stated = references.find((names) => names.length > 0) ?? [];
  return [...packages, ...stated].filter((name) => name !== '');
}

/** Element 1005 in BSN05: which level (element 735) hangs below which; T is a pallet, P a pack. */
const structures: Readonly<Record<string, string>> = {
  '0001': 'SOTPI',
  '0002': 'SOITP',
  '0003': 'STPOI',
  '0004': 'SOI',
};

/** One HL with its segments. */
interface Branch {
  readonly parent: Branch | null;
  readonly level: string;
  readonly loop: readonly Segment[];
  /** That it names itself, or a branch above it, or without any that came before it. */
  readonly order: OrderDraft | null;
  /** It is of its order by nothing but its place behind it. */
  readonly isGuessed: boolean;
  /** The orders that are named below it, or that items below it are of. */
  readonly below: Set<OrderDraft>;
}

/**
 * The orders of a notice: PRF names one, and what hangs below it in the tree is of it. What hangs above
 * is of all orders below: a pack of several orders, the shipment.
 */
class NoticeTree {
  readonly #orders = new Map<string, OrderDraft>();
  readonly #ids = new Map<string, Branch>();
  /** The last branch of each level, the latest of them last. */
  readonly #lastOf = new Map<string, Branch>();
  readonly #branches: Branch[] = [];
  readonly #levels: string;
  #last: OrderDraft | null = null;

  constructor(structure: string) {
    this.#levels = structures[structure] ?? 'SOTPI';
  }

  add(loop: readonly Segment[]): void {
    const [hl] = loop;
    if (hl === undefined) return;
    const level = elementOf(hl, 3);
    const parent = this.#ids.get(elementOf(hl, 2)) ?? this.#above(level);
    const named = this.#named(loop) ?? namedAbove(parent);
    const order = named ?? (level === 'S' ? null : this.#last);
    const isGuessed = named === null;
    this.#keep({ parent, level, loop, order, isGuessed, below: new Set() }, elementOf(hl, 1));
    if (order === null) return;
    if (!isGuessed) order.customerOrder ||= customerOrderOf(loop);
    if (!isGuessed || level === 'I') noteBelow(parent, order);
    if (level === 'I') addLine(order, loop);
  }

  orders(customerOrder: string): ShippedOrder[] {
    for (const branch of this.#branches) {
      const names = trackingOf(branch.loop);
      if (names.length === 0) continue;
      for (const order of this.#ordersOf(branch)) {
        for (const name of names) order.tracking.add(name);
      }
    }
    return [...this.#orders.values()].map((order) => ({
      po: order.po,
      order: '',
      customerOrder: order.customerOrder || customerOrder,
      lines: order.lines,
      tracking: [...order.tracking],
    }));
  }

  #keep(branch: Branch, id: string): void {
    this.#branches.push(branch);
    if (id !== '') this.#ids.set(id, branch);
    this.#lastOf.delete(branch.level);
    this.#lastOf.set(branch.level, branch);
  }

  /** The branch that one without a parent hangs below: the last before it of a higher level. */
  #above(level: string): Branch | null {
    if (level === 'S') return null;
    const rank = this.#levels.indexOf(level);
    const isHigher = (one: Branch): boolean => rank < 0 || this.#levels.indexOf(one.level) < rank;
    return [...this.#lastOf.values()].findLast(isHigher) ?? null;
  }

  #named(loop: readonly Segment[]): OrderDraft | null {
    const po = firstElement(loop, 'PRF', 1);
    if (po === '') return null;
    const known = this.#orders.get(po);
    const order = known ?? { po, customerOrder: '', lines: [], tracking: new Set<string>() };
    this.#orders.set(po, order);
    this.#last = order;
    return order;
  }

  /** Its own order; else those of what is below it; else the one before it, and of no branch all. */
  #ordersOf({ order, isGuessed, below }: Branch): Iterable<OrderDraft> {
    if (order !== null && !isGuessed) return [order];
    if (below.size > 0) return below;
    return order === null ? this.#orders.values() : [order];
  }
}

/** The order that is named by a branch or above it; null: none, or it is only guessed. */
function namedAbove(branch: Branch | null): OrderDraft | null {
  return branch === null || branch.isGuessed ? null : branch.order;
}

/** Whoever has the order below it has it in all that is above it too. */
function noteBelow(parent: Branch | null, order: OrderDraft): void {
  for (let one = parent; one !== null && !one.below.has(order); one = one.parent) {
    one.below.add(order);
  }
}

function addLine(order: OrderDraft, loop: readonly Segment[]): void {
  const lin = segmentOf(loop, 'LIN');
  const sn1 = segmentOf(loop, 'SN1');
  if (sn1 === undefined) return;
  const line = lin === undefined ? '' : elementOf(lin, 1);
  order.lines.push({ line, qty: elementOf(sn1, 2), price: '', names: namesOf(lin, 2) });
}

export function shipment856(segments: readonly Segment[]): ShipmentTrade {
  const { head, loops } = loopsOf(segments, 'HL');
  const tree = new NoticeTree(firstElement(head, 'BSN', 5));
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
