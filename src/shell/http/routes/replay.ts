// Has a handoff tried anew that is dead, refused or unknown: under its own key, and looked up first
// where it may be there.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { replayable } from '../../../core/ledger/replay.js';
import { handoffAnswer } from '../answers.js';
import { declared } from '../declaration.js';
import type { Doors } from '../doors.js';
import { clientOf } from '../guard.js';
import { sendProblem } from '../problem.js';
import { handoffShape, reasonBody } from '../shapes.js';

const replayBody = reasonBody.extend({
  not_there: z
    .boolean()
    .default(false)
    .describe('a person looked: the effect is not there, and nothing has to be looked up first'),
});

const replayedShape = z.object({
  replayed: z
    .boolean()
    .describe('false: it was being tried anew already, or it does not stand still'),
  handoff: handoffShape,
});

export function replayRoutes(server: FastifyInstance, doors: Doors): void {
  server.post<{ Params: { readonly id: string } }>(
    '/api/handoffs/:id/replay',
    declared({
      scope: 'operate',
      acts: true,
      summary: `Tries a handoff anew that is ${replayable.join(', ')}.`,
      body: replayBody,
      answers: { 200: replayedShape },
    }),
    async (request, reply) => replay(doors, request, reply),
  );
}

async function replay(
  { store, now, arrived }: Doors,
  request: FastifyRequest<{ Params: { readonly id: string } }>,
  reply: FastifyReply,
): Promise<unknown> {
  const { id } = request.params;
  const handoff = await store.handoff(id);
  if (handoff === null) {
    const detail = 'No handoff has this id.';
    return sendProblem(reply, { status: 404, title: 'Unknown handoff', detail });
  }
  const { reason, not_there: absent } = request.body as z.infer<typeof replayBody>;
  const by = clientOf(request) ?? '';
  const keys = await store.replay({ keys: [id], by, at: now(), reason, absent });
  if (keys.length > 0) arrived();
  return { replayed: keys.length > 0, handoff: handoffAnswer(handoff) };
}
