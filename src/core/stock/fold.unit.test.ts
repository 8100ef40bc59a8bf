import { describe, expect, it } from 'vitest';
import { said } from '../../../test/stated.js';
import type { Observation } from '../observation/observation.js';
import { foldStock } from './fold.js';

const refs = { sku: 'A-1' };

const level = (headline: string, available: number): Observation => {
  const [system, clock] = headline.split(' ');
  return said(`${system} stock.level ${clock}`, {
    refs,
    data: { available },
    id: `${headline} ${available}`,
  });
};

describe('the record of a stock item', () => {
  it('keeps a tie in the record as a visible conflict', () => {
    const record = foldStock('A-1', [level('erp 10:00', 0), level('erp 10:00', 4)]);
    expect(record.conflicts).toHaveLength(1);
    expect(record.views.get('erp')?.positions.map((one) => one.available)).toEqual([null]);
  });

  it('counts the adjustments after a level, and none that it holds already', () => {
    const adjusted = (clock: string, delta: number, id = 'd'): Observation =>
      said(`erp stock.adjusted ${clock}`, { refs, data: { delta }, id: `${id} ${clock}` });
    const record = foldStock('A-1', [
      adjusted('07:00', -9),
      level('erp 08:00', 5),
      adjusted('08:00', -2),
      adjusted('08:00', -2, 'z'),
      adjusted('09:00', -1),
    ]);
    expect(record.views.get('erp')?.positions.map((one) => one.available)).toEqual([
      50_000, 40_000,
    ]);
  });

  it('takes the newer version of two levels of one time', () => {
    const older = { ...level('erp 10:00', 4), version: 1 };
    const newer = { ...level('erp 10:00', 0), version: 2 };
    const record = foldStock('A-1', [newer, older]);
    expect(record.conflicts).toEqual([]);
    expect(record.views.get('erp')?.positions.map((one) => one.available)).toEqual([0]);
  });
});
