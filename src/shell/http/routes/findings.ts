// What a person says of a finding: seen, resolved by hand, ignored; each with its reason, kept.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { MarkedState } from '../../../core/ledger/standing-findings.js';
import { marked } from '../../../core/ledger/standing-findings.js';
import { findingAnswer } from '../answers.js';
import { declared } from '../declaration.js';
import type { Doors } from '../doors.js';
import { clientOf } from '../guard.js';
import { sendProblem } from '../problem.js';
import { findingShape, reasonBody } from '../shapes.js';

const acts: readonly (readonly [string, MarkedState, string])[] = [
  ['resolve', 'resolved', 'A person mended it: it comes back as recurring if it shows again.'],
  ['see', 'seen', 'A person has it in hand.'],
  ['ignore', 'ignored', 'A person accepts it as it is.'],
];

export function findingsRoutes(server: FastifyInstance, doors: Doors): void {
  for (const [verb, state, summary] of acts) {
    server.post<{ Params: { readonly id: string } }>(
      `/api/findings/:id/${verb}`,
      declared({
        scope: 'operate',
        acts: true,
        summary,
        body: reasonBody,
        answers: { 200: findingShape },
      }),
      async (request, reply) => mark(doors, { request, id: request.params.id, state }, reply),
    );
  }
}

interface Marking {
  readonly request: FastifyRequest;
  readonly id: string;
  readonly state: MarkedState;
}

async function mark(
  { store, now, changes }: Doors,
  { request, id, state }: Marking,
  reply: FastifyReply,
): Promise<unknown> {
  const { reason } = request.body as z.infer<typeof reasonBody>;
  const by = clientOf(request) ?? '';
  const finding = await store.mark(id, (found) => marked(found, { state, by, reason, at: now() }));
  if (finding === null) {
    const detail = 'No finding has this id.';
    return sendProblem(reply, { status: 404, title: 'Unknown finding', detail });
  }
  changes.tell([{ type: 'finding', key: id, change: state }]);
  return findingAnswer(finding);
}
