// What is owed, read from what happened: each order, parcel, refund and cancellation asks for one effect at
// one place, and the ledger holds one handoff for it and no other: I6 of docs/concepts/simulator.md.
import type { DestinationName } from '../destination.js';
import { thingOf } from '../echoes.js';
import type { Auditor, Evidence } from '../evidence.js';
import type { History } from '../history.js';
import { liveRulesOf } from '../terms.js';
import { thingAt } from './things.js';

/** One effect that the world asks for. */
export interface Intent {
  /** The ledger's name for it: rule, destination, and the trigger as its own system knows it, or `thingAt` it. */
  readonly key: string;
  readonly to: DestinationName;
  readonly operation: string;
  readonly order: string;
  readonly entity: string;
  /** Whether it must be done in the end, or may be overtaken by a cancellation. */
  readonly must: boolean;
}

export function intentsOf(evidence: Evidence, history: History): readonly Intent[] {
  return plainIntentsOf(evidence, history).map((intent) => ({
    ...intent,
    key: thingAt(intent.key, evidence),
  }));
}

function plainIntentsOf({ destinations, terms }: Evidence, history: History): readonly Intent[] {
  const { order, channel, parcels, refunds, cancelledAt, paidAt } = history;
  const isCancelled = cancelledAt !== null;
  const erp = { to: 'erp', order } as const;
  const held = (destinations.get('erp')?.effects ?? []).some(
    (effect) => effect.operation === 'create-order' && effect.order === order,
  );
  const created: Intent = {
    ...{ ...erp, key: `order-to-erp/erp/${channel}/order=${order}`, entity: order },
    ...{ operation: 'create-order', must: !isCancelled && paidAt !== null },
  };
  const confirmed = channel === 'shop' ? 'shipment-to-storefront' : 'shipment-to-marketplace';
  const shipped = parcels.flatMap(({ shipment: entity }): Intent[] => [
    {
      ...{ ...erp, key: `shipment-to-erp/erp/wh/order=${order}/shipment=${entity}`, entity },
      ...{ operation: 'record-fulfilment', must: held },
    },
    {
      ...{
        order,
        entity,
        to: channel,
        key: `${confirmed}/${channel}/wh/order=${order}/shipment=${entity}`,
      },
      ...{ operation: 'confirm-shipment', must: true },
    },
  ]);
  const refunded = refunds.map((entity) => ({
    ...{ ...erp, key: `refund-to-erp/erp/pay/order=${order}/refund=${entity}`, entity },
    ...{ operation: 'record-refund', must: held && !isCancelled },
  }));
  const { toldAll } = terms.features;
  const money = toldAll ? paymentsOf(history) : [];
  const back = toldAll ? history.returns : [];
  const recorded = [
    ...money.map((entity) => ['payment-to-erp/erp/pay', 'payment', entity] as const),
    ...back.map((entity) => ['return-to-erp/erp/wh', 'return', entity] as const),
  ].map(([rule, namespace, entity]) => ({
    ...{ ...erp, key: `${rule}/order=${order}/${namespace}=${entity}`, entity },
    ...{ operation: `record-${namespace}`, must: held && !isCancelled },
  }));
  const cancelled: Intent = {
    ...{ ...erp, key: `cancel-to-erp/erp/${channel}/order=${order}`, entity: order },
    ...{ operation: 'cancel-order', must: held },
  };
  return [created, ...shipped, ...refunded, ...recorded, ...(isCancelled ? [cancelled] : [])];
}

function paymentsOf({ happenings }: History): readonly string[] {
  const payments = happenings.flatMap(({ line }) =>
    line['kind'] === 'payment.captured'
      ? [thingOf((line['refs'] as { payment: string }).payment)]
      : [],
  );
  return [...new Set(payments)];
}

/** I6: the ledger's handoffs of live rules are what the world asks for. */
export const owedIsHeld: Auditor = (evidence) => {
  const { ledger, histories, terms } = evidence;
  const live = liveRulesOf(terms.features);
  const rows = ledger.handoffs.filter(({ rule }) => live[rule] !== undefined);
  const intents = histories.flatMap((history) => intentsOf(evidence, history));
  const asked = new Set(intents.map(({ key }) => key));
  const thing = ({ key }: { readonly key: string }): string => thingAt(key, evidence);
  const keys = new Set(rows.map(thing));
  const strangers = rows
    // Of changes only the newest counts: they are held against what the ERP holds in the end.
    .filter(({ rule }) => rule !== 'change-to-erp')
    .filter((row) => !asked.has(thing(row)) && row.carriage !== 'voided')
    .map(({ key, carriage }) => `nothing asks for ${key}, which is ${carriage}`);
  const missing = intents
    .filter(({ key, must }) => must && !keys.has(key))
    .map(({ key }) => `${key} is owed, and the ledger does not hold it`);
  const standing = rows.filter(
    ({ carriage }) => carriage !== 'voided' && carriage !== 'superseded',
  );
  const several = standing
    .filter((row, place) => standing.findIndex((one) => thing(one) === thing(row)) < place)
    .map((row) => `${row.key}, which is ${row.carriage}, is one more handoff of one thing`);
  return [...strangers, ...missing, ...several];
};
