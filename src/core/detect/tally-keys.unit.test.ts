// A key that was made before is the one that would be made anew.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { paymentClass } from './payment-class.js';
import { TallyKeys } from './tally-keys.js';

const at = instantOf('2026-03-02T10:00:00Z') ?? (0 as never);

const capture = fc
  .record({
    system: fc.constantFrom('pay', 'shop'),
    namespaces: fc.uniqueArray(fc.constantFrom('order', 'payment', 'cart', 'external')),
  })
  .map(({ system, namespaces }): Observation => ({
    id: '1',
    system,
    kind: 'payment.captured',
    at,
    until: at,
    basis: 'event',
    seen: at,
    refs: Object.fromEntries(namespaces.map((namespace) => [namespace, 'x'])),
    data: {},
  }));

test('the class of a payment is told by what it names, in whatever order', () => {
  fc.assert(
    fc.property(fc.array(capture, { minLength: 1 }), (captures) => {
      const keys = new TallyKeys();
      for (const one of captures) expect(keys.ofPayment(one)).toBe(paymentClass(one));
    }),
  );
});
