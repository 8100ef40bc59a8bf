// A database of a measurement's own: the embedded server in a fresh folder, what it costs, and how long
// a commit that waits for the disk takes while others work.

import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

import { fromBuild, pause } from './build.mjs';

const { embeddedServer } = await fromBuild('store/postgres/embedded/server.js');

const tickMicros = 10_000;
const probeMillis = 50;

export async function freshDatabase() {
  const folder = mkdtempSync(join(tmpdir(), 'weir-bench-'));
  // The server runs as another user where we are root.
  chmodSync(folder, 0o755);
  const server = await embeddedServer(folder, { now: Date.now, token: randomUUID });
  if ('failed' in server) throw new Error(server.failed);
  return {
    url: server.url,
    cpuMicros: () => serverMicros(folder),
    close: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** CPU that the server and its sessions have used; 0 where there is no /proc. */
function serverMicros(folder) {
  const [data] = readdirSync(join(folder, 'postgres')).filter((name) => name.startsWith('data-'));
  const pid = readFileSync(join(folder, 'postgres', data, 'postmaster.pid'), 'utf8').split('\n')[0];
  const fields = (of) => {
    try {
      const text = readFileSync(`/proc/${of}/stat`, 'utf8');
      return text.slice(text.lastIndexOf(')') + 2).split(' ');
    } catch {
      return null;
    }
  };
  let ticks = 0;
  const own = fields(pid);
  // Its own, and that of sessions which have ended.
  if (own !== null) for (const place of [11, 12, 13, 14]) ticks += Number(own[place]);
  for (const name of readdirSync('/proc')) {
    const other = /^\d+$/.test(name) ? fields(name) : null;
    if (other !== null && other[1] === pid) ticks += Number(other[11]) + Number(other[12]);
  }
  return ticks * tickMicros;
}

/** Commits a row of its own again and again; how long each took, in milliseconds, sorted. */
export async function commitProbe(url) {
  const client = new pg.Client({ connectionString: url, application_name: 'weir bench probe' });
  await client.connect();
  await client.query('create table if not exists probe (at timestamptz)');
  const took = [];
  let ended = false;
  const run = async () => {
    while (!ended) {
      const from = performance.now();
      await client.query('insert into probe values (now())');
      took.push(performance.now() - from);
      await pause(probeMillis);
    }
  };
  const running = run();
  return async () => {
    ended = true;
    await running;
    await client.end();
    return took.sort((a, b) => a - b);
  };
}
