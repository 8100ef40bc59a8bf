import { describe, expect, it } from 'vitest';
import { vocabulary } from './statuses.js';

function says(document: string, version: string, word: string): string | undefined {
  const table = vocabulary.tables.find(
    (one) => one.document === document && one.version === version,
  );
  if (table === undefined) throw new Error(`there is no table ${document} ${version}`);
  return table.words[word]?.map(({ axis, state }) => `${axis}:${state}`).join(' ');
}

describe("an order in NetSuite's words", () => {
  const version = 'REST, SuiteQL and saved search';

  it('is a draft while its approval is pending, however that is spelled', () => {
    const spellings = ['A', 'SalesOrd:A', 'Pending Approval', 'Sales Order : Pending Approval'];
    for (const word of spellings) expect(says('order', version, word), word).toBe('ledger:draft');
    expect(says('order', 'SOAP 2025.2', '_pendingApproval')).toBe('ledger:draft');
  });

  it('means another thing by the same letter in each record', () => {
    expect(says('order', version, 'C')).toBe('ledger:voided cancellation:cancelled');
    expect(says('shipment', version, 'C')).toBe('shipment:shipped');
    expect(says('books-cash-sale', version, 'C')).toBe('payment:captured');
    expect(says('return', version, 'C')).toBe('');
  });

  it('has shipped a part both before and while it is billed', () => {
    const part = 'ledger:part_fulfilled fulfilment:partially_shipped';
    expect(says('order', version, 'D')).toBe(part);
    expect(says('order', version, 'Pending Billing/Partially Fulfilled')).toBe(part);
    expect(says('order', 'SOAP 2025.2', '_pendingBillingPartFulfilled')).toBe(part);
  });

  it('has not shipped what is only picked or packed', () => {
    expect(says('shipment', version, 'Item Fulfillment : Packed')).toBe('fulfilment:in_progress');
    expect(says('shipment', version, 'ItemShip:A')).toBe('fulfilment:in_progress');
  });

  it('leaves to the lines what a closed order has cancelled', () => {
    expect(says('order', version, 'H')).toBe('ledger:closed');
  });
});
