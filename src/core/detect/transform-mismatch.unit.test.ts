import { describe, expect, it } from 'vitest';
import { judged, lines, said } from '../../../test/given.js';
import type { Candidate } from './finding.js';
import { mergeTallies } from './merge-tally.js';
import { settled } from './suspended.js';
import type { Tally } from './tally.js';
import { words } from './transform-mismatch.js';
import { withdraw } from './withdraw.js';

interface Sold {
  readonly ordered: readonly string[];
  readonly held: readonly string[];
  readonly amount?: string;
}

function run(orders: readonly Sold[]): { candidates: readonly Candidate[]; tally: Tally } {
  const parts = orders.map(({ ordered, held, amount = '20.00' }, at) => {
    const refs = { order: `K-${at}` };
    const total = { amount: '20.00', currency: 'USD' };
    return judged([
      said('shop order.placed 10:00', {
        refs,
        data: { ...lines(...ordered), total, payable: 'captured' },
      }),
      said('erp order.acknowledged 10:05', {
        refs,
        data: {
          record: `SO-${at}`,
          state: 'confirmed',
          ...lines(...held),
          total: { amount, currency: 'USD' },
        },
      }),
    ]);
  });
  return {
    candidates: parts.flatMap(({ candidates }) => candidates),
    tally: parts.map(({ tally }) => tally).reduce(mergeTallies),
  };
}

const times = (count: number, sold: Sold): Sold[] => Array.from({ length: count }, () => sold);
const shipped: Sold = { ordered: ['A×2'], held: ['A×2', 'SHIPPING×1'] };
const aliased: Sold = { ordered: ['A×2'], held: ['10001×2'] };

describe('lines that most orders of a class have besides the goods', () => {
  it('are one note, and their orders agree', () => {
    const { candidates, tally } = run(times(30, shipped));
    const { kept, notes } = withdraw(candidates, tally);
    expect(kept).toEqual([]);
    expect(notes.map(({ text }) => text)).toEqual([
      'Of erp and shop, one holds 1 × SHIPPING besides the goods on 30 of 30 orders compared: read as two definitions (shipping, tax, fees), not as faults.',
    ]);
    expect(settled(tally)).toMatchObject({ agreeing: 30, disagreeing: 0 });
  });

  it('are faults where few have them', () => {
    const { candidates, tally } = run([
      ...times(25, { ordered: ['A×2'], held: ['A×2'] }),
      ...times(5, shipped),
    ]);
    expect(withdraw(candidates, tally).kept).toHaveLength(5);
  });

  it('excuse neither goods that are missing nor another quantity', () => {
    for (const held of [['SHIPPING×1'], ['A×1', 'SHIPPING×1'], ['A×2']]) {
      const { candidates, tally } = run(times(30, { ordered: ['A×2', 'B×3'], held }));
      expect(withdraw(candidates, tally).kept).toHaveLength(30);
    }
  });

  it('hide no other total', () => {
    const { candidates, tally } = run([...times(30, shipped), { ...shipped, amount: '7.00' }]);
    const { kept } = withdraw(candidates, tally);
    expect(kept).toMatchObject([{ field: 'total', subject: { key: 'K-30' } }]);
    expect(settled(tally)).toMatchObject({ agreeing: 30, disagreeing: 1 });
  });
});

describe('goods that one system names otherwise', () => {
  it('are a note of their own that leads to the contract', () => {
    const { candidates, tally } = run(times(30, aliased));
    const [note] = withdraw(candidates, tally).notes;
    expect(note?.text).toContain('name the same goods differently on 30 of 30 orders');
    expect(note?.text).toContain('items:');
    expect(note?.text).not.toContain('tax');
  });

  it('hide no other currency or total', () => {
    const { candidates, tally } = run([...times(30, aliased), { ...aliased, amount: '7.00' }]);
    expect(withdraw(candidates, tally).kept).toMatchObject([{ field: 'total' }]);
  });

  it('are led to the contract too where packs or kits make them faults', () => {
    const { candidates } = run([{ ordered: ['A×12'], held: ['A×1'] }]);
    expect(candidates.map((found) => words.remedy(found)).join()).toContain('items:');
  });
});

describe('what is said of another content', () => {
  it('agrees with what differs', () => {
    const explained = (sold: Sold): string => run([sold]).candidates.map(words.explain).join();
    expect(explained({ ordered: ['A×1'], held: ['A×1'], amount: '21.00' })).toContain(
      'erp holds another total than was ordered: ',
    );
    expect(explained({ ordered: ['A×1'], held: ['B×1'] })).toContain(
      'erp holds other lines than were ordered: ',
    );
  });
});
