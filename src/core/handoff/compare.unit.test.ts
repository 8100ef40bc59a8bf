// Two accounts of one effect: what is equal though it is written otherwise, and what is not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFields } from './compare.js';

function differing(sent: object, held: object, ...fields: readonly string[]): unknown {
  const compared = compareFields({ ...sent }, { ...held }, fields);
  return compared.filter((one) => one.sent !== one.held).map(({ field }) => field);
}

describe('comparing what was sent with what is held', () => {
  it('takes amounts as decimals, lines by article, and a total apart from its currency', () => {
    const sent = {
      total: { amount: '39.90', currency: 'USD' },
      lines: [
        { sku: 'A', qty: 1 },
        { sku: 'B', qty: '2.0' },
        { sku: 'A', qty: 1 },
      ],
    };
    const held = {
      total: { amount: 39.9 },
      currency: 'USD',
      lines: [
        { sku: 'B', qty: 2 },
        { sku: 'A', qty: '2' },
      ],
    };
    expect(differing(sent, held, 'lines', 'total', 'currency')).toEqual([]);
    expect(differing(sent, { ...held, currency: 'EUR' }, 'total', 'currency')).toEqual([
      'currency',
    ]);
    expect(differing(sent, { ...held, total: '39.91' }, 'total')).toEqual(['total']);
    const fewer = { ...held, lines: [{ sku: 'B', qty: 2 }] };
    expect(compareFields(sent, fewer, ['lines'])).toEqual([
      { field: 'lines', sent: '2 × A, 2 × B', held: '2 × B' },
    ]);
  });

  it('compares inner fields, and keeps the zeros of what is a name', () => {
    const sent = { ship_to: { postal_code: '01234', city: ' Bonn ' } };
    expect(differing(sent, { ship_to: { postal_code: '1234' } }, 'ship_to.postal_code')).toEqual([
      'ship_to.postal_code',
    ]);
    expect(differing(sent, { ship_to: { city: 'Bonn' } }, 'ship_to.city')).toEqual([]);
  });

  it('says nothing of what either side does not have', () => {
    const fields = ['total', 'lines', 'a.b', '__proto__', 'constructor'];
    expect(compareFields({ total: '1' }, { lines: [] }, fields)).toEqual([]);
    expect(compareFields({ lines: [{ qty: 1 }] }, { lines: [{ qty: 1 }] }, ['lines'])).toEqual([]);
  });

  it('finds every account equal to itself', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (account) => {
        expect(differing(account, account, ...Object.keys(account))).toEqual([]);
      }),
    );
  });
});
