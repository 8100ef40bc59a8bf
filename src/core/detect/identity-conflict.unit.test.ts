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

it('says that a number was used again, where a shop began its numbers anew, and calls no record a double', () => {
  const first = said('shop order.placed 1T10:00', { data: lines('A×2') });
  const held = said('erp order.acknowledged 1T10:05', {
    data: { record: 'SO-1', state: 'confirmed', ...lines('A×2') },
  });
  const second = said('shop order.placed 9T10:00', { data: lines('B×7') });
  const other = said('erp order.acknowledged 9T10:05', {
    data: { record: 'SO-9', state: 'confirmed', ...lines('B×7') },
  });
  const { candidates } = judged([first, held, second, other]);
  expect(candidates.map(({ pattern }) => pattern)).toEqual(['identity-conflict']);
  expect(candidates.map(words.explain)).toEqual([
    'shop placed two orders under one number ("O-1"). Nothing can be ' +
      'concluded about this order until it is settled.',
  ]);
});

it.each([
  ['on one day', '1T18:00', 'B×7'],
  ['with an item in common', '9T10:00', 'A×1'],
])('takes a placing that is told again %s for the same order', (_, clock, line) => {
  const told = [
    said('shop order.placed 1T10:00', { data: lines('A×2') }),
    said(`shop order.placed ${clock}`, { data: lines(line) }),
  ];
  expect(judged(told).candidates.map(({ pattern }) => pattern)).not.toContain('identity-conflict');
});
