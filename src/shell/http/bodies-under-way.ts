// Bodies that may come in any number: webhooks, which anybody may send, for they come without a key, and lines,
// which are never told to come again for being many. Each is held in memory until it is kept, and of all of one
// kind together no more than so much: whoever floods the door without a key keeps out nobody who has one.
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { limits } from '../../core/limits.js';
import type { Problem } from './problem.js';
import { sendProblem } from './problem.js';
import { RequestFault } from './validation.js';

const tooManyBytes = 'More is under way than can be held: nothing was taken in. Send it again.';

const full: Problem = { status: 503, title: 'Busy', detail: tooManyBytes };

type Refusing = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

export class BodiesUnderWay {
  #bytes = 0;
  /** What ends the counting of each request of a connection. */
  readonly #ends = new WeakMap<Socket, Set<() => void>>();

  /** @param first refuses what is known before the body comes; whatever answers is the last to be asked. */
  counting(...first: readonly Refusing[]): RouteShorthandOptions {
    const room: Refusing = async (_request, reply) => {
      if (!this.#isFull) return;
      reply.header('retry-after', '1');
      return sendProblem(reply, full);
    };
    return {
      onRequest: [...first, room],
      preParsing: (request, reply, body, done) => {
        done(null, this.#counted(body, request.raw.socket, reply.raw));
      },
    };
  }

  get #isFull(): boolean {
    return this.#bytes >= limits.bodiesUnderWayBytesMax;
  }

  /**
   * The body as it comes, counted until its request is answered or its connection is gone. Only what has come
   * counts: a length that is announced and never sent keeps nobody out.
   */
  #counted(body: Readable, socket: Socket, response: ServerResponse): Readable {
    let held = 0;
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      this.#bytes -= held;
      ends.delete(end);
    };
    const ends = this.#endsOf(socket);
    ends.add(end);
    response.once('close', end);
    const counted = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        if (this.#isFull) {
          done(new RequestFault(503, tooManyBytes));
          // The rest of it is thrown away as it comes.
          body.unpipe(counted).resume();
          return;
        }
        if (!isOver) {
          held += chunk.length;
          this.#bytes += chunk.length;
        }
        done(null, chunk);
      },
    });
    body.once('error', (error) => counted.destroy(error));
    return body.pipe(counted);
  }

  /** Where requests wait behind one another, only the answer of the first is told that the connection is gone. */
  #endsOf(socket: Socket): Set<() => void> {
    const known = this.#ends.get(socket);
    if (known !== undefined) return known;
    const ends = new Set<() => void>();
    this.#ends.set(socket, ends);
    socket.once('close', () => {
      for (const end of ends) end();
    });
    return ends;
  }
}
