// A system's own requests in. They come without a key of ours: what counts is the signature over the
// bytes. Which system it is says the address alone, never a header. What is genuine is kept whatever it
// says, and answered 2xx: a platform takes anything else for our fault and ends its subscription.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { WebhookRequest } from '../../../connectors/connector.js';
import type { OpenWebhook } from '../../../in/webhook.js';
import { authenticity, webhookArrival } from '../../../in/webhook.js';
import { BodiesUnderWay } from '../bodies-under-way.js';
import type { Declaration } from '../declaration.js';
import { declared } from '../declaration.js';
import type { Doors } from '../doors.js';
import type { Problem } from '../problem.js';
import { sendProblem } from '../problem.js';

const unknownSystem: Problem = {
  status: 404,
  title: 'Not found',
  detail: 'There is nothing here.',
};
const wrongType: Readonly<Record<OpenWebhook['syntax'], Problem>> = {
  json: {
    status: 415,
    title: 'Content type not taken',
    detail: 'Send JSON as it is, with a Content-Type of application/json.',
  },
  xml: {
    status: 415,
    title: 'Content type not taken',
    detail: 'Send XML as it is, with a Content-Type of application/xml or text/xml.',
  },
};
const empty: Problem = { status: 400, title: 'No body', detail: 'The body is empty.' };
const forged: Problem = {
  status: 401,
  title: 'Not accepted',
  detail: 'The signature does not show that the request is genuine.',
};
const busy: Problem = {
  status: 503,
  title: 'Busy',
  detail: 'More is waiting than can be kept: nothing was taken in. Send it again.',
};

const answer = z
  .object({
    receipt: z.string().optional().describe('absent: it was a ping, of which nothing is kept'),
    unread: z.literal(true).optional().describe('kept, and read later'),
    accepted: z.int().optional().describe('absent where it is unread, as the next two'),
    duplicate: z.int().optional(),
    quarantined: z.int().optional().describe('lines of it that were set aside'),
  })
  .describe('What is genuine is on the disk, whatever it says; a repeat has no further effect.');

const taken = {
  scope: null,
  raw: ['application/json', 'application/xml', 'text/xml'],
  answers: { 200: answer },
} as const;

const door: Declaration = {
  ...taken,
  summary: "Takes a system's own requests, its webhooks, as it sends them.",
  description:
    'What counts is the proof that `webhook:` of the system has in the contract, made ' +
    'over the bytes of the body as they are sent. By its scheme the headers are: hmac-sha256 and secret-header, the ' +
    'header that the contract names; timestamped, Stripe-Signature or the one that the contract names; ' +
    'standard-webhooks, webhook-id, webhook-timestamp and webhook-signature; walmart, WM_SEC.TIMESTAMP and ' +
    'WM_SEC.SIGNATURE; basic, Authorization. A known connector has a scheme of its own. 404: the contract has no ' +
    'webhook of such a system; 400: no body; 401: the proof fails; 413: it is too large; 415: it is not what the ' +
    'reader of the system reads; 503: nothing was kept, send it again after the seconds in Retry-After.',
};

const doorUnder: Declaration = {
  ...taken,
  summary: 'The same door: a platform may want addresses of its own for its topics.',
};

/** The same refusal of the same system is said once so often. */
const quietMillis = 60_000;

export function webhooksRoutes(server: FastifyInstance, doors: Doors): void {
  const refusals = new Map<string, number>();
  const complain = (system: string, why: string): void => {
    const line = `a webhook of ${system} was refused: ${why}`;
    const now = doors.now();
    if (now - (refusals.get(line) ?? 0) < quietMillis) return;
    refusals.set(line, now);
    doors.complain(line);
  };
  const take = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { system } = request.params as { readonly system: string };
    const webhook = doors.webhooks.get(system);
    if (webhook === undefined) return sendProblem(reply, unknownSystem);
    const said = requestOf(request);
    if (webhook.isPing(said)) return {};
    const taken = await taking(webhook, said, doors);
    if (!('refused' in taken)) return taken;
    complain(system, taken.why);
    if (taken.refused.status === 503) reply.header('retry-after', '1');
    return sendProblem(reply, taken.refused);
  };
  // Before the body comes: whoever may send it can fill the memory with it.
  const counting = new BodiesUnderWay().counting(async ({ params }, reply) => {
    const { system } = params as { readonly system: string };
    return doors.webhooks.has(system) ? undefined : sendProblem(reply, unknownSystem);
  });
  server.post('/in/:system', { ...counting, ...declared(door) }, take);
  server.post('/in/:system/*', { ...counting, ...declared(doorUnder) }, take);
}

function requestOf(request: FastifyRequest): WebhookRequest {
  const { method, url, headers, body } = request;
  const given: Record<string, string> = {};
  for (const [name, text] of Object.entries(headers)) {
    if (text !== undefined) given[name] = Array.isArray(text) ? text.join(', ') : text;
  }
  return {
    method,
    path: url,
    headers: given,
    body: Buffer.isBuffer(body) ? body : new Uint8Array(),
  };
}

interface Refused {
  readonly refused: Problem;
  readonly why: string;
}

/** It is kept, and what was read of it, if anything was read yet. */
type Taken =
  | { readonly receipt: string; readonly unread: true }
  | {
      readonly receipt: string;
      readonly accepted: number;
      readonly duplicate: number;
      /** Lines of it that were set aside. */
      readonly quarantined: number;
    };

async function taking(
  webhook: OpenWebhook,
  request: WebhookRequest,
  { interpreting, webhookReading, keptUnread, intake, arrived, now }: Doors,
): Promise<Taken | Refused> {
  const isEmpty = request.body.length === 0;
  const { syntax } = webhook;
  if (!isEmpty && !isWritten(request, syntax)) {
    return { refused: wrongType[syntax], why: `its body is not ${syntax.toUpperCase()}` };
  }
  const at = now();
  const proof = authenticity(webhook, request, at);
  if (!proof.genuine) return { refused: isEmpty ? empty : forged, why: proof.why };
  const genuine = { request, event: proof.event, at };
  const arrival = await webhookArrival(webhook, genuine, {
    interpreting,
    reading: webhookReading(),
  });
  const received = await intake.submit(arrival);
  if ('busy' in received) return { refused: busy, why: 'the door is busy' };
  if (arrival.unread === true) {
    keptUnread();
    return { receipt: String(received.receipt), unread: true };
  }
  arrived();
  const { accepted, duplicate } = received;
  return {
    receipt: String(received.receipt),
    accepted,
    duplicate,
    quarantined: arrival.quarantined.length,
  };
}

const types: Readonly<Record<OpenWebhook['syntax'], RegExp>> = {
  json: /^application\/(?:[\w.-]+\+)?json$/i,
  xml: /^(?:application\/(?:[\w.-]+\+)?|text\/)xml$/i,
};

/** A body that says it is something else is not looked at; `application/cloudevents+json` is JSON. */
function isWritten({ headers }: WebhookRequest, syntax: OpenWebhook['syntax']): boolean {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = headers;
  const [media = ''] = type.split(';');
  return types[syntax].test(media.trim()) && encoding === 'identity';
}
