// Which record of an order a statement speaks of: some name it, some only name the order.
import { describe, expect, it } from 'vitest';
import { contextOf, judged, lines, said, summary } from '../../../test/given.js';
import type { Observation } from '../observation/observation.js';
import { arrivals } from './arrivals.js';
import { foldOrder } from './fold.js';
import type { HeldRecord } from './record.js';

const two = lines('A×2');
const placed = said('shop order.placed 10:00', { data: { ...two, payable: 'captured' } });
const held = (record: string, clock: string): Observation =>
  said(`erp order.acknowledged ${clock}`, { data: { record, state: 'confirmed', ...two } });
const unnamed = (clock: string): Observation =>
  said(`erp order.acknowledged ${clock}`, { data: { state: 'confirmed', ...two } });
const stated = (clock: string, native: string): Observation =>
  said(`erp order.status ${clock}`, { native });

function recordsOf(...given: readonly Observation[]): readonly HeldRecord[] {
  const folded = foldOrder({
    key: 'O-1',
    arrivals: arrivals(given),
    conflicts: [],
    items: new Map(),
    context: contextOf(),
  });
  return folded.views.find(({ system }) => system === 'erp')?.records ?? [];
}

const namesOf = (...given: readonly Observation[]): readonly string[] =>
  recordsOf(...given).map(({ name }) => name);

describe('a statement that names no record', () => {
  it('speaks of the only one that there is', () => {
    const given = [placed, held('SO-1', '10:03'), stated('11:00', 'Pending Fulfillment')];
    expect(namesOf(...given)).toEqual(['SO-1']);
    expect(summary(judged(given))).toEqual([]);
  });

  it('speaks of the latest one that is not voided', () => {
    const records = recordsOf(
      placed,
      held('SO-1', '10:03'),
      held('SO-2', '10:04'),
      said('erp order.cancelled 10:05', { data: { record: 'SO-2' } }),
      stated('11:00', 'Pending Approval'),
    );
    expect(records.map(({ name, withdrawn }) => [name, withdrawn !== null])).toEqual([
      ['SO-1', true],
      ['SO-2', false],
    ]);
  });

  it('is of the record that is first named after it', () => {
    const given = [placed, stated('10:02', 'Pending Approval'), held('SO-1', '10:03')];
    const [record, ...others] = recordsOf(...given);
    expect(others).toEqual([]);
    expect(record).toMatchObject({ name: 'SO-1', draft: given[1], confirmed: given[2] });
    expect(summary(judged(given))).toEqual([]);
  });

  it('hides no second record that has a name', () => {
    const given = [unnamed('10:02'), held('SO-1', '10:03'), held('SO-2', '10:04')];
    expect(namesOf(placed, ...given)).toEqual(['SO-1', 'SO-2']);
    expect(summary(judged([placed, ...given]))).toEqual([
      'duplicate-draft(duplicate) order-to-erp',
    ]);
  });

  it('still shows that the order is held where none is ever named', () => {
    const given = [placed, stated('10:05', 'Pending Fulfillment')];
    expect(namesOf(...given)).toEqual(['']);
    expect(summary(judged(given))).toEqual([]);
  });

  it('does not become the record that took the place of the one that it voided', () => {
    const given = [unnamed('10:02'), stated('10:20', 'Cancelled'), held('SO-2', '10:30')];
    const records = recordsOf(placed, ...given);
    expect(records.map(({ name, voided }) => [name, voided !== null])).toEqual([
      ['', true],
      ['SO-2', false],
    ]);
  });
});

describe('a cancellation that names no record', () => {
  const found = (...given: readonly Observation[]): readonly string[] =>
    summary(judged([placed, ...given]));
  const voided = said('erp order.cancelled 10:20');
  const half = (record: string, clock: string): Observation =>
    said(`erp order.acknowledged ${clock}`, {
      data: { record, state: 'confirmed', ...lines('A×1') },
    });
  const ofTheOrder = ['status-void(missing) cancel-to-channel'];

  it('voids what stands, and makes room for the record that follows', () => {
    expect(found(held('SO-1', '10:03'), voided, held('SO-2', '10:22'))).toEqual([]);
    const status = stated('10:20', 'Cancelled');
    expect(found(held('SO-1', '10:03'), status, held('SO-2', '10:22'))).toEqual([]);
    expect(found(held('SO-1', '10:03'), voided, unnamed('10:22'))).toEqual([]);
  });

  it('is of the order where nothing follows', () => {
    expect(found(held('SO-1', '10:03'), voided)).toEqual(ofTheOrder);
    expect(found(half('SO-1', '10:03'), half('SO-2', '10:05'), voided)).toEqual(ofTheOrder);
    expect(found(held('SO-1', '10:03'), voided, held('SO-1', '10:22'))).toEqual(ofTheOrder);
  });

  it('of some lines voids nothing', () => {
    const one = said('erp order.cancelled 10:20', { data: lines('A×1') });
    const records = recordsOf(placed, held('SO-1', '10:03'), one);
    expect(records.map(({ voided: by }) => by)).toEqual([null]);
  });
});
