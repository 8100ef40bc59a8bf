import { describe, expect, it } from 'vitest';
import { judged, lines, said } from '../../../test/given.js';
import type { Observation } from '../observation/observation.js';
import { mergeTallies } from './merge-tally.js';
import { settled } from './suspended.js';
import type { Tally } from './tally.js';

const refs = (key: string): { refs: { order: string } } => ({ refs: { order: key } });

function placed(key: string, system: string): Observation {
  const total = { amount: '100.00', currency: 'USD' };
  const data = { ...lines('A×1'), total, payable: 'captured' };
  return said(`${system} order.placed 10:00`, { id: `${system}-${key}`, ...refs(key), data });
}

function held(key: string, amount: string): Observation {
  const data = { record: key, state: 'confirmed', ...lines('A×1') };
  const total = { amount, currency: 'USD' };
  return said('erp order.acknowledged 10:05', {
    id: `erp-${key}`,
    ...refs(key),
    data: { ...data, total },
  });
}

const keys = (count: number): string[] => Array.from({ length: count }, (_, at) => `K-${at}`);

/** The totals of some orders, each judged in a part of its own. */
function tallyOf(orders: readonly (readonly Observation[])[]): Tally {
  return orders.map((order) => judged(order).tally).reduce(mergeTallies);
}

const sold = (key: string, amount: string): Observation[] => [
  placed(key, 'shop'),
  held(key, amount),
];

describe('orders whose faults the whole run may take back', () => {
  it('agree where the difference is that of nearly all', () => {
    const taxed = keys(29).map((key) => sold(key, '125.00'));
    const tally = settled(tallyOf([...taxed, sold('odd', '101.50')]));
    expect(tally).toMatchObject({ agreeing: 29, disagreeing: 1 });
    expect(tally.signals.get('each-right-alone')).toMatchObject({ judged: 1, count: 1 });
    expect(tally.signals.get('each-right-alone')?.evidence).toEqual(['shop/shop-odd']);
  });

  it('disagree where few have the difference', () => {
    const right = keys(25).map((key) => sold(key, '100.00'));
    const wrong = ['x', 'y', 'z'].map((key) => sold(key, '125.00'));
    const tally = settled(tallyOf([...right, ...wrong]));
    expect(tally).toMatchObject({ agreeing: 25, disagreeing: 3 });
    expect(tally.oldestDisagreement).toBe(placed('x', 'shop').at + 5 * 60_000);
  });

  it('are unknown where the class is never shown', () => {
    const unshown = keys(20).map((key) => [placed(key, 'amazon')]);
    const tally = settled(tallyOf([...unshown, sold('shown', '100.00')]));
    expect(tally).toMatchObject({ agreeing: 1, disagreeing: 0, agreementUnknown: 20, inFlight: 0 });
    expect(tally.oldestDisagreement).toBeNull();
    expect(tally.signals.get('each-right-alone')).toBeUndefined();
    const few = settled(tallyOf(unshown.slice(0, 19)));
    expect(few).toMatchObject({ disagreeing: 19, agreementUnknown: 0 });
  });

  it('are rows by their conditions, however many there are', () => {
    const unshown = keys(40).map((key) => [placed(key, 'amazon')]);
    expect(tallyOf(unshown).suspended.size).toBe(1);
    expect(tallyOf(unshown)).toEqual(judged(unshown.flat()).tally);
  });
});
