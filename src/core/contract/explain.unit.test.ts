import { describe, expect, it } from 'vitest';
import { compileContract } from './compile.js';
import type { Contract, Rule } from './contract.js';
import { effectOf, explainRule } from './explain.js';
import { contractGaps } from './gaps.js';
import { standardIds } from './standard.js';

const systems = {
  shop: { role: 'storefront', owner: 'web' },
  amazon: { role: 'marketplace' },
  erp: { role: 'erp' },
  wms: { role: 'warehouse' },
};

function contractWith(handoffs: Record<string, unknown>): Contract {
  return compileContract({ weir: 1, systems, handoffs: { standard: true, ...handoffs } }).contract;
}

function pointsOf(id: string, contract: Contract): Map<string, string> {
  const rule = contract.rules.find((one): one is Rule => one.id === id);
  return new Map(rule === undefined ? [] : explainRule(rule, contract).points);
}

describe('a rule explained', () => {
  it.each(standardIds)('%s says when, who, by when, and what counts', (id) => {
    const points = pointsOf(id, contractWith({}));
    for (const label of ['When', 'Who must show it', 'By when', 'Acknowledged when', 'Owner']) {
      expect(points.get(label), label).toMatch(/\S/);
    }
  });

  it('says prerequisites, deadline, draft and what undoes it', () => {
    const points = pointsOf('order-to-erp', contractWith({}));
    expect(points.get('But not before')).toContain('payable');
    expect(points.get('By when')).toContain('15 minutes from the last prerequisite');
    expect(points.get('By when')).toContain('one business day');
    expect(points.get('If it is overdue')).toContain('lost-order');
    expect(points.get('Undone by')).toContain('cancel-to-erp');
  });

  it('says of a payment what the audit asks for: the order, and the money with it', () => {
    const points = pointsOf('payment-to-erp', contractWith({}));
    expect(points.get('Acknowledged when')).toContain('the money recorded against it');
    expect(points.get('If it is overdue')).toMatch(/status-void .* orphaned-payment/);
  });

  it('says what a written key changes', () => {
    const ack = { by: 'response' };
    const points = pointsOf(
      'order-to-erp',
      contractWith({ 'order-to-erp': { ack, mode: 'shadow' } }),
    );
    expect(points.get('Acknowledged when')).toContain('answer to the request counts');
    expect(points.get('Mode')).toContain('shadow');
  });

  it('says the margin of a marketplace, and the learned deadline where none is written', () => {
    const mine = { on: 'order.placed', to: 'erp', do: 'write-reference' };
    const contract = contractWith({ mine });
    expect(pointsOf('shipment-to-marketplace', contract).get('By when')).toContain(
      'before ship_by',
    );
    expect(pointsOf('mine', contract).get('By when')).toContain('three times the median');
  });

  it('has words for the effect of each operation', () => {
    for (const words of Object.values(effectOf)) expect(words).toMatch(/^(it|revenue)\b/);
  });
});

describe('the gaps of a contract', () => {
  it('are what nobody owns', () => {
    const gaps = contractGaps(contractWith({ 'order-to-erp': { owner: 'team' } }), new Set());
    const named = (of: string): readonly string[] => gaps.find((gap) => gap.of === of)?.names ?? [];
    expect(named('rules')).not.toContain('order-to-erp');
    expect(named('rules')).toContain('shipment-to-erp');
    expect(named('systems')).toEqual(['amazon', 'erp', 'wms']);
    expect(named('stages')).toContain('order');
  });

  it('are connectors that there are none of, with the word that was probably meant', () => {
    const named = {
      shop: { role: 'storefront', connector: 'shopfy' },
      erp: { role: 'erp', connector: 'in-house' },
      amazon: { role: 'marketplace', connector: 'amazon' },
    };
    const { contract } = compileContract({ weir: 1, systems: named, handoffs: {} });
    const words = contractGaps(contract, new Set(['amazon', 'shopify']))
      .filter(({ kind }) => kind === 'no-connector')
      .map((gap) => gap.words);
    expect(words).toEqual([
      'shop has connector: shopfy, which there is none of. Did you mean "shopify"?',
      'erp has connector: in-house, which there is none of. Its words are read as those of any erp.',
    ]);
  });
});
