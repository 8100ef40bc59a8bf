// Cancelled, refunded or returned upstream, and the ERP goes on as if nothing had happened.
import { DAY, HOUR, MINUTE } from '../clock.js';
import { correct } from '../by-hand.js';
import type { Emission, SystemName } from '../emission.js';
import type { FaultDraft } from '../fault.js';
import type { OrderFault } from '../order-fault.js';
import { refsFor, truthRef, valueOf, type OrderTale } from '../order.js';
import { open } from '../placing.js';
import type { Pattern } from '../pattern.js';
import { finish, pick, request, ship } from '../shipping.js';
import { cancel, refund, takeBack, voidPayment } from '../undoing.js';

function openUncaptured(tale: OrderTale): ReturnType<typeof open> {
  return open(tale, tale.order.channel === 'shop' ? 'authorized' : 'not_applicable');
}

function unheardCancel(tale: OrderTale, work: 'none' | 'picked' | 'shipped'): FaultDraft {
  const { order, random } = tale;
  const { placed, held } = openUncaptured(tale);
  const warehouse = work !== 'none';
  if (warehouse) request(tale, { at: order.placed + 40 * MINUTE });
  const at = order.placed + random.between(1, 4) * HOUR;
  const skip: readonly SystemName[] = ['erp', 'warehouse'];
  const trigger = cancel(tale, { at, warehouse, skip })[order.channel];
  if (order.channel === 'shop') voidPayment(tale, at + 3 * MINUTE);
  const also: Pattern[] = [warehouse ? 'three-truths' : 'status-void'];
  const picked = warehouse ? [pick(tale, { at: at + random.between(1, 3) * HOUR })] : [];
  const unheard = { also, evidence: [placed, held, trigger], trigger, within: 5 * MINUTE };
  if (work !== 'shipped' || trigger === undefined) return draft(tale, unheard);
  also.push('impossible-quantity');
  // What another system states of the parcel may be a late echo; the warehouse's word is proof.
  const { warehouse: parcel } = ship(tale, { at: at + 6 * HOUR });
  const done = parcel === undefined ? picked : [...picked, parcel];
  return { ...draft(tale, unheard), after: { trigger, oneOf: done } };
}

interface Unheard {
  readonly also?: readonly Pattern[];
  readonly evidence: readonly (Emission | undefined)[];
  readonly trigger: Emission | undefined;
  readonly within: number;
}

function draft(tale: OrderTale, unheard: Unheard): FaultDraft {
  const { also, evidence, trigger, within } = unheard;
  return {
    ref: truthRef(tale),
    cause: 'missing',
    also: also ?? [],
    evidence,
    absences: trigger === undefined ? [] : [{ system: 'erp', kind: trigger.kind, trigger, within }],
  };
}

function unheardRefund(tale: OrderTale): FaultDraft {
  const { placed, held } = open(tale);
  const shipped = finish(tale, { settled: true });
  const [first] = tale.order.lines;
  const cents = Math.floor((first?.price ?? 0) / 3);
  const trigger = refund(tale, { at: shipped + DAY, cents, skip: ['erp'] })[tale.order.channel];
  const unheard = { evidence: [placed, held, trigger], trigger, within: DAY };
  const { index } = tale.order;
  return trigger !== undefined && index % 2 === 0
    ? cleanedUp(tale, trigger, unheard)
    : draft(tale, unheard);
}

/** Days after its deadline a person books the refund. */
function cleanedUp(tale: OrderTale, trigger: Emission, unheard: Unheard): FaultDraft {
  const refs = { ...refsFor(tale, 'erp'), refund: trigger.refs['refund'] ?? [] };
  const what = 'credit memo written by hand';
  const hand = correct(tale, { system: 'erp', refs, what, since: trigger.at + DAY });
  tale.say('erp', 'refund.issued', hand.at, { refs, data: trigger.data ?? {} });
  return draft(tale, { ...unheard, evidence: [...unheard.evidence, hand] });
}

function unheardReturn(tale: OrderTale): FaultDraft {
  const { placed, held } = open(tale);
  const { lines } = tale.order;
  const shipped = finish(tale, { settled: true });
  const trigger = takeBack(tale, { at: shipped + DAY, lines, skip: ['erp'] }).warehouse;
  refund(tale, { at: shipped + 6 * DAY, cents: valueOf(lines) });
  return draft(tale, { evidence: [placed, held, trigger], trigger, within: DAY });
}

function tell(tale: OrderTale, variant: number): FaultDraft {
  switch (variant % 5) {
    case 1:
      return unheardCancel(tale, 'picked');
    case 2:
      return unheardCancel(tale, 'shipped');
    case 3:
      return unheardRefund(tale);
    case 4:
      return unheardReturn(tale);
    default:
      return unheardCancel(tale, 'none');
  }
}

export const rollbackGap: OrderFault = {
  pattern: 'rollback-gap',
  channels: ['shop', 'amazon', 'walmart'],
  tell,
};
