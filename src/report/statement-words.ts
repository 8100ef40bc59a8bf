// How a statement, its time and its system are put for a person.
import type { Kind } from '../core/observation/kinds.js';
import type { TimelineStatement } from '../core/detect/report.js';
import type { Markup } from './markup.js';
import { markup } from './markup.js';

/** At most sixteen letters: they stand beside a point in a drawing. */
const kindWords: Readonly<Partial<Record<Kind, string>>> = {
  'order.acknowledged': 'recorded',
  'order.status': 'status',
  'order.cancel-requested': 'cancel asked',
  'order.cancel-refused': 'cancel refused',
  'payment.authorized': 'authorized',
  'payment.captured': 'captured',
  'payment.failed': 'payment failed',
  'payment.voided': 'payment voided',
  'payment.expired': 'payment expired',
  'refund.issued': 'refunded',
  'refund.failed': 'refund failed',
  'fulfilment.requested': 'fulfil asked',
  'shipment.planned': 'planned',
  'shipment.exception': 'parcel trouble',
  'shipment.cancelled': 'parcel cancelled',
  'return.requested': 'return asked',
  'return.approved': 'return approved',
  'return.declined': 'return declined',
  'return.received': 'returned',
  'return.closed': 'return closed',
  'books.revenue': 'revenue',
  'books.cogs': 'cost',
  'books.inventory': 'inventory',
  'books.voided': 'posting voided',
  'hop.received': 'took in',
  'hop.forwarded': 'passed on',
  'hand.corrected': 'by hand',
  'hand.held': 'held by hand',
  'hand.script': 'by script',
  'stock.level': 'stock',
  'stock.adjusted': 'stock change',
  'listing.availability': 'offers',
  'feed.snapshot': 'snapshot',
  'feed.failed': 'feed failed',
  'metric.shown': 'shows figure',
  'decision.made': 'decided',
};

/** `shipment.shipped` -> `shipped`: the last word of the kind where it has none of its own. */
export function statementWord(kind: Kind): string {
  return kindWords[kind] ?? kind.slice(kind.indexOf('.') + 1);
}

/** `shipped “Shipped”: 3 × EV-1016, FedEx`. */
export function statementText({ kind, word, says }: TimelineStatement): string {
  const native = word === null ? '' : ` “${word}”`;
  return `${statementWord(kind)}${native}${says === '' ? '' : `: ${says}`}`;
}

/** `2026-02-02 14:38:14`; all times of a report are UTC. */
export function timeText(time: string): string {
  return time.slice(0, 19).replace('T', ' ');
}

/** Times inside of a sentence, as they are written elsewhere: `2026-02-02 14:38:14 UTC`. */
export function withPlainTimes(text: string): string {
  return text.replace(/\b(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z/g, '$1 $2 UTC');
}

export function timeMark(time: string): Markup {
  return markup`<time datetime="${time}">${timeText(time)}</time>`;
}

/** The exact time, or the interval in which it lies; its day once. */
export function statedTime({ at, until, basis }: TimelineStatement): Markup {
  if (until === null) return timeMark(at);
  if (basis === 'no-later-than' || basis === 'extract')
    return markup`no later than ${timeMark(until)}`;
  const [day, time] = [timeText(at).slice(0, 10), timeText(until)];
  const end = time.startsWith(day) ? time.slice(11) : time;
  return markup`between ${timeMark(at)} and <time datetime="${until}">${end}</time>`;
}
