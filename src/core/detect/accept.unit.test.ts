import { describe, expect, it } from 'vitest';
import { faultOf, onDay } from '../../../test/sample-run.js';
import type { AcceptedException } from '../contract/contract.js';
import { acceptedBy } from './accept.js';

const anything: AcceptedException = {
  pattern: null,
  handoff: null,
  system: null,
  ref: null,
  reason: 'known',
  until: null,
};

describe('acceptedBy', () => {
  const fault = faultOf('O-1');
  const isAccepted = (fields: Partial<AcceptedException>, now = onDay(1)): boolean =>
    acceptedBy([{ ...anything, ...fields }], fault, now) !== undefined;

  it('matches by pattern, handoff, system and any name of the subject', () => {
    expect(isAccepted({ pattern: 'status-void', handoff: 'shipment-to-erp' })).toBe(true);
    expect(isAccepted({ system: 'erp', ref: 'O-1' })).toBe(true);
    expect(isAccepted({ pattern: 'lost-order' })).toBe(false);
    expect(isAccepted({ handoff: 'order-to-erp' })).toBe(false);
    expect(isAccepted({ system: 'shop' })).toBe(false);
    expect(isAccepted({ ref: 'O-2' })).toBe(false);
  });

  it('holds until the instant that it names, and no longer', () => {
    expect(isAccepted({ until: onDay(1) })).toBe(true);
    expect(isAccepted({ until: onDay(0) })).toBe(false);
  });
});
