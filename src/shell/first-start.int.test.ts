// The rules of a hub run from its first start on, whichever of its processes is first.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Instant } from '../core/observation/instant.js';
import { packageFolder } from '../store/postgres/embedded/binaries.js';
import { loadContract } from './contract/load.js';
import { logTo } from './log.js';
import { openHub } from './hub.js';
import { openLedger } from './hub/ledger.js';

const contractText = `weir: 1
systems:
  shop: { role: storefront }
  erp: { role: erp }
handoffs:
  standard: true
`;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-first-'));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'weir.yaml'), contractText);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it.skipIf(packageFolder() === null)(
  'start before the doors are open: what comes before there is a worker is theirs',
  async () => {
    const load = await loadContract(join(folder, 'weir.yaml'));
    if (load.kind !== 'loaded') throw new Error('the contract of the suite is faulty');
    const ledger = {
      data: join(folder, 'data'),
      databaseUrl: null,
      environment: {},
      now: () => 1_772_582_400_400 as Instant,
    };
    const hub = await openHub({
      ...ledger,
      role: 'intake',
      contract: load.contract,
      host: '127.0.0.1',
      port: 0,
      complain: () => undefined,
      log: logTo({ write: () => undefined }),
      version: '0.0.0',
    });
    if ('failed' in hub) throw new Error(hub.failed);
    await hub.close();
    const opened = await openLedger(ledger);
    if ('failed' in opened) throw new Error(opened.failed);
    const changes = await opened.store.modes.modeChanges();
    await opened.close();
    expect(changes.map(({ rule }) => rule)).toContain('order-to-erp');
    expect(new Set(changes.map(({ effectiveFrom }) => effectiveFrom))).toEqual(
      new Set([1_772_582_400_000]),
    );
  },
  120_000,
);
