// Money that came back to who gave it, and goods that came back more than once.
import { describe, expect, it } from 'vitest';
import { judged, lines, said, summary } from '../../../test/given.js';
import type { Observation } from '../observation/observation.js';

const found = (...given: readonly Observation[]): readonly string[] =>
  summary(
    judged([
      said('shop order.placed 10:00', { data: { ...lines('A×2'), payable: 'captured' } }),
      said('erp order.acknowledged 10:03', { data: { record: 'SO-1', ...lines('A×2') } }),
      ...given,
    ]),
  );

describe('a refund that failed', () => {
  const money = (headline: string, refund: string): Observation =>
    said(headline, {
      refs: { order: 'O-1', refund },
      data: { amount: '20.00', currency: 'USD' },
    });
  const captured = ['pay', 'erp'].map((system) =>
    said(`${system} payment.captured 10:01`, { data: { amount: '20.00', currency: 'USD' } }),
  );
  const first = money('pay refund.issued 12:00', 'f-1');
  const failed = money('pay refund.failed 12:20', 'f-1');

  it('gave nothing back, so that it may be given again', () => {
    const again = money('pay refund.issued 12:30', 'f-2');
    const told = money('erp refund.issued 13:00', 'cm-1');
    expect(found(...captured, first, failed, again, told)).toEqual([]);
    expect(found(...captured, first, money('pay refund.issued 12:30', 'f-2'), told)).toEqual([
      'impossible-quantity(unknown) -',
      'rollback-gap(missing) refund-to-erp',
    ]);
  });

  it('is owed to nobody', () => {
    expect(found(...captured, first, failed)).toEqual([]);
  });

  it('is another one than a refund of another name, or of its own name afterwards', () => {
    const owed = ['rollback-gap(missing) refund-to-erp'];
    expect(found(...captured, first, money('pay refund.failed 12:20', 'f-9'))).toEqual(owed);
    expect(found(...captured, failed, money('pay refund.issued 12:30', 'f-1'))).toEqual(owed);
  });
});
