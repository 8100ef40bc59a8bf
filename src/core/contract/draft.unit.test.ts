import { describe, expect, it } from 'vitest';
import { instantOf } from '../observation/instant.js';
import { answersText, contractText } from './draft.js';
import type { Survey, SurveyedSystem } from './survey.js';

function system(name: string, fields: Partial<SurveyedSystem>): SurveyedSystem {
  return {
    name,
    role: null,
    connector: null,
    zone: null,
    kinds: [],
    from: null,
    until: null,
    ...fields,
  };
}

const survey: Survey = {
  systems: [
    system('shop', {
      role: 'storefront',
      connector: 'shopify',
      zone: 'America/New_York',
      kinds: ['order.placed'],
      from: instantOf('2026-03-01T00:00:00Z') ?? null,
      until: instantOf('2026-03-31T00:00:00Z') ?? null,
    }),
    system('erp', { role: 'erp' }),
    system('zeta', {}),
  ],
  joins: [
    { between: ['shop.order_name', 'erp.external'], matched: 95, of: 100, trim: '#' },
    { between: ['erp.po', 'shop.order_name'], matched: 50, of: 100, trim: null },
    { between: ['shop.order_name', 'nobody.external'], matched: 100, of: 100, trim: null },
  ],
  feeds: [
    { name: 'metrics', from: 'erp', everyMillis: 3_600_000 },
    { name: 'rare', from: 'erp', everyMillis: null },
    { name: 'lost', from: 'nobody', everyMillis: 3_600_000 },
  ],
};

describe('the contract that init writes', () => {
  const text = contractText(survey, './weir.schema.json');

  it('points editors to its schema', () => {
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./weir.schema.json');
  });

  it('declares each system with what was seen of it', () => {
    expect(text).toContain('  # order.placed, 2026-03-01T00:00:00Z to 2026-03-31T00:00:00Z');
    expect(text).toContain(
      '  shop: { role: storefront, connector: shopify, zone: America/New_York }',
    );
    expect(text).toContain('Nothing told its role');
  });

  it('declares the joins that were proven, and only shows the others', () => {
    expect(text).toContain(
      '\n  - [ shop.order_name, erp.external, { trim: "#" } ]  # 95 of 100 matched\n',
    );
    expect(text).toContain('#   - [ erp.po, shop.order_name ]  # 50 of 100 matched: too few');
    expect(text).not.toContain('nobody');
  });

  it('shows the standard rules and declares the feeds', () => {
    expect(text).toContain('  #   order-to-erp: order.placed → erp, within 15m\n');
    expect(text).toContain('\n  metrics: { from: erp, every: 1h }\n');
    expect(text).toContain('every: is a guess');
  });

  it('depends on no order of what was found', () => {
    const turned = { ...survey, systems: [...survey.systems].reverse() };
    expect(contractText(turned, './weir.schema.json')).toBe(text);
  });
});

describe('the answers that init writes', () => {
  it('ask the ten questions and the three indicators', () => {
    const text = answersText('x');
    expect(text.match(/answer: unknown/g)).toHaveLength(13);
  });
});
