import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { reportOf } from '../../test/audited.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-timelines-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const day = (number: number): string => `2026-03-${String(number).padStart(2, '0')}T10:00:00Z`;

it('draws the order in which a word that nobody knows stood first', async () => {
  const path = join(folder, 'amazon.jsonl');
  const lines = [3, 1, 2].flatMap((number) => {
    const about = { system: 'amazon', refs: { order: `A-${number}` } };
    const placed = {
      kind: 'order.placed',
      at: day(number),
      data: { lines: [{ sku: 'S', qty: 1 }] },
    };
    const status = { kind: 'order.status', at: day(number + 1), status: { native: 'Backflushed' } };
    return [
      { id: `p-${number}`, ...about, ...placed },
      { id: `s-${number}`, ...about, ...status },
    ];
  });
  writeFileSync(path, lines.map((line) => JSON.stringify(line)).join('\n'));
  const { findings, timelines } = await reportOf([path]);
  const [found] = findings.filter(({ pattern }) => pattern === 'unmapped-status');
  expect(found).toMatchObject({ subject: { key: 'A-1' }, evidence: ['amazon/s-1'] });
  expect(found?.explanation).toContain('on order A-1');
  const drawn = timelines.filter(({ subject }) => subject.key === 'A-1');
  expect(drawn.map(({ statements }) => statements.map(({ id, word }) => [id, word]))).toEqual([
    [
      ['p-1', null],
      ['s-1', 'Backflushed'],
    ],
  ]);
});
