// An order whose parts are held one by one: whether it waits, and since when it may go on.
import { describe, expect, it } from 'vitest';
import { judged, lines, said, summary } from '../../../test/given.js';
import type { Observation } from '../observation/observation.js';

const placed = said('shop order.placed 10:00', {
  data: { ...lines('A×2'), payable: 'captured', total: { amount: '50.00', currency: 'USD' } },
});
const inErp = said('erp order.acknowledged 10:05', {
  data: { record: 'SO-1', state: 'confirmed', ...lines('A×2') },
});
const inWarehouse = said('warehouse fulfilment.allocated 10:06');

/** How a part stood when it was shown: `part('S-1 held 10:05')`. */
function part(stood: string): Observation {
  const [name = '', state = '', clock = ''] = stood.split(' ');
  return said(`shop order.${state} 10:00`, {
    id: stood,
    refs: { order: 'O-1', fulfilment: name },
    until: clock,
    basis: 'no-later-than',
  });
}

const lost = ['lost-order(missing) order-to-erp'];

describe('an order whose parts are held', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['waits while a part is held', ['S-1 held 10:05'], []],
    ['goes on when the part is free', ['S-1 held 10:05', 'S-1 released 12:00'], lost],
    ['goes on from then', ['S-1 held 10:05', 'S-1 released 19T23:50'], []],
    [
      'goes on when it was first shown to be free, however often it is shown again',
      ['S-1 held 10:05', 'S-1 released 12:00', 'S-1 released 19T23:55'],
      lost,
    ],
    [
      'waits again when the part is held again',
      ['S-1 held 10:05', 'S-1 released 12:00', 'S-1 held 13:00'],
      [],
    ],
    ['is not freed by another part', ['S-1 held 10:05', 'S-2 released 12:00'], []],
    [
      'waits for the last of its parts',
      ['S-1 held 10:05', 'S-2 held 10:06', 'S-1 released 12:00'],
      [],
    ],
    [
      'goes on with the last of its parts',
      ['S-1 held 10:05', 'S-2 held 10:06', 'S-1 released 12:00', 'S-2 released 13:00'],
      lost,
    ],
    ['was not freed before it was held', ['S-1 released 10:01', 'S-1 held 10:05'], []],
  ])('%s', (_what, parts, expected) => {
    const shown = parts.map(part);
    expect(summary(judged([placed, ...shown]))).toEqual(expected);
    expect(summary(judged([...shown.reverse(), placed]))).toEqual(expected);
  });

  it('owes nobody the release of a part that was never held', () => {
    const shown = ['S-1 released 10:02', 'S-1 released 12:00'].map(part);
    expect(summary(judged([placed, inErp, inWarehouse, ...shown]))).toEqual([]);
    const held = [...shown, part('S-1 held 13:00'), part('S-1 released 14:00')];
    const inWarehouseToo = said('warehouse order.held 13:01');
    expect(summary(judged([placed, inErp, inWarehouse, inWarehouseToo, ...held]))).toEqual([
      'status-void(missing) hold-to-warehouse',
    ]);
  });

  it('does not free what another system holds', () => {
    const check = said('erp order.held 10:01');
    expect(summary(judged([placed, check, part('S-1 released 12:00')]))).toEqual([]);
  });
});
