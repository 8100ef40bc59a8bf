import { describe, expect, it } from 'vitest';
import { said } from '../../../test/stated.js';
import type { Observation } from './observation.js';
import { isTestOrder, liveOf, ofOneWorld } from './live.js';

const one = { lines: [{ sku: 'A', qty: 1 }] };
const placed = said('shop order.placed 10:00', { data: one });
const tried = said('shop order.placed 10:05', { data: { ...one, test: true } });
const held = said('erp order.acknowledged 10:10', { data: { record: 'SO-1', state: 'confirmed' } });
const shipped = said('edi shipment.shipped 11:00', { data: { ...one, test: true } });

const keeps = (...statements: readonly Observation[]): readonly Observation[] =>
  ofOneWorld(statements);

describe('tests and live business', () => {
  it('do not meet: what is a test beside a live order is none of it', () => {
    expect(liveOf([placed, shipped])).toEqual([placed]);
    expect(keeps(placed, tried, held, shipped)).toEqual([placed, held]);
    expect(keeps(held, shipped)).toEqual([held]);
  });

  it('are one where who answers a test order does not know that it is one', () => {
    expect(keeps(tried, held)).toEqual([tried, held]);
    expect(keeps(shipped)).toEqual([shipped]);
  });

  it('are told apart by the placing, or else by all that is said', () => {
    expect(isTestOrder(tried, [tried, held])).toBe(true);
    expect(isTestOrder(placed, [placed])).toBe(false);
    expect(isTestOrder(null, [shipped])).toBe(true);
    expect(isTestOrder(null, [held])).toBe(false);
  });
});
