// Errors as RFC 9457 has them: what went wrong and what to do, never a stack and never the input.
import type { FastifyReply } from 'fastify';

export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

export async function sendProblem(reply: FastifyReply, problem: Problem): Promise<FastifyReply> {
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', ...problem }));
}
