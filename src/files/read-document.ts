// One document that has come whole, such as the body of a webhook, in JSON or XML -> readings, by whichever of the
// system's readers knows it. Nothing is thrown whatever its bytes are.
import type { ExportReader, Reading } from '../connectors/connector.js';
import type { XmlDocument } from '../connectors/reading/xml-document.js';
import type { Contract } from '../core/contract/contract.js';
import type { Instant } from '../core/observation/instant.js';
import { lineValue } from '../core/observation/read-line.js';
import { bodySource } from './bytes.js';
import { openText } from './decode.js';
import { parseJson } from './documents.js';
import { framed } from './framed.js';
import { rowsIn } from './json.js';
import type { Taken } from './taker.js';
import { takerOf } from './taker.js';
import { wholeXml } from './xml.js';

export interface DocumentOptions {
  readonly contract: Contract;
  /** The system that says it. */
  readonly system: string;
  readonly readers: readonly ExportReader[];
  /** As the reader that was chosen for it says, never as the document does. */
  readonly syntax: 'json' | 'xml';
  /** When it came, which is when it was made where no time stands in it. */
  readonly came: Instant;
}

export async function readDocument(
  body: Uint8Array,
  options: DocumentOptions,
): Promise<readonly Reading[]> {
  const isXml = options.syntax === 'xml';
  const document = isXml ? await xmlIn(body) : documentIn(body);
  if ('unreadable' in document) return unread(document.unreadable);
  const shape = isXml ? 'xml' : 'document';
  const taken = takerOf(options.readers, { shape, document: document.value });
  if (taken === null) return unread('no reader of its system knows it');
  return toldOrUnread(await readingsOf(document.value, taken, options));
}

/** Where nothing came of it and the reader says why, that is why it is set aside: nothing is dropped. */
function toldOrUnread(readings: readonly Reading[]): readonly Reading[] {
  const [remark] = readings;
  const isTold = readings.some(({ kind }) => kind !== 'remark');
  return isTold || remark?.kind !== 'remark' ? readings : unread(remark.reason);
}

function unread(reason: string): readonly Reading[] {
  return [{ kind: 'unreadable', line: 1, reason }];
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Its numbers have become text, so that no digit is lost. */
function documentIn(body: Uint8Array): ReturnType<typeof parseJson> {
  let text: string;
  try {
    text = decoder.decode(body);
  } catch {
    return { unreadable: 'it is not UTF-8' };
  }
  if (text.trim() === '') return { unreadable: 'it is empty' };
  const parsed = parseJson(text);
  if ('unreadable' in parsed) return parsed;
  // What JSON may hold and a document may not: fields twice, depth, halves of characters.
  const line = lineValue(text);
  return 'unreadable' in line ? line : parsed;
}

async function xmlIn(body: Uint8Array): Promise<XmlDocument> {
  const text = await openText(bodySource(Buffer.from(body)));
  return 'refused' in text ? { unreadable: text.refused } : wholeXml(text.pieces());
}

async function readingsOf(
  document: unknown,
  { recognition }: Taken,
  { contract, system, came }: DocumentOptions,
): Promise<readonly Reading[]> {
  const rows = rowsIn(document, recognition.rows);
  const { times, decimal, last } = await framed(rows, recognition, { contract, system });
  const reader = recognition.open({ system, extract: last ?? came, madeBy: came, decimal, times });
  return [...rows.flatMap((row) => reader.row(row)), ...reader.end()];
}
