import { describe, expect, it } from 'vitest';
import { vocabulary } from './statuses.js';

function says(document: string, version: string, word: string): string | undefined {
  const table = vocabulary.tables.find(
    (one) => one.document === document && one.version === version,
  );
  if (table === undefined) throw new Error(`there is no table ${document} ${version}`);
  return table.words[word]?.map(({ axis, state }) => `${axis}:${state}`).join(' ');
}

describe("an order in X12's words", () => {
  it('accepts, changes, holds or declines an order by BAK02', () => {
    expect(says('document-855', '587', 'AT')).toBe(
      'acceptance:accepted document:business_accepted',
    );
    expect(says('document-855', '587', 'AC')).toBe('acceptance:accepted document:changed');
    expect(says('document-855', '587', 'RJ')).toBe('acceptance:declined document:rejected');
    expect(says('document-855', '587', 'AH')).toBe('acceptance:held');
  });

  it('changes the order by one refused line, and does not refuse it', () => {
    expect(says('document-line', '668', 'IR')).toBe('document:changed');
    expect(says('document-line', '668', 'R7')).toBe('document:changed');
  });

  it('takes E as accepted, and leaves P to the sets of the group', () => {
    expect(says('document-997', 'AK501, AK901', 'E')).toBe('document:syntax_ok');
    expect(says('document-997', 'AK501, AK901', 'P')).toBe('');
  });

  it('does not take the next carrier move for a cancellation, nor an invoice for a shipment', () => {
    expect(says('order-870', '368', 'CN')).toBe('');
    expect(says('order-870', '368', 'WS')).toBe('');
    expect(says('order-870', '368', 'DE')).toBe('cancellation:cancelled');
  });

  it("never takes a portal's delivery for a business acceptance", () => {
    expect(says('document-portal', 'status export', 'Delivered')).toBe('document:transported');
  });
});
