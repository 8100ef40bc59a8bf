// What a route is asked, read by the zod schemas that it declares: the body by the route and never by
// its header, and a filter that does not exist is named, not ignored.
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { lineValue } from '../../core/observation/read-line.js';
import type { Declaration } from './declaration.js';
import { declarationOf } from './declaration.js';
import { faultWords } from './fault-words.js';
import { sendProblem } from './problem.js';

/** A fault of the request, as the error handler answers it. */
export class RequestFault extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

const jsonTypes = ['application/json'];

export function validation(server: FastifyInstance): void {
  server.setSerializerCompiler(() => (data) => JSON.stringify(data));
  server.setValidatorCompiler<z.ZodType>(({ schema, httpPart }) => (data: unknown) => {
    const read = schema.safeParse(data, { error: faultWords });
    if (read.success) return { value: read.data };
    // JSON that says the wrong thing is 422; a filter or a path that does is 400.
    const status = httpPart === 'body' ? 422 : 400;
    return { error: new RequestFault(status, sentence(read.error)) };
  });
  server.addHook('onRequest', async (request, reply) => {
    // PostgreSQL has no NUL in its texts, so no name and no filter holds one.
    if (request.url.includes('%00')) {
      return sendProblem(reply, {
        status: 400,
        title: 'Bad request',
        detail: 'The address holds a NUL.',
      });
    }
    const accepted = typesOf(declarationOf(request));
    if (accepted === null) return;
    const { 'content-type': type = '', 'content-encoding': encoding } = request.headers;
    const isTaken = accepted.includes(type.split(';')[0]?.trim().toLowerCase() ?? '');
    if (isTaken && (encoding === undefined || encoding === 'identity')) return;
    const detail = `Send the body as it is, with a Content-Type of ${accepted.join(', ')}.`;
    return sendProblem(reply, { status: 415, title: 'Content type not taken', detail });
  });
  server.addHook('preValidation', async (request) => {
    if (declarationOf(request)?.body !== undefined) request.body = jsonOf(request.body);
    return Promise.resolve();
  });
}

function typesOf(declaration: Declaration | null): readonly string[] | null {
  return declaration?.takes ?? (declaration?.body === undefined ? null : jsonTypes);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function jsonOf(body: unknown): unknown {
  let text: string;
  try {
    text = Buffer.isBuffer(body) ? utf8.decode(body) : '';
  } catch {
    throw new RequestFault(400, 'The body is not UTF-8.');
  }
  const read = lineValue(text);
  if ('unreadable' in read) {
    throw new RequestFault(400, `The body can not be read: ${read.unreadable}.`);
  }
  return read.value;
}

/** One fault, an unknown field first; says which field and what it may be, never what it was. */
function sentence({ issues }: z.ZodError): string {
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue === undefined) return 'The request is malformed.';
  if (issue.code === 'unrecognized_keys') {
    return `There is no ${issue.keys.map((key) => key.slice(0, 40)).join(', ')} here.`;
  }
  return `${issue.path.join('.') || 'The body'}: ${issue.message}.`;
}
