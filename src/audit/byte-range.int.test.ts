// Each line of a file lies whole in exactly one range, however long the lines are at the ranges' ends.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lineBreak } from './ascii.js';
import { RangeReader, rangesOf } from './byte-range.js';

const line = Buffer.alloc(310_000, 'x');
line[line.length - 1] = lineBreak;
const count = 100;
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-ranges-'));
  writeFileSync(join(folder, 'lines'), Buffer.concat(Array.from({ length: count }, () => line)));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('lines that go on far behind their range are read whole, in every range', () => {
  const file = join(folder, 'lines');
  const size = line.length * count;
  const ranges = rangesOf({ input: 0, exported: false, file, start: 0, size });
  const reader = new RangeReader();
  const lengths: number[] = [];
  for (const [index, range] of ranges.entries()) {
    const { bytes, origin, start, end } = reader.read({ ...range, index });
    const stop = origin + range.until - range.from;
    for (let from = start; from < stop && from < end;) {
      const found = bytes.indexOf(lineBreak, from);
      const next = found === -1 || found >= end ? end : found;
      lengths.push(next - from);
      from = next + 1;
    }
  }
  reader.close();
  expect(ranges.length).toBeGreaterThan(3);
  expect(lengths).toEqual(Array.from({ length: count }, () => line.length - 1));
});
