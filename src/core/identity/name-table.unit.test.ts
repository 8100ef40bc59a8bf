import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NameTable } from './name-table.js';

const digest = fc.oneof(
  fc.nat(300),
  fc.maxSafeNat(),
  fc.nat(200).map((high) => high * 2 ** 32),
);
const row = fc.record({ digest, second: fc.nat(1_000), isLoose: fc.boolean() });

type Row = typeof row extends fc.Arbitrary<infer Value> ? Value : never;

function tableOf(rows: readonly Row[]): NameTable {
  const table = new NameTable();
  for (const { digest: name, second, isLoose } of rows) table.add(name, second, isLoose);
  return table;
}

describe('a table of names', () => {
  it('holds what a Map would hold, whatever is added', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 400 }), fc.array(digest), (rows, others) => {
        const known = new Map<number, number>();
        for (const { digest: name, second } of rows) {
          known.set(name, Math.min(second, known.get(name) ?? second));
        }
        const table = tableOf(rows);
        expect(table.size).toBe(known.size);
        const loose = new Set(rows.filter((one) => one.isLoose).map((one) => one.digest));
        expect(table.loose).toBe(loose.size);
        for (const name of [...known.keys(), ...others]) {
          expect(table.secondOf(name)).toBe(known.get(name));
        }
        const early = [...known].filter(([, second]) => second >= 10 && second <= 500);
        expect(table.within(10, 500)).toBe(early.length);
        const gone = new Set(others);
        expect(table.without(gone).size).toBe([...known.keys()].filter((n) => !gone.has(n)).length);
        const other = tableOf(others.map((name) => ({ digest: name, second: 0, isLoose: false })));
        expect(table.matched(other, 10, 500)).toBe(early.filter(([n]) => gone.has(n)).length);
        expect([...table.shared(other)].sort()).toEqual(
          [...known.keys()].filter((name) => gone.has(name)).sort(),
        );
      }),
    );
  });
});
