// Bodies that anybody may send, for they come without a key: until each is known to be genuine it is
// held in memory, and of all of them together no more than so much.
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import type { ServerResponse } from 'node:http';
import { limits } from '../../core/limits.js';
import { RequestFault } from './validation.js';

export const tooManyBytes =
  'More is under way than can be held: nothing was taken in. Send it again.';

export class BodiesUnderWay {
  #bytes = 0;

  get isFull(): boolean {
    return this.#bytes >= limits.bodiesUnderWayBytesMax;
  }

  /**
   * The body as it comes, counted until its request is answered. Only what has come counts: a length
   * that is announced and never sent keeps nobody out.
   */
  counted(body: Readable, response: ServerResponse): Readable {
    let held = 0;
    response.once('close', () => {
      this.#bytes -= held;
    });
    const counted = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        if (this.isFull) {
          done(new RequestFault(503, tooManyBytes));
          // The rest of it is thrown away as it comes.
          body.unpipe(counted).resume();
          return;
        }
        held += chunk.length;
        this.#bytes += chunk.length;
        done(null, chunk);
      },
    });
    body.once('error', (error) => counted.destroy(error));
    return body.pipe(counted);
  }
}
