import { describe, expect, it } from 'vitest';
import { inferContract, roleOfName } from './infer.js';

describe('the role that a name tells', () => {
  it.each([
    ['shop', 'storefront'],
    ['shopify-us', 'storefront'],
    ['myshop2', 'storefront'],
    ['Woo_Store', 'storefront'],
    ['amazon-na', 'marketplace'],
    ['ebay', 'marketplace'],
    ['netsuite', 'erp'],
    ['erp1', 'erp'],
    ['cin7', 'erp'],
    ['cin7-core', 'erp'],
    ['pay', 'payments'],
    ['amazon-pay', 'payments'],
    ['stripe', 'payments'],
    ['ipaas', 'middleware'],
    ['shopify-connector', 'middleware'],
    ['wms', 'warehouse'],
    ['3pl-east', 'warehouse'],
    ['shipstation', 'warehouse'],
    ['wh-east', 'warehouse'],
    ['ups', 'carrier'],
    ['x12', 'edi'],
    ['hop-log', 'middleware'],
    ['walmart-edi', 'edi'],
    ['acme', 'supplier'],
    ['supplier-portal', 'supplier-portal'],
    ['merchant_portal', 'merchant-portal'],
    ['portal', 'merchant-portal'],
    ['shopify-pos', 'pos'],
  ])('%s is %s', (name, role) => {
    expect(roleOfName(name)).toBe(role);
  });

  it.each(['zeta', '', '7', '---', 'x-1'])('%j tells none', (name) => {
    expect(roleOfName(name)).toBeNull();
  });
});

describe('a contract that nobody wrote', () => {
  it('takes the role from the hint before the name', () => {
    const hints = new Map([['shop', { role: 'erp', connector: 'netsuite' } as const]]);
    const { contract } = inferContract(['shop'], hints);
    expect(contract.systems.get('shop')).toMatchObject({ role: 'erp', connector: 'netsuite' });
  });

  it('gives the standard rules, is not written, and depends on no order of the names', () => {
    const names = ['shop', 'erp', 'amazon'];
    const one = inferContract(names, new Map());
    const other = inferContract([...names].reverse().concat('erp'), new Map());
    expect(one.contract.written).toBe(false);
    expect(one.contract.rules.map((rule) => rule.id)).toContain('order-to-erp');
    expect([...other.contract.systems.keys()]).toEqual([...one.contract.systems.keys()]);
    expect(other.contract.rules).toEqual(one.contract.rules);
  });

  it('names the systems whose role nothing tells, and sends them nothing', () => {
    const { contract, undecided } = inferContract(['erp', 'zeta'], new Map());
    expect(undecided).toEqual(['zeta']);
    expect(contract.systems.get('zeta')?.role).toBe('middleware');
    expect(contract.rules.some((rule) => rule.to.includes('zeta'))).toBe(false);
  });
});
