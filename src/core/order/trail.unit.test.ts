// How far the middleware's log can say where a fact was lost.
import { describe, expect, it } from 'vitest';
import type { GivenOptions } from '../../../test/given.js';
import { judged, lines, said } from '../../../test/given.js';

const placed = said('shop order.placed 10:00', {
  data: { ...lines('A×2'), payable: 'captured' },
});

const hops = (options: GivenOptions): readonly (string | null)[] =>
  judged([placed], options).candidates.map(({ hop }) => hop);

describe('a fact of which no log has a line', () => {
  it('was lost before the middleware whose log reaches to its time', () => {
    expect(hops({})).toEqual(['shop→ipaas']);
  });

  it('was lost on the way, where the log begins later or ends earlier', () => {
    expect(hops({ begins: { ipaas: '1T10:01' } })).toEqual(['shop→erp']);
    expect(hops({ ends: { ipaas: '1T09:59' } })).toEqual(['shop→erp']);
  });

  it('was lost on the way, where the log has failures alone', () => {
    const without = ['ipaas:hop.received', 'ipaas:hop.forwarded'];
    expect(hops({ without })).toEqual(['shop→erp']);
  });
});
