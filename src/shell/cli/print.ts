// The real doors of the command line: standard output and standard error, which may be closed by
// whoever reads them (`| head`) without that being a fault of ours.
import { printable } from '../../core/printable.js';
import type { Output } from './verb.js';

/** Ends quietly when the reader of our output has gone away. */
export function survivePipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      throw error;
    });
  }
}

export const standardOutput: Output = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

/** Doors through which no text of others reaches a terminal that would obey it. */
export function printingTo<Doors extends Output>(doors: Doors): Doors {
  return {
    ...doors,
    out: (text) => {
      doors.out(printable(text));
    },
    err: (text) => {
      doors.err(printable(text));
    },
  };
}

/** A line that is drawn over itself on a terminal, and is not drawn at all anywhere else. */
export class ProgressLine {
  readonly #shown = process.stderr.isTTY;
  #text = '';

  show(text: string): void {
    if (!this.#shown || text === this.#text) return;
    this.#text = text;
    process.stderr.write(`\r\u001b[2K${text}`);
  }

  clear(): void {
    if (this.#shown && this.#text !== '') process.stderr.write('\r\u001b[2K');
    this.#text = '';
  }
}
