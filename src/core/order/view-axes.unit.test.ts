// What each system shows of an order, as whoever mends it reads it.
import { expect, it } from 'vitest';
import { judged, lines, said } from '../../../test/given.js';

it('says of each system what it holds and its own last word, with every fault of the order', () => {
  const { candidates } = judged([
    said('shop order.placed 10:00', { data: { ...lines('A×2'), payable: 'captured' } }),
    said('erp order.acknowledged 10:05', { data: { record: 'SO-1', state: 'confirmed' } }),
    said('erp order.status 10:05', { native: 'Pending Fulfillment' }),
    said('shop shipment.shipped 12:00', {
      refs: { order: 'O-1', shipment: 'S-1' },
      data: lines('A×2'),
    }),
    said('erp order.status 2T12:00', { native: 'Pending Approval' }),
  ]);
  expect(candidates.length).toBeGreaterThan(0);
  for (const { subject } of candidates) {
    expect(subject.shown).toMatchObject({
      shop: 'placed, shipped',
      erp: 'draft, unfulfilled, "Pending Approval"',
    });
  }
});
