// Whether the hub lives, whether it can do its work and what keeps it from it, and its figures.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { durationWords } from '../../../core/contract/duration.js';
import type { Instant } from '../../../core/observation/instant.js';
import { droppedRules, liveInVain } from '../../hub/cutover.js';
import { pauseText, unfoldedText } from '../../hub/examination.js';
import { declared } from '../declaration.js';
import type { Doors } from '../doors.js';
import { isAllowed } from '../guard.js';

/** A statement that waits longer than this waits for something that is broken. */
const waitingMillisMax = 60_000;
/** A transaction that is open for longer keeps the tables from being cleaned up. */
const transactionMillisMax = 300_000;

const liveShape = z.object({ status: z.literal('live') }).describe('The process answers.');

const readyShape = z
  .object({
    status: z.enum(['ready', 'degraded', 'not-ready']),
    reasons: z
      .array(z.string())
      .describe('in plain words, and in full for who may read; none where all is well'),
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
    async (request, reply) => ready(doors, request, reply),
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

/** Something to know of. People and systems have their words in it, which are not for everybody. */
interface Reason {
  readonly says: string;
  /** Of what kind it is: what whoever asks without a key is told. */
  readonly plainly: string;
}

async function ready(doors: Doors, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  if (doors.ending()) return notReady(reply, 'It is being ended.');
  try {
    const told = (await isAllowed(request, 'read', doors)) ? inFull : plainly;
    const reasons = [
      ...(await ruleReasons(doors)),
      ...foldingReasons(doors),
      ...(await storeReasons(doors)),
      ...laneReasons(doors),
      ...outsideReasons(doors),
    ];
    const notes = await pauseNotes(doors);
    const status = reasons.length === 0 ? 'ready' : 'degraded';
    const answer = { status, reasons: told(reasons) };
    return notes.length === 0 ? answer : { ...answer, notes: told(notes) };
  } catch {
    return notReady(reply, 'The database does not answer.');
  }
}

async function notReady(reply: FastifyReply, reason: string): Promise<FastifyReply> {
  return reply.code(503).send({ status: 'not-ready', reasons: [reason] });
}

function inFull(reasons: readonly Reason[]): readonly string[] {
  return reasons.map(({ says }) => says);
}

function plainly(reasons: readonly Reason[]): readonly string[] {
  return [...new Set(reasons.map((reason) => reason.plainly))];
}

async function ruleReasons({ store, interpreting }: Doors): Promise<readonly Reason[]> {
  const dropped = await droppedRules(store, interpreting.contract);
  const inVain = await liveInVain(store, interpreting.contract);
  return [
    ...dropped.map((says) => ({ says, plainly: 'A rule went back to an earlier mode.' })),
    ...inVain.map((says) => ({ says, plainly: 'A rule is live that can not be carried.' })),
  ];
}

function foldingReasons({ folding }: Doors): readonly Reason[] {
  const why = folding();
  if (why === null) return [];
  const plainly = 'What comes in can not be folded now.';
  return [{ says: `What comes in can't be folded now, and is tried again: ${why}.`, plainly }];
}

async function storeReasons({ store, now }: Doors): Promise<readonly Reason[]> {
  const { waitingSince, unreadSince, unfolded, oldestTransactionMillis } = await store.vitals();
  const reasons: Reason[] = [
    ...lagReasons(waitingSince, 'folded', now()),
    ...lagReasons(unreadSince, 'read', now()),
  ];
  if (unfolded !== null) {
    reasons.push({ says: unfoldedText(unfolded), plainly: 'Something could not be folded.' });
  }
  if (oldestTransactionMillis > transactionMillisMax) {
    const says = `A transaction in the database has been open for ${words(oldestTransactionMillis)}.`;
    reasons.push({ says, plainly: 'A transaction in the database has been open for long.' });
  }
  return reasons;
}

function lagReasons(since: Instant | null, step: string, now: Instant): readonly Reason[] {
  if (since === null || now - since <= waitingMillisMax) return [];
  const says = `What came in ${words(now - since)} ago waits to be ${step}.`;
  return [{ says, plainly: `What came in waits to be ${step}.` }];
}

/** To the second. */
function words(millis: number): string {
  return durationWords(Math.floor(millis / 1_000) * 1_000);
}

function laneReasons({ lanes }: Doors): readonly Reason[] {
  return lanes().flatMap(({ to, closed, troubles }) => {
    const reasons = troubles.map((says) => ({ says, plainly: 'A lane wants somebody.' }));
    if (closed === null) return reasons;
    const says = `The lane to ${to} is closed for now: ${closed}.`;
    return [...reasons, { says, plainly: 'A lane is closed for now.' }];
  });
}

function outsideReasons({ reasons }: Doors): readonly Reason[] {
  return reasons().map((says) => ({ says, plainly: 'A source or a credential wants somebody.' }));
}

async function pauseNotes({ store }: Doors): Promise<readonly Reason[]> {
  const pauses = await store.pauses.all();
  return pauses.map((pause) => ({ says: pauseText(pause), plainly: 'A lane is paused.' }));
}
