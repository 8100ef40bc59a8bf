// What becomes of the faults beneath one that the run takes back.
import { describe, expect, it } from 'vitest';
import { judged, lines, said, summary } from '../../../test/given.js';
import { inferContract } from '../contract/infer.js';
import type { Contract } from '../contract/contract.js';
import { withdraw } from '../detect/withdraw.js';
import type { Observation } from '../observation/observation.js';

const two = lines('A×2');
const sold = said('amazon order.placed 10:00', { data: { ...two, payable: 'not_applicable' } });
const mirrored = said('shop order.acknowledged 10:02', { data: { record: 'G-1', ...two } });
const shipped = said('amazon shipment.shipped 12:00', {
  refs: { order: 'O-1', shipment: 'S-1' },
  data: two,
});

/** What stands of one order where the ERP shows so many of the class's forty. */
function standing(
  given: readonly Observation[],
  shownBy: Readonly<Record<string, number>>,
  contract?: Contract,
): readonly string[] {
  const { candidates, tally } = judged(given, contract === undefined ? {} : { contract });
  tally.classes.set('amazon|merchant|order', {
    orders: 40,
    shownBy: new Map(Object.entries(shownBy)),
  });
  const { kept } = withdraw(candidates, tally);
  return summary({ candidates: kept, tally });
}

describe('an order of a class that the ERP never shows', () => {
  it('is still unknown to the shop that holds it, where that was never told of its shipment', () => {
    expect(standing([sold, mirrored, shipped], { erp: 39 })).toEqual([
      'lost-order(missing) order-to-erp + three-truths',
    ]);
    expect(standing([sold, mirrored, shipped], {})).toEqual([
      'status-void(missing) shipment-to-storefront',
    ]);
  });

  it('is lost at the other ERP, which shows the class', () => {
    const contract = inferContract(['amazon', 'erp', 'erp-eu'], new Map()).contract;
    const lost = ['lost-order(missing) order-to-erp'];
    expect(standing([sold], { erp: 39 }, contract)).toEqual(lost);
    expect(standing([sold], { 'erp-eu': 39 }, contract)).toEqual(lost);
    expect(standing([sold], {}, contract)).toEqual([]);
  });
});

describe('an order whose name two placings dispute', () => {
  it('says nothing of delays: whose they would be is what is disputed', () => {
    const other = said('shop order.placed 10:40', { data: { ...lines('B×7') } });
    const held = said('erp order.acknowledged 10:45', {
      data: { record: 'SO-1', ...lines('B×7') },
    });
    expect(summary(judged([sold, other, held]))).toEqual(['identity-conflict(conflict) -']);
  });
});
