// Errors as RFC 9457 has them: what went wrong and what to do, never a stack and never the input.
import type { FastifyReply } from 'fastify';
import { z } from 'zod';

export const problemShape = z.object({
  type: z.string().describe('always about:blank: the title says which problem it is'),
  status: z.int(),
  title: z.string(),
  detail: z.string().describe('what was wrong, and what to do'),
});

export type Problem = Omit<z.infer<typeof problemShape>, 'type'>;

export async function sendProblem(reply: FastifyReply, problem: Problem): Promise<FastifyReply> {
  return reply.code(problem.status).header('content-type', problemType).send(problemText(problem));
}

export const problemType = 'application/problem+json';

export function problemText(problem: Problem): string {
  return JSON.stringify({ type: 'about:blank', ...problem });
}
