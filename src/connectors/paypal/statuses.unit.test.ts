import { describe, expect, it } from 'vitest';
import { vocabulary } from './statuses.js';

function says(document: string, version: string, word: string): string | undefined {
  const table = vocabulary.tables.find(
    (one) => one.document === document && one.version === version,
  );
  if (table === undefined) throw new Error(`there is no table ${document} ${version}`);
  return table.words[word]?.map(({ axis, state }) => `${axis}:${state}`).join(' ');
}

describe("an order in PayPal's words", () => {
  it('has taken the money of a completed capture, not of a completed order', () => {
    expect(says('payment', 'capture v2', 'COMPLETED')).toBe('payment:captured');
    expect(says('order', 'checkout v2', 'COMPLETED')).toBe('');
  });

  it('has an authorisation when that is created, and none when an order is', () => {
    expect(says('payment-authorization', 'authorization v2', 'CREATED')).toBe('payment:authorized');
    expect(says('order', 'checkout v2', 'CREATED')).toBe('payment:pending');
  });

  it('knows the 23 words of its tracking', () => {
    const table = vocabulary.tables.find(({ document }) => document === 'shipment');
    expect(Object.keys(table?.words ?? {})).toHaveLength(23);
  });
});
