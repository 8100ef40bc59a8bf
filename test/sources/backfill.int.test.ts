// `weir backfill` on a ledger of its own: everything since a time, once, and on from where it ended.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/core/observation/instant.js';
import { runBackfill } from '../../src/shell/cli/backfill.js';
import { packageFolder } from '../../src/store/postgres/embedded/binaries.js';
import { Shop } from './shop.js';

const day = 86_400_000;
const start = Date.parse('2026-03-04T00:00:00Z');

describe.skipIf(packageFolder() === null)('weir backfill', () => {
  const shop = new Shop();
  let folder = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'weir-backfill-'));
    chmodSync(folder, 0o755);
    for (let n = 1; n <= 9; n += 1) shop.add(`o-${n}`, start - n * day);
    const contract = `weir: 1
systems:
  shop:
    role: storefront
    connector: http
    http:
      url: http://127.0.0.1:${await shop.listen()}
      allow: "127.0.0.1"
      per_second: 100
      poll:
        path: /orders
        reader: orders
        since: { param: since, format: millis }
        changed: updated
        order: oldest-first
        next: link
  erp: { role: erp }
readers:
  orders:
    system: shop
    format: json
    rows: orders
    match: [number]
    emit:
      - { kind: order.placed, at: placed, id: number, refs: { order: number }, lines: { sku: number } }
`;
    writeFileSync(join(folder, 'weir.yaml'), contract);
  });

  afterAll(async () => {
    await shop.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function backfill(system: string, since: string): Promise<{ code: number; said: string }> {
    let said = '';
    const say = (text: string): void => {
      said += text;
    };
    const doors = { out: say, err: say, now: () => start as Instant };
    const files = { contract: join(folder, 'weir.yaml'), data: join(folder, 'data') };
    const code = await runBackfill(system, { ...files, since, json: true }, doors);
    return { code, said };
  }

  it('reads all pages since the time, and finds nothing new the second time', async () => {
    const first = await backfill('shop', '2026-02-27');
    expect(first.said).toContain('"accepted":5');
    expect(first.code).toBe(0);
    expect((await backfill('shop', '2026-02-27')).said).toContain('"accepted":0');
    expect((await backfill('shop', '2026-02-01')).said).toContain('"accepted":4');
  });

  it.each([
    ['erp', '2026-02-01', /no poll/],
    ['nobody', '2026-02-01', /no poll/],
    ['shop', 'yesterday', /no time/],
  ])('refuses %s since %s with what is wrong', async (system, since, words) => {
    const { code, said } = await backfill(system, since);
    expect(code).toBe(2);
    expect(said).toMatch(words);
  });
});
