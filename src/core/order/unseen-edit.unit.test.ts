import { describe, expect, it } from 'vitest';
import { judged, lines, said, summary } from '../../../test/given.js';
import { mergeTallies } from '../detect/merge-tally.js';
import { settled } from '../detect/suspended.js';
import type { Observation } from '../observation/observation.js';

const usd = (amount: string) => ({ total: { amount, currency: 'USD' } });
const placed = said('shop order.placed 10:00', {
  data: { ...lines('A×2'), ...usd('20.00'), payable: 'captured' },
});
const heldWith = (data: Readonly<Record<string, unknown>>): Observation =>
  said('erp order.acknowledged 10:05', { data: { record: 'SO-1', state: 'confirmed', ...data } });

/** The shop's file ends half an hour after the order, those of the others go on. */
const cutOff = { ends: { shop: '1T10:30' } };
const shippedMore = said('erp shipment.shipped 10:40', { data: lines('A×3') });

describe('a difference that may be an edit after the file of the shop ended', () => {
  const open: readonly (readonly [string, readonly Observation[]])[] = [
    ['lines', [placed, heldWith({ ...lines('Z×1'), ...usd('20.00') })]],
    ['total', [placed, heldWith({ ...lines('A×2'), ...usd('7.00') })]],
    ['quantity', [placed, heldWith({ ...lines('A×2'), ...usd('20.00') }), shippedMore]],
    ['lines and quantity', [placed, heldWith({ ...lines('A×3'), ...usd('20.00') }), shippedMore]],
  ];

  it.each(open)('is unknown, counted and shown: %s', (_, given) => {
    const judgement = judged(given, cutOff);
    const tally = settled(judgement.tally);
    expect(summary(judgement).filter((one) => !one.startsWith('status-void'))).toEqual([]);
    expect(tally.unknown.get('shop|order.updated')).toBe(1);
    expect(tally.agreeing).toBe(0);
  });

  it('is a fault where the file goes on', () => {
    const [, given = []] = open[0] ?? [];
    expect(summary(judged(given))).toEqual(['transform-mismatch(mapping) order-to-erp']);
  });

  it('is a fault where the currency is another: no edit changes it', () => {
    const total = { amount: '7.00', currency: 'EUR' };
    const judgement = judged([placed, heldWith({ ...lines('Z×1'), total })], cutOff);
    expect(judgement.candidates).toMatchObject([
      { pattern: 'transform-mismatch', field: 'currency' },
    ]);
    expect(judgement.tally.unknown.size).toBe(0);
  });

  it('is unknown where it is told that lines were changed, and not to what', () => {
    const changed = said('shop order.updated 10:03', { data: { fields: ['lines'] } });
    const whole = said('shop order.updated 10:04', { data: lines('A×2') });
    const held = heldWith({ ...lines('A×1'), ...usd('20.00') });
    const judgement = judged([placed, changed, held]);
    expect(summary(judgement)).not.toContain('transform-mismatch(mapping) order-to-erp');
    expect(settled(judgement.tally).unknown.get('shop|order.updated')).toBe(1);
    const told = judged([placed, changed, whole, held]);
    expect(settled(told.tally).unknown.size).toBe(0);
    expect(summary(told)).toHaveLength(1);
  });

  it('is no edit where most orders differ so', () => {
    const parts = Array.from(
      { length: 20 },
      () => judged([placed, heldWith({ ...lines('A×2'), ...usd('25.00') })], cutOff).tally,
    );
    const tally = settled(parts.reduce(mergeTallies));
    expect(tally).toMatchObject({ agreeing: 20, agreementUnknown: 0 });
    expect(tally.unknown.size).toBe(0);
  });
});
