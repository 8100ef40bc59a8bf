// Whether a file is believed: taken, or kept and set aside whole. A truncated, empty or collapsed file
// never resets a clock and never zeroes stock. Pure.
import type { FileSource } from '../core/contract/file-source.js';

/** What reading it from end to end has shown. */
export interface FileFacts {
  readonly refused: string | null;
  readonly lines: boolean;
  readonly rows: number;
  readonly cut: string | null;
  readonly levels: boolean;
}

/** Without one of its own, a file of levels may lose so much at once: nine rows of ten. */
const standardDrop = 0.9;

/** @param before rows of the last file that was taken; null: there was none. */
export function quarantineReason(
  { refused, lines, rows, cut, levels }: FileFacts,
  { minRows, maxDrop }: Pick<FileSource, 'minRows' | 'maxDrop'>,
  before: number | null,
): string | null {
  if (lines) return null;
  if (refused !== null) return refused;
  if (cut !== null) return `it is not whole: ${cut}`;
  if (rows === 0) return 'it has no rows';
  if (minRows !== null && rows < minRows)
    return `it has ${rows} rows, and ${minRows} are the least`;
  const drop = maxDrop ?? (levels ? standardDrop : null);
  if (drop === null || before === null || rows >= before * (1 - drop)) return null;
  return `it has ${rows} rows, and the one before had ${before}`;
}
