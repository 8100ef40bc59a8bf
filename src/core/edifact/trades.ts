// ORDERS, ORDCHG, ORDRSP, DESADV, INVOIC and CONTRL as business: the twins of 850, 860, 855, 856, 810
// and 997. Codes by the UN/EDIFACT directory D.96A.
import type { TransactionSet } from '../interchange/interchange.js';
import type { Segment } from '../interchange/segment.js';
import { componentOf, elementOf } from '../interchange/segment.js';
import type {
  AcknowledgementTrade,
  AnswerTrade,
  InvoiceTrade,
  OrderTrade,
  ShipmentTrade,
  ShippedOrder,
  SyntaxAnswer,
  Trade,
  TradeLine,
} from '../interchange/trade.js';
import type { Decimal } from '../observation/decimal.js';
import { decimalOf, decimalText } from '../observation/decimal.js';
import {
  beginningOf,
  currencyOf,
  dateOf,
  linesOf,
  numberBehind,
  reference,
  sectionsOf,
} from './elements.js';

/** Element 1225 of an order: original, confirmation, cancellation, change, replacement. */
const orderPurposes: Readonly<Record<string, OrderTrade['purpose']>> = {
  '': 'place',
  '9': 'place',
  '6': 'place',
  '1': 'cancel',
  '4': 'change',
  '5': 'change',
};

/** MOA of a whole order or invoice: invoice amount, message total, amount due, total of lines. */
const totals = ['77', '86', '9', '128', '79'];

function order(segments: readonly Segment[]): OrderTrade {
  const { head, lines, summary } = sectionsOf(segments);
  const { number, does } = beginningOf(head);
  return {
    kind: 'order',
    purpose: orderPurposes[does] ?? 'none',
    po: number,
    customerOrder: reference(head, 'UC'),
    currency: currencyOf(head),
    total: numberBehind(summary, 'MOA', totals),
    lines: linesOf(lines, ['21']),
    whole: does !== '4',
    removed: [],
  };
}

/** Element 1229: added and changed, among others; 2 deleted, 4 without any action. */
function isLeftOut(line: readonly Segment[], actions: readonly string[]): boolean {
  const [lin] = line;
  return lin !== undefined && actions.includes(elementOf(lin, 2));
}

/** Of a change the number is its own, and the order is a reference. */
function change(segments: readonly Segment[]): OrderTrade {
  const { head, lines } = sectionsOf(segments);
  const { number, does } = beginningOf(head);
  const whole = does === '5';
  const deleted = lines.filter((line) => isLeftOut(line, ['2']));
  const kept = lines.filter((line) => !isLeftOut(line, whole ? ['2'] : ['2', '4']));
  const isEmptied = whole && deleted.length > 0 && kept.length === 0;
  return {
    ...order(segments),
    purpose: does === '1' || isEmptied ? 'cancel' : 'change',
    po: reference(head, 'ON') || number,
    lines: linesOf(kept, ['21']),
    whole,
    removed: whole ? [] : linesOf(deleted, ['21']),
  };
}

/** Element 1225 of an answer: 29 and 44 accepted as it is, 4 and 30 with changes, 27 not. */
const verdicts: Readonly<Record<string, AnswerTrade['verdict']>> = {
  '27': 'refused',
  '4': 'changed',
  '30': 'changed',
};

/** Element 1229 of a line: deleted, changed, accepted with a change, not accepted. */
const changedLines = new Set(['2', '3', '6', '7']);

function verdictOf(does: string, lines: readonly (readonly Segment[])[]): AnswerTrade['verdict'] {
  const stated = verdicts[does];
  if (stated !== undefined) return stated;
  const actions = lines.flatMap(([lin]) => (lin === undefined ? [] : elementOf(lin, 2)));
  if (actions.length > 0 && actions.every((action) => action === '7')) return 'refused';
  if (actions.some((action) => changedLines.has(action))) return 'changed';
  const accepts = does === '29' || does === '44' || actions.includes('5');
  return accepts ? 'accepted' : 'none';
}

/** Element 1229 of a line of which nothing is taken: deleted, not accepted. */
const refusedLines = new Set(['2', '7']);

/** How many of a line are taken: 113 to be delivered and 83 on backorder, of 21 that were ordered. */
function answered(line: TradeLine, segments: readonly Segment[]): TradeLine {
  const [lin] = segments;
  if (lin !== undefined && refusedLines.has(elementOf(lin, 2))) return { ...line, qty: '0' };
  const [now, later, ordered] = [['113'], ['83'], ['21']].map((qualifier) =>
    decimalOf(numberBehind(segments, 'QTY', qualifier)),
  );
  if (now === undefined || later === undefined) return line;
  const sum = (now + later) as Decimal;
  // More than was ordered: what is on backorder is in what is to be delivered.
  return ordered !== undefined && sum > ordered ? line : { ...line, qty: decimalText(sum) };
}

function answer(segments: readonly Segment[]): AnswerTrade {
  const { head, lines } = sectionsOf(segments);
  const { number, does } = beginningOf(head);
  return {
    kind: 'answer',
    answers: 'ORDERS',
    verdict: verdictOf(does, lines),
    native: '',
    po: reference(head, 'ON'),
    customerOrder: reference(head, 'UC'),
    sellerOrder: reference(head, 'VN') || number,
    // 69 promised for delivery, 67 current schedule of delivery.
    promised: dateOf(head, ['69', '67']),
    lines: linesOf(lines, ['113', '21']).map((line, index) => answered(line, lines[index] ?? [])),
  };
}

/** The orders that the lines name, or else the one of the whole message. */
function shippedOrders(
  head: readonly Segment[],
  lines: readonly (readonly Segment[])[],
): ShippedOrder[] {
  const groups = new Map<string, (readonly Segment[])[]>();
  const whole = reference(head, 'ON');
  for (const line of lines) {
    const po = reference(line, 'ON') || whole;
    const group = groups.get(po);
    if (group === undefined) groups.set(po, [line]);
    else group.push(line);
  }
  if (groups.size === 0) groups.set(whole, []);
  const tracking = [reference(head, 'CN')].filter((name) => name !== '');
  const customerOrder = reference(head, 'UC');
  return [...groups].map(([po, group]) => {
    // 12 despatched.
    return { po, order: '', customerOrder, lines: linesOf(group, ['12']), tracking };
  });
}

/** Element 1225 of a notice: cancellation; a duplicate and a copy say nothing new. */
const noticePurposes: Readonly<Record<string, ShipmentTrade['purpose']>> = {
  '1': 'cancel',
  '7': 'none',
  '31': 'none',
};

function shipment(segments: readonly Segment[]): ShipmentTrade {
  const { head, lines } = sectionsOf(segments);
  const { number, does } = beginningOf(head);
  const tdt = head.find((one) => one.id === 'TDT' && elementOf(one, 1) === '20');
  return {
    kind: 'shipment',
    purpose: noticePurposes[does] ?? 'ship',
    shipment: number,
    // 11 despatched, 137 date of the document.
    shipped: dateOf(head, ['11', '137']),
    carrier: tdt === undefined ? '' : componentOf(tdt, 5, 3) || componentOf(tdt, 5, 0),
    orders: shippedOrders(head, lines),
  };
}

/** Element 1001: credit notes, and the proforma invoice (325). */
const noBills = new Set('81 83 261 262 325 381 396 420 458 532'.split(' '));

/** Element 1225 of an invoice: cancellation, deletion, duplicate, copy. */
const unclaiming = new Set(['1', '3', '7', '31']);

/** The order that all of it is of, in its head or at each of its lines; a bill of several names none. */
function billedOrder(head: readonly Segment[], lines: readonly (readonly Segment[])[]): string {
  const whole = reference(head, 'ON');
  if (whole !== '') return whole;
  const [one = '', ...others] = new Set(lines.map((line) => reference(line, 'ON')));
  return others.length === 0 ? one : '';
}

function invoice(segments: readonly Segment[]): InvoiceTrade {
  const { head, lines, summary } = sectionsOf(segments);
  const { name, number, does } = beginningOf(head);
  const po = billedOrder(head, lines);
  return {
    kind: 'invoice',
    purpose: noBills.has(name) || unclaiming.has(does) ? 'none' : 'bill',
    invoice: number,
    orders: po === '' ? [] : [po],
    currency: currencyOf(head),
    total: numberBehind(summary, 'MOA', totals),
    lines: linesOf(lines, ['47']),
  };
}

/** Element 0083: 4 rejects, as 6 did the envelope; 7 acknowledges, and all that is not rejected below it. */
const rejecting = new Set(['4', '6']);

/** The interchange has come (8), or its envelope was in order (5): of its messages that says nothing. */
const ofEnvelope = new Set(['5', '8']);

function codeOf(action: string): string {
  return rejecting.has(action) ? 'R' : 'A';
}

/** UCI names the interchange, each UCM a message of it; error codes are of element 0085. */
function acknowledgement(segments: readonly Segment[]): AcknowledgementTrade {
  const uci = segments.find(({ id }) => id === 'UCI');
  if (uci === undefined) return { kind: 'acknowledgement', of: 'documents', answers: [] };
  const group = elementOf(uci, 1);
  const named = segments
    .filter(({ id }) => id === 'UCM')
    .map((ucm): SyntaxAnswer => {
      const type = componentOf(ucm, 2, 0);
      const code = codeOf(elementOf(ucm, 3));
      return { type, group, control: elementOf(ucm, 1), code, errors: errorsOf(ucm, 4) };
    });
  const action = elementOf(uci, 4);
  const whole: SyntaxAnswer = {
    type: '',
    group,
    control: '',
    code: codeOf(action),
    errors: errorsOf(uci, 5),
  };
  if (!ofEnvelope.has(action)) {
    return { kind: 'acknowledgement', of: 'documents', answers: [...named, whole] };
  }
  const of = named.length === 0 ? 'interchange' : 'documents';
  return { kind: 'acknowledgement', of, answers: named.length === 0 ? [whole] : named };
}

function errorsOf(segment: Segment, element: number): string[] {
  const code = elementOf(segment, element);
  return code === '' ? [] : [`${segment.id} error ${code}`];
}

const messages: Readonly<Record<string, (segments: readonly Segment[]) => Trade>> = {
  CONTRL: acknowledgement,
  DESADV: shipment,
  INVOIC: invoice,
  ORDCHG: change,
  ORDERS: order,
  ORDRSP: answer,
};

/** @returns null where the message is of another type: it is known as a document and no more. */
export function tradeOfMessage({ type, segments }: TransactionSet): Trade | null {
  return messages[type]?.(segments) ?? null;
}
