import { describe, expect, it } from 'vitest';
import { vocabulary } from './statuses.js';

function says(document: string, version: string, word: string): string | undefined {
  const table = vocabulary.tables.find(
    (one) => one.document === document && one.version === version,
  );
  if (table === undefined) throw new Error(`there is no table ${document} ${version}`);
  return table.words[word]?.map(({ axis, state }) => `${axis}:${state}`).join(' ');
}

describe("an order in Shopify's words", () => {
  it('writes upper case in GraphQL and lower case in webhooks, and never mixes them', () => {
    expect(says('order-fulfilment', '2026-10', 'PARTIALLY_FULFILLED')).toBe(
      'fulfilment:partially_shipped',
    );
    expect(says('order-fulfilment', 'REST and CSV', 'partial')).toBe(
      'fulfilment:partially_shipped',
    );
    expect(says('order-fulfilment', 'REST and CSV', 'PARTIALLY_FULFILLED')).toBeUndefined();
  });

  it('has a row for the null of an order that nothing was done for', () => {
    expect(says('order-fulfilment', 'REST and CSV', 'null')).toBe('fulfilment:unfulfilled');
  });

  it('knows the word that 2026-10 added', () => {
    expect(says('order-fulfilment', '2026-10', 'FULFILLMENT_NOT_REQUIRED')).toBe(
      'fulfilment:not_required',
    );
  });

  it('takes a declined request as lying, and a pending line as nothing', () => {
    expect(says('order-fulfilment', '2026-10', 'REQUEST_DECLINED')).toBe('fulfilment:on_hold');
    expect(says('fulfilment-line', 'CSV', 'pending')).toBe('');
  });

  it('does not take the end of one location for the end of the order', () => {
    expect(says('fulfilment-order', '2026-10', 'CANCELLED')).toBe('');
    expect(says('fulfilment-order', '2026-10', 'CLOSED')).toBe('');
  });
});
