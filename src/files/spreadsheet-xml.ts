// XML Spreadsheet 2003, which systems write as `.xls`: one XML file that holds all sheets. Source: the
// schema of Office 2003 (urn:schemas-microsoft-com:office:spreadsheet).
import type { TextFile } from './decode.js';
import type { ShownTime } from './cell-text.js';
import { numberText, timeOfFormat, timeText } from './cell-text.js';
import type { Sheet } from './sheet-rows.js';
import { CellText, rowsOfXml, SheetRows } from './sheet-rows.js';
import type { FileRow } from './table.js';
import { attributeOf, XmlReader } from '../connectors/reading/xml.js';
import type { XmlVisitor } from '../connectors/reading/xml.js';

const sheetNamespace = 'urn:schemas-microsoft-com:office:spreadsheet';

export function isSpreadsheetXml(sample: string): boolean {
  return /^\s*<\?xml\b/.test(sample) && sample.includes(sheetNamespace);
}

type Attributes = Readonly<Record<string, string>>;

function of(attributes: Attributes, name: string): string | undefined {
  return attributeOf(attributes, 'ss', name);
}

function indexOf(attributes: Attributes, name: string): number | null {
  const text = of(attributes, name) ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?$/;
const clockOnly = '1899-12-31T';

/** Reads one sheet of the file, by its place among them, and passes over the others. */
class SheetVisitor implements XmlVisitor {
  readonly rows = new SheetRows();
  readonly #wanted: number;
  readonly #times = new Map<string, ShownTime | null>();
  #sheet = -1;
  #style = '';
  #rowStyle = '';
  #cellStyle = '';
  #column = 0;
  /** Further columns that the cell covers. */
  #merged = 0;
  #type = '';
  #text = new CellText();
  #inData = false;

  constructor(wanted: number) {
    this.#wanted = wanted;
  }

  readonly open = (name: string, attributes: Attributes): void => {
    if (name === 'Worksheet') this.#sheet += 1;
    else if (name === 'Style') this.#style = of(attributes, 'ID') ?? '';
    else if (name === 'NumberFormat') {
      this.#times.set(this.#style, timeOfFormat(of(attributes, 'Format') ?? 'General'));
    } else if (this.#sheet === this.#wanted) this.#openInside(name, attributes);
  };

  readonly text = (text: string): void => {
    if (this.#inData) this.#text.add(text);
  };

  readonly close = (name: string): void => {
    if (this.#sheet !== this.#wanted) return;
    if (name === 'Row') this.rows.end();
    else if (name === 'Data') {
      this.#inData = false;
      this.rows.cell(this.#column, this.#shown());
    } else if (name === 'Cell') this.#column += 1 + this.#merged;
  };

  #openInside(name: string, attributes: Attributes): void {
    switch (name) {
      case 'Row':
        this.rows.begin(indexOf(attributes, 'Index'));
        this.#rowStyle = of(attributes, 'StyleID') ?? '';
        this.#column = 0;
        return;
      case 'Cell': {
        const index = indexOf(attributes, 'Index');
        if (index !== null && index > this.#column) this.#column = index - 1;
        this.#merged = indexOf(attributes, 'MergeAcross') ?? 0;
        this.#cellStyle = of(attributes, 'StyleID') ?? this.#rowStyle;
        return;
      }
      case 'Data':
        this.#type = of(attributes, 'Type') ?? 'String';
        this.#text = new CellText();
        this.#inData = true;
        return;
      default:
    }
  }

  #shown(): string {
    const { text } = this.#text;
    switch (this.#type) {
      case 'Number':
        return numberText(text);
      case 'Boolean':
        return text.trim() === '1' ? 'TRUE' : 'FALSE';
      case 'DateTime':
        return this.#time(text.trim());
      default:
        return text;
    }
  }

  #time(text: string): string {
    if (!dateTime.test(text)) return text;
    const wall = Date.parse(`${text}Z`);
    if (Number.isNaN(wall)) return text;
    const format = this.#times.get(this.#cellStyle) ?? null;
    // Without a format a clock at midnight is most likely none, and seconds at zero are.
    const shown = format ?? { date: !text.startsWith(clockOnly), clock: false, seconds: false };
    return timeText(wall, shown);
  }
}

async function* rowsOf(file: TextFile, sheet: number): AsyncGenerator<readonly FileRow[]> {
  // What damages the file itself is told by whoever opened it.
  yield* rowsOfXml(file.pieces(), new SheetVisitor(sheet), () => null);
}

/** The sheets that stand in the file; a fault behind the first of them ends the list. */
export async function sheetsOfXml(file: TextFile): Promise<readonly Sheet[]> {
  const names: string[] = [];
  const xml = new XmlReader({
    open: (name, attributes) => {
      if (name === 'Worksheet') names.push(of(attributes, 'Name') ?? '');
    },
    text: () => undefined,
    close: () => undefined,
  });
  for await (const piece of file.pieces()) if (xml.write(piece) !== null) break;
  return names.map((name, index) => ({ name, rows: () => rowsOf(file, index) }));
}
