// Server-sent events of what changed. A listener who reads too slowly is let go rather than waited
// for: it comes again with the id of the last event that it saw.
import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { limits } from '../../../core/limits.js';
import type { Missed, NamedChange } from '../../hub/changes.js';
import { declared } from '../declaration.js';
import type { Doors } from '../doors.js';
import { isAllowed } from '../guard.js';
import { sendProblem } from '../problem.js';

const scope = 'read';
const beatMillis = 15_000;

const streamShape = z
  .string()
  .meta({ contentMediaType: 'text/event-stream' })
  .describe(
    'Events `change`, each with {type, key, change}; a comment every 15 seconds. With `Last-Event-ID`, what came after it; where that is of another start, or older than the last 1,000, first an event `reset`: something may have been missed, so ask the lists again.',
  );

export function streamRoutes(server: FastifyInstance, doors: Doors): void {
  const open = new Set<ServerResponse>();
  server.addHook('preClose', (done) => {
    for (const response of open) response.end();
    done();
  });
  server.get(
    '/api/stream',
    {
      ...declared({
        scope,
        summary: 'Server-sent events of what changed, as far as this process folded it.',
        answers: { 200: streamShape },
      }),
      exposeHeadRoute: false,
    },
    async (request, reply) => {
      // Behind another request nothing would reach it, and nothing tell when it is gone.
      if (reply.raw.socket === null) {
        const detail = 'Ask for the stream on a connection of its own.';
        reply.header('retry-after', '1');
        return sendProblem(reply, { status: 503, title: 'Behind another request', detail });
      }
      if (open.size >= limits.listenersMax) {
        const detail = `${limits.listenersMax} listen already: ask for lists instead, or come again.`;
        reply.header('retry-after', '30');
        return sendProblem(reply, { status: 503, title: 'Too many listeners', detail });
      }
      return stream(doors, { request, open }, reply);
    },
  );
}

interface Opening {
  readonly request: FastifyRequest;
  readonly open: Set<ServerResponse>;
}

function stream(doors: Doors, { request, open }: Opening, reply: FastifyReply): FastifyReply {
  const { changes } = doors;
  reply.hijack();
  const response = reply.raw;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) response.setHeader(name, value);
  }
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  open.add(response);
  const send = (text: string): void => {
    if (response.writableEnded) return;
    response.write(text);
    if (response.writableLength > limits.listenerUnreadBytesMax) response.destroy();
  };
  send(': what changes from here on\n\n');
  const last = request.headers['last-event-id'];
  if (typeof last === 'string') send(missedText(changes.missed(last)));
  const end = changes.listen((told) => {
    send(told.map(eventOf).join(''));
  });
  const beat = setInterval(() => {
    send(':\n\n');
    void partFromStranger(request, response, doors);
  }, beatMillis);
  response.on('close', () => {
    clearInterval(beat);
    end();
    open.delete(response);
  });
  return reply;
}

/** A key may be revoked while its holder listens; where nobody can say, it comes again and is asked. */
async function partFromStranger(
  request: FastifyRequest,
  response: ServerResponse,
  doors: Doors,
): Promise<void> {
  if (await isAllowed(request, scope, doors).catch(() => false)) return;
  // Who has not read to the end by the next beat is waited for no longer.
  if (response.writableEnded) response.destroy();
  else response.end();
}

function missedText({ reset, changes }: Missed): string {
  const events = changes.map(eventOf).join('');
  return reset === null ? events : `id: ${reset}\nevent: reset\ndata: {}\n\n${events}`;
}

function eventOf({ id, ...change }: NamedChange): string {
  return `id: ${id}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`;
}
