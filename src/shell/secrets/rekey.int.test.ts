// Another key: everything opens before, after, and wherever the change was cut; what can't be opened stops it.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../core/observation/instant.js';
import { memorySecrets } from '../../store/memory/secrets.js';
import type { Secrets } from '../../store/secrets.js';
import { rekey } from './rekey.js';
import { seal, unseal } from './seal.js';
import type { KeyPlace } from './sealing-key.js';
import { openingKeys, sealingKey } from './sealing-key.js';

const at = 1_772_582_400_000;
const names = ['ERP_TOKEN', 'ERP_USER'];
const oldKey = Buffer.alloc(32, 1).toString('base64');
const newKey = Buffer.alloc(32, 2).toString('hex');

function keyOf(place: KeyPlace): Uint8Array {
  const key = sealingKey(place, true);
  if ('failed' in key) throw new Error(key.failed);
  return key;
}

describe('another key', () => {
  let data = '';
  let place: KeyPlace;
  let secrets: Secrets;
  let calls = 0;

  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'weir-rekey-'));
    place = { environment: {}, data };
    secrets = memorySecrets();
  });
  afterEach(() => {
    rmSync(data, { recursive: true, force: true });
  });

  async function sealed(): Promise<void> {
    const key = keyOf(place);
    const purposes = names.map((name) => ({ system: 'erp', name, hosts: 'erp.example.com' }));
    await secrets.keep(
      purposes.map((one) => ({ ...one, sealed: seal(one.name, one, key), at: at as Instant })),
    );
  }

  const change = async (store = secrets) =>
    rekey({ ...place, store: { secrets: store }, now: (at + (calls += 1)) as Instant });

  async function openWith(keys: readonly Uint8Array[]): Promise<readonly (string | null)[]> {
    const kept = await secrets.all();
    return kept.map((one) =>
      keys.reduce<string | null>((found, key) => found ?? unseal(one.sealed, one, key), null),
    );
  }

  async function opened(): Promise<readonly (string | null)[]> {
    const keys = openingKeys(place);
    if ('failed' in keys) throw new Error(keys.failed);
    return openWith(keys);
  }

  it('takes the place of the one in the file, which stays for backups', async () => {
    await sealed();
    const before = keyOf(place);
    const changed = await change();
    const file = join(data, 'secrets.key');
    expect(changed).toMatchObject({ sealed: 2, file: { now: file } });
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(await openWith([keyOf(place)])).toEqual(names);
    expect(await openWith([before])).toEqual([null, null]);
    const [left = ''] = readdirSync(data).filter((name) => name !== 'secrets.key');
    expect(readFileSync(join(data, left), 'utf8').trim()).toBe(
      Buffer.from(before).toString('base64'),
    );
  });

  it.each(['before', 'after'])('may be cut %s everything is sealed anew', async (when) => {
    await sealed();
    const cut: Secrets = {
      ...secrets,
      reseal: async (decide) => {
        if (when === 'after') await secrets.reseal(decide);
        throw new Error('cut');
      },
    };
    await expect(change(cut)).rejects.toThrow('cut');
    expect(await opened()).toEqual(names);
    expect(await change()).toMatchObject({ sealed: 2 });
    expect(await openWith([keyOf(place)])).toEqual(names);
    expect(readdirSync(data).filter((name) => name.endsWith('.next'))).toEqual([]);
  });

  it('is not taken where one does not open, which is named', async () => {
    await sealed();
    writeFileSync(join(data, 'secrets.key'), `${oldKey}\n`);
    const kept = await secrets.all();
    const refused = await change();
    expect(refused).toEqual({
      failed: expect.stringMatching(/^ERP_TOKEN of erp, ERP_USER of erp: not sealed/) as string,
    });
    expect(await secrets.all()).toEqual(kept);
    expect(readFileSync(join(data, 'secrets.key'), 'utf8').trim()).toBe(oldKey);
  });

  it('is given where the old one is given, once or again', async () => {
    place = { environment: { WEIR_KEY: oldKey }, data };
    await sealed();
    expect(await change()).toEqual({
      failed: expect.stringContaining('in WEIR_NEW_KEY') as string,
    });
    place = { environment: { WEIR_KEY: oldKey, WEIR_NEW_KEY: newKey }, data };
    expect(await change()).toEqual({ sealed: 2, file: null });
    expect(await change()).toEqual({ sealed: 2, file: null });
    expect(await openWith([Buffer.from(newKey, 'hex')])).toEqual(names);
    expect(readdirSync(data)).toEqual([]);
  });

  it('needs the old one', async () => {
    expect(await change()).toEqual({
      failed: expect.stringContaining('secrets.key is not there') as string,
    });
  });
});
