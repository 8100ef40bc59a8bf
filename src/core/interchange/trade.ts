// What a transaction set says as business, in one form for X12 and EDIFACT. All values are text as it
// stands, empty where the set has none; what it means for the company depends on who sent it.
import type { Stamp } from './stamp.js';

/** Names of one item, by whose they are; empty where the line has none. */
export interface ItemNames {
  readonly seller: string;
  readonly buyer: string;
  /** A stock keeping unit: of either side, as the partners agreed. */
  readonly stock: string;
  /** GTIN, UPC, EAN, or the manufacturer's. */
  readonly global: string;
}

export interface TradeLine {
  readonly line: string;
  readonly names: ItemNames;
  readonly qty: string;
  readonly price: string;
}

/** 850, 860, ORDERS, ORDCHG: from the buyer to the seller. */
export interface OrderTrade {
  readonly kind: 'order';
  /** `none`: it says nothing new of the order: a copy, a status, an answer to a change. */
  readonly purpose: 'place' | 'change' | 'cancel' | 'none';
  readonly po: string;
  readonly customerOrder: string;
  readonly currency: string;
  readonly total: string;
  /**
   * All lines of the order. A change that only names some of them has `whole` false, and here those that
   * it adds or changes: of a changed line it says how it is to be, not what it was.
   */
  readonly lines: readonly TradeLine[];
  readonly whole: boolean;
  /** Lines that a change deletes, of so many; empty where it does not say of how many. */
  readonly removed: readonly TradeLine[];
}

/** 855, 865, ORDRSP: the seller's answer. */
export interface AnswerTrade {
  readonly kind: 'answer';
  /** Type of the document that is answered. */
  readonly answers: string;
  readonly verdict: 'accepted' | 'changed' | 'refused' | 'held' | 'none';
  /** Element 587; empty in EDIFACT, whose codes are others. */
  readonly native: string;
  readonly po: string;
  readonly customerOrder: string;
  readonly sellerOrder: string;
  readonly promised: Stamp | null;
  readonly lines: readonly TradeLine[];
}

/** The part of a shipment that is of one order. */
export interface ShippedOrder {
  readonly po: string;
  /** Name of the order at who had it shipped (945). */
  readonly order: string;
  readonly customerOrder: string;
  readonly lines: readonly TradeLine[];
  readonly tracking: readonly string[];
}

/** 856, 945, DESADV. */
export interface ShipmentTrade {
  readonly kind: 'shipment';
  readonly purpose: 'ship' | 'cancel' | 'none';
  readonly shipment: string;
  readonly shipped: Stamp | null;
  readonly carrier: string;
  readonly orders: readonly ShippedOrder[];
}

/** 810, INVOIC: from the seller to the buyer. */
export interface InvoiceTrade {
  readonly kind: 'invoice';
  /** `none`: a credit or a cancellation takes back, a copy or a proforma claims nothing. */
  readonly purpose: 'bill' | 'none';
  readonly invoice: string;
  readonly orders: readonly string[];
  readonly currency: string;
  readonly total: string;
  readonly lines: readonly TradeLine[];
}

export interface StockItem {
  readonly names: ItemNames;
  readonly location: string;
  readonly available: string;
  readonly onHand: string;
}

/** 846. */
export interface InventoryTrade {
  readonly kind: 'inventory';
  readonly asOf: Stamp | null;
  readonly items: readonly StockItem[];
}

export interface OrderState {
  readonly po: string;
  readonly customerOrder: string;
  /** Element 368. */
  readonly code: string;
  readonly at: Stamp | null;
}

/** 870. Orders whose lines differ in their status have none of their own, and are not here. */
export interface StatusTrade {
  readonly kind: 'status';
  readonly orders: readonly OrderState[];
}

/** 940: the order to a warehouse to ship. */
export interface RequestTrade {
  readonly kind: 'request';
  /** `none`: it changes or cancels an earlier one. */
  readonly purpose: 'ship' | 'none';
  readonly order: string;
  readonly po: string;
  readonly lines: readonly TradeLine[];
}

export interface SyntaxAnswer {
  /** Type of the document that is acknowledged; empty: all of the group or interchange. */
  readonly type: string;
  /** Control number of its group (X12) or interchange (EDIFACT, TA1), and its own. */
  readonly group: string;
  readonly control: string;
  /** Element 717 or 715: `A` accepted, `E` with errors noted, `P` partly, `R`, `M`, `W`, `X` rejected. */
  readonly code: string;
  /** What was wrong with it, with segment and element where the answer says so. */
  readonly errors: readonly string[];
}

/** 997, 999, TA1, CONTRL: whether the form was right, never whether the business is agreed. */
export interface AcknowledgementTrade {
  readonly kind: 'acknowledgement';
  /** `interchange`: the envelope alone was looked at (TA1). */
  readonly of: 'documents' | 'interchange';
  readonly answers: readonly SyntaxAnswer[];
}

export type Trade =
  | OrderTrade
  | AnswerTrade
  | ShipmentTrade
  | InvoiceTrade
  | InventoryTrade
  | StatusTrade
  | RequestTrade
  | AcknowledgementTrade;
