// The data of the embedded server: made once, under the name of its major version, whole or not at
// all. How it is set up stands here; what a session sets stands in session.ts.
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  chownSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { databaseOfYourOwn } from './binaries.js';
import { isAlive } from './lock-file.js';
import type { Place } from './place.js';

export interface Cluster {
  readonly data: string;
  readonly password: string;
}

export interface NoCluster {
  readonly failed: string;
}

/** Weir's only user and database of the embedded server. */
export const databaseName = 'weir';

/**
 * fsync and full_page_writes stay at their safe defaults. Checkpoints are spread out because the
 * ledger is written all the time; jit costs more than it saves on statements of milliseconds, and so does
 * pglz, the one compression of the log that the binaries have: processors are scarcer here than disk.
 */
const settings = `
# Weir
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 60
shared_buffers = 256MB
max_wal_size = 2GB
checkpoint_timeout = 15min
checkpoint_completion_target = 0.9
jit = off
autovacuum_naptime = 10s
log_min_duration_statement = 5s
log_checkpoints = off
`;

const access = `host all all 127.0.0.1/32 scram-sha-256\n`;

export interface Means {
  readonly binaries: Binaries;
  /** What the programs need to find their libraries. */
  readonly environment: NodeJS.ProcessEnv;
  readonly token: () => string;
}

export async function clusterIn(
  place: Place,
  { binaries, environment, token }: Means,
): Promise<Cluster | NoCluster> {
  const data = join(place.folder, `data-${binaries.major}`);
  const password = passwordIn(place, token);
  if (existsSync(join(data, 'PG_VERSION'))) return { data, password };
  removeHalves(place.folder);
  const half = `${data}.half-${process.pid}-${token()}`;
  const words = `${half}-password`;
  writeFileSync(words, password, { mode: 0o600 });
  own(place, words);
  const made = await run(binaries.initdb, initdbArguments(half, words), { place, environment });
  rmSync(words, { force: true });
  if (made.code !== 0) {
    const why = lastLine(made.said);
    return {
      failed: `the embedded PostgreSQL can't make its data folder (${why}): mend that, or ${databaseOfYourOwn}`,
    };
  }
  appendFileSync(join(half, 'postgresql.conf'), settings);
  writeFileSync(join(half, 'pg_hba.conf'), access);
  try {
    renameSync(half, data);
  } catch {
    // Another Weir was faster, and what it made has the same password.
    rmSync(half, { recursive: true, force: true });
  }
  return { data, password };
}

/** What a Weir left behind that was killed while it made its data folder. */
function removeHalves(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(/\.half-(\d+)-/.exec(name)?.[1] ?? process.pid);
    if (!isAlive(pid)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function initdbArguments(data: string, passwordFile: string): string[] {
  return [
    `--pgdata=${data}`,
    `--username=${databaseName}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--data-checksums',
  ];
}

function passwordIn(place: Place, token: () => string): string {
  const file = join(place.folder, 'password');
  const half = `${file}.half-${process.pid}-${token()}`;
  writeFileSync(half, token(), { mode: 0o600 });
  try {
    // A link, unlike a renaming, fails where the file is there already.
    linkSync(half, file);
  } catch {
    // It was chosen before.
  }
  rmSync(half);
  return readFileSync(file, 'utf8').trim();
}

function own({ as }: Place, path: string): void {
  if (as !== null) chownSync(path, as.uid, as.gid);
}

interface Run {
  readonly code: number | null;
  readonly said: string;
}

async function run(
  program: string,
  given: readonly string[],
  by: { readonly place: Place; readonly environment: NodeJS.ProcessEnv },
): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(program, given, {
      cwd: by.place.folder,
      env: by.environment,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(by.place.as ?? {}),
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_096);
    });
    child.once('error', (error) => {
      resolve({ code: null, said: error.message });
    });
    child.once('close', (code) => {
      resolve({ code, said });
    });
  });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
