// Files of real systems are never quite in order; each line waits a random while before it is let out.
import type { FileRow } from './exports/shape.js';
import type { Random } from './random.js';

const WAITING = 512;

/** Lets lines out in another order than they came in, holding a bounded number of them. */
export class Shuffle {
  readonly #random: Random;
  readonly #waiting: FileRow[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** Takes one line in; gives one back when enough are waiting. */
  push(line: FileRow): FileRow | undefined {
    if (this.#waiting.length < WAITING) {
      this.#waiting.push(line);
      return undefined;
    }
    const place = this.#random.whole(0, WAITING - 1);
    const out = this.#waiting[place];
    this.#waiting[place] = line;
    return out;
  }

  /** The lines that are left. */
  drain(): readonly FileRow[] {
    return this.#waiting.splice(0);
  }
}
