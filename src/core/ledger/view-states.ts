// What each system believes of an order, and the one line that says where the order stands. Derived
// each time, never stored as the truth.
import type { Instant } from '../observation/instant.js';
import { instantText } from '../observation/instant.js';
import type { Kind } from '../observation/kinds.js';
import type { Axis } from '../observation/vocabulary.js';
import { cancellationAnywhere } from '../order/cancelled.js';
import { isHeld } from '../order/clock.js';
import type { OrderRecord } from '../order/record.js';
import { viewAxes } from '../order/view-axes.js';

/** Axis -> state, with when it was last said. */
export interface ViewState {
  readonly axes: Readonly<Partial<Record<Axis, string>>>;
  readonly at: string;
  /** The record's own name there, where it says one. */
  readonly record: string | null;
}

export function viewStates(record: OrderRecord): Readonly<Record<string, ViewState>> {
  const latest = new Map<string, Instant>();
  for (const { system, at } of record.statements) latest.set(system, at);
  const states: Record<string, ViewState> = {};
  for (const view of record.views) {
    states[view.system] = {
      axes: viewAxes(view),
      at: instantText(latest.get(view.system) ?? (0 as Instant)),
      record: view.records[0]?.name ?? null,
    };
  }
  return states;
}

const notPlaced = 'placing not seen';

/** In which words an order's headline is said. */
export const headlineWords = [
  'placed',
  'paid',
  'in work',
  'held',
  'shipped',
  'delivered',
  'cancelled',
  notPlaced,
] as const;

type HeadlineWord = (typeof headlineWords)[number];

type Stands = (record: OrderRecord) => boolean;

function says(fits: (kind: Kind) => boolean): Stands {
  return ({ statements }) => statements.some(({ kind }) => fits(kind));
}

/** Furthest along first: the first that any system has seen is where the order stands. */
const headlines: readonly (readonly [HeadlineWord, Stands])[] = [
  ['cancelled', (record) => cancellationAnywhere(record, () => true) !== null],
  ['delivered', says((kind) => kind === 'shipment.delivered')],
  ['shipped', ({ views }) => views.some(({ shipments }) => shipments.length > 0)],
  ['held', isHeld],
  ['in work', says((kind) => kind.startsWith('fulfilment.'))],
  ['paid', says((kind) => kind === 'payment.captured')],
  ['placed', says((kind) => kind === 'order.placed')],
];

export function headlineOf(record: OrderRecord): HeadlineWord {
  return headlines.find(([, stands]) => stands(record))?.[0] ?? notPlaced;
}
