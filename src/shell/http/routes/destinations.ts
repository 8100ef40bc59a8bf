// Lanes that a person pauses and lets go on: nothing is claimed for a paused destination, by whichever
// process.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { declared } from '../declaration.js';
import type { Doors } from '../doors.js';
import { clientOf } from '../guard.js';
import { knownWords } from '../filters.js';
import { sendProblem } from '../problem.js';
import { reasonBody } from '../shapes.js';

const pausedShape = z.object({
  destination: z.string(),
  paused: z.boolean(),
  changed: z.boolean().describe('false: it stood so already'),
});

type Named = FastifyRequest<{ Params: { readonly name: string } }>;

export function destinationsRoutes(server: FastifyInstance, doors: Doors): void {
  const answers = { 200: pausedShape };
  server.post<{ Params: { readonly name: string } }>(
    '/api/destinations/:name/pause',
    declared({
      scope: 'operate',
      acts: true,
      summary: 'Nothing more is sent to a destination; what is under way is not called back.',
      body: reasonBody,
      answers,
    }),
    async (request, reply) => pause(doors, request, reply),
  );
  server.post<{ Params: { readonly name: string } }>(
    '/api/destinations/:name/resume',
    declared({ scope: 'operate', acts: true, summary: 'Its lane goes on.', answers }),
    async (request) => resume(doors, request),
  );
}

async function pause(
  { store, interpreting, now }: Doors,
  request: Named,
  reply: FastifyReply,
): Promise<unknown> {
  const { name: to } = request.params;
  if (!interpreting.contract.systems.has(to)) {
    const known = knownWords([...interpreting.contract.systems.keys()].sort());
    const detail = `The contract has no system of this name. ${known}`;
    return sendProblem(reply, { status: 404, title: 'Unknown destination', detail });
  }
  const { reason } = request.body as z.infer<typeof reasonBody>;
  const changed = await store.pauses.pause({
    to,
    at: now(),
    by: clientOf(request) ?? '',
    reason,
  });
  return { destination: to, paused: true, changed };
}

/** Of a destination that the contract may no longer have. */
async function resume({ store }: Doors, request: Named): Promise<unknown> {
  const { name: to } = request.params;
  const changed = await store.pauses.resume(to);
  return { destination: to, paused: false, changed };
}
