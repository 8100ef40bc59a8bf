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

  it('proposes the zone that the orders of a channel tell, with what tells it', () => {
    const placed = (zone: string): string => {
      const erp = system('erp', {
        role: 'erp',
        placed: { system: 'erp', zone, channel: 'shop', matched: 214 },
      });
      const systems = [...survey.systems.filter(({ name }) => name !== 'erp'), erp];
      return contractText({ ...survey, systems }, 'x');
    };
    expect(placed('-07:00')).toContain(
      '  # Its times carry no zone: by 214 orders that shop states too they are of UTC-07:00.\n' +
        '  # Write the zone of its place instead, such as America/Phoenix: this one knows no summer time.\n' +
        '  erp: { role: erp, zone: "Etc/GMT+7" }\n',
    );
    expect(placed('+00:00')).toContain('  erp: { role: erp, zone: UTC }\n');
    expect(placed('+10:00')).toContain('zone: Etc/GMT-10 ');
    expect(placed('+05:30')).toContain(
      'of UTC+05:30.\n  # Give it the zone of its place, zone: Asia/Kolkata.\n  erp: { role: erp }\n',
    );
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
