// A placing that was stated again with other lines: the order was edited between the two versions.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GivenOptions } from '../../../test/given.js';
import { judged, lines, said, summary } from '../../../test/given.js';
import type { Observation } from '../observation/observation.js';

/** The order of 10:00 as the shop showed it when it was changed at `clock`. */
function shownAt(clock: string, ...items: string[]): Observation {
  return said('shop order.placed 10:00', {
    id: '71/order.placed',
    version: `2026-03-04T${clock}:00Z`,
    data: { ...lines(...items), payable: 'captured' },
  });
}

const held = (...items: string[]): Observation =>
  said('erp order.acknowledged 10:05', {
    data: { record: 'SO-1', state: 'confirmed', ...lines(...items) },
  });

const placed = shownAt('10:00', 'A×2');
const edited = shownAt('12:00', 'A×3', 'B×1');

const found = (given: readonly Observation[], options: GivenOptions = {}): string[] =>
  summary(judged(given, options));

describe('an order that was edited after it was handed on', () => {
  const unchanged = [placed, edited, held('A×2')];

  it('is a change that the ERP lacks, not lines that were mapped otherwise', () => {
    expect(found(unchanged)).toEqual(['status-void(missing) change-to-erp']);
    const [candidate] = judged(unchanged).candidates;
    expect(candidate?.evidence).toContain('shop/71/order.placed');
  });

  it('is nothing before the change is due', () => {
    expect(found(unchanged, { now: '12:14' })).toEqual([]);
    expect(found(unchanged, { now: '12:16' })).toEqual(['status-void(missing) change-to-erp']);
  });

  it('is told where the ERP shows the new lines', () => {
    const changed = said('erp order.updated 12:10', { data: lines('A×3', 'B×1') });
    expect(found([...unchanged, changed])).toEqual([]);
  });

  it('is a change that the ERP lacks though it shows no changes, where it shows the old lines later', () => {
    const without = ['erp:order.updated'];
    expect(found(unchanged, { without })).toEqual([]);
    const read = said('erp order.acknowledged 10:05', {
      version: '2026-03-04T13:00:00Z',
      data: { record: 'SO-1', state: 'confirmed', ...lines('A×2') },
    });
    expect(found([placed, edited, read], { without })).toEqual([
      'status-void(missing) change-to-erp',
    ]);
  });

  it('was taken in as edited by who took it in afterwards', () => {
    const late = said('erp order.acknowledged 12:05', {
      data: { record: 'SO-1', state: 'confirmed', ...lines('A×3', 'B×1') },
    });
    expect(found([placed, edited, late])).not.toContain('status-void(missing) change-to-erp');
  });

  it('is lines that were mapped otherwise where the ERP holds what it never was', () => {
    const [first] = judged([placed, edited, held('A×9')]).candidates;
    expect(first).toMatchObject({ pattern: 'transform-mismatch', cause: 'mapping' });
  });

  it('is owed the latest change alone', () => {
    const back = shownAt('13:00', 'A×2');
    expect(found([placed, edited, back, held('A×2')])).toEqual([]);
    const told = said('erp order.updated 12:10', { data: lines('A×3', 'B×1') });
    expect(found([placed, edited, back, held('A×2'), told])).toEqual([
      'status-void(missing) change-to-erp',
    ]);
  });
});

describe('versions of a placing that are no edit', () => {
  it('say the same lines', () => {
    const touched = shownAt('12:00', 'A×2');
    expect(found([placed, touched, held('A×2')])).toEqual([]);
  });

  it('lack what was cancelled: that is owed as a cancellation', () => {
    const two = shownAt('10:00', 'A×2', 'B×1');
    const less = shownAt('12:00', 'A×2');
    const cancelled = said('shop order.cancelled 12:00', { data: lines('B×1') });
    expect(found([two, less, cancelled, held('A×2', 'B×1')])).toEqual([
      'rollback-gap(missing) cancel-to-erp',
    ]);
  });
});

it('come to the same in any order, and however often each comes', () => {
  const all = [
    placed,
    shownAt('11:00', 'A×2'),
    edited,
    shownAt('12:30', 'A×3', 'B×1'),
    held('A×2'),
  ];
  const told = judged(all).candidates;
  expect(told).toHaveLength(1);
  fc.assert(
    fc.property(fc.shuffledSubarray([...all, ...all], { minLength: 10 }), (given) => {
      expect(judged(given).candidates).toEqual(told);
    }),
  );
});
