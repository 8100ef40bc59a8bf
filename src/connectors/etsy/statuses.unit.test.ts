import { describe, expect, it } from 'vitest';
import { vocabulary } from './statuses.js';

function says(document: string, version: string, word: string): string | undefined {
  const table = vocabulary.tables.find(
    (one) => one.document === document && one.version === version,
  );
  if (table === undefined) throw new Error(`there is no table ${document} ${version}`);
  return table.words[word]?.map(({ axis, state }) => `${axis}:${state}`).join(' ');
}

describe("an order in Etsy's words", () => {
  it('writes lower case with spaces', () => {
    expect(says('order', 'v3', 'payment processing')).toBe('acceptance:placed payment:pending');
    expect(says('order', 'v3', 'payment_processing')).toBeUndefined();
  });

  it('says nothing of the shipment once it is refunded', () => {
    expect(says('order', 'v3', 'fully refunded')).toBe('payment:refunded');
    expect(says('order', 'v3', 'completed')).toBe('payment:captured fulfilment:shipped');
  });
});
