import { describe, expect, it } from 'vitest';
import { vocabulary } from './statuses.js';

function says(document: string, version: string, word: string): string | undefined {
  const table = vocabulary.tables.find(
    (one) => one.document === document && one.version === version,
  );
  if (table === undefined) throw new Error(`there is no table ${document} ${version}`);
  return table.words[word]?.map(({ axis, state }) => `${axis}:${state}`).join(' ');
}

describe("an order in Walmart's words", () => {
  it('charges when it ships, and refunds by amounts that the word does not tell', () => {
    expect(says('order', 'v3', 'Shipped')).toBe('payment:captured fulfilment:shipped');
    expect(says('order', 'v3', 'Refund')).toBe('payment:partially_refunded');
  });

  it('has one spelling of cancelled in the API, though its pages have two', () => {
    expect(says('order', 'v3', 'Cancelled')).toBe('cancellation:cancelled');
    expect(says('order', 'v3', 'Canceled')).toBeUndefined();
  });

  it('takes an intent to cancel as a request', () => {
    expect(says('order-event', 'ORDER_UPDATES V1', 'INTENT_TO_CANCEL')).toBe(
      'cancellation:requested',
    );
  });
});
