import { describe, expect, it } from 'vitest';
import { joinText } from './report-words.js';

describe('joinText', () => {
  const between = ['erp.external', 'shop.order_name'] as const;

  it('says how many names a join matches, and what is taken off them', () => {
    expect(joinText({ between, matched: 1_690, of: 1_700, trim: null })).toBe(
      'erp.external = shop.order_name: 1,690 of 1,700 matched',
    );
    expect(joinText({ between, matched: 95, of: 95, trim: 'WEB-', suffix: '/US' })).toBe(
      'erp.external = shop.order_name: 95 of 95 matched, "WEB-" and "/US" taken off',
    );
  });

  it('says what is taken off either side, where that differs', () => {
    const right = { trim: '#', suffix: '-US' };
    expect(joinText({ between, matched: 95, of: 95, trim: 'WEB', right })).toBe(
      'erp.external = shop.order_name: 95 of 95 matched, ' +
        '"WEB" of erp.external and "#" and "-US" of shop.order_name taken off',
    );
  });
});
