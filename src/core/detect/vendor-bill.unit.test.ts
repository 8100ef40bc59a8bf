import { describe, expect, it } from 'vitest';
import { contextOf, judged, lines, said, type GivenOptions } from '../../../test/given.js';
import type { Observation } from '../observation/observation.js';
import { judgePurchases } from '../purchase/judge.js';
import { mergeTallies } from './merge-tally.js';
import { emptyTally } from './tally.js';
import { costsPastDue } from './vendor-bill.js';

const goods = { ...lines('A×1'), total: { amount: '50.00', currency: 'USD' } };
const money = { amount: '50.00', currency: 'USD' };
const sold = [
  said('shop order.placed 10:00', {
    data: { ...goods, payable: 'captured', fulfilled_by: 'supplier' },
  }),
  said('erp order.acknowledged 10:05', { data: { record: 'SO-1', state: 'confirmed', ...goods } }),
  said('erp books.revenue 2T12:00', { data: money }),
];
const cost = said('erp books.cogs 4T12:00', { data: money });

const bought = (purchase: string): Observation =>
  said('erp purchase.ordered 10:30', { id: purchase, refs: { order: 'O-1', purchase } });
const billed = (purchase: string, clock: string): Observation =>
  said(`erp purchase.invoiced ${clock}`, {
    id: `bill of ${purchase}`,
    refs: { purchase, invoice: `bill of ${purchase}` },
  });

/** When the cost of the order is past due; nothing where it is not owed, or not yet. */
function due(
  orders: readonly Observation[],
  purchases: readonly Observation[],
  options: GivenOptions = {},
): string[] {
  const tally = emptyTally();
  judgePurchases(purchases, contextOf(options), tally);
  const { costsOwed, vendorBills } = mergeTallies(judged(orders, options).tally, tally);
  const found = costsPastDue(costsOwed, vendorBills);
  return found.map((one) => `${one.pattern} ${new Date(one.due ?? 0).toISOString().slice(8, 16)}`);
}

describe('cost of goods that a supplier ships', () => {
  it('is owed a day after the bill of the purchase', () => {
    expect(due(sold, [bought('P-1'), billed('P-1', '5T09:00')])).toEqual(['books-gap 09T09:00']);
  });

  it('is not owed before the bill', () => {
    expect(due(sold, [bought('P-1')])).toEqual([]);
    expect(due(sold, [])).toEqual([]);
  });

  it('waits for the last purchase of the order', () => {
    const first = [bought('P-1'), bought('P-2'), billed('P-1', '5T09:00')];
    expect(due(sold, first)).toEqual([]);
    expect(due(sold, [...first, billed('P-2', '7T09:00')])).toEqual(['books-gap 11T09:00']);
  });

  it('is there where it was posted', () => {
    expect(due([...sold, cost], [bought('P-1'), billed('P-1', '5T09:00')])).toEqual([]);
  });

  it('is owed from the revenue where the bill came first', () => {
    expect(due(sold, [bought('P-1'), billed('P-1', '1T11:00')])).toEqual(['books-gap 06T12:00']);
  });

  it('is unknown where the books end before it is due, or never show any cost', () => {
    const purchases = [bought('P-1'), billed('P-1', '5T09:00')];
    expect(due(sold, purchases, { ends: { erp: '6T08:00' } })).toEqual([]);
    expect(due(sold, purchases, { without: ['erp:books.cogs'] })).toEqual([]);
  });

  it('is not asked of goods from our own stock', () => {
    const [placed, ...others] = sold;
    const own = said('shop order.placed 10:00', { data: { ...goods, payable: 'captured' } });
    expect(placed).toBeDefined();
    expect(due([own, ...others], [bought('P-1'), billed('P-1', '5T09:00')])).toEqual([]);
  });

  it('does not depend on which part of the run saw which purchase', () => {
    const parts = [[bought('P-1')], [bought('P-2'), billed('P-2', '5T09:00')]].map((purchases) => {
      const tally = emptyTally();
      judgePurchases(purchases, contextOf(), tally);
      return tally;
    });
    const [one = emptyTally(), other = emptyTally()] = parts;
    expect(mergeTallies(one, other).vendorBills).toEqual(mergeTallies(other, one).vendorBills);
  });
});
