// What a stop of an order, and its end, owe to a warehouse.
import { describe, expect, it } from 'vitest';
import type { GivenOptions } from '../../../test/given.js';
import { judged, lines, said, summary } from '../../../test/given.js';

const two = lines('A×2');
const begun = [
  said('shop order.placed 10:00', { data: { ...two, payable: 'captured' } }),
  said('erp order.acknowledged 10:05', { data: { record: 'SO-1', state: 'confirmed', ...two } }),
  said('warehouse fulfilment.requested 10:06', { data: two }),
];
const missed = ['status-void(missing) hold-to-warehouse'];

function found(stops: readonly string[], options?: GivenOptions): readonly string[] {
  return summary(judged([...begun, ...stops.map((stop) => said(stop))], options)).filter((one) =>
    one.includes('hold-to-warehouse'),
  );
}

describe('a hold that was lifted before it had to be shown', () => {
  const brief = ['shop order.held 11:00', 'shop order.released 11:02'];

  it('owes neither the hold nor the release to who never showed it', () => {
    expect(found(brief)).toEqual([]);
  });

  it('owes the release to who showed it', () => {
    expect(found([...brief, 'warehouse order.held 11:01'])).toEqual(missed);
  });

  it('owes the release to who may have held it without showing it', () => {
    expect(found(brief, { without: ['warehouse:order.held'] })).toEqual(missed);
  });
});

describe('a hold that lasted', () => {
  it('was owed, though it was lifted since', () => {
    expect(found(['shop order.held 11:00', 'shop order.released 12:02'])).toEqual(missed);
  });

  it('is owed its release', () => {
    const told = [
      'shop order.held 11:00',
      'warehouse order.held 11:01',
      'shop order.released 12:02',
    ];
    expect(found(told)).toEqual(missed);
    expect(found([...told, 'warehouse order.released 12:03'])).toEqual([]);
  });
});
