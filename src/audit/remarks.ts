// What readers remarked on their files: told once, however many files it is true of.
import { filesText } from '../core/detect/pattern-names.js';
import type { ReportNote } from '../core/detect/report.js';

/** A file can be read, and something about it should be known. */
export interface Remark {
  readonly path: string;
  readonly reason: string;
}

/** Each reason once, in the order in which they were met, with the files that it is true of. */
export function remarkNotes(remarks: readonly Remark[]): ReportNote[] {
  const paths = new Map<string, string[]>();
  for (const { path, reason } of remarks) {
    const known = paths.get(reason);
    if (known === undefined) paths.set(reason, [path]);
    else if (!known.includes(path)) known.push(path);
  }
  return [...paths].map(([reason, files]) => ({
    kind: 'input',
    text: `${filesText(files)}: ${reason}.`,
    count: files.length,
  }));
}
