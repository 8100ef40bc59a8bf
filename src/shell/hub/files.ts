// The files of a hub: a folder that is looked into, or an address that is fetched, each in a loop of
// its own.
import { once } from 'node:events';
import { lstat, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { limits } from '../../core/limits.js';
import { hostOf } from '../../connectors/http/checks.js';
import type { HttpFetcher } from '../../connectors/http/client.js';
import { httpClient } from '../../connectors/http/client.js';
import { headersOf } from '../../connectors/http/index.js';
import { waitOf } from '../../connectors/http/reply.js';
import type { FileAddress, FileSource } from '../../core/contract/file-source.js';
import { reasonOf } from '../../core/reason.js';
import type { SeenFile } from '../../in/file-look.js';
import { lookAt, matcher } from '../../in/file-look.js';
import { leased } from './leasing.js';
import type { NoLedger } from './ledger.js';
import type { Rounds } from './rounds.js';
import { jittered, rounds } from './rounds.js';
import type { Sources, SourceState, SourcesGiven } from './sources.js';
import { Watched } from './sources.js';
import type { Copied, TakingGiven } from './taking.js';
import { Taking } from './taking.js';

/** What is there and not finished is looked at again so soon. */
const settleMillis = 2_000;

interface FileLoop extends Pick<Rounds, 'end'> {
  readonly state: () => SourceState;
}

export function openFiles(given: SourcesGiven): Sources | NoLedger {
  const loops: FileLoop[] = [];
  for (const [system, source] of given.contract.fileSources) {
    const { place } = source;
    if (place.kind === 'folder') {
      loops.push(folderLoop(system, { ...source, folder: place.folder }, given));
      continue;
    }
    const headers = headersOf(place.headers, given.environmentOf(system));
    if ('failed' in headers) return { failed: `${system}: ${headers.failed}.`, ofCall: true };
    const { values, secrets } = headers;
    loops.push(addressLoop(system, { ...source, ...place, headers: values, secrets }, given));
  }
  return {
    states: () => loops.map(({ state }) => state()),
    end: async () => {
      await Promise.all(loops.map(async ({ end }) => end()));
    },
  };
}

/** What a look into a folder came to. */
interface Looked {
  readonly accepted: number;
  /** Something is there that may be finished at the next look. */
  readonly waiting: boolean;
  /** Why a finished file could not be read; null: each could. */
  readonly unreadable: string | null;
}

/** Looks into one folder, and takes what is finished there. */
export class FolderLook {
  readonly taking: Taking;
  readonly #folder: string;
  readonly #wanted: (name: string) => boolean;
  #before: readonly SeenFile[] | null = null;

  constructor(
    system: string,
    source: FileSource & { readonly folder: string },
    given: TakingGiven,
  ) {
    this.taking = new Taking(system, source, given);
    this.#folder = source.folder;
    this.#wanted = matcher(source.match);
  }

  /** Another may have taken files meanwhile. */
  forget(): void {
    this.taking.forget();
    this.#before = null;
  }

  async look(): Promise<Looked> {
    const { taking } = this;
    let accepted = await taking.resume();
    const seen = await filesIn(this.#folder);
    const found = lookAt(seen, this.#before, this.#wanted);
    this.#before = seen;
    let { waiting } = found;
    let unreadable: string | null = null;
    for (const file of found.ready) {
      if (await taking.isDone(file)) continue;
      const copied = await this.#copyOf(file.name);
      // The files behind it are taken all the same.
      if ('fault' in copied) unreadable ??= copied.fault;
      else if (await this.#stands(file, copied)) accepted += await taking.take(file, copied);
      else {
        waiting = true;
        await taking.discard(copied.path);
      }
    }
    return { accepted, waiting, unreadable };
  }

  /** Whether it is the file that was seen: what was copied may be the beginning of one that took its place. */
  async #stands({ name, inode, size, changed }: SeenFile, { path }: Copied): Promise<boolean> {
    const now = await fileAt(this.#folder, name);
    // Its owner may clear up at any time: what was read whole before that is kept.
    if (now === null) return (await stat(path)).size === size;
    return now.inode === inode && now.size === size && now.changed === changed;
  }

  async #copyOf(name: string): Promise<Copied | { readonly fault: string }> {
    return this.taking.copyFile(name, join(this.#folder, name)).catch((error: unknown) => ({
      fault: `${name} can't be opened: ${reasonOf(error)}`,
    }));
  }
}

function folderLoop(
  system: string,
  source: FileSource & { readonly folder: string },
  given: SourcesGiven,
): FileLoop {
  const folder = new FolderLook(system, source, given);
  const watched = new Watched({ source: `files:${system}`, system }, given);
  const look = async (): Promise<number> => {
    const { accepted, waiting, unreadable } = await folder.look();
    if (accepted > 0) given.kept();
    if (unreadable === null) watched.read(!waiting, accepted);
    else watched.failed(unreadable, null);
    return waiting ? Math.min(settleMillis, source.everyMillis) : jittered(source.everyMillis);
  };
  const taken = (): void => {
    folder.forget();
  };
  const close = async (): Promise<void> => Promise.resolve();
  const { taking } = folder;
  return running(look, { taking, watched, taken, close, leasing: given.leasing });
}

interface Running {
  readonly taking: Taking;
  readonly watched: Watched;
  /** The files are this process's to read from now on. */
  readonly taken: () => void;
  readonly close: () => Promise<void>;
  readonly leasing: SourcesGiven['leasing'];
}

function running(
  look: () => Promise<number>,
  { taking, watched, taken, close, leasing }: Running,
): FileLoop {
  let ended = false;
  const failed = (error: unknown): number => (ended ? 0 : watched.failed(reasonOf(error), null));
  const round = async (): Promise<number> => look().catch(failed);
  const left = (): void => {
    watched.left();
  };
  const loop = rounds(leased(watched.state.source, leasing, { round, taken, left }));
  return {
    state: () => watched.state,
    end: async () => {
      ended = true;
      taking.end();
      await loop.end();
      await close();
    },
  };
}

async function filesIn(folder: string): Promise<readonly SeenFile[]> {
  const found: SeenFile[] = [];
  for (const name of await readdir(folder)) {
    const file = await fileAt(folder, name);
    if (file !== null) found.push(file);
  }
  return found;
}

/** null: no file; one that went away meanwhile is none. */
async function fileAt(folder: string, name: string): Promise<SeenFile | null> {
  const found = await lstat(join(folder, name), { bigint: true }).catch(() => null);
  if (found?.isFile() !== true) return null;
  const inode = `${found.dev}:${found.ino}`;
  return { name, inode, size: Number(found.size), changed: Number(found.mtimeMs) };
}

type Fetching = FileSource & FileAddress & { readonly secrets: readonly string[] };

function addressLoop(system: string, source: Fetching, given: SourcesGiven): FileLoop {
  const url = new URL(source.url);
  const taking = new Taking(system, source, given);
  const watched = new Watched({ source: `files:${system}`, system }, given);
  const client = httpClient({
    origin: url.origin,
    allowed: source.allow.map((host) => host.toLowerCase()).includes(hostOf(url)),
    connections: 1,
    timeoutMillis: source.timeoutMillis,
    secrets: source.secrets,
  });
  let validators: Readonly<Record<string, string>> = {};
  const fetch = async (): Promise<number> => {
    let accepted = await taking.resume();
    const name = basename(url.pathname) === '' ? url.hostname : basename(url.pathname);
    const request = {
      path: url.pathname + url.search,
      headers: { ...source.headers, ...validators },
    };
    const fetched = await fetchedTo(taking, { name, client, request });
    if (fetched.kind === 'failed') {
      const asked = waitOf(fetched.retryAfter, given.now());
      return watched.failed(fetched.why, asked);
    }
    if (fetched.kind === 'fetched') {
      const { copied, size } = fetched;
      // The same bytes again are the same file here: nobody has put another one there.
      const seen = { name, inode: copied.digest, size, changed: 0 };
      if (await taking.isDone(seen)) await taking.discard(copied.path);
      else accepted += await taking.take(seen, copied);
      validators = fetched.validators;
    }
    if (accepted > 0) given.kept();
    watched.read(true, accepted);
    return jittered(source.everyMillis);
  };
  const taken = (): void => {
    taking.forget();
    validators = {};
  };
  const close = async (): Promise<void> => client.close();
  return running(fetch, { taking, watched, taken, close, leasing: given.leasing });
}

interface Fetch {
  readonly name: string;
  readonly client: HttpFetcher;
  readonly request: { readonly path: string; readonly headers: Readonly<Record<string, string>> };
}

type FetchedFile =
  | {
      readonly kind: 'fetched';
      readonly copied: Copied;
      readonly size: number;
      /** Headers by which it is asked for again only where it has changed. */
      readonly validators: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly why: string; readonly retryAfter: string | null };

async function fetchedTo(taking: Taking, { name, client, request }: Fetch): Promise<FetchedFile> {
  const coming = new PassThrough();
  let size = 0;
  const copying = taking.copy(name, () => coming);
  // Both fail with the fetch, which says why.
  coming.on('error', () => undefined);
  copying.catch(() => undefined);
  const fetched = await client.fetch(
    { method: 'GET', ...request, body: null },
    {
      most: limits.fetchedBytesMax,
      take: async (chunk) => {
        size += chunk.length;
        if (coming.write(chunk)) return;
        // A disk that is full ends the wait.
        await Promise.race([once(coming, 'drain'), copying]);
      },
    },
  );
  const isWhole = fetched.got === 'answer' && fetched.status === 200;
  if (!isWhole) {
    coming.destroy(new Error('not whole'));
    await copying.catch(() => undefined);
    if (fetched.got === 'nothing') return { kind: 'failed', why: fetched.why, retryAfter: null };
    if (fetched.status === 304) return { kind: 'unchanged' };
    const retryAfter = fetched.headers['retry-after'] ?? null;
    return { kind: 'failed', why: `it answered ${fetched.status}`, retryAfter };
  }
  coming.end();
  const { etag, 'last-modified': modified } = fetched.headers;
  const validators = {
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(modified === undefined ? {} : { 'if-modified-since': modified }),
  };
  return { kind: 'fetched', copied: await copying, size, validators };
}
