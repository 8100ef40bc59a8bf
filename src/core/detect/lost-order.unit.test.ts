// What is said of a lost order: that it was refused, or cancelled once it was late.
import { describe, expect, it } from 'vitest';
import { judged, lines, said } from '../../../test/given.js';
import type { Observation } from '../observation/observation.js';
import type { Candidate } from './finding.js';
import { words } from './lost-order.js';

const placed = said('shop order.placed 10:00', {
  data: { ...lines('A×2'), payable: 'captured', total: { amount: '20.00', currency: 'USD' } },
});
const cancelled = said('shop order.cancelled 10:30');
const captured = said('pay payment.captured 10:01', { data: { amount: '20.00', currency: 'USD' } });

function lost(...given: readonly Observation[]): Candidate {
  const { candidates } = judged([placed, ...given]);
  const found = candidates.find(({ pattern }) => pattern === 'lost-order');
  if (found === undefined) throw new Error('no lost order');
  return found;
}

describe('a lost order', () => {
  it('is to be created while it is owed', () => {
    const found = lost();
    expect(found.healedAt).toBeNull();
    expect(words.explain(found)).toContain('it may be worked on, but erp has never held it.');
    expect(words.remedy(found)).toMatch(/^Create the order in erp/);
  });

  it('is told with what the ERP refused it for', () => {
    const found = lost(said('erp order.refused 10:02', { data: { reason: 'credit limit' } }));
    expect(words.explain(found)).toContain(
      'erp has never held it: it refused it ("credit limit").',
    );
    expect(words.remedy(found)).toMatch(/^Settle why erp refused it \("credit limit"\)\. Create/);
    expect(found.hop).toBe('shop→erp');
  });

  it('is refused for nothing that is known where the ERP does not say why', () => {
    const { candidates } = judged([placed, said('erp order.refused 10:02')]);
    expect(candidates.map(({ pattern, cause }) => ({ pattern, cause }))).toEqual([
      { pattern: 'lost-order', cause: 'missing' },
    ]);
    expect(candidates.map(words.explain)[0]).toContain('erp has never held it: it refused it.');
  });

  it('is over once it is cancelled, and not to be created any more', () => {
    const found = lost(cancelled);
    expect(found.healedAt).toBe(cancelled.at);
    expect(found.evidence).toContain('shop/shop order.cancelled 10:30');
    expect(words.explain(found)).toContain('It was cancelled at 2026-03-04T10:30:00Z.');
    expect(words.remedy(found)).not.toContain('Create');
    expect(words.remedy(found)).not.toContain('money');
    expect(words.remedy(lost(cancelled, captured))).toContain('See that its money was given back.');
  });

  it('stands while only a part of it is cancelled', () => {
    const part = said('shop order.cancelled 10:30', { data: lines('A×1') });
    expect(lost(part).healedAt).toBeNull();
  });
});
