// The transport says yes; the ERP refuses the content, or holds something else than was ordered.
import { MINUTE, SECOND } from '../clock.js';
import type { Emission } from '../emission.js';
import type { FaultDraft } from '../fault.js';
import type { OrderFault } from '../order-fault.js';
import { erpRefs, totalOf, truthRef, type Lines, type OrderTale } from '../order.js';
import { acknowledge, acknowledgedBy, hop, startUnheld, taxShown } from '../placing.js';
import { finish } from '../shipping.js';

const REFUSALS = [
  { field: 'ship_to.state', code: 'USER_ERROR', reason: 'Please enter value(s) for: State' },
  {
    field: 'lines.tax_code',
    code: 'INVALID_KEY_OR_REF',
    reason: 'Invalid reference 77 for tax code',
  },
  { field: 'ship_to.country', code: 'SSS_INVALID_FIELD', reason: 'Unknown country UK' },
] as const;

function refuse(tale: OrderTale, variant: number): Emission {
  const { order } = tale;
  const route = { from: order.channel, to: 'erp', kind_of: 'order.placed' };
  hop(tale, { at: order.placed + 12 * SECOND, kind: 'hop.received', data: route });
  hop(tale, {
    at: order.placed + 15 * SECOND,
    kind: 'hop.forwarded',
    data: { ...route, status_out: '200' },
  });
  const refs = Object.fromEntries(
    Object.entries(erpRefs(tale, '')).filter(([name]) => name !== 'record'),
  );
  const data = REFUSALS[variant % REFUSALS.length] ?? REFUSALS[0];
  return tale.say('erp', 'order.refused', order.placed + 2 * MINUTE, { refs, data });
}

function changed(tale: OrderTale, kind: 'qty' | 'sku'): Lines {
  const [first, ...others] = tale.order.lines;
  if (first === undefined) return [];
  const wrong =
    kind === 'qty' ? { ...first, qty: first.qty + 1 } : { ...first, sku: `${first.sku}-OLD` };
  return [wrong, ...others];
}

function tell(tale: OrderTale, variant: number): FaultDraft {
  const { order, random } = tale;
  const placed = startUnheld(tale, order.channel === 'shop' ? 'captured' : 'not_applicable');
  const at = acknowledgedBy(tale);
  const held = (): Emission => {
    switch (variant % 4) {
      case 1:
        return acknowledge(tale, { at, lines: changed(tale, 'qty') });
      case 2:
        return acknowledge(tale, { at, lines: changed(tale, 'sku') });
      case 3:
        // Of a class whose totals differ throughout, no single total can be held against anybody.
        if (taxShown(tale) > 0) return acknowledge(tale, { at, lines: changed(tale, 'sku') });
        return acknowledge(tale, { at, total: totalOf(order) + random.whole(7, 9_000) });
      default:
        return refuse(tale, Math.floor(variant / 4));
    }
  };
  const evidence = [placed, held()];
  if (variant % 4 === 3 && taxShown(tale) === 0) finish(tale);
  const lost: FaultDraft['also'] =
    order.channel === 'shop' ? ['lost-order', 'orphaned-payment'] : ['lost-order'];
  const also = variant % 4 === 0 ? lost : [];
  const totals = variant % 4 === 3 ? [placed] : [];
  return { ref: truthRef(tale), cause: 'mapping', also, evidence, totals };
}

export const transformMismatch: OrderFault = {
  pattern: 'transform-mismatch',
  channels: ['shop', 'amazon', 'walmart'],
  tell,
};
