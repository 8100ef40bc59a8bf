// What each system believes of an order, and the one line that says where the order stands. Derived
// each time, never stored as the truth.
import type { Instant } from '../observation/instant.js';
import { instantText } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import type { Axis } from '../observation/vocabulary.js';
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

/** Furthest along first: the first that any system has seen is where the order stands. */
const headlines: readonly (readonly [HeadlineWord, (statement: Observation) => boolean])[] = [
  ['cancelled', ({ kind }) => kind === 'order.cancelled'],
  ['delivered', ({ kind }) => kind === 'shipment.delivered'],
  ['shipped', ({ kind }) => kind === 'shipment.shipped' || kind === 'shipment.in-transit'],
  ['held', ({ kind }) => kind === 'order.held'],
  ['in work', ({ kind }) => kind.startsWith('fulfilment.')],
  ['paid', ({ kind }) => kind === 'payment.captured'],
  ['placed', ({ kind }) => kind === 'order.placed'],
];

export function headlineOf(record: OrderRecord): HeadlineWord {
  for (const [word, fits] of headlines) {
    const found = record.statements.find(fits);
    if (found === undefined) continue;
    const isLifted =
      word === 'held' &&
      record.views.some(({ releases }) => releases.some(({ at }) => at >= found.at));
    if (!isLifted) return word;
  }
  return notPlaced;
}
