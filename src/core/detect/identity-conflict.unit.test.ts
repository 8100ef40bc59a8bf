// What a person reads of two orders of one name.
import { expect, it } from 'vitest';
import { judged, lines, said } from '../../../test/given.js';
import { words } from './identity-conflict.js';

it('names both who placed an order of one name', () => {
  const sold = said('amazon order.placed 10:00', { data: lines('A×2') });
  const other = said('shop order.placed 10:40', { data: lines('B×7') });
  expect(judged([sold, other]).candidates.map(words.explain)).toEqual([
    'amazon and shop each placed an order of this name, and the two contradict ("O-1"). Nothing can be ' +
      'concluded about this order until it is settled.',
  ]);
});
