// Deletes the personal data of an order for good, or shows how much there is.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { namedSubject } from '../../hub/erasing.js';
import { declared } from '../declaration.js';
import type { Doors } from '../doors.js';
import { sendProblem } from '../problem.js';
import { candidatesShape } from '../shapes.js';

const eraseBody = z.strictObject({
  preview: z.boolean().default(false).describe('only show what it would delete'),
});

const erasedShape = z.object({
  subjects: z
    .array(z.object({ type: z.string(), key: z.string() }))
    .describe('whatever its names connect is one, and is erased as one'),
  statements: z.int().describe('statements that lose their personal data'),
  receipts: z.int().describe('receipts that lose the bytes that came'),
  quarantined: z.int().describe('lines set aside in them, which nobody can read again'),
  erased: z.boolean(),
});

type Erasing = FastifyRequest<{ Params: { readonly ref: string } }>;

export function eraseRoutes(server: FastifyInstance, doors: Doors): void {
  server.post<{ Params: { readonly ref: string } }>(
    '/api/orders/:ref/erase',
    declared({
      scope: 'admin',
      acts: true,
      summary: 'Deletes the personal data of an order for good; what was sold and paid stays.',
      body: eraseBody,
      answers: { 200: erasedShape, 300: candidatesShape },
    }),
    async (request, reply) => erase(doors, request, reply),
  );
}

async function erase(
  { store, now }: Doors,
  request: Erasing,
  reply: FastifyReply,
): Promise<unknown> {
  const subject = await namedSubject(store, request.params.ref);
  if ('failed' in subject) {
    const { candidates } = subject;
    if (candidates.length > 0) return reply.code(300).send({ candidates });
    const detail = 'No order of the ledger bears this name.';
    return sendProblem(reply, { status: 404, title: 'Unknown name', detail });
  }
  const { preview } = request.body as z.infer<typeof eraseBody>;
  const holding = preview
    ? await store.people.holding(subject)
    : await store.people.erase(subject, now());
  if (holding === null) {
    const detail = 'It has just become a part of another subject: ask again. Nothing was erased.';
    reply.header('retry-after', '1');
    return sendProblem(reply, { status: 503, title: 'Being joined', detail });
  }
  return { ...holding, erased: !preview };
}
