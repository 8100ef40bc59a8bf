// The one file of this connector with I/O: requests to one destination over connections of its own.
// A request has one deadline for all of it, an answer a greatest size, and a redirect is an answer.
import { lookup } from 'node:dns';
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import type { LookupFunction, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type * as Undici from 'undici';
import type { Dispatcher, Pool, buildConnector } from 'undici';
import { limits } from '../../core/limits.js';
import type { Instant } from '../../core/observation/instant.js';
import { reachOf } from './address.js';

export interface HttpRequest {
  readonly method: Dispatcher.HttpMethod;
  /** Path and query, from the first slash on. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export type Exchanged =
  | {
      readonly got: 'answer';
      readonly status: number;
      readonly retryAfter: string | null;
      readonly text: string;
    }
  /** `sent`: some of the request may have arrived. */
  | { readonly got: 'nothing'; readonly sent: boolean; readonly why: string };

type Answer = Extract<Exchanged, { readonly got: 'answer' }>;

interface Certified {
  /** Until when the certificate is valid that it showed last; null or absent: it has shown none. */
  readonly certificateUntil?: () => Instant | null;
}

/** The way to one destination. `exchange` never rejects for what the other side does. */
export interface HttpClient extends Certified {
  readonly exchange: (request: HttpRequest) => Promise<Exchanged>;
  readonly close: () => Promise<void>;
}

/** What is fetched: its status and headers, and its bytes as they come. */
export type Fetched =
  | {
      readonly got: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly got: 'nothing'; readonly why: string };

export interface Taking {
  /** Bytes of the answer; more end it. */
  readonly most: number;
  readonly take: (chunk: Buffer) => void | Promise<void>;
}

/** The way to what one system shows. `fetch` never rejects for what the other side does. */
export interface HttpFetcher extends Certified {
  readonly fetch: (request: HttpRequest, taking: Taking) => Promise<Fetched>;
  readonly close: () => Promise<void>;
}

export interface ClientOptions {
  readonly origin: string;
  /** Its address may be one that is not public. */
  readonly allowed: boolean;
  readonly connections: number;
  /** For connecting, sending and receiving together. */
  readonly timeoutMillis: number;
  /** What no answer is kept with, though it says again what it was sent. */
  readonly secrets: readonly string[];
}

const connectMillisMax = 5_000;

/** Nothing was sent: there was no connection. */
class NotConnected extends Error {}

const require = createRequire(import.meta.url);

/** Loaded with the first client: an audit reaches nobody, and would wait for its many files. */
function undici(): typeof Undici {
  return require('undici') as typeof Undici;
}

export function httpClient(options: ClientOptions): HttpClient & HttpFetcher {
  const { origin, connections, timeoutMillis, secrets } = options;
  let certificateUntil: Instant | null = null;
  const connected = (socket: Socket): void => {
    certificateUntil = validUntil(socket) ?? certificateUntil;
  };
  const pool = new (undici().Pool)(origin, {
    connections,
    pipelining: 1,
    maxHeaderSize: limits.answerHeaderBytesMax,
    connect: guarded(options, connected),
  });
  return {
    exchange: async (request) => {
      try {
        return withoutSecrets(await exchanged(pool, request, timeoutMillis), secrets);
      } catch (error) {
        return { got: 'nothing', sent: !(error instanceof NotConnected), why: wordsOf(error) };
      }
    },
    fetch: async (request, taking) => {
      try {
        const { status, headers } = await received(pool, request, { ...taking, timeoutMillis });
        return { got: 'answer', status, headers };
      } catch (error) {
        return { got: 'nothing', why: wordsOf(error) };
      }
    },
    certificateUntil: () => certificateUntil,
    close: async () => pool.destroy(),
  };
}

/**
 * Connects to no address that may not be reached, and looks at that of the socket itself: what a name led
 * to before may be another by now.
 */
function guarded(
  { allowed, timeoutMillis }: ClientOptions,
  connected: (socket: Socket) => void,
): buildConnector.connector {
  const mayReach = (address: string): boolean => {
    const reach = reachOf(address);
    return reach === 'public' || (reach === 'inside' && allowed);
  };
  const connect = undici().buildConnector({
    timeout: Math.min(connectMillisMax, Math.ceil(timeoutMillis / 2)),
    lookup: lookUpOf(mayReach),
  });
  return (target, callback) => {
    const literal = target.hostname.replace(/^\[|\]$/g, '');
    // What is an address already is looked up nowhere.
    if (isIP(literal) !== 0 && !mayReach(literal)) {
      callback(forbidden(literal), null);
      return;
    }
    connect(target, (...[error, socket]) => {
      if (error !== null) {
        const why = new NotConnected(`no connection: ${wordsOf(error)}`);
        callback(error instanceof NotConnected ? error : why, null);
        return;
      }
      const address = socket.remoteAddress ?? '';
      if (mayReach(address)) {
        connected(socket);
        callback(null, socket);
        return;
      }
      socket.destroy();
      callback(forbidden(address), null);
    });
  };
}

/** Until when the certificate of its other end is valid; null: it is no connection of TLS. */
function validUntil(socket: Socket): Instant | null {
  if (!(socket instanceof TLSSocket)) return null;
  const until = Date.parse(socket.getPeerCertificate().valid_to);
  return Number.isNaN(until) ? null : (until as Instant);
}

function forbidden(address: string): NotConnected {
  const shown = isIP(address) === 0 ? 'its address' : address;
  return new NotConnected(`${shown} may not be reached: it is no public address`);
}

/** Of the addresses that a name leads to those that may be reached: to others not even a hello is sent. */
function lookUpOf(mayReach: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error, '');
        return;
      }
      const reached = addresses.filter(({ address }) => mayReach(address));
      const [first] = reached;
      if (first === undefined) callback(forbidden(addresses[0]?.address ?? ''), '');
      else if (options.all === true) callback(null, reached);
      else callback(null, first.address, first.family);
    });
  };
}

async function exchanged(pool: Pool, request: HttpRequest, timeoutMillis: number): Promise<Answer> {
  const chunks: Buffer[] = [];
  const { status, headers } = await received(pool, request, {
    timeoutMillis,
    most: limits.answerBytesMax,
    take: (chunk) => void chunks.push(chunk),
  });
  return {
    got: 'answer',
    status,
    retryAfter: headers['retry-after'] ?? null,
    text: Buffer.concat(chunks).toString('utf8'),
  };
}

/** A shorter one may stand in any text by chance; nobody guards anything with it. */
const shortestSecret = 8;

function withoutSecrets(answer: Answer, secrets: readonly string[]): Answer {
  const told = secrets.filter((secret) => secret.length >= shortestSecret);
  return {
    ...answer,
    text: told.reduce((text, secret) => text.replaceAll(secret, '…'), answer.text),
  };
}

interface Receiving extends Taking {
  readonly timeoutMillis: number;
}

async function received(
  pool: Pool,
  { method, path, headers, body }: HttpRequest,
  { timeoutMillis, most, take }: Receiving,
): Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string>> }> {
  const signal = AbortSignal.timeout(timeoutMillis);
  const answer = await pool.request({ method, path, headers: { ...headers }, body, signal });
  let size = 0;
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop ends the connection.
    if (size > most) throw new Error(`answered ${answer.statusCode} with more than ${most} bytes`);
    await take(chunk);
  }
  return { status: answer.statusCode, headers: singleHeaders(answer.headers) };
}

/** A header that came several times is one, with commas (RFC 9110, section 5.3). */
function singleHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Readonly<Record<string, string>> {
  const pairs = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
  );
  return Object.fromEntries(pairs);
}

const untrusted =
  'nobody trusted here has signed its certificate: NODE_EXTRA_CA_CERTS names a file of further signers';

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'it refuses connections',
  ECONNRESET: 'it broke the connection off',
  ENOTFOUND: 'its name leads nowhere',
  EAI_AGAIN: 'names are not resolved now',
  EPIPE: 'it broke the connection off',
  CERT_HAS_EXPIRED: 'its certificate has ended: it is to be renewed',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet: it or the clock here is wrong',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is of another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  EPROTO: 'it speaks no TLS that is taken here',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  UND_ERR_SOCKET: 'it broke the connection off',
  UND_ERR_ABORTED: 'no whole answer in time',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'its answer broke off',
};

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it failed';
  if (error instanceof NotConnected) return error.message;
  if (error.name === 'TimeoutError') return 'no whole answer in time';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return words[code] ?? (code === '' ? error.message : code);
}
