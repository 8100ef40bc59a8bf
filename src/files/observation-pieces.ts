// A file of observation lines as lines, for whoever takes them one by one.
import { limits } from '../core/limits.js';
import { openBytes } from './bytes.js';
import { openText } from './decode.js';
import { blocksOf } from './text-lines.js';

export interface LinePiece {
  readonly line: number;
  readonly text: string;
  /** Why it is none; absent: it is one. */
  readonly unreadable?: string;
}

const start = { offset: 0, line: 1 };

/** In groups of any size; none where the file can't be opened as text. */
export async function* observationPieces(path: string): AsyncGenerator<readonly LinePiece[]> {
  const source = await openBytes(path);
  if ('refused' in source) return;
  const text = await openText(source);
  if ('refused' in text) return;
  for await (const block of blocksOf(text.pieces(), start, '\n')) {
    const unreadable = `the line is longer than ${limits.lineBytesMax} characters`;
    if (block.tooLong) yield [{ line: block.line, text: '', unreadable }];
    else {
      yield block.text
        .split('\n')
        .map((line, index) => ({ line: block.line + index, text: line.trim() }))
        .filter((piece) => piece.text !== '');
    }
  }
}
