// What a person reads of a delay.
import { describe, expect, it } from 'vitest';
import { judged, lines, said } from '../../../test/given.js';
import { five, gone, judge, shows } from '../../../test/stated-stock.js';
import type { Candidate } from './finding.js';
import { words } from './sync-delay.js';

const delays = (found: readonly Candidate[]): readonly string[] =>
  found.filter(({ pattern }) => pattern === 'sync-delay').map(words.explain);

describe('a delay', () => {
  it('is told in plain words, of an order', () => {
    const placed = said('shop order.placed 10:00', {
      data: { ...lines('A×2'), payable: 'captured' },
    });
    const held = said('erp order.acknowledged 10:40', { data: { record: 'SO-1' } });
    expect(delays(judged([placed, held]).candidates)).toEqual([
      'erp showed the order 25 minutes after its deadline, with the right content.',
    ]);
  });

  it('is told in plain words, of stock', () => {
    const { found } = judge([...five, gone, shows('shop 10:44', 0), shows('amazon 10:05', 0)]);
    expect(delays(found)).toEqual([
      'shop showed the new stock of A-1 39 minutes after its deadline, with the right content.',
    ]);
  });
});
