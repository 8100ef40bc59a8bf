// To which of several ERPs an order is owed.
import { describe, expect, it } from 'vitest';
import { contextOf, judged, lines, said, summary } from '../../../test/given.js';
import type { Contract } from '../contract/contract.js';
import { inferContract } from '../contract/infer.js';
import type { Observation } from '../observation/observation.js';

const two = lines('A×2');
const contract = inferContract(['shop', 'erp', 'erp-eu'], new Map()).contract;
const routed: Contract = {
  ...contract,
  routes: [{ channel: 'shop', fulfilledBy: null, type: null, to: ['erp', 'erp-eu'] }],
};

const placed = said('shop order.placed 10:00', { data: { ...two, payable: 'captured' } });
const heldBy = (system: string, state = 'confirmed'): Observation =>
  said(`${system} order.acknowledged 10:05`, { data: { record: `SO-${system}`, state, ...two } });

const found = (given: readonly Observation[], of = contract): readonly string[] =>
  summary(judged(given, { contract: of }));

describe('an order of a company with two ERPs', () => {
  it('takes both for ERPs', () => {
    expect(contextOf({ contract }).contract.systems.get('erp-eu')?.role).toBe('erp');
  });

  it('is not owed to the one where the other holds it, whatever else the one holds', () => {
    expect(found([placed, heldBy('erp')])).toEqual([]);
    expect(found([placed, heldBy('erp-eu')])).toEqual([]);
  });

  it('is owed to both where the contract routes it to both', () => {
    expect(found([placed, heldBy('erp')], routed)).toEqual(['lost-order(missing) order-to-erp']);
  });

  it('is lost once where neither holds it', () => {
    expect(found([placed])).toEqual(['lost-order(missing) order-to-erp']);
  });

  it('is judged at the one that has it as a draft', () => {
    expect(found([placed, heldBy('erp', 'draft')])).toEqual(['parked-draft(missing) order-to-erp']);
  });
});
