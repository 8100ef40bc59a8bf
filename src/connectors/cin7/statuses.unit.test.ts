import { describe, expect, it } from 'vitest';
import { vocabulary } from './statuses.js';

function says(document: string, version: string, word: string): string | undefined {
  const table = vocabulary.tables.find(
    (one) => one.document === document && one.version === version,
  );
  if (table === undefined) throw new Error(`there is no table ${document} ${version}`);
  return table.words[word]?.map(({ axis, state }) => `${axis}:${state}`).join(' ');
}

describe("an order in Cin7's words", () => {
  it('says nothing of the shipment when it invoices', () => {
    expect(says('order', 'Core v2', 'INVOICED')).toBe('ledger:billed');
    expect(says('order', 'Core v2', 'COMPLETED')).toBe('ledger:billed fulfilment:shipped');
  });

  it('has promised what is ordered, and holds what is backordered', () => {
    expect(says('order', 'Core v2', 'ORDERING')).toBe('ledger:draft');
    expect(says('order', 'Core v2', 'ORDERED')).toBe('ledger:committed');
    expect(says('order', 'Core v2', 'BACKORDERED')).toBe('ledger:committed fulfilment:on_hold');
  });

  it('spells as the API does: British, with spaces', () => {
    expect(says('order-stage', 'Core v2', 'AUTHORISED')).toBe('ledger:committed');
    expect(says('order-stage', 'Core v2', 'AUTHORIZED')).toBeUndefined();
    expect(says('fulfilment-shipping', 'Core v2', 'PARTIALLY SHIPPED')).toBe(
      'fulfilment:partially_shipped',
    );
    expect(says('fulfilment-shipping', 'Core v2', 'PARTIALLY_SHIPPED')).toBeUndefined();
  });

  it('still has the money that is owed back', () => {
    expect(says('payment', 'Core v2', 'NOT REFUNDED')).toBe('payment:captured');
  });

  it('leaves the stages of Omni open', () => {
    const stages = vocabulary.tables.find(({ document }) => document === 'order-omni-stage');
    expect(stages?.closed).toBe(false);
    expect(says('order-omni-stage', 'Omni v2', 'Fully Picked - Hold')).toBe('fulfilment:on_hold');
  });
});
