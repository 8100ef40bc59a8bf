// The processes under the soak: hubs, PostgreSQL and the destination, each of which can be killed,
// stopped and started again.

import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, URL } from 'node:url';

import { posted, shopSecret } from './company.mjs';
import { Wire } from './proxy.mjs';

const dist = new URL('../../dist/src/', import.meta.url);
const here = fileURLToPath(new URL('.', import.meta.url));
const { embeddedServer } = await import(new URL('store/postgres/embedded/server.js', dist));

const mebibyte = 2 ** 20;

async function firstLine(child, pattern) {
  for await (const line of createInterface(child.stdout)) {
    const [, found] = pattern.exec(line) ?? [];
    if (found !== undefined) return found;
  }
  return null;
}

/** Started again until it starts: PostgreSQL may be away. */
async function started(spawned, pattern) {
  for (;;) {
    const child = spawned();
    const said = await firstLine(child, pattern);
    if (said !== null) {
      child.stdout.resume();
      return { child, said };
    }
    await pause(300);
  }
}

export class Hub {
  wire = new Wire();
  url = '';
  starts = 0;
  #child = null;
  #given;
  #port = 0;

  /** @param given role, folder, database (function: URL of PostgreSQL). */
  constructor(given) {
    this.#given = given;
  }

  get role() {
    return this.#given.role;
  }

  async start() {
    const { role, folder, database } = this.#given;
    if (this.#port === 0) this.#port = await this.wire.open();
    const main = fileURLToPath(new URL('main.js', dist));
    const url = new URL(database());
    this.wire.target = Number(url.port);
    url.port = String(this.#port);
    const spawned = () => {
      const child = spawn(process.execPath, [main, 'up', '--port', '0', '--role', role], {
        cwd: folder,
        env: { ...process.env, DATABASE_URL: url.href, SHOP_SECRET: shopSecret },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child.stderr.on('data', (text) => appendFileSync(join(folder, `${role}.log`), text));
      return child;
    };
    const { child, said } = await started(spawned, /^Weir (?:listens on )?(\S+?)\.? /);
    this.starts += 1;
    this.#child = child;
    this.url = said;
  }

  signal(name) {
    this.#child.kill(name);
  }

  async kill() {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  async end() {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
    this.wire.close();
  }
}

export class Postgres {
  url = '';
  #folder;
  #server = null;
  /** Its folder is a small disk of its own: null where that is not allowed. */
  disk = null;

  constructor(folder) {
    this.#folder = folder;
    mkdirSync(folder);
    const size = 4_096;
    const mounted = spawnSync('mount', [
      '-t',
      'tmpfs',
      '-o',
      `size=${size}m,mode=755`,
      'weir-soak',
      folder,
    ]);
    if (mounted.status === 0) this.disk = { size };
  }

  async start() {
    for (;;) {
      const server = await embeddedServer(this.#folder, { now: Date.now, token: randomUUID });
      if (!('failed' in server)) {
        this.#server = server;
        this.url = server.url;
        return;
      }
      await pause(200);
    }
  }

  get pid() {
    const file = join(this.#folder, 'postgres', 'data-18', 'postmaster.pid');
    return Number(readFileSync(file, 'utf8').split('\n')[0]);
  }

  /** The disk has room for little more than nothing, until it is told otherwise. */
  fill() {
    const { blocks, bfree, bsize } = statfsSync(this.#folder);
    const used = Math.ceil(((blocks - bfree) * bsize) / mebibyte);
    this.#resize(used + 1);
  }

  empty() {
    this.#resize(this.disk.size);
  }

  #resize(size) {
    spawnSync('mount', ['-o', `remount,size=${size}m`, this.#folder]);
  }

  async end() {
    await this.#server.stop();
    if (this.disk !== null) spawnSync('umount', ['--lazy', this.#folder]);
  }
}

export class Destination {
  port = 0;
  #child = null;
  #file;

  constructor(file) {
    this.#file = file;
  }

  async start() {
    const spawned = () =>
      spawn(process.execPath, [join(here, 'destination.mjs'), this.#file, String(this.port)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
    const { child, said } = await started(spawned, /^(\d+)$/);
    this.port = Number(said);
    this.#child = child;
  }

  async control(query) {
    await posted(`http://127.0.0.1:${this.port}/control?${query}`, '');
  }

  async kill() {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}
