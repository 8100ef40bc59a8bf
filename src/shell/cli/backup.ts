// `weir export` and `weir import`: the whole ledger into one file, and back into an empty one.
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import type { Instant } from '../../core/observation/instant.js';
import { exported, imported } from '../../store/postgres/backup.js';
import type { NoLedger } from '../hub/ledger.js';
import { existingServer, openServer } from '../hub/ledger.js';
import { unwritable } from './unwritable.js';
import type { ExitCode, Output } from './verb.js';
import { codeOf } from './verb.js';

export interface BackupOptions {
  readonly data?: string;
  readonly json?: boolean;
}

export interface BackupDoors extends Output {
  readonly now: () => Instant;
}

/** Beside the file until it is whole: a name without it never stands for a part. */
const unfinished = '.part';

export async function runExport(
  file: string,
  options: BackupOptions,
  doors: BackupDoors,
): Promise<ExitCode> {
  if (await exists(file)) {
    doors.err(`weir export: ${file} is there already: name another, or move it away.\n`);
    return 2;
  }
  const part = `${file}${unfinished}`;
  const opened = await open(part, 'w', 0o600).catch((error: unknown) => unwritable(file, error));
  if (typeof opened === 'string') return refused('export', opened, doors);
  const server = await existingServer(serverOptions(options, doors));
  if ('failed' in server) {
    await opened.close();
    await rm(part, { force: true });
    return closed('export', server, doors);
  }
  const lines = new PassThrough();
  const kept = pipeline(lines, createGzip(), opened.createWriteStream());
  // A disk that fails is heard of with the next line that has to wait for it, or at the end.
  kept.catch(() => undefined);
  try {
    const written = await exported(server.url, doors.now(), async (line) => {
      if (!lines.write(`${line}\n`)) await Promise.race([once(lines, 'drain'), kept]);
    });
    lines.end();
    await kept;
    if ('unfit' in written) return refused('export', written.unfit, doors);
    await rename(part, file);
    told('export', `${written.rows} rows of ${written.tables} tables are in ${file}.`, {
      options,
      doors,
      fact: { ...written, file },
    });
    return 0;
  } finally {
    lines.destroy();
    await kept.catch(() => undefined);
    await rm(part, { force: true });
    await server.stop();
  }
}

export async function runImport(
  file: string,
  options: BackupOptions,
  doors: BackupDoors,
): Promise<ExitCode> {
  if (!(await exists(file))) {
    doors.err(`weir import: there is no ${file}.\n`);
    return 2;
  }
  const server = await openServer(serverOptions(options, doors));
  if ('failed' in server) return closed('import', server, doors);
  try {
    const written = await imported(server.url, linesOf(file));
    if ('unfit' in written) return refused('import', written.unfit, doors);
    told(
      'import',
      `${written.rows} rows of ${written.tables} tables are in. What was open is looked up before anything is sent.`,
      { options, doors, fact: written },
    );
    return 0;
  } finally {
    await server.stop();
  }
}

/** A file that is damaged ends early: who reads the lines sees that their end is missing. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const unpacked = createGunzip();
  const flow = pipeline(createReadStream(file), unpacked).catch(() => undefined);
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of unpacked) {
      const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch {
    return;
  }
  if (rest !== '') yield rest;
  await flow;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function serverOptions({ data }: BackupOptions, { now }: BackupDoors) {
  return { data: data ?? '.weir', databaseUrl: process.env['DATABASE_URL'] ?? null, now };
}

function refused(verb: string, why: string, { err }: BackupDoors): ExitCode {
  err(`weir ${verb}: ${why}\n`);
  return 2;
}

function closed(verb: string, server: NoLedger, { err }: BackupDoors): ExitCode {
  err(`weir ${verb}: ${server.failed}\n`);
  return codeOf(server);
}

interface Told {
  readonly options: BackupOptions;
  readonly doors: BackupDoors;
  readonly fact: object;
}

function told(verb: string, words: string, { options, doors, fact }: Told): void {
  doors.out(options.json === true ? `${JSON.stringify({ verb, ...fact })}\n` : `${words}\n`);
}
