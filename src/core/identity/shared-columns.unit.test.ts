// Two shops that both count from 1000, and an ERP that tells them apart by a text of its own.
import { describe, expect, it } from 'vitest';
import { said } from '../../../test/stated.js';
import type { Join } from '../contract/contract.js';
import { OrderNames } from './names.js';

function joined(left: string, right: string, prefix = '', suffix = ''): Join {
  const end = (text: string): Join['left'] => {
    const [system = '', namespace = ''] = text.split('.');
    return { system, namespace };
  };
  return { left: end(left), right: end(right), prefix, suffix };
}

function keysOf(joins: readonly Join[], system: string, refs: Record<string, string>): string[] {
  const keys = new OrderNames(joins).keys(said(`${system} order.status 10:00`, { refs }));
  return keys.map((key) => key.replaceAll('\u0000', '|'));
}

const us = joined('us.order_name', 'erp.external', 'US-');
const eu = joined('eu.order_name', 'erp.external', 'EU-');
const erp = (external: string, ...joins: readonly Join[]): string[] =>
  keysOf(joins, 'erp', { external });

describe('a column that several joins trim differently', () => {
  it('gives each name to the join whose text it bears, whichever join is written first', () => {
    for (const joins of [
      [us, eu],
      [eu, us],
    ]) {
      expect(keysOf(joins, 'us', { order_name: '1000' })).toEqual(['us.order_name|1000']);
      expect(keysOf(joins, 'eu', { order_name: '1000' })).toEqual(['eu.order_name|1000']);
      expect(erp('US-1000', ...joins)).toEqual(['us.order_name|1000']);
      expect(erp('EU-1000', ...joins)).toEqual(['eu.order_name|1000']);
    }
  });

  it('takes a name that bears none of the texts for one of each', () => {
    expect(erp('1000', us, eu)).toEqual(['us.order_name|1000', 'eu.order_name|1000']);
  });

  it('takes the longest text, and a suffix as well as a prefix', () => {
    const short = joined('ca.order_name', 'erp.external', 'U');
    expect(erp('US-1000', short, us)).toEqual(['us.order_name|1000']);
    expect(erp('U1000', short, us)).toEqual(['ca.order_name|1000']);
    expect(erp('1000-EU', us, joined('eu.order_name', 'erp.external', '', '-EU'))).toEqual([
      'eu.order_name|1000',
    ]);
  });

  it('is compared whole by a join that trims nothing', () => {
    const whole = joined('erp.external', 'wms.external');
    const keys = erp('US-1000', us, eu, whole);
    expect(keys).toContain('us.order_name|1000');
    expect(keys).toContain(keysOf([us, eu, whole], 'wms', { external: 'US-1000' })[0]);
  });
});

describe('a column with one trim', () => {
  it('is called as ever, for ledgers hold statements by these names', () => {
    expect(erp('US-1000', us)).toEqual(['us.order_name|1000']);
    expect(erp('1000', us)).toEqual(['us.order_name|1000']);
    const chain = [us, joined('erp.external', 'wms.po')];
    expect(keysOf(chain, 'wms', { po: '1000' })).toEqual(['us.order_name|1000']);
    const hash = joined('us.order_name', 'wms.po', '#');
    expect(keysOf([us, hash], 'wms', { po: '#1000' })).toEqual(['us.order_name|1000']);
    expect(keysOf([], 'erp', { external: 'US-1000' })).toEqual(['erp|external|US-1000']);
  });
});
