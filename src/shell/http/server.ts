// The hub's HTTP doors: observation lines in, the ledger's answers out. A body is taken as bytes and
// its parser is chosen by the route, never by a header.
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Instant } from '../../core/observation/instant.js';
import type { Intake } from '../../in/intake.js';
import type { Interpreting } from '../../in/observations.js';
import { arrivalOf } from '../../in/observations.js';
import type { Receipt, Store } from '../../store/store.js';
import { findingAnswer, handoffAnswer, orderAnswer } from './answers.js';
import { sendProblem } from './problem.js';

export interface Doors {
  readonly store: Store;
  readonly intake: Intake;
  readonly interpreting: Interpreting;
  readonly now: () => Instant;
  /** Called once something new is durable. */
  readonly arrived: () => void;
  /** A fault of ours or of the database, for the log. */
  readonly complain: (line: string) => void;
}

const bodyBytesMax = 10_485_760;
const pageMost = 200;
const requestMillis = 10_000;

export function doorsOf(doors: Doors): FastifyInstance {
  const server = fastify({
    bodyLimit: bodyBytesMax,
    requestTimeout: requestMillis,
    logger: false,
    routerOptions: { maxParamLength: 1_024 },
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  server.setErrorHandler(async (error, _request, reply) => failed(error, reply, doors));
  server.setNotFoundHandler(async (_request, reply) =>
    sendProblem(reply, { status: 404, title: 'Not found', detail: 'There is nothing here.' }),
  );
  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', async (_request, reply) => ready(doors, reply));
  server.post('/api/observations', async (request, reply) => observations(doors, request, reply));
  server.get('/api/orders/:ref', async (request, reply) => order(doors, request, reply));
  server.get('/api/handoffs', async (request) => handoffs(doors, request));
  server.get('/api/findings', async (request) => findings(doors, request));
  server.get('/api/counts', async () => doors.store.counts());
  return server;
}

async function failed(
  error: unknown,
  reply: FastifyReply,
  { complain }: Doors,
): Promise<FastifyReply> {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status === 413) {
    const detail = `The body is larger than ${bodyBytesMax} bytes: send it in parts.`;
    return sendProblem(reply, { status, title: 'Body too large', detail });
  }
  if (status >= 400 && status < 500) {
    return sendProblem(reply, {
      status,
      title: 'Bad request',
      detail: 'The request is malformed.',
    });
  }
  complain(error instanceof Error ? error.message : String(error));
  reply.header('retry-after', '2');
  return sendProblem(reply, {
    status: 503,
    title: 'Not kept',
    detail: 'The ledger could not keep it: nothing was taken in. Send it again.',
  });
}

async function ready({ store }: Doors, reply: FastifyReply): Promise<unknown> {
  try {
    const { inbox } = await store.counts();
    return { status: 'ready', inbox };
  } catch {
    return sendProblem(reply, {
      status: 503,
      title: 'Not ready',
      detail: 'The database does not answer.',
    });
  }
}

async function observations(
  doors: Doors,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { body } = request;
  if (!Buffer.isBuffer(body) || body.length === 0) {
    const detail = 'The body is empty: send observation lines.';
    return sendProblem(reply, { status: 400, title: 'No lines', detail });
  }
  const { interpreting } = doors;
  const receipt: Receipt = {
    id: await interpreting.ids(1),
    system: 'api',
    source: 'api',
    position: null,
    at: doors.now(),
    headers: {},
    body,
    digest: interpreting.digest(body),
  };
  const arrival = await arrivalOf(receipt, body.toString('utf8'), interpreting);
  const received = await doors.intake.submit(arrival);
  if ('busy' in received) {
    reply.header('retry-after', '1');
    const detail = 'More is waiting than can be kept: nothing was taken in. Send it again.';
    return sendProblem(reply, { status: 503, title: 'Busy', detail });
  }
  doors.arrived();
  const { filed, quarantined } = arrival;
  reply.code(
    filed.length === 0 && quarantined.every(({ kind }) => kind === 'unreadable') ? 422 : 202,
  );
  return {
    accepted: received.accepted,
    duplicate: received.duplicate,
    quarantined: quarantined.map(({ line, kind, reason }) => ({ line, kind, reason })),
    receipt: String(received.receipt),
  };
}

async function order(doors: Doors, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { ref } = request.params as { readonly ref: string };
  const found = await doors.store.named(ref, pageMost);
  const [only] = found;
  if (only === undefined) {
    const detail = 'No subject of the ledger bears this name.';
    return sendProblem(reply, { status: 404, title: 'Unknown name', detail });
  }
  if (found.length > 1) {
    reply.code(300);
    return { candidates: found.map(({ type, key, headline }) => ({ type, key, headline })) };
  }
  const story = await doors.store.story(only.type, only.key);
  return story === null ? {} : orderAnswer(story);
}

type Query = Readonly<Record<string, string | undefined>>;

async function handoffs({ store }: Doors, request: FastifyRequest): Promise<unknown> {
  const { after, state, rule, to, ref } = request.query as Query;
  const page = await store.handoffs({
    after: after ?? null,
    most: pageMost,
    ...(state === undefined ? {} : { state }),
    ...(rule === undefined ? {} : { rule }),
    ...(to === undefined ? {} : { to }),
    ...(ref === undefined ? {} : { subject: ref }),
  });
  return { handoffs: page.rows.map(handoffAnswer), next: page.next };
}

async function findings({ store }: Doors, request: FastifyRequest): Promise<unknown> {
  const { after, state, pattern, cause, handoff, ref } = request.query as Query;
  const page = await store.findings({
    after: after ?? null,
    most: pageMost,
    ...(state === undefined ? {} : { state }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(cause === undefined ? {} : { cause }),
    ...(handoff === undefined ? {} : { handoff }),
    ...(ref === undefined ? {} : { subject: ref }),
  });
  return { findings: page.rows.map(findingAnswer), next: page.next };
}
