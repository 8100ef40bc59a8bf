// `record-payment`, `record-refund`, `record-return`: money and goods that came or went elsewhere
// must be shown by the books of the system that holds the order.
import type { Rule } from '../contract/contract.js';
import { hour } from '../observation/instant.js';
import type { Kind } from '../observation/kinds.js';
import type { Observation } from '../observation/observation.js';
import { refOf, refValues } from '../observation/observation.js';
import { orderedBy, wholeCancellation } from '../order/cancelled.js';
import { confirmation } from '../order/class.js';
import { later } from '../order/clock.js';
import { shownSum, sumOf } from '../order/money-told.js';
import { includes, noQuantities, plus, quantityTotal, shareNames } from '../order/quantities.js';
import type { OrderRecord, OrderView, Quantities, QuantityFact } from '../order/record.js';
import { viewOf } from '../order/record.js';
import { isOfChargeNotTakenIn } from './charged-twice.js';
import type { Handoff } from './handoff.js';
import type { Owing } from './owing.js';
import { exactlyShownFirst, statedBy, toldFirst } from './owing.js';
import { settled, shownAt, triggers, waiting, worse } from './settle.js';

const statementOf = (statement: Observation): Observation => statement;
const ofFact = ({ statement }: QuantityFact): Observation => statement;

interface Expected {
  readonly rule: Rule;
  readonly view: OrderView;
  readonly owing: Owing;
  readonly trigger: Observation;
  readonly interval: Observation | null;
  readonly dueMillis: number;
  readonly shownBy: readonly Kind[];
}

export function paymentHandoff(rule: Rule, view: OrderView, owing: Owing): Handoff | null {
  let worst: Handoff | null = null;
  for (const source of owing.record.views) {
    if (source === view) continue;
    const paid = paymentsOf(source, rule, view, owing);
    for (const [index, trigger] of paid.entries()) {
      const interval = shownPayment(view, paid, index);
      if (index > 0 && interval === null && !mayBeMissing(view, trigger, owing.record)) continue;
      const handoff = ofPayment(rule, view, { trigger, interval }, owing);
      // Of all that tell of the money, for the audit the first speaks.
      if (owing.each !== undefined) worst = worse(worst, handoff, owing);
      else if (worst === null || trigger.at < worst.trigger.at) worst = handoff;
    }
  }
  return worst;
}

/** What is owed of what a system tells of: its first payment; live, each that bears another name. */
function paymentsOf(
  { captures, settlements }: OrderView,
  rule: Rule,
  view: OrderView,
  owing: Owing,
): readonly Observation[] {
  const to = view.system;
  const firsts = [...captures.slice(0, 1), ...settlements.slice(0, 1)]
    .filter((one) => triggers(rule, to, one))
    .sort((one, other) => one.at - other.at)
    .slice(0, 1);
  if (owing.each === undefined || firsts.length === 0) return firsts;
  const kind = firsts[0]?.kind;
  const all = [...captures, ...settlements].filter(
    (one) => one.kind === kind && triggers(rule, to, one),
  );
  // What was told stands, and what may be the same is not told besides.
  const isTold = (one: Observation): boolean => owing.toldAt?.(rule.id, to, one) != null;
  const standing = [...all.filter(isTold), ...all.filter((one) => !isTold(one))];
  const others = standing.filter(
    (one, index) =>
      isTold(one) || standing.slice(0, index).every((other) => isOtherPayment(one, other)),
  );
  const each = all.filter((one) => others.includes(one));
  const turning = { rule: rule.id, to: view.system, owing, statementOf };
  const turned = toldFirst(each, {
    ...turning,
    isShown: (all, index, by) => {
      const captured = statedBy(view.captures, statementOf, by);
      const settledThen = statedBy(view.settlements, statementOf, by);
      const then = { ...view, captures: captured, settlements: settledThen };
      return shownPayment(then, all, index) !== null;
    },
  });
  const shown = (view.captures.length > 0 ? view.captures : view.settlements).map(shownSum);
  return exactlyShownFirst(turned, turning, { of: sumOf, shown });
}

/** Both say by what name. */
function isOtherPayment({ refs }: Observation, other: Observation): boolean {
  const names = refValues(refs, 'payment');
  const others = refValues(other.refs, 'payment');
  return names.length > 0 && others.length > 0 && !names.some((name) => others.includes(name));
}

/** By its name, by how many there are, or by what they come to. */
function shownPayment(
  view: OrderView,
  paid: readonly Observation[],
  index: number,
): Observation | null {
  const shown = view.captures.length > 0 ? view.captures : view.settlements;
  if (shown.length === 0) return statedPaid(view) ?? null;
  const names = refValues(paid[index]?.refs ?? {}, 'payment');
  const same = shown.find(({ refs }) =>
    refValues(refs, 'payment').some((one) => names.includes(one)),
  );
  return same ?? shown[index] ?? cumulated(shown, paid.slice(0, index + 1));
}

/** With what the destination shows it comes to no more than the order does: then it may be another. */
function mayBeMissing(view: OrderView, { data }: Observation, { placing }: OrderRecord): boolean {
  const total = placing?.data.total;
  if (total === undefined || data.amount === undefined) return false;
  const all = [data, ...[...view.captures, ...view.settlements].map((one) => one.data)];
  const sum = all.reduce((before, { amount }) => before + (amount ?? Infinity), 0);
  return all.every(({ currency }) => currency === total.currency) && sum <= total.amount;
}

function ofPayment(
  rule: Rule,
  view: OrderView,
  { trigger, interval }: Pick<Expected, 'trigger' | 'interval'>,
  owing: Owing,
): Handoff {
  const marketplace = viewOf(owing.record, trigger.system)?.role === 'marketplace';
  const within = rule.withinMillis ?? 2 * hour;
  return expect({
    ...{ rule, view, owing, trigger, interval },
    dueMillis: marketplace ? (rule.settlementWithinMillis ?? within) : within,
    shownBy: ['payment.captured', 'payment.settled'],
  });
}

function statedPaid(view: OrderView): Observation | undefined {
  return view.stated.find((stated) => stated.payment === 'captured')?.statement;
}

export function refundHandoff(rule: Rule, view: OrderView, owing: Owing): Handoff | null {
  let worst: Handoff | null = null;
  for (const source of owing.record.views) {
    if (source === view || source.refunds.length === 0) continue;
    if (neverTakenIn(view, owing.record)) return null;
    const owed = source.refunds.filter(
      (one) => !isOfChargeNotTakenIn(one, source, { view, record: owing.record }),
    );
    const turning = { rule: rule.id, to: view.system, owing, statementOf };
    const turned = toldFirst(owed, {
      ...turning,
      isShown: (all, index, by) =>
        reaching(statedBy(view.refunds, statementOf, by), all)(index) !== null,
    });
    const shown = view.refunds.map(shownSum);
    const refunds = exactlyShownFirst(turned, turning, { of: sumOf, shown });
    const reached = reaching(view.refunds, refunds);
    for (const [index, refund] of refunds.entries()) {
      if (!triggers(rule, view.system, refund)) continue;
      const handoff = expect({
        rule,
        view,
        owing,
        trigger: refund,
        interval: reached(index),
        dueMillis: rule.withinMillis ?? 24 * hour,
        shownBy: ['refund.issued'],
      });
      worst = worse(worst, handoff, owing);
    }
  }
  return worst;
}

/** What the books never took in, they need not give back. */
function neverTakenIn(view: OrderView, record: OrderRecord): boolean {
  if (view.captures.length > 0 || view.books.length > 0) return false;
  return wholeCancellation(view, orderedBy(record)) !== null;
}

/** The statement by which `shown` reaches all that `source` had refunded up to an index. */
function reaching(
  shown: readonly Observation[],
  source: readonly Observation[],
): (index: number) => Observation | null {
  const nameOf = ({ refs }: Observation): string => refOf(refs, 'refund') ?? '';
  const names = new Set(source.map(nameOf).filter((name) => name !== ''));
  const answers = new Map<string, Observation>();
  for (const one of shown) {
    const name = nameOf(one);
    if (name !== '' && !answers.has(name)) answers.set(name, one);
  }
  // A refund that it calls by another one's name answers for that one alone.
  const others = shown.filter((one) => !names.has(nameOf(one)));
  return (index) => {
    const same = source[index] === undefined ? undefined : answers.get(nameOf(source[index]));
    if (same !== undefined) return same;
    const open = source.slice(0, index + 1).filter((one) => !answers.has(nameOf(one)));
    return cumulated(others, open);
  };
}

/** By amounts, or where one is not told by their number. */
function cumulated(
  shown: readonly Observation[],
  source: readonly Observation[],
): Observation | null {
  const wanted = source.map((refund) => refund.data.amount);
  if (wanted.some((amount) => amount === undefined))
    return shown[source.length - 1] ?? shown.at(-1) ?? null;
  const total = wanted.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
  let paid = 0;
  for (const refund of shown) {
    if (refund.data.amount === undefined) return refund;
    paid += refund.data.amount;
    if (paid >= total) return refund;
  }
  return null;
}

export function returnHandoff(rule: Rule, view: OrderView, owing: Owing): Handoff | null {
  let worst: Handoff | null = null;
  for (const source of owing.record.views) {
    if (source === view || source.returns.length === 0) continue;
    const stated = source.returns.filter(({ statement }) => triggers(rule, view.system, statement));
    const returned = toldFirst(eachReturn(stated), {
      ...{ rule: rule.id, to: view.system, owing, statementOf: ofFact },
      isShown: (all, index, by) =>
        takenBack(statedBy(view.returns, ofFact, by), source.returns, all.slice(0, index + 1)) !==
        null,
    });
    for (const [index, { statement }] of returned.entries()) {
      const handoff = expect({
        rule,
        view,
        owing,
        trigger: statement,
        interval: takenBack(view.returns, source.returns, returned.slice(0, index + 1)),
        dueMillis: rule.withinMillis ?? 24 * hour,
        shownBy: ['return.requested', 'return.approved', 'return.received', 'return.closed'],
      });
      worst = worse(worst, handoff, owing);
    }
  }
  return worst;
}

/** Each return by its first statement. Of those without a name only one stage is looked at. */
function eachReturn(stated: readonly QuantityFact[]): readonly QuantityFact[] {
  const isNamed = ({ refs }: Observation): boolean => refOf(refs, 'return') !== undefined;
  const stage = stated.find(({ statement }) => !isNamed(statement))?.statement.kind;
  return stated.filter(({ entity, statement }, index) => {
    if (!isNamed(statement)) return statement.kind === stage;
    return stated.findIndex((other) => other.entity === entity) === index;
  });
}

/** The statement by which `shown` reaches the goods of the latest return and of those before it. */
function takenBack(
  shown: readonly QuantityFact[],
  source: readonly QuantityFact[],
  returned: readonly QuantityFact[],
): Observation | null {
  const latest = returned.at(-1)?.entity;
  const same = shown.find(({ entity }) => entity === latest);
  if (same !== undefined) return same.statement;
  // A return that it calls by another one's name answers for that one alone.
  const names = new Set(source.map(({ entity }) => entity));
  const others = shown.filter(({ entity }) => !names.has(entity));
  const answered = new Set(shown.map(({ entity }) => entity));
  return amounting(
    others,
    returned.filter(({ entity }) => !answered.has(entity)),
  );
}

/** By quantities, stage by stage; or where one is not told by their number. */
function amounting(
  shown: readonly QuantityFact[],
  returned: readonly QuantityFact[],
): Observation | null {
  let wanted = noQuantities;
  for (const { lines } of returned) {
    if (lines === null) return (shown[returned.length - 1] ?? shown.at(-1))?.statement ?? null;
    wanted = plus(wanted, lines);
  }
  const stages = new Map<Kind, Quantities>();
  for (const { statement, lines } of shown) {
    if (lines === null) return statement;
    const back = plus(stages.get(statement.kind) ?? noQuantities, lines);
    stages.set(statement.kind, back);
    if (includes(back, wanted)) return statement;
    if (!shareNames(back, wanted) && quantityTotal(back) >= quantityTotal(wanted)) return statement;
  }
  return null;
}

function expect(given: Expected): Handoff {
  const { rule, view, owing, trigger, interval, dueMillis, shownBy } = given;
  const held = confirmation(view);
  if (held === null && interval === null)
    return waiting(rule, view.system, trigger, 'order-to-erp');
  const start = held === null ? trigger : later(trigger, held);
  const expected = { rule, to: view.system, trigger, start, dueMillis, shownBy };
  return settled(expected, shownAt(interval), owing.context);
}
