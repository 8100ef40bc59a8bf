import { describe, expect, it } from 'vitest';
import type { GivenOptions } from '../../../test/given.js';
import { judged, lines, said, summary } from '../../../test/given.js';
import type { Observation } from '../observation/observation.js';

const two = lines('A×2', 'B×1');
const placed = said('shop order.placed 10:00', { data: { ...two, payable: 'captured' } });
const held = said('erp order.acknowledged 10:05', {
  data: { record: 'SO-1', state: 'confirmed', ...two },
});
const cancelled = said('shop order.cancelled 11:00');
const stated = (headline: string, native: string): Observation =>
  said(headline, { native, refs: { order: 'O-1', record: 'SO-1' } });

/** Nobody shows a cancellation by a fact of its own: only a state can tell. */
const unshown: GivenOptions = {
  without: ['erp:order.cancelled', 'warehouse:order.cancelled', 'shop:order.cancelled'],
};

describe('a cancellation against the state that a holder shows', () => {
  it('is missing where the ERP still has the order committed after the deadline', () => {
    const open = [placed, held, cancelled, stated('erp order.status 12:00', 'Committed')];
    expect(summary(judged(open, unshown))).toEqual(['rollback-gap(missing) cancel-to-erp']);
  });

  it('is missing where the ERP still has it as a draft', () => {
    const draft = said('erp order.acknowledged 10:05', {
      data: { record: 'SO-1', state: 'draft' },
    });
    const open = [placed, draft, cancelled, stated('erp order.status 12:00', 'Pending Approval')];
    expect(summary(judged(open, unshown))).toContain('rollback-gap(missing) cancel-to-erp');
  });

  it('is missing where a warehouse still means to ship it', () => {
    const open = [
      placed,
      held,
      said('warehouse order.acknowledged 10:06'),
      cancelled,
      said('erp order.cancelled 11:01'),
      stated('warehouse order.status 12:00', 'Awaiting shipment'),
    ];
    expect(summary(judged(open, unshown))).toEqual(['rollback-gap(missing) cancel-to-warehouse']);
  });

  it('stays unknown where the state was shown before the deadline', () => {
    const state = stated('erp order.status 11:04', 'Committed');
    const { candidates, tally } = judged([placed, held, cancelled, state], unshown);
    expect(candidates).toEqual([]);
    expect(tally).toMatchObject({ agreementUnknown: 1, disagreeing: 0 });
  });

  it('stays unknown where a channel shows its parcels beside its cancellations', () => {
    const open = [
      placed,
      held,
      said('erp order.cancelled 11:00'),
      stated('shop order.status 12:00', 'Unfulfilled'),
    ];
    expect(summary(judged(open, unshown))).toEqual([]);
  });

  it('is missing of a part only by work on that part', () => {
    const part = said('shop order.cancelled 11:00', { data: lines('B×1') });
    const open = [placed, held, part, stated('erp order.status 12:00', 'Committed')];
    expect(summary(judged(open, unshown))).toEqual([]);
  });

  it('leaves an order out of those that agree while nobody can tell', () => {
    const { tally } = judged([placed, held, cancelled], unshown);
    expect(tally).toMatchObject({ agreeing: 0, disagreeing: 0, agreementUnknown: 1 });
    const heard = judged([placed, held, cancelled, said('erp order.cancelled 11:02')], unshown);
    expect(heard.tally).toMatchObject({ agreeing: 1, agreementUnknown: 0 });
  });
});

describe('a cancellation at an ERP that closes what it does not ship', () => {
  const rest = said('shop order.cancelled 11:00', { data: lines('A×1', 'B×1') });
  const shipped = (headline: string, ...goods: string[]): Observation =>
    said(headline, { refs: { order: 'O-1', shipment: headline }, data: lines(...goods) });
  const one = [
    shipped('erp shipment.shipped 10:30', 'A×1'),
    shipped('shop shipment.shipped 10:31', 'A×1'),
  ];
  const closed = said('erp order.closed 11:03');
  const found = (...given: Observation[]): string[] => summary(judged([placed, held, ...given]));

  it('is heeded by a closing, whichever way that is stated', () => {
    expect(found(cancelled, closed)).toEqual([]);
    expect(found(cancelled, stated('erp order.status 11:03', 'Closed'))).toEqual([]);
  });

  it('is heeded where the rest was closed after a part had shipped', () => {
    expect(found(...one, rest, closed)).toEqual([]);
    expect(found(...one, rest)).toEqual(['rollback-gap(missing) cancel-to-erp']);
  });

  it('is missing where what was cancelled had shipped before the order was closed', () => {
    const more = [
      shipped('erp shipment.shipped 12:00', 'A×1'),
      shipped('shop shipment.shipped 12:01', 'A×1'),
    ];
    const late = said('erp order.closed 12:30');
    expect(found(...one, rest, ...more, late)).toContain('rollback-gap(missing) cancel-to-erp');
  });

  it('is not heeded by a shop that archives the order', () => {
    const atErp = said('erp order.cancelled 11:00');
    expect(found(atErp, said('shop order.closed 11:01'))).toEqual([
      'status-void(missing) cancel-to-channel',
    ]);
  });
});
