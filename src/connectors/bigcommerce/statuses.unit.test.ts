import { describe, expect, it } from 'vitest';
import { vocabulary } from './statuses.js';

function says(document: string, version: string, word: string): string | undefined {
  const table = vocabulary.tables.find(
    (one) => one.document === document && one.version === version,
  );
  if (table === undefined) throw new Error(`there is no table ${document} ${version}`);
  return table.words[word]?.map(({ axis, state }) => `${axis}:${state}`).join(' ');
}

describe("an order in BigCommerce's words", () => {
  it('has a number for every status from 0 to 14, and the label beside it', () => {
    for (let id = 0; id <= 14; id += 1) expect(says('order', 'V2', String(id))).toBeDefined();
    expect(says('order', 'V2', '15')).toBeUndefined();
    expect(says('order', 'V2', '9')).toBe(says('order', 'V2', 'Awaiting Shipment'));
  });

  it('is no order yet while it is incomplete or pending', () => {
    expect(says('order', 'V2', '0')).toBe('acceptance:draft');
    expect(says('order', 'V2', '1')).toBe('acceptance:draft payment:pending');
  });

  it('leaves the money to payment_status, whose empty text is a value', () => {
    expect(says('order', 'V2', '11')).toBe('acceptance:accepted fulfilment:unfulfilled');
    expect(says('payment', 'V2', 'capture pending')).toBe('payment:pending');
    expect(says('payment', 'V2', '')).toBe('');
  });
});
