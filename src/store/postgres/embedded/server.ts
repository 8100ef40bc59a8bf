// The embedded server: adopted where it runs already, started where it does not, and stopped only by
// the last Weir that uses it. It is a process of its own, so that it outlives a Weir that is killed.
import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { addressBy, addressNow } from '../address.js';
import type { Binaries } from './binaries.js';
import { binariesIn, packageFolder } from './binaries.js';
import type { Cluster } from './cluster.js';
import { clusterIn, databaseName } from './cluster.js';
import { LockFile } from './lock-file.js';
import type { Place } from './place.js';
import { placeFor } from './place.js';
import { keepPort, portFile, portFor } from './port.js';
import { watch } from './watch.js';

export interface EmbeddedServer {
  /** Names its sessions, so that they are told from those of another Weir. */
  readonly url: string;
  /** Stops the server unless another session of Weir uses it. Close the own sessions first. */
  readonly stop: () => Promise<void>;
}

export interface NoServer {
  readonly failed: string;
}

/** Every session of Weir begins its application_name with it. */
const sessionName = 'weir';

const takeOverMillis = 5_000;
/** What a killed server's sessions are at ends with their statements, which have ten seconds. */
const remainsMillis = 15_000;
/** Recovery after a crash replays up to max_wal_size; as long as the process lives it is awaited. */
const readyMillis = 300_000;
/** Another server, or what is left of one, is still at the data. */
const remains = /lock file "postmaster\.pid"|shared memory block/;
const pauseMillis = 50;
const logBytesMax = 10_485_760;

/** What the shell gives: time and randomness. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A text of letters and digits that nobody can guess. */
  readonly token: () => string;
  /** Of one that lives as long as its server: it is started again where it ends. Absent: it is not watched. */
  readonly complain?: (line: string) => void;
}

/** @param folder Weir's data folder; it is made where it does not exist. */
export async function embeddedServer(
  folder: string,
  surroundings: Surroundings,
): Promise<EmbeddedServer | NoServer> {
  mkdirSync(folder, { recursive: true });
  const place = placeFor(folder, packageFolder());
  const binaries = binariesIn(place.folder, place.copiesPrograms);
  if ('missing' in binaries) return { failed: binaries.missing };
  const environment = environmentOf(binaries);
  const cluster = await clusterIn(place, { binaries, environment, token: surroundings.token });
  if ('failed' in cluster) return cluster;
  const server = new Server(place, binaries, { cluster, now: surroundings.now });
  const port = await server.adoptedOrStarted(environment);
  if (typeof port !== 'number') return port;
  const url = `${urlOf(cluster, port)}?application_name=${sessionName}-${surroundings.token()}`;
  const { complain } = surroundings;
  if (complain === undefined) return { url, stop: async () => server.stop(url) };
  const following = addressBy(portFile(place), url);
  let current = port;
  const start = async (): Promise<string | null> => {
    const again = await server.adoptedOrStarted(environment);
    if (typeof again !== 'number') return again.failed;
    current = again;
    return null;
  };
  const unwatch = watch({ isUp: () => server.isUpAt(current), start, complain });
  return {
    url: following,
    stop: async () => {
      await unwatch();
      await server.stop(addressNow(following));
    },
  };
}

function environmentOf({ libraries }: Binaries): NodeJS.ProcessEnv {
  // Nothing of the caller's PG* settings may reach the server, and its messages are read in English.
  return {
    PATH: process.env['PATH'],
    LC_ALL: 'C',
    LD_LIBRARY_PATH: libraries,
    DYLD_LIBRARY_PATH: libraries,
  };
}

function urlOf({ password }: Cluster, port: number): string {
  return `postgres://${databaseName}:${password}@127.0.0.1:${port}/postgres`;
}

class Server {
  readonly #place: Place;
  readonly #binaries: Binaries;
  readonly #cluster: Cluster;
  readonly #lockFile: LockFile;
  readonly #now: () => number;

  constructor(
    place: Place,
    binaries: Binaries,
    { cluster, now }: { readonly cluster: Cluster; readonly now: () => number },
  ) {
    this.#place = place;
    this.#binaries = binaries;
    this.#cluster = cluster;
    this.#lockFile = new LockFile(cluster.data);
    this.#now = now;
  }

  /** As its lock file has it: nobody is asked. */
  isUpAt(port: number): boolean {
    return this.#lockFile.isHeld() && this.#lockFile.read()?.port === port;
  }

  /** @returns the port on which it answers. */
  async adoptedOrStarted(environment: NodeJS.ProcessEnv): Promise<number | NoServer> {
    for (const until = this.#now() + remainsMillis; ;) {
      const adopted = await this.#adopted();
      if (adopted !== null) {
        keepPort(this.#place, adopted);
        return adopted;
      }
      const started = await this.#started(environment);
      if (typeof started === 'number') return started;
      if (!remains.test(started.failed)) return started;
      if (this.#now() > until) return this.#silent() ?? started;
      await pause();
    }
  }

  /** The port of the server that runs on this data; null where none does. */
  async #adopted(): Promise<number | null> {
    const until = this.#now() + takeOverMillis;
    for (;;) {
      const lock = this.#lockFile.read();
      if (lock === null) return null;
      if (!this.#lockFile.isHeld()) {
        this.#lockFile.letUsPast();
        return null;
      }
      if (lock.port !== null && (await this.#answers(lock.port))) return lock.port;
      if (this.#now() > until) return null;
      await pause();
    }
  }

  async #started(environment: NodeJS.ProcessEnv): Promise<number | NoServer> {
    const port = await portFor(this.#place);
    const log = this.#openLog();
    const logged = fstatSync(log).size;
    const child = spawn(this.#binaries.postgres, ['-D', this.#cluster.data, '-c', `port=${port}`], {
      cwd: this.#place.folder,
      env: environment,
      detached: true,
      stdio: ['ignore', log, log],
      ...(this.#place.as ?? {}),
    });
    closeSync(log);
    const end: { why: string | null } = { why: null };
    child.once('error', ({ message }) => {
      end.why = message;
    });
    child.once('exit', (code, signal) => {
      end.why ??= `it ended with ${code ?? signal ?? 'no code'}`;
    });
    child.unref();
    for (const until = this.#now() + readyMillis; this.#now() < until;) {
      if (await this.#answers(port)) {
        keepPort(this.#place, port);
        return port;
      }
      if (end.why !== null) return { failed: this.#whyNot(end.why, logged) };
      await pause();
    }
    return { failed: this.#whyNot('it does not answer', logged) };
  }

  #whyNot(reason: string, from: number): string {
    const log = readFileSync(this.#logFile()).subarray(from).toString('utf8').trim().split('\n');
    // What is left of a killed server writes into the same file.
    const fatal =
      log.findLast((line) => remains.test(line)) ??
      log.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ??
      log.at(-1) ??
      '';
    return `the embedded PostgreSQL does not start: ${reason}; ${fatal} (see ${this.#logFile()})`;
  }

  /** null: it is not a server on this data that stands in the way of another. */
  #silent(): NoServer | null {
    const lock = this.#lockFile.read();
    if (lock === null || !this.#lockFile.isHeld()) return null;
    const { pid } = lock;
    const failed = `the embedded PostgreSQL runs as process ${pid} and does not answer: it was stopped, or its disk hangs. kill -CONT ${pid} lets a stopped one go on; kill -9 ${pid} ends it, and the next start keeps what was committed (see ${this.#logFile()})`;
    return { failed };
  }

  /** It answers, takes our password, and its data is ours. */
  async #answers(port: number): Promise<boolean> {
    const shown = await ask<{ data_directory: string }>(
      urlOf(this.#cluster, port),
      'show data_directory',
    );
    if (shown === null) return false;
    return realpathSync(shown.data_directory) === realpathSync(this.#cluster.data);
  }

  async stop(url: string): Promise<void> {
    // Our own sessions, closed a moment ago, are listed until their backends have ended.
    const others = await ask<{ count: string }>(
      url,
      `select count(*) from pg_stat_activity
       where application_name like '${sessionName}%'
         and application_name <> current_setting('application_name')`,
    );
    const lock = this.#lockFile.read();
    if (others?.count !== '0' || lock === null) return;
    // SIGINT: open sessions are ended, and a checkpoint is written.
    process.kill(lock.pid, 'SIGINT');
    while (this.#lockFile.isHeld()) await pause();
  }

  #logFile(): string {
    return join(this.#place.folder, 'postgres.log');
  }

  #openLog(): number {
    const file = this.#logFile();
    if (existsSync(file) && statSync(file).size > logBytesMax) renameSync(file, `${file}.old`);
    return openSync(file, 'a', 0o600);
  }
}

async function ask<Row>(url: string, statement: string): Promise<Row | null> {
  const client = new pg.Client({
    connectionString: url,
    application_name: `${sessionName} look`,
    connectionTimeoutMillis: 2_000,
    query_timeout: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(statement);
    return (rows[0] as Row | undefined) ?? null;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, pauseMillis));
}
