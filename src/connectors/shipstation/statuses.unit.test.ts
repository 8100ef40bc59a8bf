import { describe, expect, it } from 'vitest';
import { vocabulary } from './statuses.js';

function says(document: string, version: string, word: string): string | undefined {
  const table = vocabulary.tables.find(
    (one) => one.document === document && one.version === version,
  );
  if (table === undefined) throw new Error(`there is no table ${document} ${version}`);
  return table.words[word]?.map(({ axis, state }) => `${axis}:${state}`).join(' ');
}

describe("an order in ShipStation's words", () => {
  it('means the same by label and by slug', () => {
    expect(says('order-report', 'export', 'Awaiting Shipment')).toBe('fulfilment:unfulfilled');
    expect(says('order', 'v1', 'awaiting_shipment')).toBe('fulfilment:unfulfilled');
    expect(says('order-report', 'export', 'awaiting_shipment')).toBeUndefined();
  });
});
