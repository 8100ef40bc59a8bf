import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { observed, readFile } from '../../test/read-file.js';

const folder = mkdtempSync(join(tmpdir(), 'weir-titles-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('tells of columns with one title, and reads the leftmost', async () => {
  const path = join(folder, 'acme-stock.csv');
  writeFileSync(path, 'SKU,Available,UPC,as_of,Available\nA-1,5,0123,2026-03-04T06:00:00Z,700\n');
  const readings = await readFile(path);
  expect(readings.filter(({ kind }) => kind === 'remark')).toEqual([
    {
      kind: 'remark',
      line: 1,
      reason: 'more than one column is called "Available": the leftmost is read',
    },
  ]);
  expect(observed(readings)).toContainEqual(
    expect.objectContaining({ kind: 'stock.level', data: { available: '5' } }),
  );
});
