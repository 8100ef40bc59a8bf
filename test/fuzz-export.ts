// Laws that every export reader must keep whatever a file holds: each row is unreadable at most once
// and then says nothing else, and whatever is said, the core can read.
import fc from 'fast-check';
import { expect } from 'vitest';
import type { ExportReader, Reading } from '../src/connectors/connector.js';
import { faultsIn, readDocument, readTable } from './read-export.js';

/** A file that is no longer recognised is another reader's, and no fault. */
function keepsTheLaws(readings: readonly Reading[] | null): void {
  expect(readings === null ? [] : faultsIn(readings)).toEqual([]);
}

const anyCell = fc.oneof(
  fc.constantFrom('', '0', '1', '-3', '1,5', '1E+9', 'USD', 'nonsense', '2026-03-03', '__proto__'),
  fc.string({ maxLength: 12 }),
);

/** Rows of the table with some cells exchanged for others, of the table or of none. */
export function fuzzTable(
  reader: ExportReader,
  [header = [], ...rows]: readonly (readonly string[])[],
): void {
  const known = fc.constantFrom(...rows.flat());
  const row = fc
    .tuple(
      fc.constantFrom(...rows),
      fc.array(fc.tuple(fc.nat(header.length), fc.oneof(anyCell, known)), { maxLength: 4 }),
    )
    .map(([cells, changes]) => {
      const changed = [...cells];
      for (const [index, cell] of changes) changed[index] = cell;
      return Array.from(changed, (cell: string | undefined) => cell ?? '');
    });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), fc.boolean(), (given, isTimed) => {
      const extract = isTimed ? '2026-03-10T00:00:00Z' : null;
      keepsTheLaws(readTable(reader, [header, ...given], { extract }));
    }),
    { numRuns: 300 },
  );
}

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value)
    ? (value as unknown[]).map((one, index): [number, unknown] => [index, one])
    : Object.entries(value);
  return [path, ...inner.flatMap(([key, one]) => pathsOf(one, [...path, key]))];
}

function put(value: unknown, [step, ...rest]: Path, instead: unknown): unknown {
  if (step === undefined) return instead;
  if (Array.isArray(value)) {
    return (value as unknown[]).map((one, index) =>
      index === step ? put(one, rest, instead) : one,
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  return { ...fields, [step]: put(fields[step], rest, instead) };
}

/** The document with some of its values exchanged for others; numbers are text, as the audit has them. */
export function fuzzDocument(reader: ExportReader, document: unknown): void {
  const any = fc.oneof(
    anyCell,
    fc.constantFrom(null, {}, [], ['x'], { nodes: [null] }, { edges: [{ node: '1' }] }, '20260303'),
    fc
      .jsonValue({ maxDepth: 2 })
      .map((value) => (typeof value === 'number' ? String(value) : value)),
  );
  const change = fc.tuple(fc.constantFrom(...pathsOf(document)), any);
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
      const given = changes.reduce((value, [path, instead]) => put(value, path, instead), document);
      keepsTheLaws(readDocument(reader, given));
    }),
    { numRuns: 500 },
  );
}
