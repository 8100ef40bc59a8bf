// The ledger's lists: handoffs, findings and their clusters; and how many there are of what.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { causes, patterns } from '../../../core/detect/finding.js';
import { askedWords, findingStates, wordsOf } from '../../../core/ledger/ledger.js';
import type { FindingQuestion } from '../../../store/lists.js';
import { clusterAnswer, findingAnswer, handoffAnswer, heldByPause } from '../answers.js';
import { declared } from '../declaration.js';
import type { Doors } from '../doors.js';
import type { Candidates, NamedFilters } from '../filters.js';
import { givenOnly, refuseUnknown, sinceOf, subjectOf } from '../filters.js';
import {
  candidatesShape,
  clustersShape,
  countsShape,
  findingsShape,
  handoffsShape,
  listed,
  since,
} from '../shapes.js';

const ref = z.string().optional().describe('any name of the subject, or namespace:value');

const handoffsQuery = z.strictObject({
  ...listed,
  state: z
    .enum(askedWords)
    .optional()
    .describe('open: all that somebody or something still has to see to'),
  handoff: z.string().optional().describe('the rule'),
  system: z.string().optional().describe('the destination'),
  since: since.describe('due then or later'),
  ref,
});

const findingsQuery = z.strictObject({
  ...listed,
  state: z.enum(findingStates).optional(),
  pattern: z.enum(patterns).optional(),
  cause: z.enum(causes).optional(),
  system: z.string().optional().describe('one of those concerned'),
  handoff: z.string().optional().describe('the rule'),
  since: since.describe('of what happened then or later'),
  ref,
});

const scope = 'read';

export function listsRoutes(server: FastifyInstance, doors: Doors): void {
  server.get(
    '/api/handoffs',
    declared({
      scope,
      summary: 'What is owed, by whom, and how far it has come.',
      query: handoffsQuery,
      answers: { 200: handoffsShape, 300: candidatesShape },
    }),
    async (request, reply) =>
      handoffs(doors, request.query as z.infer<typeof handoffsQuery>, reply),
  );
  server.get(
    '/api/findings',
    declared({
      scope,
      summary: 'What is wrong, why, and what to do.',
      query: findingsQuery,
      answers: { 200: findingsShape, 300: candidatesShape },
    }),
    async (request, reply) => findings(doors, request.query as FindingsQuery, reply),
  );
  server.get(
    '/api/clusters',
    declared({
      scope,
      summary: 'Findings of one fingerprint taken together.',
      query: findingsQuery,
      answers: { 200: clustersShape, 300: candidatesShape },
    }),
    async (request, reply) => clusters(doors, request.query as FindingsQuery, reply),
  );
  server.get(
    '/api/counts',
    declared({
      scope,
      summary: 'How many rows of what there are.',
      query: z.strictObject({}),
      answers: { 200: countsShape },
    }),
    async () => doors.store.counts(),
  );
}

async function handoffs(
  doors: Doors,
  { limit, cursor, ref: name, ...filters }: z.infer<typeof handoffsQuery>,
  reply: FastifyReply,
): Promise<unknown> {
  const { store, cursors } = doors;
  const subject = await subjectOf(store, name);
  if ('candidates' in subject) return reply.code(300).send(subject);
  const asked = JSON.stringify(['handoffs', filters, name]);
  const { state, handoff, system } = filters;
  const page = await store.handoffs({
    after: await cursors.after(cursor, asked),
    most: limit,
    ...(state === undefined ? {} : { states: wordsOf(state) }),
    ...givenOnly({ rule: handoff, to: system, since: sinceOf(filters) }),
    ...subject,
  });
  await refuseUnknown(page, { named: { system, rule: handoff }, cursor }, doors);
  const paused = new Set((await store.pauses.all()).map(({ to: destination }) => destination));
  const rows = page.rows.map((handoff) => handoffAnswer(heldByPause(handoff, paused)));
  return { handoffs: rows, next: await cursors.of(page.next, asked) };
}

type FindingsQuery = z.infer<typeof findingsQuery>;

async function findings(doors: Doors, query: FindingsQuery, reply: FastifyReply): Promise<unknown> {
  const asked = await askedOf('findings', query, doors);
  if ('candidates' in asked) return reply.code(300).send(asked);
  const page = await doors.store.findings(asked.question);
  await refuseUnknown(page, asked, doors);
  const next = await doors.cursors.of(page.next, asked.list);
  return { findings: page.rows.map(findingAnswer), next };
}

async function clusters(doors: Doors, query: FindingsQuery, reply: FastifyReply): Promise<unknown> {
  const asked = await askedOf('clusters', query, doors);
  if ('candidates' in asked) return reply.code(300).send(asked);
  const page = await doors.store.clusters(asked.question);
  await refuseUnknown(page, asked, doors);
  const next = await doors.cursors.of(page.next, asked.list);
  return { clusters: page.rows.map(clusterAnswer), next };
}

interface AskedFindings {
  readonly question: FindingQuestion;
  readonly list: string;
  readonly named: NamedFilters;
  readonly cursor: string | undefined;
}

/** The question that a call asks of the findings, and the list that its cursor belongs to. */
async function askedOf(
  name: 'findings' | 'clusters',
  { limit, cursor, ref: of, ...filters }: FindingsQuery,
  { store, cursors }: Doors,
): Promise<AskedFindings | Candidates> {
  const subject = await subjectOf(store, of);
  if ('candidates' in subject) return subject;
  const list = JSON.stringify([name, filters, of]);
  const given = givenOnly({ ...filters, since: sinceOf(filters) });
  const after = await cursors.after(cursor, list);
  const named = { system: filters.system, rule: filters.handoff };
  return { list, named, cursor, question: { after, most: limit, ...given, ...subject } };
}
