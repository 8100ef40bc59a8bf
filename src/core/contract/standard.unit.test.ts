import { describe, expect, it } from 'vitest';
import { hour, minute } from '../observation/instant.js';
import type { Role, SystemDeclaration } from './contract.js';
import { standardIds, standardRules } from './standard.js';

function company(...roles: Role[]): SystemDeclaration[] {
  return roles.map((role) => ({
    name: `the-${role}`,
    role,
    connector: null,
    zone: null,
    owner: null,
  }));
}

const whole = company(
  'storefront',
  'marketplace',
  'erp',
  'warehouse',
  'payments',
  'supplier',
  'edi',
);

/** As docs/reference/rules.md has them: rule, destinations, operation, deadline in minutes. */
const expected: readonly (readonly [string, readonly Role[], string, number])[] = [
  ['order-to-erp', ['erp'], 'create-order', 15],
  ['change-to-erp', ['erp', 'warehouse'], 'update-order', 15],
  ['hold-to-warehouse', ['warehouse'], 'hold-order', 5],
  ['shipment-to-erp', ['erp'], 'record-fulfilment', 60],
  ['shipment-to-storefront', ['storefront'], 'confirm-shipment', 60],
  ['shipment-to-marketplace', ['marketplace'], 'confirm-shipment', 60],
  ['cancel-to-erp', ['erp'], 'cancel-order', 5],
  ['cancel-to-channel', ['storefront', 'marketplace'], 'cancel-order', 5],
  ['cancel-to-warehouse', ['warehouse'], 'cancel-order', 5],
  ['payment-to-erp', ['erp'], 'record-payment', 120],
  ['refund-to-erp', ['erp'], 'record-refund', 24 * 60],
  ['return-to-erp', ['erp'], 'record-return', 24 * 60],
  ['stock-to-channels', ['storefront', 'marketplace'], 'set-available', 5],
  ['books-after-revenue', ['erp'], 'record-books', 24 * 60],
  ['ack-997', ['supplier', 'edi'], 'send-997', 4 * 60],
  ['ack-855', ['supplier', 'edi'], 'send-855', 24 * 60],
];

describe('the standard rules', () => {
  it('are those of the interfaces, in their order', () => {
    expect(standardIds).toEqual(expected.map(([id]) => id));
  });

  it.each(expected)('%s goes to %j, does %s within %i minutes', (id, to, operation, minutes) => {
    const rule = standardRules(whole).find((one) => one.id === id);
    expect(rule?.to).toEqual(to.map((role) => `the-${role}`));
    expect(rule?.operation).toBe(operation);
    expect(rule?.withinMillis).toBe(minutes * minute);
    expect(rule?.standard).toBe(true);
  });

  it('give a marketplace 48 hours to settle and ship_by a margin of 30 minutes', () => {
    const rules = standardRules(whole);
    expect(rules.find((rule) => rule.id === 'payment-to-erp')?.settlementWithinMillis).toBe(
      48 * hour,
    );
    expect(rules.find((rule) => rule.id === 'shipment-to-marketplace')?.marginMillis).toBe(
      30 * minute,
    );
  });

  it('leave out what has nowhere to go, and what others ask of it', () => {
    const rules = standardRules(company('storefront', 'warehouse'));
    const ids = rules.map((rule) => rule.id);
    expect(ids).not.toContain('order-to-erp');
    expect(ids).toContain('change-to-erp');
    expect(rules.find((rule) => rule.id === 'change-to-erp')?.requires).toEqual([]);
  });

  it('keep the document rules, whose destination is the partner, without any such system', () => {
    const ids = standardRules(company('erp')).map((rule) => rule.id);
    expect(ids).toContain('ack-997');
    expect(ids).toContain('ack-855');
  });

  it('never make an order for money wait for the order that the money is missing', () => {
    const rule = standardRules(whole).find((one) => one.id === 'payment-to-erp');
    expect(rule?.requires).toEqual([]);
  });

  it('let stock be stated by the ERP and the warehouse, or by anybody where there is neither', () => {
    const from = (systems: SystemDeclaration[]): unknown =>
      standardRules(systems).find((rule) => rule.id === 'stock-to-channels')?.from;
    expect(from(whole)).toEqual(['the-erp', 'the-warehouse']);
    expect(from(company('storefront', 'marketplace'))).toBeNull();
  });
});
