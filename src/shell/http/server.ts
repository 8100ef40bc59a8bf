// The hub's HTTP doors put together: a body is taken as bytes and its parser is chosen by the route,
// never by a header; every answer that is no success is a problem document.
import { randomUUID } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import fastify from 'fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { limits } from '../../core/limits.js';
import { Catalogue } from './catalogue.js';
import { declarationOf } from './declaration.js';
import type { Doors } from './doors.js';
import { answerFaults, brokenRequest, unmetExpectation, unreadableAddress } from './faults.js';
import { clientOf, guard } from './guard.js';
import { once } from './once.js';
import { openApiOf } from './openapi.js';
import { descriptionRoutes } from './routes/description.js';
import { destinationsRoutes } from './routes/destinations.js';
import { eraseRoutes } from './routes/erase.js';
import { findingsRoutes } from './routes/findings.js';
import { healthRoutes } from './routes/health.js';
import { listsRoutes } from './routes/lists.js';
import { observationsRoutes } from './routes/observations.js';
import { ordersRoutes } from './routes/orders.js';
import { receiptsRoutes } from './routes/receipts.js';
import { replayRoutes } from './routes/replay.js';
import { streamRoutes } from './routes/stream.js';
import { webhooksRoutes } from './routes/webhooks.js';
import { RequestFault, validation } from './validation.js';

const lookForSlowMillis = 1_000;

/** Each adds the routes of one part of the API. */
const parts = [
  healthRoutes,
  observationsRoutes,
  ordersRoutes,
  listsRoutes,
  findingsRoutes,
  streamRoutes,
  receiptsRoutes,
  replayRoutes,
  destinationsRoutes,
  eraseRoutes,
  webhooksRoutes,
] as const;

export async function doorsOf(doors: Doors): Promise<FastifyInstance> {
  const server = fastify({
    bodyLimit: limits.bodyBytesMax,
    requestTimeout: limits.requestMillisMax,
    http: {
      headersTimeout: limits.requestHeadersMillisMax,
      connectionsCheckingInterval: lookForSlowMillis,
      // Node answers with an empty body; who names no host is answered as any other fault.
      requireHostHeader: false,
    },
    logger: false,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 1_024 },
    clientErrorHandler: brokenRequest,
    frameworkErrors: unreadableAddress,
  });
  server.server.maxConnections = limits.connectionsMax;
  server.server.on('checkExpectation', unmetExpectation);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  const catalogue = new Catalogue();
  answerFaults(server, doors, catalogue);
  await server.register(rateLimit, {
    max: limits.requestsPerMinuteMax,
    timeWindow: '1 minute',
    keyGenerator: (request) => clientOf(request) ?? request.ip,
    allowList: isUncounted,
    errorResponseBuilder: () =>
      new RequestFault(
        429,
        `More than ${limits.requestsPerMinuteMax} requests in a minute: come again.`,
      ),
  });
  guard(server, doors);
  validation(server);
  once(server, doors);
  logged(server, doors);
  partingWhenEnding(server, doors);
  declareRoutes(server, doors, catalogue);
  return server;
}

function declareRoutes(server: FastifyInstance, doors: Doors, catalogue: Catalogue): void {
  catalogue.watch(server);
  for (const routes of parts) routes(server, doors);
  descriptionRoutes(server, { catalogue, version: doors.version });
}

/** The API as it describes itself, where nothing runs: for the reference. */
export function describedApi(version: string): Readonly<Record<string, unknown>> {
  const catalogue = new Catalogue();
  // Routes are declared and none is called: nothing is asked of the rooms behind them.
  declareRoutes(fastify(), { version } as Doors, catalogue);
  return openApiOf(catalogue, version);
}

/** What brings observations in is never told to come again for being many. */
function isUncounted(request: FastifyRequest): boolean {
  const declaration = declarationOf(request);
  return declaration === null || declaration.scope === null || declaration.scope === 'observe';
}

/** Who is answered while the hub ends comes again on another connection, of another start. */
function partingWhenEnding(server: FastifyInstance, { ending }: Doors): void {
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (ending()) reply.header('connection', 'close');
    done(null, payload);
  });
}

/** One line an answer: the route and never the address, which may hold names; no payload. */
function logged(server: FastifyInstance, { log }: Doors): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { method, id, routeOptions } = request;
    const client = clientOf(request);
    const { statusCode: status, elapsedTime } = reply;
    const line = {
      event: 'answered',
      request: id,
      method,
      route: routeOptions.url,
      client,
      status,
    };
    const millis = Math.round(elapsedTime);
    if (status >= 500) log.error({ ...line, millis });
    else if (isUncounted(request) && status < 400) log.debug({ ...line, millis });
    else log.info({ ...line, millis });
    done();
  });
}
