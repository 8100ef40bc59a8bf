// By which SKU a destination knows the items of a command, and which have to be named first.
import { describe, expect, it } from 'vitest';
import type { ItemReference } from '../contract/contract.js';
import { ItemNames, linesAsTold } from './item-names.js';

const between = { from: 'shop', to: 'erp' };

function row(
  system: string,
  sku: string,
  canonical: string,
  rest: Partial<ItemReference> = {},
): ItemReference {
  return { ...{ system, sku, canonical, kitOf: null, pack: 1 }, ...rest };
}

const mug = [row('shop', 'S-MUG', 'MUG'), row('erp', 'E-MUG', 'MUG')];

function told(references: readonly ItemReference[], ...skus: readonly unknown[]): unknown {
  const lines = skus.map((sku) => ({ line: '1', sku, qty: 2 }));
  const { lines: named } = new ItemNames(references).inNamesOf({ lines }, between);
  return (named as readonly { readonly sku: unknown }[]).map(({ sku }) => sku);
}

function missing(references: readonly ItemReference[], sku: unknown): unknown {
  return new ItemNames(references).missing({ lines: [{ sku, qty: 1 }] }, between);
}

describe('the lines of a command', () => {
  it('have the SKU of the destination, and the one that was told beside it', () => {
    const said = { note: 'x', lines: [{ line: '1', sku: 'S-MUG', qty: 2, price: '9.95' }] };
    expect(new ItemNames(mug).inNamesOf(said, between)).toEqual({
      note: 'x',
      lines: [{ line: '1', sku: 'E-MUG', qty: 2, price: '9.95', told_as: 'S-MUG' }],
    });
  });

  it('come back as they were told, their fields in that order', () => {
    const lines = [{ sku: 'S-MUG', qty: 2 }, { sku: 'OTHER', qty: 1 }, { line: '3' }, 'odd'];
    const { lines: named } = new ItemNames(mug).inNamesOf({ lines }, between);
    expect(JSON.stringify(named)).not.toBe(JSON.stringify(lines));
    expect(JSON.stringify(linesAsTold(named))).toBe(JSON.stringify(lines));
  });

  it.each([
    ['an item that both call the same', [row('shop', 'A', 'A'), row('erp', 'A', 'A')], 'A', 'A'],
    ['a number for a SKU', [row('shop', '71', 'MUG'), row('erp', 'E-MUG', 'MUG')], 71, 'E-MUG'],
    [
      'packs of equal size',
      [row('shop', 'A', 'M', { pack: 6 }), row('erp', 'B', 'M', { pack: 6 })],
      'A',
      'B',
    ],
    ['packs of other sizes', [row('shop', 'A', 'M', { pack: 6 }), row('erp', 'B', 'M')], 'A', 'A'],
    ['a kit', [row('shop', 'A', 'M', { kitOf: { X: '1' } }), row('erp', 'B', 'M')], 'A', 'A'],
    ['a kit there', [row('shop', 'A', 'M'), row('erp', 'B', 'M', { kitOf: { X: '1' } })], 'A', 'A'],
    [
      'two SKUs there',
      [row('shop', 'A', 'M'), row('erp', 'B', 'M'), row('erp', 'C', 'M')],
      'A',
      'A',
    ],
    ['a SKU that is everybody’s', [...mug, row('erp', 'E-CUP', 'CUP')], 'CUP', 'E-CUP'],
    [
      'an item that the destination alone calls otherwise',
      [row('erp', 'E-MUG', 'MUG')],
      'MUG',
      'E-MUG',
    ],
    [
      'an item that the teller alone calls otherwise',
      [row('shop', 'S-MUG', 'MUG')],
      'S-MUG',
      'MUG',
    ],
    ['a pack that the teller alone sells', [row('shop', 'BOX', 'MUG', { pack: 6 })], 'BOX', 'BOX'],
    ['an item that nobody calls otherwise', mug, 'S-CUP', 'S-CUP'],
  ])('of %s', (_what, references, sku, shown) => {
    expect(told(references, sku)).toEqual([shown]);
    expect(missing(references, sku)).toBeNull();
  });
});

describe('an item that has to be named first', () => {
  it('is one that the destination has no row of', () => {
    expect(missing([...mug, row('shop', 'S-CUP', 'CUP')], 'S-CUP')).toBe('S-CUP');
  });

  it('is none where the destination lists its kits and packs alone', () => {
    const set = row('erp', 'SET', 'SET', { kitOf: { MUG: '2' } });
    const references = [row('shop', 'S-MUG', 'MUG'), set];
    expect(missing(references, 'S-MUG')).toBeNull();
    expect(told(references, 'S-MUG')).toEqual(['MUG']);
  });

  it('is none of lines without a SKU, nor of what has no lines', () => {
    expect(missing(mug, undefined)).toBeNull();
    expect(new ItemNames(mug).missing({ amount: '1.00' }, between)).toBeNull();
  });
});
