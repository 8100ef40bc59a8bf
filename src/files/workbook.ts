// An Excel workbook (`.xlsx`): which sheets it has, and what its cells share: texts and formats. Each
// part is held against a limit before and while it is unpacked. Source: ECMA-376 part 1, 18.2 (workbook),
// 18.4 (shared texts), 18.8 (styles); part 2 (the archive).
import { limits } from '../core/limits.js';
import type { Archive } from './archive.js';
import type { Refusal } from './bytes.js';
import { Damage } from './bytes.js';
import type { ShownTime } from './cell-text.js';
import { builtInTime, timeOfFormat } from './cell-text.js';
import { piecesOf } from './decode.js';
import type { Sheet } from './sheet-rows.js';
import type { CellForms } from './workbook-sheet.js';
import { sheetRows } from './workbook-sheet.js';
import type { XmlVisitor } from '../connectors/reading/xml.js';
import { attributeOf, XmlReader } from '../connectors/reading/xml.js';

const workbookPart = 'xl/workbook.xml';

export function isWorkbook(archive: Archive): boolean {
  return archive.members.has(workbookPart);
}

/** Reads a part to its end; a part that is not there is empty. @returns why it can't be read, or null. */
async function readPart(
  archive: Archive,
  name: string,
  visitor: Partial<XmlVisitor>,
): Promise<string | null> {
  if (!archive.members.has(name)) return null;
  const damage = new Damage();
  const bytes = archive.bytes(name, damage.told);
  const ignored = (): void => undefined;
  const xml = new XmlReader({ open: ignored, text: ignored, close: ignored, ...visitor });
  for await (const piece of piecesOf(bytes, 'utf-8')) {
    const fault = xml.write(piece);
    if (fault !== null) return fault;
  }
  return damage.reason ?? xml.end();
}

interface NamedPart {
  readonly name: string;
  readonly part: string;
}

interface Contents {
  readonly sheets: readonly NamedPart[];
  readonly from1904: boolean;
}

async function contentsOf(archive: Archive): Promise<Contents | Refusal> {
  const targets = new Map<string, string>();
  const inRelations = await readPart(archive, 'xl/_rels/workbook.xml.rels', {
    open: (name, { Id, Target }) => {
      if (name === 'Relationship' && Id !== undefined) targets.set(Id, Target ?? '');
    },
  });
  const sheets: NamedPart[] = [];
  let from1904 = false;
  const inWorkbook = await readPart(archive, workbookPart, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const target = targets.get(attributeOf(attributes, 'r', 'id') ?? '') ?? '';
      const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
      sheets.push({ name: attributes['name'] ?? '', part });
    },
  });
  const refused = inRelations ?? inWorkbook;
  return refused === null ? { sheets, from1904 } : { refused };
}

async function timesOfStyles(archive: Archive): Promise<(ShownTime | null)[] | Refusal> {
  const codes = new Map<number, string>();
  const times: (ShownTime | null)[] = [];
  let inCells = false;
  const refused = await readPart(archive, 'xl/styles.xml', {
    open: (name, attributes) => {
      const id = Number(attributes['numFmtId'] ?? 0);
      if (name === 'numFmt') codes.set(id, attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const code = codes.get(id);
        times.push(code === undefined ? builtInTime(id) : timeOfFormat(code));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return refused === null ? times : { refused };
}

/** Texts that many cells share; `rPh` is how a text is pronounced, and no part of it. */
class SharedTexts implements XmlVisitor {
  readonly texts: string[] = [];
  #text = '';
  #inText = false;
  #spoken = false;

  readonly open = (name: string): void => {
    if (name === 'si') this.#text = '';
    else if (name === 'rPh') this.#spoken = true;
    else if (name === 't') this.#inText = !this.#spoken;
  };

  readonly text = (text: string): void => {
    if (this.#inText) this.#text += text;
  };

  readonly close = (name: string): void => {
    if (name === 't') this.#inText = false;
    else if (name === 'rPh') this.#spoken = false;
    else if (name === 'si') this.texts.push(this.#text);
  };
}

const megabyte = 1_048_576;
const sharedPart = 'xl/sharedStrings.xml';

/** Why the workbook would be more than is ever unpacked, as its archive itself says. */
function tooLarge(archive: Archive): string | null {
  let size = 0;
  for (const unpacked of archive.members.values()) size += unpacked;
  const most = limits.workbookBytesMax;
  const asCsv = 'export it as CSV, or in parts';
  if (size > most) {
    return `the workbook unpacks to ${Math.ceil(size / megabyte)} MB, and ${most / megabyte} MB are the most: ${asCsv}`;
  }
  const shared = archive.members.get(sharedPart) ?? 0;
  if (shared <= limits.sharedTextBytesMax) return null;
  return `the workbook holds ${Math.ceil(shared / megabyte)} MB of texts, and ${limits.sharedTextBytesMax / megabyte} MB are the most: ${asCsv}`;
}

/** The sheets of a workbook in its order, or why there are none. */
export async function sheetsOfWorkbook(archive: Archive): Promise<readonly Sheet[] | Refusal> {
  const large = tooLarge(archive);
  if (large !== null) return { refused: large };
  const contents = await contentsOf(archive);
  if ('refused' in contents) return contents;
  const times = await timesOfStyles(archive);
  if ('refused' in times) return times;
  const shared = new SharedTexts();
  const refused = await readPart(archive, sharedPart, shared);
  if (refused !== null) return { refused };
  const forms: CellForms = { texts: shared.texts, times, from1904: contents.from1904 };
  return contents.sheets
    .filter(({ part }) => archive.members.has(part))
    .map(({ name, part }) => ({ name, rows: () => sheetRows(archive, part, forms) }));
}
