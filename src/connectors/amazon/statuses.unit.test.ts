import { describe, expect, it } from 'vitest';
import { vocabulary } from './statuses.js';

function says(document: string, version: string, word: string): string | undefined {
  const table = vocabulary.tables.find(
    (one) => one.document === document && one.version === version,
  );
  if (table === undefined) throw new Error(`there is no table ${document} ${version}`);
  return table.words[word]?.map(({ axis, state }) => `${axis}:${state}`).join(' ');
}

describe("an order in Amazon's words", () => {
  it('spells the same status otherwise in 2026-01-01, exactly', () => {
    expect(says('order', 'v0', 'Canceled')).toBe('payment:voided cancellation:cancelled');
    expect(says('order', '2026-01-01', 'CANCELLED')).toBe('payment:voided cancellation:cancelled');
    expect(says('order', 'v0', 'CANCELLED')).toBeUndefined();
    expect(says('order', '2026-01-01', 'Canceled')).toBeUndefined();
  });

  it('takes an order whose invoice is not confirmed as shipped; 2026-01-01 has no such word', () => {
    expect(says('order', 'v0', 'InvoiceUnconfirmed')).toBe(
      'acceptance:accepted fulfilment:shipped',
    );
    expect(says('order', '2026-01-01', 'INVOICE_UNCONFIRMED')).toBeUndefined();
  });

  it('is not paid while it is pending', () => {
    expect(says('order', 'v0', 'PendingAvailability')).toContain('fulfilment:scheduled');
    expect(says('order', 'v0', 'Pending')).toContain('payment:pending');
  });

  it('has shipped in India whatever became of the parcel', () => {
    expect(says('order-report', 'flat file', 'Shipped - Lost in Transit')).toContain(
      'fulfilment:shipped',
    );
    expect(says('order-report', 'flat file', 'Shipped - Delivered to Buyer')).toContain(
      'fulfilment:delivered',
    );
    expect(says('order-report', 'flat file', 'Pending - Waiting for Pick Up')).toContain(
      'fulfilment:in_progress',
    );
  });

  it('has shipped a part while it is shipping', () => {
    expect(says('order-report', 'flat file', 'Shipping')).toContain('fulfilment:partially_shipped');
  });

  it('does not cancel the sale when it cancels its fulfilment for another channel', () => {
    expect(says('fulfilment', '2020-07-01', 'Cancelled')).toBe('');
  });
});
