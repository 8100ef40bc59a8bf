// Which systems say what is in the orders that they state.
import { expect, it } from 'vitest';
import { judged, lines, said } from '../../../test/given.js';

const placed = said('shop order.placed 10:00', { data: { ...lines('A×2'), payable: 'captured' } });

it('tells the systems that state an order without its lines from those that give them', () => {
  const { tally } = judged([
    placed,
    said('erp order.acknowledged 10:05', { data: { record: 'SO-1', state: 'confirmed' } }),
    said('amazon order.status 11:00', { native: 'Shipped' }),
    said('shop order.status 11:00', { native: 'fulfilled' }),
  ]);
  expect(Object.fromEntries(tally.stated)).toEqual({
    shop: { orders: 1, withoutLines: 0 },
    erp: { orders: 1, withoutLines: 1 },
    amazon: { orders: 1, withoutLines: 1 },
  });
});

it('takes the lines of a record, of a change and of what was placed', () => {
  const { tally } = judged([
    placed,
    said('erp order.acknowledged 10:05', {
      data: { record: 'SO-1', state: 'confirmed', ...lines('A×2') },
    }),
    said('amazon order.updated 11:00', { data: lines('A×3') }),
  ]);
  expect([...tally.stated.values()].map(({ withoutLines }) => withoutLines)).toEqual([0, 0, 0]);
});

it('asks no lines of who states only the money or the parcel', () => {
  const { tally } = judged([
    placed,
    said('pay payment.captured 10:01', { data: { amount: '5.00', currency: 'USD' } }),
    said('warehouse shipment.shipped 12:00', { refs: { order: 'O-1', shipment: 'S-1' } }),
  ]);
  expect([...tally.stated.keys()]).toEqual(['shop']);
});
