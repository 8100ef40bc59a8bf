// The hub's doors over the store in memory, listening on a free port, for suites of the API.
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { nativeReader } from '../src/connectors/registry.js';
import { inferContract } from '../src/core/contract/infer.js';
import { OrderNames } from '../src/core/identity/names.js';
import type { Instant } from '../src/core/observation/instant.js';
import { Intake } from '../src/in/intake.js';
import { sourceReadings } from '../src/in/source-readings.js';
import { Changes, telling } from '../src/shell/hub/changes.js';
import { Cursors } from '../src/shell/http/cursor.js';
import type { Doors } from '../src/shell/http/doors.js';
import { KeyRing } from '../src/shell/http/key-ring.js';
import { doorsOf } from '../src/shell/http/server.js';
import { logTo } from '../src/shell/log.js';
import { Metrics } from '../src/shell/metrics.js';
import type { Scope } from '../src/store/access.js';
import { MemoryStore } from '../src/store/memory/memory-store.js';
import type { Store } from '../src/store/store.js';
import { Truth } from '../src/truth/truth.js';
import { allFolded } from './all-folded.js';

export const openedAt = 1_772_582_400_000 as Instant;

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** The answer as JSON; an empty object where it is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
}

export interface OpenDoors {
  readonly store: Store;
  readonly port: number;
  readonly logged: string[];
  readonly complaints: string[];
  readonly truth: Truth;
  readonly ask: (path: string, asking?: Asking) => Promise<Answer>;
  /** Sends observation lines and folds them. */
  readonly tell: (lines: readonly object[]) => Promise<Answer>;
  readonly key: (scopes: readonly Scope[], expiresAt?: Instant) => Promise<string>;
  readonly close: () => Promise<void>;
}

export async function openDoors(given: Partial<Doors> = {}): Promise<OpenDoors> {
  const { contract } = inferContract(['shop', 'amazon', 'erp', 'pay'], new Map());
  const changes = new Changes();
  const metrics = new Metrics();
  const store = given.store ?? telling(metrics.measured(new MemoryStore()), changes);
  const now = given.now ?? ((): Instant => openedAt);
  const digest = (content: string | Uint8Array): string =>
    createHash('sha256').update(content).digest('hex');
  const read = nativeReader(contract);
  const truth = new Truth({ store, contract, read, digest, rows: 100 });
  const logged: string[] = [];
  const complaints: string[] = [];
  const names = new OrderNames(contract.joins);
  const interpreting = { contract, names, digest, ids: store.ids };
  const server = await doorsOf({
    store,
    intake: new Intake(store, { commits: 1, statements: 1_000, waiting: 100 }),
    interpreting,
    webhooks: new Map(),
    webhookReading: () => sourceReadings(interpreting).webhook,
    keptUnread: () => undefined,
    now,
    arrived: () => undefined,
    complain: (line) => complaints.push(line),
    log: logTo({ write: (line) => void logged.push(line) }),
    metrics,
    changes,
    deciding: async () => truth.deciding(now()),
    lanes: () => [],
    folding: () => null,
    reasons: () => [],
    ending: () => false,
    ring: new KeyRing(store.access, now),
    cursors: new Cursors(store.access),
    isLoopback: true,
    version: '0.0.0',
    ...given,
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as { readonly port: number };
  const ask = async (path: string, asking: Asking = {}): Promise<Answer> =>
    asked(port, path, asking);
  return {
    store,
    port,
    logged,
    complaints,
    truth,
    ask,
    tell: async (lines) => {
      const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
      const headers = { 'content-type': 'application/jsonl' };
      const answer = await ask('/api/observations', { method: 'POST', headers, body });
      await allFolded(truth, now());
      return answer;
    },
    key: async (scopes, expiresAt) => {
      const key = `weir_${randomUUID()}`;
      await store.access.keepKey({
        name: key,
        prefix: 'weir_',
        digest: digest(key),
        scopes,
        createdAt: openedAt,
        expiresAt: expiresAt ?? null,
        revokedAt: null,
      });
      return key;
    },
    close: async () => server.close(),
  };
}

async function asked(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: Asking,
): Promise<Answer> {
  const asking = request({ host: '127.0.0.1', port, path, method, headers, timeout: 15_000 });
  asking.end(body);
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  const said = await text(response);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: said,
    body: jsonOf(said),
  };
}

function jsonOf(said: string): Answer['body'] {
  try {
    return JSON.parse(said) as Answer['body'];
  } catch {
    return {};
  }
}
