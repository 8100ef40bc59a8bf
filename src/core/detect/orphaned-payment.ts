// Money that no system has an order for; or whose order the ERP holds under another reference.
import { systemsOf } from '../contract/contract.js';
import { covers } from '../observation/coverage.js';
import { moneyText } from '../observation/decimal.js';
import { hour, minute } from '../observation/instant.js';
import type { Instant } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { weakNamespaces } from '../identity/names.js';
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import { cited, fault } from '../order/judged.js';
import type { OrderRecord } from '../order/record.js';
import type { Context } from './context.js';
import type { Candidate, PatternWords } from './finding.js';
import type { LoneRecord } from './lone-record.js';
import { describedClass, paymentClass } from './payment-class.js';
import { knownAnywhere, longLeadMillis } from './unmatched-fulfilment.js';

const settleMillis = 2 * hour;
/** How far the ERP's own order may lie from the payment that belongs to it. */
const nearMillis = 15 * minute;

export function detectOrphanedPayment(order: JudgedOrder): OrderFault[] {
  const { record, context } = order;
  const capture = firstCapture(record);
  if (capture === null || knownAnywhere(record) || refunded(record, capture)) return [];
  if (!isCommerce(capture) || namedElsewhere(record, capture)) return [];
  if (!ordersCovered(record, capture, context)) return [];
  return [
    fault(order, 'existence', [capture.system], {
      pattern: 'orphaned-payment',
      cause: 'missing',
      handoff: null,
      at: capture.at,
      due: (capture.until + settleMillis) as Instant,
      evidence: cited([capture]),
      details: { ...moneyOf(capture), at: String(capture.at), until: String(capture.until) },
      condition: {
        kind: 'class-shown',
        system: 'orders',
        orderClass: paymentClass(capture),
        alike: describedClass(capture),
      },
    }),
  ];
}

/** Another system names the order of this money, though the file with the order itself is not here. */
function namedElsewhere(record: OrderRecord, capture: Observation): boolean {
  return record.statements.some(
    (statement) => statement.system !== capture.system && namesOrder(statement),
  );
}

const otherBusiness = /subscri|renewal|membership|top.?up|gift.?card|donat|payout/i;

/** Subscriptions, top-ups and gift-card tenders are classes apart. */
function isCommerce(capture: Observation): boolean {
  const { subscription, description } = capture.data;
  return subscription === undefined && !otherBusiness.test(description ?? '');
}

function firstCapture(record: OrderRecord): Observation | null {
  for (const view of record.views) {
    const [capture] = view.captures;
    if (capture !== undefined && view.role !== 'erp') return capture;
  }
  return null;
}

function refunded(record: OrderRecord, capture: Observation): boolean {
  let total = 0;
  for (const view of record.views) {
    for (const refund of view.refunds) total += refund.data.amount ?? 0;
  }
  return total > 0 && total >= (capture.data.amount ?? Number.POSITIVE_INFINITY);
}

/** The storefronts, whose buyers pay through a processor, must have been read around the payment. */
export function ordersCovered(
  record: OrderRecord,
  capture: Observation,
  context: Context,
): boolean {
  const shops = shopsOf(context);
  return shops.length > 0 && shopsNotRead(record, capture, context).length === 0;
}

/** The storefronts whose files may begin after the order of this payment, or end before it. */
export function shopsNotRead(
  record: OrderRecord,
  capture: Observation,
  { contract, coverage }: Context,
): readonly string[] {
  const from = (begunAt(record, capture) - leadMillis(capture)) as Instant;
  const until = (capture.until + settleMillis) as Instant;
  return shopsOf({ contract }).filter(
    (shop) => !covers(coverage, shop, ['order.placed'], { from, until }),
  );
}

function shopsOf({ contract }: Pick<Context, 'contract'>): readonly string[] {
  const storefronts = systemsOf(contract, 'storefront');
  return storefronts.length > 0 ? storefronts : systemsOf(contract, 'pos');
}

/** An authorisation dates the checkout better than the capture that follows it by days. */
function begunAt({ statements }: OrderRecord, capture: Observation): Instant {
  return statements.reduce((first, { at }) => (at < first ? at : first), capture.at);
}

/**
 * How long before its payment an order may have been placed. One that the payment names does exist, or did:
 * it may wait for its money as long as orders live. A payment without a name is of its own checkout.
 */
function leadMillis(capture: Observation): number {
  return namesOrder(capture) ? longLeadMillis : nearMillis;
}

/** Whether a payment says which order it is for. */
export function namesOrder({ refs }: Observation): boolean {
  return refs['order'] !== undefined || weakNamespaces.some((name) => refs[name] !== undefined);
}

function moneyOf(capture: Observation): Record<string, string> {
  const { amount, currency } = capture.data;
  if (amount === undefined) return {};
  return { money: moneyText({ amount, currency: currency ?? null }) };
}

/**
 * Settles payments and lost orders against the ERP's lone records: one of the same money within a
 * quarter of an hour, and no other, is the order under another reference. Pure over both lists.
 */
export function matchLoneRecords(
  candidates: readonly Candidate[],
  lone: readonly LoneRecord[],
): Candidate[] {
  if (lone.length === 0) return [...candidates];
  const byMoney = new Map<string, LoneRecord[]>();
  for (const record of lone) {
    const money = moneyText(record);
    byMoney.set(money, [...(byMoney.get(money) ?? []), record]);
  }
  return candidates.map((found) => {
    const matches = (byMoney.get(found.details['money'] ?? '') ?? []).filter((record) =>
      near(found, record),
    );
    const [match] = matches;
    return match === undefined || matches.length > 1 ? found : underAnotherName(found, match);
  });
}

function near(found: Candidate, record: LoneRecord): boolean {
  if (found.pattern !== 'orphaned-payment' && found.pattern !== 'lost-order') return false;
  const at = Number(found.details['at'] ?? Number.NaN);
  const until = Number(found.details['until'] ?? Number.NaN);
  // Of two days no quarter of an hour can be told: equal money then proves nothing.
  if (until - at > nearMillis || record.until - record.at > nearMillis) return false;
  return record.at <= until + nearMillis && record.until >= at - nearMillis;
}

function underAnotherName(found: Candidate, match: LoneRecord): Candidate {
  const also = found.also.filter((pattern) => pattern !== 'orphaned-payment');
  return {
    ...found,
    also,
    pattern: 'orphaned-payment',
    cause: 'mapping',
    systems: [...new Set([...found.systems.filter((one) => one !== match.system), match.system])],
    evidence: [...found.evidence, match.citation],
    details: { ...found.details, under: match.key },
  };
}

export const words: PatternWords = {
  explain: ({ systems, details }) => {
    const money = details['money'] === undefined ? 'Money' : details['money'];
    const under = details['under'];
    if (under !== undefined) {
      return (
        `${money} was captured, and ${systems.at(-1) ?? 'the ERP'} holds an order of the same amount and ` +
        `time under another reference (${under}): the two do not know each other.`
      );
    }
    return `${systems[0] ?? 'The processor'} captured ${money.toLowerCase() === 'money' ? 'money' : money}, and no system has an order for it.`;
  },
  remedy: ({ details }) =>
    details['under'] === undefined
      ? 'Find the checkout of this payment; create the order or refund it by a person. At the source: write ' +
        'the order reference into the payment when it is made.'
      : 'Write the payment reference on the order, then record the payment. At the source: carry one ' +
        'reference through both paths.',
  involve: () => 'finance, with the owner of the checkout or payment integration',
};
