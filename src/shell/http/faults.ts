// Whatever goes wrong with a request, as a problem document: faults of the request say what to mend,
// faults of ours say that it was not confirmed and to send the same again.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { reasonOf } from '../../core/reason.js';
import type { Catalogue } from './catalogue.js';
import type { Doors } from './doors.js';
import type { Problem } from './problem.js';
import { problemText, problemType, sendProblem } from './problem.js';
import { RequestFault } from './validation.js';

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  413: 'Body too large',
  415: 'Content type not taken',
  422: 'Not as described',
  429: 'Too many requests',
  503: 'Busy',
};

export function answerFaults(
  server: FastifyInstance,
  { complain }: Doors,
  catalogue: Catalogue,
): void {
  server.setErrorHandler(async (error, request, reply) => {
    const problem = problemOf(error);
    if (problem === null || problem.status >= 500) reply.header('retry-after', '2');
    if (problem !== null) return sendProblem(reply, problem);
    complain(`${request.id}: ${reasonOf(error)}`);
    const asks = request.method === 'GET' || request.method === 'HEAD';
    return sendProblem(reply, asks ? notAnswered : notConfirmed);
  });
  // At once, and not where one is not found: by then its body has been taken into memory.
  server.addHook('onRequest', async ({ is404, method, url, raw }, reply) => {
    const [path = ''] = url.split('?');
    if (!namesItsHost(raw)) return sendProblem(reply.header('connection', 'close'), noHost);
    if (is404) return nothingThere(reply, method, catalogue.methodsOf(path));
  });
}

/** RFC 3986, section 3.2: a name, an IPv4 address or an IPv6 one in brackets, and a port. */
const hostForm = /^(?:[\w.~!$&'()*+,;=%-]*|\[[\da-f:.]+\])(?::\d*)?$/i;

/** One, in exactly one header (RFC 9112, section 3.2): of two, a proxy may go by the one and Weir by the other. */
function namesItsHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'host',
  );
  const [host, another] = hosts;
  if (host === undefined) return httpVersion === '1.0';
  return another === undefined && hostForm.test(host);
}

const noHost: Problem = {
  status: 400,
  title: 'Bad request',
  detail: 'A request names its host, in exactly one Host header.',
};

/** An address that no route is looked up for. */
export function unreadableAddress(
  { statusCode: status = 400 }: FastifyError,
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  const detail =
    status === 414
      ? 'A part of the address is too long.'
      : 'The address is not percent-encoded text.';
  void sendProblem(reply, { status, title: 'Address not readable', detail });
}

async function nothingThere(
  reply: FastifyReply,
  method: string,
  methods: readonly string[],
): Promise<FastifyReply> {
  if (methods.length === 0 || methods.includes(method)) {
    return sendProblem(reply, {
      status: 404,
      title: 'Not found',
      detail: 'There is nothing here.',
    });
  }
  const allowed = methods.join(', ');
  reply.header('allow', allowed);
  const detail = `This address takes ${allowed}.`;
  return sendProblem(reply, { status: 405, title: 'Method not allowed', detail });
}

/** null: a fault of ours. */
function problemOf(error: unknown): Problem | null {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  const title = titles[status] ?? 'Bad request';
  if (error instanceof RequestFault) return { status, title, detail: error.message };
  if (status < 400 || status >= 500) return null;
  const detail =
    status === 413
      ? 'The body is larger than 10 MiB: send it in parts.'
      : 'The request is malformed.';
  return { status, title, detail };
}

/** A commit whose answer was lost may have been done. */
const notConfirmed: Problem = {
  status: 503,
  title: 'Not confirmed',
  detail: 'The ledger did not confirm it: it may have been taken in or not. Send the same again.',
};

const notAnswered: Problem = {
  status: 503,
  title: 'Not answered',
  detail: 'The ledger could not be asked. Ask again.',
};

interface BrokenRequest {
  readonly status: string;
  readonly detail: string;
}

const broken: Readonly<Record<string, BrokenRequest>> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    detail: 'The headers are larger than 16 KiB.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    detail: 'The request took longer than 10 seconds to arrive.',
  },
};
const notHttp: BrokenRequest = {
  status: '400 Bad Request',
  detail: 'The request can not be read as HTTP.',
};

/** What is no request is answered below the server's own machinery, and the connection is closed. */
export function brokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { status, detail } = broken[error.code ?? ''] ?? notHttp;
  const [code = '', ...title] = status.split(' ');
  const body = problemText({ status: Number(code), title: title.join(' '), detail });
  const head = [
    `HTTP/1.1 ${status}`,
    `Content-Type: ${problemType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** `Expect` with anything but 100-continue: Node asks before the server sees the request. */
export function unmetExpectation(_request: IncomingMessage, response: ServerResponse): void {
  const detail = 'Of Expect nothing but 100-continue is known here.';
  const body = problemText({ status: 417, title: 'Expectation failed', detail });
  response.writeHead(417, { 'content-type': problemType, connection: 'close' }).end(body);
}
