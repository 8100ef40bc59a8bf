// One thing that happened, of which several systems tell: whoever is told of it, is told once. The warehouse
// ships a parcel, and each system that hears of that says in its turn that it shipped; money is told of by the
// shop that granted it and by the processor that moved it.
import type { Operation } from '../contract/contract.js';
import type { Handoff } from '../handoff/handoff.js';
import { answeredKey } from '../observation/answered.js';
import type { Observation } from '../observation/observation.js';
import { citation } from '../observation/observation.js';
import { compareStatements } from '../order/arrivals.js';
import { orderedBy } from '../order/cancelled.js';
import type { Happening } from '../order/happenings.js';
import { editsTold, stopsTold } from '../order/happenings.js';
import { includes, minus, noQuantities, plus } from '../order/quantities.js';
import type { OrderRecord, Quantities } from '../order/record.js';
import { linesOf, viewOf } from '../order/record.js';
import { deliveriesOf } from './carriage.js';
import { handoffDetail } from './ledger.js';
import { gathered } from './gather.js';
import { attemptsAt, stateAt } from './rows-of.js';
import type { Known, Sent, Telling } from './sent-as.js';
import { bySending, keysOf, sentAs } from './sent-as.js';
import type { Told } from './things.js';
import { cancelledThere, isOfThing, likenessIn, thingsOf } from './things.js';

/**
 * The same handoffs, each with what other systems tell of the same. Of those that are about one thing that
 * first which stands for all: what was told already, else that of whoever told of it first.
 */
export function tellingsOf(handoffs: readonly Handoff[], known: Known): readonly Telling[] {
  const rest = handoffs
    .filter((one) => !isOfThing(one))
    .map((handoff) => ({ handoff, alike: toldTogether(handoff, known.order.record) }));
  const causes = new Set(handoffs.map((one) => causeOf(one, citation(one.trigger))));
  const lanes = new Map<string, Handoff[]>();
  for (const handoff of handoffs) {
    if (!isOfThing(handoff) || isEcho(handoff, causes, known)) continue;
    if (isToldOtherwise(handoff, rest, known)) continue;
    const lane = `${handoff.rule.id}/${handoff.to}`;
    const others = lanes.get(lane);
    if (others === undefined) lanes.set(lane, [handoff]);
    else others.push(handoff);
  }
  const groups = [...lanes.values()].flatMap((lane) => groupsOf(lane, known));
  const standing = groups.flatMap((group) => group.slice(0, 1));
  return [...rest, ...standing, ...groups.flatMap((group) => group.slice(1))];
}

/**
 * Whether whoever tells of it too does not find it at the destination, where the first teller does: by sums he
 * may find there what others call by another name. Shown it is where all find it.
 */
export function isMissed({ handoff, isPart }: Telling, first: Handoff): boolean {
  return isPart !== true && isOfThing(handoff) && handoff.effect === null && first.effect !== null;
}

/** It is what a system answered when it was told of what the rule is about anyway. */
function isEcho(handoff: Handoff, causes: ReadonlySet<string>, known: Known): boolean {
  const answered = answeredKey(handoff.trigger);
  const row = answered === null ? undefined : stateAt(known.component, answered);
  return row !== undefined && causes.has(causeOf(handoff, handoffDetail(row).trigger));
}

/** What a rule tells a destination of. */
function causeOf({ rule, to }: Handoff, trigger: string): string {
  return `${rule.id}\u0000${to}\u0000${trigger}`;
}

/** What is done to the order itself, each time by all that tell of it. */
const happenings: Readonly<
  Partial<Record<Operation, (record: OrderRecord) => readonly Happening[]>>
> = {
  'update-order': editsTold,
  'hold-order': stopsTold,
  'release-order': stopsTold,
};

function toldTogether({ rule, trigger }: Handoff, record: OrderRecord): readonly Observation[] {
  const told = happenings[rule.operation]?.(record) ?? [];
  return told.find((one) => one.includes(trigger))?.filter((one) => one !== trigger) ?? [];
}

/** Those of one rule towards one destination, by what they are about. */
function groupsOf(handoffs: readonly Handoff[], known: Known): readonly (readonly Telling[])[] {
  const [first] = handoffs;
  if (first === undefined) return [];
  const { record } = known.order;
  const things = [...thingsOf(handoffs, record), ...cancelledThere(first, record)]
    .map((thing) => ({ thing, sent: sentOf(thing, known) }))
    .sort(byTelling)
    .map(({ thing, sent }) => ({ ...thing, isSent: sent !== null }));
  const likeness = likenessIn(record, first.rule.operation);
  return gathered(things, likeness).map(({ tellers, portions }) => {
    // What the destination did of itself, it is not told in other portions.
    const all = tellers[0]?.handoff === null ? tellers : [...tellers, ...portions];
    const about = all.flatMap(({ handoff }) => handoff ?? []);
    const parts = new Set(portions.map(({ handoff }) => handoff));
    return about.map((handoff) => ({
      handoff,
      alike: about.filter((one) => one !== handoff).map(({ trigger }) => trigger),
      ...(parts.has(handoff) ? ({ isPart: true } as const) : {}),
    }));
  });
}

interface Placed {
  readonly thing: Told;
  readonly sent: Sent | null;
}

function sentOf({ handoff }: Told, known: Known): Sent | null {
  return handoff === null ? null : sentAs(keysOf({ handoff, alike: [] }, known), known.component);
}

/** What was told goes first: it stands, and what it does not amount to is told besides. */
function byTelling(one: Placed, other: Placed): number {
  if (one.sent !== null && other.sent !== null) return bySending(one.sent, other.sent);
  const rank = ({ thing, sent }: Placed): number =>
    sent !== null ? 0 : thing.handoff === null ? 1 : 2;
  return rank(one) - rank(other) || compareStatements(one.thing.statement, other.thing.statement);
}

/**
 * Lines that were cancelled, of which the destination was not told as such, and need not be: all of the order
 * is cancelled there, or it was told of an edit that no longer has them.
 */
function isToldOtherwise(handoff: Handoff, others: readonly Telling[], known: Known): boolean {
  const { rule, to, trigger } = handoff;
  if (rule.operation !== 'cancel-order') return false;
  if (sentAs(keysOf({ handoff, alike: [] }, known), known.component) !== null) return false;
  const left = leftBy(trigger, known.order.record);
  return others.some((other) => {
    const { handoff: one } = other;
    if (one.to !== to) return false;
    if (one.rule.id === rule.id && one.tooLate === undefined) return true;
    if (one.rule.operation !== 'update-order' || left === null) return false;
    const lines = linesOf(known.order.record, one.trigger);
    return lines !== undefined && includes(left, lines) && mayHoldIt(other, known);
  });
}

/** What the system that cancelled lines had left of the order then; null: nobody says what it was. */
function leftBy(cancelled: Observation, record: OrderRecord): Quantities | null {
  const ordered = orderedBy(record);
  const facts = viewOf(record, cancelled.system)?.cancellations ?? [];
  const upTo = facts.slice(0, facts.findIndex(({ statement }) => statement === cancelled) + 1);
  const all = upTo.reduce((sum, { lines }) => plus(sum, lines ?? noQuantities), noQuantities);
  return ordered === null ? null : minus(ordered, all);
}

function mayHoldIt(telling: Telling, known: Known): boolean {
  const { component } = known;
  const sent = sentAs(keysOf(telling, known), component);
  if (sent === null) return false;
  return deliveriesOf(attemptsAt(component, sent.name)).some(
    ({ outcome }) => outcome === null || outcome === 'accepted' || outcome === 'unknown',
  );
}
