import { describe, expect, it } from 'vitest';
import { vocabulary } from './statuses.js';

function says(document: string, version: string, word: string): string | undefined {
  const table = vocabulary.tables.find(
    (one) => one.document === document && one.version === version,
  );
  if (table === undefined) throw new Error(`there is no table ${document} ${version}`);
  return table.words[word]?.map(({ axis, state }) => `${axis}:${state}`).join(' ');
}

describe("an order in eBay's words", () => {
  it('has begun, not finished, when it is in progress', () => {
    expect(says('order-fulfilment', 'v1', 'IN_PROGRESS')).toBe('fulfilment:partially_shipped');
    expect(says('cancellation', 'v1', 'IN_PROGRESS')).toBe('cancellation:in_progress');
  });

  it('spells cancelled with one l, and completes a request by cancelling', () => {
    expect(says('cancellation', 'v1', 'CANCELED')).toBe('cancellation:cancelled');
    expect(says('cancellation', 'v1', 'CANCELLED')).toBeUndefined();
    expect(says('cancellation-request', 'v1', 'COMPLETED')).toBe('cancellation:cancelled');
  });

  it('has only been paid when the Trading API calls it completed', () => {
    expect(says('order-trading', '1349', 'Completed')).toBe('payment:captured');
  });
});
