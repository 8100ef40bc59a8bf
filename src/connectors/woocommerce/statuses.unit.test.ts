import { describe, expect, it } from 'vitest';
import { vocabulary } from './statuses.js';

function says(document: string, version: string, word: string): string | undefined {
  const table = vocabulary.tables.find(
    (one) => one.document === document && one.version === version,
  );
  if (table === undefined) throw new Error(`there is no table ${document} ${version}`);
  return table.words[word]?.map(({ axis, state }) => `${axis}:${state}`).join(' ');
}

describe("an order in WooCommerce's words", () => {
  it('keeps what is thrown away apart from what is cancelled', () => {
    expect(says('order', 'wc/v3', 'trash')).toBe('');
    expect(says('order', 'wc/v3', 'cancelled')).toBe('cancellation:cancelled');
  });

  it('has been paid once it is processing, and says nothing of the shipment once refunded', () => {
    expect(says('order', 'wc/v3', 'processing')).toBe(
      'acceptance:accepted payment:captured fulfilment:unfulfilled',
    );
    expect(says('order', 'wc/v3', 'refunded')).toBe('payment:refunded');
  });

  it('means the same by slug, by database prefix and by label', () => {
    const waiting = 'acceptance:held payment:pending';
    expect(says('order', 'wc/v3', 'on-hold')).toBe(waiting);
    expect(says('order', 'post_status', 'wc-on-hold')).toBe(waiting);
    expect(says('order-report', 'label', 'On hold')).toBe(waiting);
  });

  it('leaves the statuses of plugins open', () => {
    expect(vocabulary.tables.every(({ closed }) => !closed)).toBe(true);
    expect(says('order', 'post_status', 'wc-shipped')).toBeUndefined();
  });
});
