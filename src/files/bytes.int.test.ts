// A packed file that is far longer than it looks.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { zipOf } from '../../test/zip-archive.js';
import { openBytes } from './bytes.js';
import { recognise } from './recognise.js';

const folder = mkdtempSync(join(tmpdir(), 'weir-packed-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const megabyte = 1_048_576;
const tooClose =
  'the archive unpacks to more than 250 times its size: if that is right, bring it unpacked';

/** Packed a thousand to one. */
function packed(megabytes: number): string {
  const path = join(folder, `${megabytes}.gz`);
  const member = gzipSync(Buffer.alloc(64 * megabyte, 'order,sku\n'));
  writeFileSync(path, Buffer.concat(Array.from({ length: megabytes / 64 }, () => member)));
  return path;
}

describe('a packed file', () => {
  it('is unpacked no further than a gigabyte where hardly anything stands in it', async () => {
    const source = await openBytes(packed(2_048));
    if ('refused' in source) throw new Error(source.refused);
    let size = 0;
    const told: string[] = [];
    for await (const chunk of source.bytes((reason) => told.push(reason))) size += chunk.length;
    expect(told).toEqual([tooClose]);
    expect(size).toBeLessThanOrEqual(1_024 * megabyte);
  });

  it('is whole where it is not long', async () => {
    const source = await openBytes(packed(128));
    if ('refused' in source) throw new Error(source.refused);
    let size = 0;
    const told: string[] = [];
    for await (const chunk of source.bytes((reason) => told.push(reason))) size += chunk.length;
    expect({ told, size }).toEqual({ told: [], size: 128 * megabyte });
  });

  it('is refused where its archive says already that it is too long', async () => {
    const path = join(folder, 'long.zip');
    const member = { name: 'orders.csv', content: 'order,sku\n', claimedSize: 2_048 * megabyte };
    writeFileSync(path, zipOf([member]));
    expect(await recognise(path, [])).toMatchObject({ refused: tooClose });
  });
});
