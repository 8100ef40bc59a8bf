// Raw EDI -> rows, one a transaction set or message. What the codec finds wrong is an unreadable row
// of its own, and a set that a receiver would reject is one too; all others are read.
import type { ExportReader } from '../connectors/connector.js';
import { edifactEnvelopes } from '../core/edifact/envelope.js';
import { edifactSyntax } from '../core/edifact/syntax.js';
import { EnvelopeReader } from '../core/interchange/envelope-reader.js';
import { faultText } from '../core/interchange/fault.js';
import type { InterchangePart } from '../core/interchange/interchange.js';
import { x12Envelopes } from '../core/x12/envelope.js';
import type { TextFile } from './decode.js';
import type { FileRow } from './table.js';
import type { RecognisedFile, UnknownFile } from './taker.js';
import { describeIt, takerOf } from './taker.js';

type EdiSyntax = 'x12' | 'edifact';

const envelopes = { x12: x12Envelopes, edifact: edifactEnvelopes } as const;

/** The syntax of a text that begins with an interchange, readable or not; null: it does not. */
export function syntaxOf(sample: string): EdiSyntax | null {
  const text = sample.trimStart();
  if (/^ISA[^A-Za-z0-9\s]/.test(text)) return 'x12';
  return edifactSyntax.header(text, 0) === null ? null : 'edifact';
}

function rowOf(part: InterchangePart): FileRow {
  if (part.kind === 'fault') {
    return { line: part.fault.line, unreadable: faultText(part.fault) };
  }
  const { set } = part;
  if (set.faults.length === 0) return { line: set.line, cells: [], document: set };
  const unreadable = `${set.type} ${set.control}: ${set.faults.map(faultText).join('; ')}`;
  return { line: set.line, unreadable };
}

/** Sets and faults of a text, in a group for each of its pieces. */
export async function* interchangeParts(
  pieces: AsyncGenerator<string>,
  syntax: EdiSyntax,
): AsyncGenerator<readonly InterchangePart[]> {
  const reader = new EnvelopeReader(envelopes[syntax]);
  for await (const piece of pieces) yield reader.push(piece);
  yield reader.end();
}

/** The rows of a text, in a group for each of its pieces. */
export async function* interchangeRows(
  pieces: AsyncGenerator<string>,
  syntax: EdiSyntax,
): AsyncGenerator<readonly FileRow[]> {
  for await (const parts of interchangeParts(pieces, syntax)) yield parts.map(rowOf);
}

export function recogniseInterchanges(
  file: TextFile,
  readers: readonly ExportReader[],
  syntax: EdiSyntax,
): RecognisedFile | UnknownFile {
  const taken = takerOf(readers, { shape: 'interchange', syntax, head: file.sample });
  if (taken === null) return { refused: describeIt, columns: [] };
  const rows: RecognisedFile['rows'] = () => interchangeRows(file.pieces(), syntax);
  return { ...taken, columns: [], headerLine: 1, title: [], remarks: [], rows };
}
