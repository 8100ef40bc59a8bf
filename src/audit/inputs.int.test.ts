// A packed file of lines that is far longer than it looks.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { Spool } from './inputs.js';

const folder = mkdtempSync(join(tmpdir(), 'weir-packed-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('a packed file does not fill the disk of an audit', async () => {
  const path = join(folder, 'orders.jsonl.gz');
  const member = gzipSync(Buffer.alloc(67_108_864, '{}\n'));
  writeFileSync(path, Buffer.concat(Array.from({ length: 32 }, () => member)));
  const spool = new Spool();
  try {
    const { file, fault } = await spool.unpack(path);
    expect(fault).toMatch(/more than 250 times its size/);
    expect(statSync(file).size).toBeLessThanOrEqual(1_073_741_824);
  } finally {
    await spool.remove();
  }
});
