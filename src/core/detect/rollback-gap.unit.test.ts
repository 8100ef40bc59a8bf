// What a person reads of a cancellation, a refund and a return that never arrived.
import { describe, expect, it } from 'vitest';
import { judged, lines, said } from '../../../test/given.js';
import type { Observation } from '../observation/observation.js';
import type { Candidate } from './finding.js';
import { words } from './rollback-gap.js';

const content = { ...lines('A×2'), total: { amount: '20.00', currency: 'USD' } };
const order = [
  said('shop order.placed 10:00', { data: { ...content, payable: 'captured' } }),
  said('erp order.acknowledged 10:05', {
    data: { record: 'SO-1', state: 'confirmed', ...content },
  }),
];
const money = (amount: string): Record<string, string> => ({ amount, currency: 'USD' });
const gaveBack = (amount: string): Observation =>
  said('pay refund.issued 12:00', { refs: { order: 'O-1', refund: 're-1' }, data: money(amount) });
const cameBack = said('shop return.received 12:00', {
  refs: { order: 'O-1', return: 'R-1' },
  data: lines('A×1'),
});

function gapOf(...given: readonly Observation[]): Candidate {
  const found = judged([...order, ...given]).candidates.find(
    ({ pattern }) => pattern === 'rollback-gap',
  );
  if (found === undefined) throw new Error('no rollback-gap');
  return found;
}

describe('the words of a rollback-gap', () => {
  it('ask to stop an order that was cancelled', () => {
    const found = gapOf(
      said('shop order.cancelled 11:00'),
      said('erp fulfilment.picked 13:00', { data: lines('A×2') }),
    );
    expect(words.explain(found)).toBe(
      'shop says that the order was cancelled; erp still holds it as it was. Work went on afterwards: picked.',
    );
    expect(words.remedy(found)).toMatch(/^Stop the order in erp now/);
    expect(words.involve(found)).toMatch(/^the warehouse at once/);
  });

  it('ask to cancel the part that was cancelled, and to leave the rest', () => {
    const found = gapOf(said('shop order.cancelled 11:00', { data: lines('A×1') }));
    expect(words.explain(found)).toBe(
      'shop says that 1 × A of the order was cancelled; erp still holds it as it was.',
    );
    expect(words.remedy(found)).toMatch(
      /^Cancel 1 × A of the order in erp now, and recall it where it has left; the rest goes on\./,
    );
  });

  it('ask finance to record a refund by its amount, and stop nothing', () => {
    const part = gapOf(gaveBack('5.00'), said('erp fulfilment.picked 13:00'));
    expect(words.explain(part)).toBe(
      'pay gave back 5.00 USD (in part: the order came to 20.00 USD) for this order; erp shows no such refund.',
    );
    expect(words.remedy(part)).toMatch(/^Record the refund in erp, a credit memo of 5\.00 USD/);
    expect(words.involve(part)).toMatch(/^finance/);
    expect(words.explain(gapOf(gaveBack('20.00')))).toBe(
      'pay gave back 20.00 USD for this order; erp shows no such refund.',
    );
  });

  it('ask to record a return, and stop nothing', () => {
    const found = gapOf(cameBack);
    expect(words.explain(found)).toBe(
      'shop says that goods of this order came back; erp shows no return of them.',
    );
    expect(words.remedy(found)).toMatch(/^Record the return in erp/);
    expect(words.involve(found)).toMatch(/^finance/);
  });
});
