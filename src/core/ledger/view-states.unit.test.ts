// The one line that says where an order stands.
import { expect, it } from 'vitest';
import { contextOf, lines, said } from '../../../test/given.js';
import { emptyTally } from '../detect/tally.js';
import type { Observation } from '../observation/observation.js';
import { judgedOrders, orderRun } from '../order/judge.js';
import { headlineOf } from './view-states.js';

const placed = said('shop order.placed 10:00', { data: lines('A×2') });
const held = said('shop order.held 10:05');
const released = said('shop order.released 10:10');

function headline(...statements: readonly Observation[]): string | undefined {
  const run = orderRun({ context: contextOf(), tally: emptyTally(), demand: null });
  const [judged] = judgedOrders(statements, run);
  return judged && headlineOf(judged.order.record);
}

it('has an order held until it is released, and again where it is held again', () => {
  expect(headline(placed, held)).toBe('held');
  expect(headline(placed, held, released)).toBe('placed');
  expect(headline(placed, held, released, said('shop order.held 10:15'))).toBe('held');
});

it('calls an order cancelled when all of it is', () => {
  const some = said('shop order.cancelled 11:00', { data: lines('A×1') });
  expect(headline(placed, some)).toBe('placed');
  expect(headline(placed, some, said('shop order.cancelled 11:05', { data: lines('A×1') }))).toBe(
    'cancelled',
  );
  expect(headline(placed, said('shop order.cancelled 11:00'))).toBe('cancelled');
});

it('has no parcel shipped that was taken back', () => {
  const refs = { order: 'O-1', shipment: 'F-1' };
  const shipped = said('shop shipment.shipped 11:00', { refs });
  expect(headline(placed, shipped)).toBe('shipped');
  expect(headline(placed, shipped, said('shop shipment.cancelled 11:05', { refs }))).toBe('placed');
});
