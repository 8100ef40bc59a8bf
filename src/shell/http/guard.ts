// Who may pass: a key with the right scope. While nobody was given a key, and the hub listens on
// loopback only, whoever sits at this machine may do everything; a page of a browser may not.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { limits } from '../../core/limits.js';
import type { Scope } from '../../store/access.js';
import { declarationOf } from './declaration.js';
import type { KeyRing } from './key-ring.js';
import type { Problem } from './problem.js';
import { sendProblem } from './problem.js';

export interface Guarding {
  readonly ring: KeyRing;
  /** It listens where only this machine can reach it. */
  readonly isLoopback: boolean;
}

/** What is answered is for who asked: not kept on the way, and never taken for a page. */
const personal = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;

const clientName = 'client';

/** Name of the key that a request came with; null: it came with none. */
export function clientOf(request: FastifyRequest): string | null {
  return request.getDecorator<string | null>(clientName);
}

/** The name under which whoever needs no key acts. */
const localClient = 'this machine';

/** Needs the rate limit to be there already. Whose key holds is never told to come later for others. */
export function guard(server: FastifyInstance, guarding: Guarding): void {
  const count = server.createRateLimit({
    max: limits.refusedPerMinuteMax,
    keyGenerator: ({ ip }) => ip,
    allowList: [],
  });
  server.decorateRequest(clientName, null);
  server.addHook('onRequest', async (request, reply) => {
    const scope = declarationOf(request)?.scope ?? null;
    if (scope === null) return;
    reply.headers(personal);
    const refused = await refusal(request, scope, guarding);
    if (refused === null) return;
    const counted = await count(request);
    if (counted.isAllowed || !counted.isExceeded) return refuse(reply, refused);
    reply.header('retry-after', counted.ttlInSeconds);
    return sendProblem(reply, tooManyRefused);
  });
}

/** Whether whoever asks may do what needs this scope, as it is now. */
export async function isAllowed(
  request: FastifyRequest,
  scope: Scope,
  guarding: Guarding,
): Promise<boolean> {
  return (await refusal(request, scope, guarding)) === null;
}

async function refuse(reply: FastifyReply, problem: Problem): Promise<FastifyReply> {
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="weir"');
  return sendProblem(reply, problem);
}

async function refusal(
  request: FastifyRequest,
  scope: Scope,
  { ring, isLoopback }: Guarding,
): Promise<Problem | null> {
  const key = bearerOf(request.headers.authorization);
  if (key === null && isLoopback && (await ring.isEmpty())) {
    request.setDecorator(clientName, localClient);
    return isForeign(request) ? foreign : null;
  }
  if (key === null) return noKey;
  const holder = await ring.holder(key);
  if (holder === null) return badKey;
  request.setDecorator(clientName, holder.name);
  if (holder.scopes.includes(scope) || holder.scopes.includes('admin')) return null;
  return {
    status: 403,
    title: 'Not allowed',
    detail: `This key does not have the scope ${scope}.`,
  };
}

function bearerOf(header: string | undefined): string | null {
  return /^Bearer ([\w-]{1,200})$/i.exec(header ?? '')?.[1] ?? null;
}

const noKey: Problem = {
  status: 401,
  title: 'No key',
  detail: 'Send Authorization: Bearer KEY; weir keys create makes one.',
};

const badKey: Problem = {
  status: 401,
  title: 'Key not accepted',
  detail: 'This key is unknown, revoked or expired; weir keys list shows which there are.',
};

const tooManyRefused: Problem = {
  status: 429,
  title: 'Too many requests',
  detail: `More than ${limits.refusedPerMinuteMax} requests of this address were refused in a minute: mend the key, and come again.`,
};

const foreign: Problem = {
  status: 403,
  title: 'Foreign page',
  detail:
    'While no key exists, only programs on this machine are answered: no page of another origin, and nothing through a proxy.',
};

/** What a proxy writes down of whom it brings; whoever sits at this machine needs none. */
const brought = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const;

/**
 * A page that a browser of this machine has open: it names its own origin, or reached loopback under
 * a name of its own (DNS rebinding). And whoever a proxy on this machine lets in from elsewhere.
 */
function isForeign({ headers }: FastifyRequest): boolean {
  const { host = '', origin } = headers;
  const site = headers['sec-fetch-site'];
  if (!isLocalHost(host) || brought.some((name) => headers[name] !== undefined)) return true;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  return origin !== undefined && origin !== `http://${host}`;
}

function isLocalHost(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host);
}

/** Whether an address to listen on can be reached from this machine only. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
