// The handoffs of one order as the ledger keeps them: what is owed, in the mode and with the deadline
// that each was created with, and how far it has been carried.
import type { Contract, Rule } from '../contract/contract.js';
import { isToCome } from '../handoff/creation.js';
import { everyObligation } from '../handoff/owed.js';
import type { Handoff } from '../handoff/handoff.js';
import type { Owing } from '../handoff/owing.js';
import type { Instant } from '../observation/instant.js';
import { citation } from '../observation/observation.js';
import type { JudgedOrder } from '../order/judged.js';
import { handoffKey } from './anchor.js';
import type { Carried } from './carriage.js';
import { carried, deliveriesOf, readingBack } from './carriage.js';
import type { Deriving, Given } from './deriving.js';
import { jitterOf, settlingOf } from './deriving.js';
import { isForeign, isReadBackDue, told } from './told.js';
import { linesTold } from './lines-told.js';
import { commandOf } from './command.js';
import type { Undone } from './compensation.js';
import { compensating, undoneBy } from './compensation.js';
import { readBackComparison, shadowComparison } from './evidence.js';
import { handoffDetail } from './ledger.js';
import type { Comparison, Detail, HandoffState, Pinned } from './ledger.js';
import { pinnedOf } from './modes.js';
import { firstStart, givenUpAt } from './opening.js';
import { isMissed, tellingsOf } from './told-by-others.js';
import { heldBack, metAt } from './prerequisites.js';
import type { Settling } from './repeating.js';
import { repeatableUntil, untilForgotten } from './repeating.js';
import type { Standing } from './twins.js';
import { attemptsAt, stateAt } from './rows-of.js';
import { toldOf } from './sent-as.js';
import { standingKey } from './twins.js';

export interface Owed {
  readonly handoff: Handoff;
  readonly state: HandoffState;
  /** When it is to be looked at again though nothing arrives, besides its deadline. */
  readonly wake: Instant | null;
}

export interface OwedOfOrder {
  readonly owed: readonly Owed[];
  /** What another handoff of the order undoes, as `undoneName` has it. */
  readonly undone: ReadonlySet<string>;
  readonly standing: Standing;
}

export const nothingOwed: OwedOfOrder = { owed: [], undone: new Set(), standing: new Map() };

/** All that one rule owes one destination for an order. */
export function undoneName(rule: string, to: string): string {
  return `${rule}\u0000${to}`;
}

export function handoffsOf(order: JudgedOrder, given: Given): OwedOfOrder {
  const { context } = order;
  const derived = new Map<string, Deriving>();
  const undoing = new Set<string>();
  const standing: Standing = new Map();
  const sent = linesTold(order, given);
  const toldAt = toldOf(order, given.component);
  const all = everyObligation({ ...owingOf(order), told: sent, toldAt });
  const hadWithin = owedThen(order, { told: sent, toldAt });
  for (const telling of tellingsOf(all, { order, component: given.component })) {
    const { handoff } = telling;
    const { compensates } = handoff.rule;
    const undone = undoneBy(handoff, order, given.component);
    if (compensates !== null && handoff.ofOrder === true && handoff.tooLate === undefined) {
      undoing.add(undoneName(compensates, handoff.to));
    }
    const current = regarding(handoff, undone, context.now);
    if (current === null || waitsInVain(current, order)) continue;
    const key = standingKey({ ...telling, handoff: current }, order, {
      ...{ component: given.component, standing },
    });
    const first = derived.get(key);
    if (first !== undefined && !isMissed({ ...telling, handoff: current }, first.handoff)) continue;
    derived.set(key, deriving({ ...given, order, handoff: current, key, undone, hadWithin }));
  }
  const valid = [...derived.values()].filter((one) => !isVoid(one, undoing));
  const owed = valid.map((one) => owedOf(heldBack(one, valid)));
  return { owed, undone: undoing, standing };
}

function owingOf({ record, orderClass, context }: JudgedOrder): Owing {
  return { record, orderClass, context };
}

/** It waits for an order that was cancelled before it had to be there, or goes elsewhere. */
function waitsInVain({ rule, to, state, waitingFor }: Handoff, order: JudgedOrder): boolean {
  if (state !== 'waiting' || waitingFor !== 'order-to-erp' || rule.compensates !== null)
    return false;
  const making = order.context.contract.rules.filter(
    (one) => one.operation === 'create-order' && one.to.includes(to),
  );
  return making.length > 0 && making.every((one) => !isToCome(one, to, owingOf(order)));
}

/** The handoff once what it undoes is regarded; null: nothing is to be undone. */
function regarding(handoff: Handoff, undone: Undone | null, now: Instant): Handoff | null {
  return handoff.rule.compensates === null ? handoff : compensating(handoff, undone, now);
}

/** What is undone before it was sent, or while nobody knows whether it is there, is not sent again. */
function isVoid({ handoff, attempts }: Deriving, undoing: ReadonlySet<string>): boolean {
  if (!undoing.has(undoneName(handoff.rule.id, handoff.to))) return false;
  return handoff.effect === null && !attempts.some(({ outcome }) => outcome === 'accepted');
}

type Named = Omit<Deriving, 'before' | 'pinned' | 'attempts'>;

function deriving(named: Named): Deriving {
  const { component, deciding, handoff, key, order } = named;
  const before = stateAt(component, key);
  const attempts = attemptsAt(component, key);
  const pinned = pinnedOf(
    deciding.book,
    before === undefined ? null : { pinned: handoffDetail(before), attempts: attempts.length },
    {
      rule: handoff.rule.id,
      triggered: triggeredAt(handoff, order),
      now: order.context.now,
      within: handoff.rule.withinMillis,
      canBeAsked: settlingOf(handoff, order.context.contract).canBeAsked,
    },
  );
  const judged = { ...named, handoff: onTime(handoff, pinned, named), before, pinned, attempts };
  return judged;
}

/**
 * By which its mode goes. An edit may have been made any time since its order was last touched, and is shown at
 * once: by the earliest of those times it would be the old path's, which was off by then.
 */
function triggeredAt({ trigger }: Handoff, { record }: JudgedOrder): Instant {
  return record.edits.has(trigger) ? trigger.until : trigger.at;
}

/** The same handoff with the deadline that the rule had when it was created. */
function onTime(
  handoff: Handoff,
  { within }: Pinned,
  { order, undone, hadWithin }: Named,
): Handoff {
  const { rule } = handoff;
  if (rule.withinMillis === within) return handoff;
  const same = hadWithin(rule, within).get(handoffKey(handoff, order));
  const current = same === undefined ? null : regarding(same, undone, order.context.now);
  return current === null ? handoff : { ...current, rule };
}

/** What would be owed by the time that a rule gave before, by its keys: worked out once for all of its handoffs. */
function owedThen(
  order: JudgedOrder,
  told: Pick<Owing, 'told' | 'toldAt'>,
): (rule: Rule, within: Pinned['within']) => ReadonlyMap<string, Handoff> {
  const known = new Map<string, ReadonlyMap<string, Handoff>>();
  return (rule, within) => {
    const name = `${rule.id}\u0000${within}`;
    const found = known.get(name) ?? byKey(order, { ...rule, withinMillis: within }, told);
    known.set(name, found);
    return found;
  };
}

function byKey(
  order: JudgedOrder,
  then: Rule,
  told: Pick<Owing, 'told' | 'toldAt'>,
): ReadonlyMap<string, Handoff> {
  const rules = order.context.contract.rules.map((one) => (one.id === then.id ? then : one));
  const contract: Contract = { ...order.context.contract, rules };
  const context = { ...order.context, contract };
  const keys = new Map<string, Handoff>();
  for (const one of everyObligation({ ...owingOf(order), context, ...told })) {
    const key = handoffKey(one, order);
    if (!keys.has(key)) keys.set(key, one);
  }
  return keys;
}

function owedOf(one: Deriving): Owed {
  const { order, handoff, key, pinned, attempts, undone } = one;
  const opening = openingOf(one);
  const found = carriedNow(one, opening);
  const command = commandNow(one, found);
  const compared = comparisonOf(one, command);
  const { evidence, state, reason } = told(one, { found, compared });
  const back = isReadBackDue(one, found) ? readingBack(attempts, jitterOf(key)) : null;
  const detail: Detail = {
    trigger: citation(handoff.trigger),
    triggered: handoff.trigger.at,
    ...pinned,
    ...confirmedBy(one),
    ...untilForgotten(found.errand, repeatableUntil(deliveriesOf(attempts), settlingNow(one))),
    effect: handoff.effect?.at ?? null,
    evidence,
    compared,
    reason: opening.given ? 'its placing was never seen: it began before the hub did' : reason,
    undoes: undone?.key ?? null,
    foreign: isForeign(one),
  };
  return {
    handoff,
    wake: opening.at ?? metAt(one),
    state: {
      key,
      subject: order.record.key,
      rule: handoff.rule.id,
      to: handoff.to,
      state,
      carriage: found.carriage,
      errand: back?.errand ?? found.errand,
      waitingFor: opening.given ? null : waitingFor(one),
      due: handoff.due?.until ?? null,
      notBefore: back === null ? found.notBefore : back.notBefore,
      attempts: attempts.length,
      command,
      detail: JSON.stringify(detail),
    },
  };
}

function settlingNow({ order, handoff }: Deriving): Settling {
  return settlingOf(handoff, order.context.contract);
}

/** A marketplace that promised a day counts each confirmation after it against the seller. */
function confirmedBy({ order, handoff }: Deriving): Pick<Detail, 'confirmBy'> {
  const { rule, to, due } = handoff;
  const { contract } = order.context;
  const isConfirmation = rule.operation === 'confirm-shipment';
  const shipBy = order.record.placing?.data.shipBy;
  const role = contract.systems.get(to)?.role;
  if (!isConfirmation || shipBy === undefined || role !== 'marketplace' || due === null) return {};
  return { confirmBy: (shipBy - rule.marginMillis) as Instant };
}

function waitingFor({ order, handoff }: Deriving): string | null {
  const { record } = order;
  return record.placing === null && handoff.state === 'waiting' ? 'placing' : handoff.waitingFor;
}

interface Opening {
  /** It is given up. */
  readonly given: boolean;
  /** When it will be; null: it is not waiting for that. */
  readonly at: Instant | null;
}

function openingOf({ order, handoff, pinned, deciding }: Deriving): Opening {
  const { record, context } = order;
  if (record.placing !== null || handoff.state !== 'waiting') return { given: false, at: null };
  const { system } = handoff.trigger;
  const at = givenUpAt(context, firstStart(deciding.book), { system, created: pinned.created });
  const given = at !== null && at <= context.now;
  return { given, at: given ? null : at };
}

function carriedNow(one: Deriving, opening: Opening): Carried {
  const { handoff, key, pinned, attempts } = one;
  const still = { errand: null, notBefore: null } as const;
  if (opening.given) return { ...still, carriage: 'voided', state: 'voided' };
  if (pinned.mode === 'live' && handoff.tooLate !== undefined) {
    return { ...still, carriage: 'refused', state: 'refused' };
  }
  return carried({
    handoff,
    pinned,
    attempts,
    settling: settlingNow(one),
    jitter: jitterOf(key),
  });
}

/** Bytes that have been sent are sent again as they were; a shadow keeps what it would have sent. */
function commandNow(one: Deriving, { errand, carriage }: Carried): string | null {
  const { order, handoff, key, before, pinned, attempts, undone, said, deciding } = one;
  const kept = before?.command ?? null;
  const isShadow = pinned.mode === 'shadow' && handoff.state !== 'waiting';
  if (isShadow ? kept !== null : errand === null || carriage === 'done') return kept;
  if (attempts.length > 0 && kept !== null) return kept;
  const { record } = order;
  const { itemNames } = deciding;
  const undoes = undone?.key ?? null;
  return JSON.stringify(commandOf(handoff, { key, undoes, record, said, itemNames }));
}

function comparisonOf(one: Deriving, command: string | null): Comparison | null {
  const { order, handoff, key, pinned, said } = one;
  const { record } = order;
  const shown = { key, handoff, record, said };
  if (pinned.mode === 'shadow') {
    return handoff.effect === null ? null : shadowComparison(shown, command);
  }
  return pinned.mode === 'live' ? readBackComparison(shown, command) : null;
}
