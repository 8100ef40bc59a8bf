// Which sheet of a workbook a reader takes, and where its header stands.
import type { ExportReader } from '../connectors/connector.js';
import { limits } from '../core/limits.js';
import type { Sheet } from './sheet-rows.js';
import type { FileRow } from './table.js';
import type { RecognisedFile, Taken, UnknownFile } from './taker.js';
import { describeIt, rowsShown, takerOf } from './taker.js';

interface SheetRow {
  readonly line: number;
  readonly cells: readonly string[];
}

interface Beginning {
  readonly rows: readonly SheetRow[];
  /** Why it is all that can be read of the sheet. */
  readonly fault: string | null;
}

/** The rows in which the header may stand, and those that are shown with it. */
async function beginningOf(sheet: Sheet): Promise<Beginning> {
  const rows: SheetRow[] = [];
  let fault: string | null = null;
  for await (const group of sheet.rows()) {
    for (const row of group) {
      if ('cells' in row) rows.push(row);
      else fault ??= row.unreadable;
    }
    if (rows.length >= limits.headerLinesMax + rowsShown) break;
  }
  return { rows, fault };
}

interface Found {
  readonly taken: Taken;
  readonly header: SheetRow;
  readonly title: readonly string[];
}

function headerIn(rows: readonly SheetRow[], readers: readonly ExportReader[]): Found | null {
  let best: Found | null = null;
  for (const [index, header] of rows.slice(0, limits.headerLinesMax).entries()) {
    const columns = columnsOf(header);
    const first = rows.slice(index + 1, index + 1 + rowsShown).map(({ cells }) => cells);
    const taken = takerOf(readers, { shape: 'table', columns, delimiter: ',', first });
    if (taken === null) continue;
    if (best === null || taken.recognition.strength > best.taken.recognition.strength) {
      const title = rows.slice(0, index).map(({ cells }) => cells.join(' '));
      best = { taken, header, title };
    }
  }
  return best;
}

function columnsOf({ cells }: SheetRow): string[] {
  return cells.map((cell) => cell.trim());
}

async function* rowsUnder(sheet: Sheet, header: number): AsyncGenerator<readonly FileRow[]> {
  for await (const group of sheet.rows()) yield group.filter(({ line }) => line > header);
}

function recognised(sheet: Sheet, found: Found, remarks: readonly string[]): RecognisedFile {
  const { taken, header, title } = found;
  return {
    ...taken,
    columns: columnsOf(header),
    headerLine: header.line,
    title,
    remarks,
    rows: () => rowsUnder(sheet, header.line),
  };
}

function widest(rows: readonly SheetRow[]): readonly string[] {
  const best = rows.reduce<SheetRow | null>(
    (most, row) => (row.cells.length > (most?.cells.length ?? 1) ? row : most),
    null,
  );
  return best === null ? [] : columnsOf(best);
}

/** The first sheet that a reader takes; others that one would take as well are told. */
export async function recogniseSheets(
  sheets: readonly Sheet[],
  readers: readonly ExportReader[],
): Promise<RecognisedFile | UnknownFile> {
  let first: { readonly sheet: Sheet; readonly found: Found } | null = null;
  const others: string[] = [];
  let likeliest: readonly string[] = [];
  let damage: string | null = null;
  for (const sheet of sheets) {
    const { rows, fault } = await beginningOf(sheet);
    damage ??= fault;
    const found = headerIn(rows, readers);
    if (found === null)
      likeliest = widest(rows).length > likeliest.length ? widest(rows) : likeliest;
    else if (first === null) first = { sheet, found };
    else others.push(sheet.name);
  }
  if (first === null) return { refused: damage ?? describeIt, columns: likeliest };
  const { sheet, found } = first;
  const unread = others.map(
    (name) => `only the sheet ${sheet.name} is read: save ${name} as a file of its own`,
  );
  return recognised(sheet, found, unread);
}
