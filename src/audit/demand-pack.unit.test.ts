// What is packed comes out as it went in, item by item, and nothing of items that nobody asks for.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Decimal } from '../core/observation/decimal.js';
import type { Instant } from '../core/observation/instant.js';
import type { Demand } from '../core/stock/demand.js';
import type { DemandPack } from './demand-pack.js';
import { DemandPacker, Sold } from './demand-pack.js';

const instant = fc.integer({ min: 0, max: 2 ** 41 }).map((millis) => millis as Instant);
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });

const line: fc.Arbitrary<Demand> = fc.record(
  {
    sku: fc.constantFrom('EV-1', 'EV-2', 'Größe 38', '__proto__'),
    qty: fc.integer({ min: 1, max: 90_000 }).map((units) => units as Decimal),
    at: instant,
    until: instant,
    seen: instant,
    channel: name,
    orderKey: name,
    citation: name,
    cancelled: fc.constant(true),
  },
  { requiredKeys: ['sku', 'qty', 'at', 'until', 'seen', 'channel', 'orderKey', 'citation'] },
);

function packed(lines: readonly Demand[]): DemandPack[] {
  const packer = new DemandPacker();
  for (const one of lines) packer.add(one);
  const pack = packer.pack();
  expect(pack === null).toBe(lines.length === 0);
  return pack === null ? [] : [pack];
}

describe('demand packs', () => {
  test('give each item its lines, in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.array(line)), (partitions) => {
        const sold = new Sold(partitions.flatMap(packed), () => true);
        const all = partitions.flat();
        for (const sku of new Set(all.map((one) => one.sku))) {
          expect(sold.of(sku)).toEqual(all.filter((one) => one.sku === sku));
        }
      }),
    );
  });

  test('give nothing of an item that is not wanted', () => {
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const sold = new Sold(packed(lines), (sku) => sku !== 'EV-1');
        expect(sold.of('EV-1')).toEqual([]);
      }),
    );
  });
});
