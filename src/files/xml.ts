// XML that a reader of the contract knows: one document, of a bounded size, and the rows in it.
import type { ExportReader } from '../connectors/connector.js';
import type { XmlDocument } from '../connectors/reading/xml-document.js';
import { XmlDocumentReader } from '../connectors/reading/xml-document.js';
import { limits } from '../core/limits.js';
import type { TextFile } from './decode.js';
import { rowsIn } from './json.js';
import type { RecognisedFile, UnknownFile } from './taker.js';
import { describeIt, takerOf } from './taker.js';

export async function wholeXml(pieces: AsyncIterable<string>): Promise<XmlDocument> {
  const reader = new XmlDocumentReader();
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > limits.jsonFileBytesMax) {
      const most = `${Math.floor(limits.jsonFileBytesMax / 1_048_576)} MB`;
      return { unreadable: `an XML document may have ${most}: split it` };
    }
    const fault = reader.write(piece);
    if (fault !== null) return { unreadable: fault };
  }
  return reader.end();
}

export async function recogniseXml(
  file: TextFile,
  readers: readonly ExportReader[],
): Promise<RecognisedFile | UnknownFile> {
  const parsed = await wholeXml(file.pieces());
  if ('unreadable' in parsed) return { refused: parsed.unreadable, columns: [] };
  const document = parsed.value;
  const taken = takerOf(readers, { shape: 'xml', document });
  if (taken === null) return { refused: describeIt, columns: [] };
  const rows = rowsIn(document, taken.recognition.rows);
  return { ...taken, columns: [], headerLine: 1, title: [], remarks: [], rows: () => [rows] };
}
