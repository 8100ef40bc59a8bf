// Requests that act are done once under their idempotency key: missing 400, another payload 422, still
// under way 409, done: the answer that was given (draft-ietf-httpapi-idempotency-key-header-07).
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { limits } from '../../core/limits.js';
import { declarationOf } from './declaration.js';
import type { Doors } from './doors.js';
import { clientOf } from './guard.js';
import type { Problem } from './problem.js';
import { sendProblem } from './problem.js';

/** The idempotency key that a request has taken, and must give an answer to. */
const takenKey = 'takenKey';

export function once(server: FastifyInstance, doors: Doors): void {
  server.decorateRequest(takenKey, null);
  server.addHook('preHandler', async (request, reply) => {
    if (declarationOf(request)?.acts === true) return begin(request, reply, doors);
  });
  server.addHook('onSend', async (request, reply, payload) => {
    const key = request.getDecorator<string | null>(takenKey);
    if (key === null) return;
    request.setDecorator(takenKey, null);
    // What failed by our fault was not done: a repeat tries again.
    const isDone = reply.statusCode < 500;
    const answer = isDone ? { status: reply.statusCode, body: String(payload) } : null;
    await doors.store.requests.endRequest({ client: clientOf(request) ?? '', key }, answer);
  });
}

async function begin(
  request: FastifyRequest,
  reply: FastifyReply,
  { store, now, interpreting }: Doors,
): Promise<FastifyReply | undefined> {
  const key = keyOf(request.headers['idempotency-key']);
  if (key === null) return sendProblem(reply, missing);
  const payload = `${request.method}\n${request.url}\n${JSON.stringify(request.body ?? null)}`;
  const client = clientOf(request) ?? '';
  const begun = await store.requests.beginRequest({
    client,
    key,
    digest: interpreting.digest(payload),
    at: now(),
  });
  switch (begun.kind) {
    case 'begun':
      request.setDecorator(takenKey, key);
      return undefined;
    case 'in-flight':
      reply.header('retry-after', '1');
      return sendProblem(reply, inFlight);
    case 'other-payload':
      return sendProblem(reply, otherPayload);
    case 'answered': {
      const { status, body } = begun.answer;
      const type = status < 400 ? 'application/json' : 'application/problem+json';
      return reply
        .code(status)
        .header('content-type', `${type}; charset=utf-8`)
        .header('idempotent-replayed', 'true')
        .send(body);
    }
  }
}

/** The draft has it as a structured string, in quotes; most send it bare. */
function keyOf(header: string | readonly string[] | undefined): string | null {
  if (typeof header !== 'string') return null;
  const key = header.replace(/^"(.*)"$/, '$1');
  return key !== '' && key.length <= limits.idempotencyKeyCharactersMax ? key : null;
}

const missing: Problem = {
  status: 400,
  title: 'Idempotency-Key is missing',
  detail: `This request acts: send an Idempotency-Key of up to ${limits.idempotencyKeyCharactersMax} characters, a new one for each act and the same one for a repeat.`,
};

const otherPayload: Problem = {
  status: 422,
  title: 'Idempotency-Key is already used',
  detail: 'Another request was made under this key: a new act needs a new key.',
};

const inFlight: Problem = {
  status: 409,
  title: 'A request is outstanding for this Idempotency-Key',
  detail: 'The first request under this key is still under way: repeat it later.',
};
