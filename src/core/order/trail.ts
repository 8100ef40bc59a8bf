// What the middleware's log shows of a fact on its way to one system: where the trail breaks, and
// whether the value, the order of events or nothing at all was at fault.
import type { Context } from '../detect/context.js';
import type { Cause, Entry } from '../detect/finding.js';
import { covers } from '../observation/coverage.js';
import type { Kind } from '../observation/kinds.js';
import type { Observation } from '../observation/observation.js';
import type { Claim } from '../observation/vocabulary.js';
import { confirmation } from './class.js';
import type { OrderRecord } from './record.js';
import { viewOf } from './record.js';

export interface Trail {
  readonly cause: Cause;
  readonly entry: Entry;
  readonly hop: string | null;
  readonly evidence: readonly Observation[];
}

/** Who stated the fact, and when. */
export type Stated = Pick<Observation, 'system' | 'at' | 'until'>;

export type CarriedFact = 'placed' | 'shipped' | 'cancelled' | 'paid' | 'refunded' | 'changed';

const words: readonly (readonly [RegExp, CarriedFact])[] = [
  [/cancel|void/i, 'cancelled'],
  [/ship|fulfil|dispatch|deliver/i, 'shipped'],
  [/refund|return/i, 'refunded'],
  [/pay|captur/i, 'paid'],
  [/updat|edit|chang/i, 'changed'],
  [/order|placed|creat/i, 'placed'],
];

/** Which fact a log line speaks of; null: it does not say. */
function carriedFact(hop: Observation): CarriedFact | null {
  for (const text of [hop.data.kindOf, hop.data.statusIn, hop.data.message]) {
    if (text === undefined) continue;
    for (const [pattern, fact] of words) if (pattern.test(text)) return fact;
  }
  return null;
}

/** Log lines of one fact towards one system; lines that name no destination count for each. */
export function hopsOf(record: OrderRecord, fact: CarriedFact, to: string): Observation[] {
  return record.hops.filter(
    (hop) =>
      (hop.data.to === undefined || hop.data.to === to || hop.data.to === hop.system) &&
      carriedFact(hop) === fact,
  );
}

export function trailOf(
  order: { readonly record: OrderRecord; readonly context: Context },
  fact: CarriedFact,
  stated: Stated,
  to: string,
): Trail {
  const hops = hopsOf(order.record, fact, to);
  const [first] = hops;
  if (first === undefined) return silent(order.context, stated, to);
  const changed = hops.find((hop) => changesMeaning(hop, stated.system, to, order.context));
  const base = { hop: `${first.system}→${to}`, evidence: hops };
  if (changed !== undefined) return { ...base, cause: 'mapping', entry: 'translation' };
  const unchecked = hops.find(passesUnchecked);
  if (unchecked !== undefined) return { ...base, cause: 'mapping', entry: 'connector' };
  if (cameTooEarly(order.record, hops, to)) {
    return { ...base, cause: 'sequencing', entry: 'payload' };
  }
  return { ...base, cause: 'missing', entry: 'unknown' };
}

/** No line of the fact: it was lost before the middleware, where that one's log reaches to its time. */
function silent({ coverage, contract }: Context, stated: Stated, to: string): Trail {
  const span = { from: stated.at, until: stated.until };
  const logs = [...coverage.systems.keys()].find(
    (system) =>
      contract.systems.get(system)?.role === 'middleware' && covers(coverage, system, logged, span),
  );
  const hop = `${stated.system}→${logs ?? to}`;
  return { cause: 'missing', entry: 'unknown', hop, evidence: [] };
}

/** A log of failures alone has no line of what went well. */
const logged: readonly Kind[] = ['hop.received', 'hop.forwarded'];

function claimsOf(context: Context, system: string, native: string): readonly Claim[] | null {
  const reading = context.read(system, native, 'order.status');
  return reading.known ? reading.claims : null;
}

/** canonical(in) and canonical(out) speak of one axis and differ, or the word out means nothing. */
function changesMeaning(hop: Observation, from: string, to: string, context: Context): boolean {
  const { statusIn, statusOut } = hop.data;
  if (statusIn === undefined || statusOut === undefined || statusIn === statusOut) return false;
  const given =
    claimsOf(context, hop.data.from ?? from, statusIn) ?? claimsOf(context, to, statusIn);
  const sent =
    claimsOf(context, hop.data.to ?? to, statusOut) ?? claimsOf(context, from, statusOut);
  if (given === null || sent === null) return sent === null && given !== null;
  const axis = given.find((claim) => claim.axis === 'fulfilment' || claim.axis === 'cancellation');
  if (axis === undefined) return false;
  const same = sent.find((claim) => claim.axis === axis.axis);
  return same === undefined ? true : same.state !== axis.state;
}

/** The word went through as it came, as if both systems spoke one language. */
function passesUnchecked(hop: Observation): boolean {
  const { statusIn, statusOut } = hop.data;
  return statusIn !== undefined && statusIn === statusOut;
}

/** The successor was certainly forwarded before the destination held the order, or it never did. */
export function cameTooEarly(
  record: OrderRecord,
  hops: readonly Observation[],
  to: string,
): Observation | null {
  const held = confirmation(viewOf(record, to));
  for (const hop of hops) {
    if (hop.kind !== 'hop.forwarded') continue;
    if (held === null || hop.until < held.at) return hop;
  }
  return null;
}
