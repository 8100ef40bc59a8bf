// Observation lines in: kept whole before they are answered, each line filed or set aside.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { limits } from '../../../core/limits.js';
import type { Piece } from '../../../in/observations.js';
import { arrivalOfPieces, linesMapping, piecesOf } from '../../../in/observations.js';
import type { Receipt } from '../../../store/store.js';
import { BodiesUnderWay } from '../bodies-under-way.js';
import { declared } from '../declaration.js';
import type { Doors } from '../doors.js';
import { sendProblem } from '../problem.js';
import { receivedShape } from '../shapes.js';

const lineTypes = ['application/jsonl', 'application/x-ndjson', 'application/json', 'text/plain'];

export function observationsRoutes(server: FastifyInstance, doors: Doors): void {
  const options = {
    ...new BodiesUnderWay().counting(),
    ...declared({
      scope: 'observe',
      takes: lineTypes,
      summary: 'Takes observation lines: one object, a list of them, or JSON lines.',
      answers: { 202: receivedShape, 422: receivedShape },
    }),
  };
  server.post('/api/observations', options, async (request, reply) =>
    observations(doors, request, reply),
  );
}

async function observations(
  doors: Doors,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { body } = request;
  if (!Buffer.isBuffer(body) || body.length === 0) {
    const detail = 'The body is empty: send observation lines.';
    return sendProblem(reply, { status: 400, title: 'No lines', detail });
  }
  const pieces = piecesIn(body);
  if (pieces.length > limits.bodyLinesMax) {
    const detail = `The body has more than ${limits.bodyLinesMax} lines: send it in parts.`;
    return sendProblem(reply, { status: 413, title: 'Too many lines', detail });
  }
  const { interpreting } = doors;
  const receipt: Receipt = {
    id: await interpreting.ids(1),
    system: 'api',
    source: 'api',
    position: null,
    at: doors.now(),
    headers: {},
    body,
    digest: interpreting.digest(body),
  };
  const arrival = await arrivalOfPieces(receipt, { pieces, mapping: linesMapping }, interpreting);
  const received = await doors.intake.submit(arrival);
  if ('busy' in received) {
    reply.header('retry-after', '1');
    const detail = 'More is waiting than can be kept: nothing was taken in. Send it again.';
    return sendProblem(reply, { status: 503, title: 'Busy', detail });
  }
  doors.arrived();
  const { filed, quarantined } = arrival;
  reply.code(
    filed.length === 0 && quarantined.every(({ kind }) => kind === 'unreadable') ? 422 : 202,
  );
  return {
    accepted: received.accepted,
    duplicate: received.duplicate,
    quarantined: quarantined
      .slice(0, limits.unreadableListed)
      .map(({ line, kind, reason }) => ({ line, kind, reason })),
    unlisted: Math.max(0, quarantined.length - limits.unreadableListed),
    receipt: String(received.receipt),
  };
}

/** Few more than a body may have, where it has more. */
function piecesIn(body: Buffer): readonly Piece[] {
  const text = utf8Of(body);
  return text === null ? brokenPieces(body) : piecesOf(text, limits.bodyLinesMax);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function utf8Of(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** A body that is not UTF-8 as a whole: its good lines count, and the others are set aside. */
function brokenPieces(body: Buffer): readonly Piece[] {
  const pieces: Piece[] = [];
  let line = 0;
  for (let from = 0; from < body.length && pieces.length <= limits.bodyLinesMax;) {
    const end = body.indexOf(0x0a, from);
    const until = end === -1 ? body.length : end;
    const bytes = body.subarray(from, until);
    const text = utf8Of(bytes);
    line += 1;
    from = until + 1;
    if (text === null) {
      pieces.push({ line, text: bytes.toString('utf8'), unreadable: 'the line is not UTF-8' });
    } else if (text.trim() !== '') pieces.push({ line, text: text.trim() });
  }
  return pieces;
}
