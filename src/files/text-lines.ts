// Pieces of text -> blocks of whole lines, and lines. A line that is too long is cut out and told.
import { limits } from '../core/limits.js';

/** Whole lines with their ends, beginning at line `line`; or one line that was too long. */
export interface Block {
  readonly line: number;
  readonly text: string;
  readonly tooLong: boolean;
}

export interface LineStart {
  /** Characters of the text that come before the first line wanted, and that line's number. */
  readonly offset: number;
  readonly line: number;
}

export function countOf(text: string, mark: string): number {
  let count = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) count += 1;
  return count;
}

async function* from(pieces: AsyncGenerator<string>, offset: number): AsyncGenerator<string> {
  let toSkip = offset;
  for await (const piece of pieces) {
    if (toSkip < piece.length) yield toSkip === 0 ? piece : piece.slice(toSkip);
    toSkip = Math.max(0, toSkip - piece.length);
  }
}

/** Cuts the text into blocks at the ends of lines; `mark` is what ends a line. */
export async function* blocksOf(
  pieces: AsyncGenerator<string>,
  start: LineStart,
  mark: string,
): AsyncGenerator<Block> {
  let { line } = start;
  let open = '';
  let discarding = false;
  for await (const piece of from(pieces, start.offset)) {
    let text = piece;
    if (discarding) {
      const end = text.indexOf(mark);
      if (end < 0) continue;
      yield { line, text: '', tooLong: true };
      line += 1;
      discarding = false;
      text = text.slice(end + 1);
    }
    const end = text.lastIndexOf(mark);
    if (end >= 0) {
      const block = open + text.slice(0, end + 1);
      yield { line, text: block, tooLong: false };
      line += countOf(block, mark);
      open = text.slice(end + 1);
    } else open += text;
    if (open.length > limits.lineBytesMax) {
      discarding = true;
      open = '';
    }
  }
  if (discarding) yield { line, text: '', tooLong: true };
  else if (open !== '') yield { line, text: open, tooLong: false };
}
