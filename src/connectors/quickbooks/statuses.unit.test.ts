import { describe, expect, it } from 'vitest';
import { vocabulary } from './statuses.js';

function says(document: string, version: string, word: string): string | undefined {
  const table = vocabulary.tables.find(
    (one) => one.document === document && one.version === version,
  );
  if (table === undefined) throw new Error(`there is no table ${document} ${version}`);
  return table.words[word]?.map(({ axis, state }) => `${axis}:${state}`).join(' ');
}

describe("an order in QuickBooks's words", () => {
  it('commits by an invoice or a receipt, and drafts by an estimate', () => {
    expect(says('order-type', 'reports', 'Invoice')).toBe('ledger:committed');
    expect(says('order-type', 'reports', 'Sales Receipt')).toBe(
      'ledger:committed payment:captured',
    );
    expect(says('order-estimate', 'v3', 'Accepted')).toBe('ledger:draft');
  });

  it('claims nothing of any shipment', () => {
    const claims = vocabulary.tables.flatMap(({ words }) => Object.values(words).flat());
    expect(claims.filter(({ axis }) => axis === 'fulfilment' || axis === 'shipment')).toEqual([]);
  });
});
