// One sheet of an Excel workbook -> its rows. Source: ECMA-376 part 1, 18.3 (worksheets).
import { piecesOf } from './decode.js';
import type { Archive } from './archive.js';
import { Damage } from './bytes.js';
import type { ShownTime } from './cell-text.js';
import { numberText, serialText } from './cell-text.js';
import { CellText, rowsOfXml, SheetRows } from './sheet-rows.js';
import type { FileRow } from './table.js';
import type { XmlVisitor } from '../connectors/reading/xml.js';

/** What the cells of a workbook refer to by number. */
export interface CellForms {
  readonly texts: readonly string[];
  /** What a cell's style shows of a time; null: it shows none. */
  readonly times: readonly (ShownTime | null)[];
  /** Days are counted from 1904 on, as Excel for the Mac did. */
  readonly from1904: boolean;
}

const letterA = 65;

/** `C7` -> 2; null where the reference names no column. */
function columnOf(reference: string): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - letterA + 1;
  return column - 1;
}

class SheetVisitor implements XmlVisitor {
  readonly rows = new SheetRows();
  readonly #forms: CellForms;
  #column = -1;
  #type = '';
  #style = '';
  #text = new CellText();
  #inText = false;
  #spoken = false;

  constructor(forms: CellForms) {
    this.#forms = forms;
  }

  readonly open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    switch (name) {
      case 'row': {
        const line = Number(attributes['r']);
        this.rows.begin(Number.isSafeInteger(line) ? line : null);
        this.#column = -1;
        return;
      }
      case 'c':
        this.#column = columnOf(attributes['r'] ?? '') ?? this.#column + 1;
        this.#type = attributes['t'] ?? 'n';
        this.#style = attributes['s'] ?? '0';
        this.#text = new CellText();
        return;
      case 'rPh':
        this.#spoken = true;
        return;
      case 'v':
      case 't':
        this.#inText = !this.#spoken;
        return;
      default:
    }
  };

  readonly text = (text: string): void => {
    if (this.#inText) this.#text.add(text);
  };

  readonly close = (name: string): void => {
    switch (name) {
      case 'v':
      case 't':
        this.#inText = false;
        return;
      case 'rPh':
        this.#spoken = false;
        return;
      case 'c':
        if (this.#text.text !== '') this.rows.cell(this.#column, this.#shown());
        return;
      case 'row':
        this.rows.end();
        return;
      default:
    }
  };

  #shown(): string {
    const { text } = this.#text;
    switch (this.#type) {
      case 's':
        return this.#forms.texts[Number(text)] ?? '';
      case 'b':
        return text === '1' ? 'TRUE' : 'FALSE';
      case 'n': {
        const shown = this.#forms.times[Number(this.#style)] ?? null;
        const time = shown === null ? null : serialText(Number(text), shown, this.#forms.from1904);
        return time ?? numberText(text);
      }
      default:
        return text;
    }
  }
}

export async function* sheetRows(
  archive: Archive,
  part: string,
  forms: CellForms,
): AsyncGenerator<readonly FileRow[]> {
  const visitor = new SheetVisitor(forms);
  const damage = new Damage();
  const bytes = archive.bytes(part, damage.told);
  yield* rowsOfXml(piecesOf(bytes, 'utf-8'), visitor, () => damage.reason);
}
