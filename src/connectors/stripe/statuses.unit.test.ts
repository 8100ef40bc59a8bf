import { describe, expect, it } from 'vitest';
import { vocabulary } from './statuses.js';

function says(document: string, version: string, word: string): string | undefined {
  const table = vocabulary.tables.find(
    (one) => one.document === document && one.version === version,
  );
  if (table === undefined) throw new Error(`there is no table ${document} ${version}`);
  return table.words[word]?.map(({ axis, state }) => `${axis}:${state}`).join(' ');
}

describe("an order in Stripe's words", () => {
  it('waits for the seller only where a capture is required', () => {
    expect(says('payment', 'payment_intent', 'requires_capture')).toBe('payment:authorized');
    expect(says('payment', 'payment_intent', 'requires_action')).toBe('payment:pending');
    expect(says('payment', 'payment_intent', 'canceled')).toBe('payment:voided');
    expect(says('payment', 'payment_intent', 'cancelled')).toBeUndefined();
  });

  it('has paid a payout, not the order', () => {
    expect(says('settlement', 'payout', 'paid')).toBe('');
    expect(says('payment-checkout', 'checkout.session', 'paid')).toBe('payment:captured');
  });

  it('declares every list open', () => {
    expect(vocabulary.tables.every(({ closed }) => !closed)).toBe(true);
  });
});
