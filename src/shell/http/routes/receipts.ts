// What has arrived, and what of it could not be read. The bytes themselves are not shown: they are the
// systems' own words, with whatever personal data stands in them.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { limits } from '../../../core/limits.js';
import { instantText } from '../../../core/observation/instant.js';
import type { QuarantinedRow, ReceiptRow } from '../../../store/quarantine.js';
import { receiptSources, receiptStates } from '../../../store/quarantine.js';
import { declared } from '../declaration.js';
import type { Doors } from '../doors.js';
import { givenOnly, refuseUnknown, sinceOf } from '../filters.js';
import { sendProblem } from '../problem.js';
import { listed, since } from '../shapes.js';

const receiptsQuery = z.strictObject({
  ...listed,
  state: z
    .enum(receiptStates)
    .optional()
    .describe('quarantined: lines of it are set aside; unread: it waits to be read'),
  system: z.string().optional(),
  since: since.describe('of what came then or later'),
});

const receiptFields = {
  id: z.string(),
  system: z.string(),
  source: z.enum(receiptSources),
  position: z.string().nullable().describe('where it stood in its source'),
  at: z.string().describe('RFC 3339, UTC'),
  size: z.int().describe('bytes'),
  digest: z.string().describe('SHA-256 of the bytes, hexadecimal; empty: erased with them'),
  quarantined: z.int().describe('lines of it that are set aside'),
  unread: z.boolean().describe('it is kept, and waits to be read'),
  erased_at: z
    .string()
    .nullable()
    .describe('since when its bytes are gone, with the personal data in them'),
};
const receiptShape = z.object(receiptFields);
const oneReceiptShape = z.object({
  ...receiptFields,
  lines: z.array(z.object({ line: z.int(), kind: z.string(), reason: z.string() })),
});
const receiptsShape = z.object({
  receipts: z.array(receiptShape),
  next: z.string().nullable().describe('cursor of the next page; null: there is none'),
});

const scope = 'read';

export function receiptsRoutes(server: FastifyInstance, doors: Doors): void {
  server.get(
    '/api/receipts',
    declared({
      scope,
      summary: 'What has arrived, and what of it is set aside.',
      query: receiptsQuery,
      answers: { 200: receiptsShape },
    }),
    async (request) => receipts(doors, request.query as z.infer<typeof receiptsQuery>),
  );
  server.get(
    '/api/receipts/:id',
    declared({
      scope,
      summary: 'One receipt, and why lines of it are set aside.',
      answers: { 200: oneReceiptShape },
    }),
    async (request, reply) => receipt(doors, (request.params as { readonly id: string }).id, reply),
  );
}

async function receipts(
  doors: Doors,
  { limit, cursor, ...filters }: z.infer<typeof receiptsQuery>,
): Promise<unknown> {
  const { store, cursors } = doors;
  const asked = JSON.stringify(['receipts', filters]);
  const { state, system } = filters;
  const page = await store.quarantine.receipts({
    after: await cursors.after(cursor, asked),
    most: limit,
    ...givenOnly({ state, system, since: sinceOf(filters) }),
  });
  await refuseUnknown(page, { named: { system }, cursor }, doors);
  const next = await cursors.of(page.next, asked);
  return { receipts: page.rows.map(receiptAnswer), next };
}

async function receipt(
  { store: { quarantine } }: Doors,
  id: string,
  reply: FastifyReply,
): Promise<unknown> {
  const row = /^\d{1,15}$/.test(id) ? await quarantine.receipt(Number(id)) : null;
  if (row === null) {
    const detail = 'There is no such receipt: weir receipts lists those that there are.';
    return sendProblem(reply, { status: 404, title: 'Unknown receipt', detail });
  }
  const lines: readonly QuarantinedRow[] = await quarantine.lines(row.id, limits.unreadableListed);
  return { ...receiptAnswer(row), lines };
}

export function receiptAnswer(row: ReceiptRow): Readonly<Record<string, unknown>> {
  const { id, system, source, position, at, size, digest, quarantined, unread, erasedAt } = row;
  return {
    id: String(id),
    system,
    source,
    position,
    at: instantText(at),
    size,
    digest,
    quarantined,
    unread,
    erased_at: erasedAt === null ? null : instantText(erasedAt),
  };
}
