// A database that goes on from an earlier moment, because a standby took over that lacked the end of the log or
// somebody recovered it, does not say so: what was sent meanwhile is not sent again all the same.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedServer } from '../../src/store/postgres/embedded/server.js';
import { embeddedServer } from '../../src/store/postgres/embedded/server.js';
import { postgresStore } from '../../src/store/postgres/postgres-store.js';
import type { Claim, Store } from '../../src/store/store.js';
import { hasEmbedded } from '../embedded.js';
import { eventually } from '../eventually.js';
import { LedHub, minute, paid } from './led-hub.js';

const live = '  order-to-erp: { mode: live }';
const told = [expect.stringContaining('goes on from an earlier moment') as string];

describe.skipIf(!hasEmbedded)('a database that goes on from an earlier moment', () => {
  let folder = '';
  let complaints: string[] = [];
  const stores: Store[] = [];
  let server: EmbeddedServer | null = null;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'weir-pg-'));
    chmodSync(folder, 0o755);
    complaints = [];
  });

  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function started(): Promise<string> {
    const started = await embeddedServer(folder, { now: Date.now, token: randomUUID });
    if ('failed' in started) throw new Error(started.failed);
    server = started;
    return started.url;
  }

  async function opened(url: string): Promise<Store> {
    const complain = (line: string): void => void complaints.push(line);
    const store = await postgresStore({ url, sessions: 2, complain });
    if ('unfit' in store) throw new Error(store.unfit);
    stores.push(store);
    return store;
  }

  async function closed(): Promise<void> {
    for (const store of stores.splice(0)) await store.close();
    await server?.stop();
  }

  function data(): string {
    const place = join(folder, 'postgres');
    const name = readdirSync(place).find((one) => /^data-\d+$/.test(one));
    return join(place, name ?? '');
  }

  /** At its next start the server recovers as far as its log leads, and goes on along a line of its own. */
  function recovers(standby: 'on' | 'off'): void {
    const settings = `restore_command = 'false'\nhot_standby = ${standby}\n`;
    appendFileSync(join(data(), 'postgresql.auto.conf'), settings);
    writeFileSync(join(data(), 'recovery.signal'), '');
  }

  async function errands(
    hub: LedHub,
  ): Promise<readonly (Claim['handoff']['errand'] | undefined)[]> {
    await hub.fold();
    hub.now += minute;
    return (await hub.claim()).map(({ handoff }) => handoff.errand);
  }

  /** Its handoff is ready to be sent, and on the disk. */
  async function hubWithOrder(): Promise<LedHub> {
    const hub = await LedHub.over(await opened(await started()), live);
    hub.now = Date.now() - 60 * minute;
    await hub.say('shop order.placed', { order: 'O-1' }, paid);
    await hub.fold();
    expect(await hub.handoffs('order-to-erp')).toMatchObject([{ errand: 'send' }]);
    await hub.store.seals.heads();
    return hub;
  }

  it('is noticed at the start: what was open then is settled before it is sent', async () => {
    const hub = await hubWithOrder();
    await closed();
    execFileSync('cp', ['-Rp', data(), `${data()}.backup`]);
    const sent = new LedHub(await opened(await started()), hub.contract);
    sent.now = hub.now;
    expect(await sent.carry('accepted')).toHaveLength(1);
    await closed();
    expect(complaints).toEqual([]);
    const [kept, backup] = [data(), `${data()}.backup`];
    rmSync(kept, { recursive: true });
    renameSync(backup, kept);
    recovers('off');
    const again = new LedHub(await opened(await started()), hub.contract);
    again.now = Date.now();
    expect(complaints).toEqual(told);
    expect(await errands(again)).toEqual(['settle']);
    await closed();
    await opened(await started());
    expect(complaints).toEqual(told);
  }, 120_000);

  it('is noticed under a hub that runs, before anything is claimed', async () => {
    const hub = await hubWithOrder();
    const [pid] = readFileSync(join(data(), 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGQUIT');
    recovers('on');
    await started();
    expect(await eventually(async () => hub.claim())).toEqual([]);
    expect(complaints).toEqual(told);
    hub.now = Date.now();
    await eventually(async () => hub.fold());
    expect(await errands(hub)).toEqual(['settle']);
  }, 120_000);
});
