// Shows the beginning of a file to the readers, and says which of them takes it.
import type { ExportReader, Recognition, Sample } from '../connectors/connector.js';
import type { FileRow } from './table.js';

/** A file, the reader that takes it, and its rows as often as they are asked for. */
export interface RecognisedFile {
  readonly reader: ExportReader;
  readonly recognition: Recognition;
  /** Columns of the table's header; empty for JSON. */
  readonly columns: readonly string[];
  /** Line of the header; 1 for JSON. */
  readonly headerLine: number;
  /** The lines above the header, where a title may say when the file was made. */
  readonly title: readonly string[];
  /** What the report says of the file as a whole. */
  readonly remarks: readonly string[];
  /** In groups of any size. */
  readonly rows: () => AsyncIterable<readonly FileRow[]> | Iterable<readonly FileRow[]>;
}

export interface UnknownFile {
  readonly refused: string;
  /** The likeliest header, for who wants to describe the file; empty for JSON. */
  readonly columns: readonly string[];
}

export interface Taken {
  readonly reader: ExportReader;
  readonly recognition: Recognition;
}

export const describeIt =
  'no reader knows this file: describe it under `readers:` in weir.yaml, see docs/guides/your-own-files.md';

/** Rows under a header that are shown with it. */
export const rowsShown = 3;

/** The reader that finds most of what it looks for; of two that find as much, the earlier one. */
export function takerOf(readers: readonly ExportReader[], sample: Sample): Taken | null {
  let best: Taken | null = null;
  for (const reader of readers) {
    const recognition = reader.recognise(sample);
    if (recognition === null) continue;
    if (best === null || recognition.strength > best.recognition.strength) {
      best = { reader, recognition };
    }
  }
  return best;
}
