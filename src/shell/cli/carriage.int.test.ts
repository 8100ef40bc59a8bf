// The verbs that have handoffs carried, on a database of the suite's own that nothing was told yet.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../core/observation/instant.js';
import { packageFolder } from '../../store/postgres/embedded/binaries.js';
import { filterOf } from '../hub/replaying.js';
import type { CutoverOptions } from './cutover.js';
import { runCutover } from './cutover.js';
import { runKeysCreate } from './keys.js';
import { runReplay } from './replay.js';
import { runShadowReport } from './shadow.js';

const contractText = `weir: 1
systems:
  shop: { role: storefront }
  erp:
    role: erp
    connector: http
    http: { url: https://erp.example.com, commands: { create-order: { path: /orders } } }
handoffs: { standard: true, order-to-erp: { mode: shadow } }
`;

describe('a filter of handoffs', () => {
  it('names what is to fit, and is none where it names nothing', () => {
    expect(filterOf('rule=order-to-erp state=dead')).toEqual({
      rule: 'order-to-erp',
      states: ['dead'],
    });
    expect(filterOf('to=erp,subject=a=b')).toEqual({ to: 'erp', subject: 'a=b' });
    expect(filterOf('state=open')?.states).toContain('dead');
    for (const text of ['', 'rule=', 'dead', 'colour=red', 'state=ded']) {
      expect(filterOf(text)).toBeNull();
    }
  });
});

describe.skipIf(packageFolder() === null)('the verbs of carriage', () => {
  let folder = '';
  let said = { out: '', err: '' };
  const doors = {
    out: (text: string): void => void (said.out += text),
    err: (text: string): void => void (said.err += text),
    now: () => 1_772_582_400_000 as Instant,
  };
  const where = (): { readonly data: string; readonly contract: string } => ({
    data: join(folder, 'data'),
    contract: join(folder, 'weir.yaml'),
  });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'weir-carriage-'));
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'weir.yaml'), contractText);
    // None of them makes a ledger.
    expect(await runKeysCreate('ops', where(), doors)).toBe(0);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function cutOver(options: Partial<CutoverOptions>, rule = 'order-to-erp'): Promise<number> {
    said = { out: '', err: '' };
    return runCutover(rule, { to: 'live', ...where(), ...options }, doors);
  }

  it('keep a rule from going live through a closed gate, and move it by force and back', async () => {
    expect(await cutOver({})).toBe(1);
    expect(said.out).toContain('its gate is closed');
    expect(said.out).toContain("can't be looked up");
    const off = { oldPath: 'job', oldPathOff: true, overlap: '0' };
    expect(await cutOver({ ...off, force: true, json: true })).toBe(0);
    expect(JSON.parse(said.out)).toMatchObject({
      mode: 'live',
      forced: true,
      because: { length: 2 },
    });
    expect(await cutOver({ to: 'observe' })).toBe(0);
    expect(said.out).toBe(
      'order-to-erp is observe for what is triggered from 2026-03-04T00:00:00Z on.' +
        ' What it has begun stays with Weir until it is settled; what it had not sent is looked up first.\n',
    );
    expect(await cutOver({ to: 'shadow' })).toBe(0);
    expect(said.out).toBe(
      'order-to-erp is shadow for what is triggered from 2026-03-04T00:00:00Z on.\n',
    );
    expect(await cutOver({}, 'shipment-to-erp')).toBe(2);
    expect(said.out).toContain('"erp" has no record-fulfilment');
  });

  it('refuse what they can not use, in one line', async () => {
    for (const [options, rule] of [
      [{ to: 'on' }, 'order-to-erp'],
      [{ overlap: 'long' }, 'order-to-erp'],
      [{}, 'no-rule'],
    ] as const) {
      expect(await cutOver(options, rule)).toBe(2);
      expect(said.err.trim().split('\n')).toHaveLength(1);
    }
  });

  it('say what a shadow has shown, and what a replay would do', async () => {
    said = { out: '', err: '' };
    expect(await runShadowReport('order-to-erp', { ...where(), json: true }, doors)).toBe(0);
    expect(JSON.parse(said.out)).toMatchObject({
      compared: 0,
      parity: null,
      gate: { open: false },
    });
    said = { out: '', err: '' };
    expect(await runReplay({ ...where(), filter: 'state=dead', dryRun: true }, doors)).toBe(0);
    expect(said.out).toContain('nothing to replay');
    expect(await runReplay({ ...where(), handoff: 'none' }, doors)).toBe(2);
    expect(await runReplay({ ...where(), filter: 'x', handoff: 'y' }, doors)).toBe(2);
  });
});
