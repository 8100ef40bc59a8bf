// An order has one handoff of a rule that is about it as a whole, and one of each parcel or refund, whichever
// of the order's names that handoff bears. Where records turn out to be one order, the others are its
// twins: one that was not sent is superseded; where two were, that is a finding.
import type { Candidate } from '../detect/finding.js';
import { candidate } from '../detect/finding.js';
import type { Instant } from '../observation/instant.js';
import type { JudgedOrder } from '../order/judged.js';
import { handoffKey } from './anchor.js';
import { deliveriesOf } from './carriage.js';
import { handoffDetail } from './ledger.js';
import type { Attempt, Component, HandoffState } from './ledger.js';
import type { Telling } from './sent-as.js';
import { attemptsAt, stateAt } from './rows-of.js';
import { keysOf, sentAs } from './sent-as.js';

/** Each key that a statement of the order gives, or could have given -> the one that stands. */
export type Standing = Map<string, string>;

/**
 * The key under which the ledger holds a handoff. Where an attempt was made under a name that another
 * statement of the order gave, that name stays.
 * @param standing of this order; all keys that the handoff may bear are added.
 */
export function standingKey(
  { handoff, alike }: Telling,
  order: JudgedOrder,
  { component, standing }: { readonly component: Component; readonly standing: Standing },
): string {
  const key = handoffKey(handoff, order);
  const own = keysOf({ handoff, alike }, { order, component });
  const known = [key, ...own].map((name) => standing.get(name)).find((name) => name !== undefined);
  if (known !== undefined) return known;
  const stands = sentAs(own, component)?.name ?? key;
  for (const name of own) standing.set(name, stands);
  standing.set(key, stands);
  return stands;
}

/** A twin of what stands, as it is left: void or done, it is superseded; else its answer is waited for. */
export function asTwin(left: HandoffState, stands: string): HandoffState {
  if (left.carriage !== 'voided' && left.carriage !== 'done') return left;
  const detail = { ...handoffDetail(left), reason: `it is one with ${stands}` };
  return {
    ...left,
    carriage: 'superseded',
    state: 'superseded',
    detail: JSON.stringify(detail),
  };
}

/** Twins that were both taken: the destination was told of one order as of two. */
export function sentTwice(
  { subject }: Pick<JudgedOrder, 'subject'>,
  { component, standing }: { readonly component: Component; readonly standing: Standing },
): readonly Candidate[] {
  return component.handoffs.flatMap((twin) => {
    const name = standing.get(twin.key);
    const stands = name === undefined ? undefined : stateAt(component, name);
    if (stands === undefined || stands === twin) return [];
    const times = [stands, twin].map(({ key }) => takenAt(attemptsAt(component, key)));
    if (times.includes(null)) return [];
    return candidate({
      ...{ pattern: 'identity-conflict', cause: 'duplicate', field: 'sent-twice' },
      ...{ subject, systems: [twin.to], handoff: twin.rule },
      at: Math.max(...times.map((time) => time ?? 0)) as Instant,
      evidence: [stands, twin].map((one) => handoffDetail(one).trigger),
      details: { why: 'sent-twice', name: subject.key },
    });
  });
}

function takenAt(attempts: readonly Attempt[]): Instant | null {
  const taken = deliveriesOf(attempts).find(({ outcome }) => outcome === 'accepted');
  return taken === undefined ? null : (taken.answeredAt ?? taken.at);
}
