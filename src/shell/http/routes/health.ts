// Whether the hub lives, whether it can do its work and what keeps it from it, and its figures.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { durationWords } from '../../../core/contract/duration.js';
import { droppedRules } from '../../hub/cutover.js';
import { pauseText } from '../../hub/examination.js';
import { declared } from '../declaration.js';
import type { Doors } from '../doors.js';

/** A statement that waits longer than this waits for something that is broken. */
const waitingMillisMax = 60_000;
/** A transaction that is open for longer keeps the tables from being cleaned up (engine.md section 4). */
const transactionMillisMax = 300_000;

const liveShape = z.object({ status: z.literal('live') }).describe('The process answers.');

const readyShape = z
  .object({
    status: z.enum(['ready', 'degraded', 'not-ready']),
    reasons: z.array(z.string()).describe('in plain words; none where all is well'),
    notes: z
      .array(z.string())
      .optional()
      .describe('what a person has done and that is no fault: paused lanes'),
  })
  .describe('`ready` and `degraded` take in and keep everything; `not-ready` does not.');

const metricsShape = z.string().meta({ contentMediaType: 'text/plain' }).describe('Figures.');

export function healthRoutes(server: FastifyInstance, doors: Doors): void {
  server.get(
    '/health/live',
    declared({ scope: null, summary: 'Whether the process answers.', answers: { 200: liveShape } }),
    async () => Promise.resolve({ status: 'live' }),
  );
  server.get(
    '/health/ready',
    declared({
      scope: null,
      summary: 'Whether it can do its work, and what keeps it from it.',
      answers: { 200: readyShape, 503: readyShape },
    }),
    async (_request, reply) => ready(doors, reply),
  );
  server.get(
    '/metrics',
    declared({ scope: 'read', summary: 'Figures for Prometheus.', answers: { 200: metricsShape } }),
    async (_request, reply) => {
      const { metrics, store, now, lanes } = doors;
      const text = await metrics.text(store, now(), lanes());
      return reply.header('content-type', metrics.contentType).serializer(String).send(text);
    },
  );
}

async function ready(doors: Doors, reply: FastifyReply): Promise<unknown> {
  if (doors.ending()) return notReady(reply, 'It is being ended.');
  try {
    const reasons = [...(await storeReasons(doors)), ...laneReasons(doors), ...doors.reasons()];
    const notes = (await doors.store.pauses.all()).map(pauseText);
    const status = reasons.length === 0 ? 'ready' : 'degraded';
    return notes.length === 0 ? { status, reasons } : { status, reasons, notes };
  } catch {
    return notReady(reply, 'The database does not answer.');
  }
}

async function notReady(reply: FastifyReply, reason: string): Promise<FastifyReply> {
  return reply.code(503).send({ status: 'not-ready', reasons: [reason] });
}

async function storeReasons({ store, now }: Doors): Promise<readonly string[]> {
  const { waitingSince, oldestTransactionMillis } = await store.vitals();
  const reasons: string[] = [...(await droppedRules(store))];
  if (waitingSince !== null && now() - waitingSince > waitingMillisMax) {
    reasons.push(`What came in ${words(now() - waitingSince)} ago waits to be folded.`);
  }
  if (oldestTransactionMillis > transactionMillisMax) {
    const open = words(oldestTransactionMillis);
    reasons.push(`A transaction in the database has been open for ${open}.`);
  }
  return reasons;
}

/** To the second. */
function words(millis: number): string {
  return durationWords(Math.floor(millis / 1_000) * 1_000);
}

function laneReasons({ lanes }: Doors): readonly string[] {
  return lanes().flatMap(({ to, closed }) =>
    closed === null ? [] : [`The lane to ${to} is closed for now: ${closed}.`],
  );
}
