// A reader of one product's table, from what is particular to it: its columns, and what a record of
// it says. Rows of one record are gathered here, so that a reader sees a whole record at once.
import { limits } from '../../core/limits.js';
import type {
  ExportReader,
  ObservationLine,
  Reading,
  ReadOptions,
  Recognition,
  Row,
  RowReader,
  Sample,
} from '../connector.js';
import { Columns } from './columns.js';
import { decimalMarkOf } from './numbers.js';
import { RowFault, shown } from './row-fault.js';

/** The rows of one record, in the file's order; never none. */
export interface TableRecord<Name extends string> {
  readonly columns: Columns<Name>;
  readonly rows: readonly Row[];
  /** Text of the record's first row. */
  readonly text: (name: Name) => string;
}

export interface TableForm<Name extends string> {
  /** `amazon.all-orders`. */
  readonly name: string;
  readonly connector: string;
  /** True once a real file of the system has been read. */
  readonly proven: boolean;
  /** The reader's own name of a column -> the titles that versions of the file give it. */
  readonly columns: Readonly<Record<Name, readonly string[]>>;
  /** Without all of these columns the file is another's. */
  readonly needs: readonly Name[];
  /** Columns of times: all of them decide day against month, and the time of the extract. */
  readonly times: readonly Name[];
  /** Times of a row that no column holds alone: a date beside its clock, a footer's stamp. */
  readonly timeTexts?: (row: Row, columns: Columns<Name>) => readonly string[];
  /** Columns of amounts and counts, where the account's locale decides the decimal mark. */
  readonly numbers?: readonly Name[];
  readonly decimal?: '.' | ',';
  readonly quoting?: Recognition['quoting'];
  /** Zone of times without an offset, where the product always means one. */
  readonly zone?: string;
  readonly dayFirst?: boolean;
  /** A further look at the header and the first rows, where other products share the columns. */
  readonly accepts?: (
    columns: Columns<Name>,
    sample: Extract<Sample, { shape: 'table' }>,
  ) => boolean;
  /** Rows that are no records: totals, footers, repeated headers. */
  readonly skips?: (row: Row, columns: Columns<Name>) => boolean;
  /** Column whose equal texts make rows one record; without it every row is a record. */
  readonly groupBy?: Name;
  readonly read: (
    record: TableRecord<Name>,
    options: ReadOptions,
  ) => readonly ObservationLine[] | RowFault;
}

export function tableReader<Name extends string>(form: TableForm<Name>): ExportReader {
  const { name, connector, proven } = form;
  return {
    name,
    connector,
    proven,
    system: null,
    recognise: (sample) => (sample.shape === 'table' ? recognised(form, sample) : null),
  };
}

function recognised<Name extends string>(
  form: TableForm<Name>,
  sample: Extract<Sample, { shape: 'table' }>,
): Recognition | null {
  const columns = new Columns(sample.columns, form.columns);
  if (!columns.has(...form.needs) || form.accepts?.(columns, sample) === false) return null;
  const texts = (row: Row, names: readonly Name[]): string[] =>
    names.map((column) => columns.text(row, column)).filter((text) => text !== '');
  return {
    strength: columns.size,
    quoting: form.quoting ?? 'csv',
    rows: null,
    zone: form.zone ?? null,
    dayFirst: form.dayFirst ?? null,
    decimal: form.decimal ?? (form.numbers === undefined ? '.' : null),
    times: (row) => [...texts(row, form.times), ...(form.timeTexts?.(row, columns) ?? [])],
    decimalMarks: (row) =>
      texts(row, form.numbers ?? []).flatMap((text) => decimalMarkOf(text) ?? []),
    open: (options) => new Records(form, columns, { width: sample.columns.length, options }),
  };
}

interface OpenFile {
  readonly width: number;
  readonly options: ReadOptions;
}

/** The records of one file; those whose rows stand apart are gathered as long as there is room. */
class Records<Name extends string> implements RowReader {
  readonly #form: TableForm<Name>;
  readonly #columns: Columns<Name>;
  readonly #file: OpenFile;
  readonly #open = new Map<string, Row[]>();

  constructor(form: TableForm<Name>, columns: Columns<Name>, file: OpenFile) {
    this.#form = form;
    this.#columns = columns;
    this.#file = file;
  }

  readonly row = (row: Row): readonly Reading[] => {
    const { skips, groupBy } = this.#form;
    if (skips?.(row, this.#columns) === true) return [];
    const { width } = this.#file;
    if (row.cells.slice(width).some((cell) => cell.trim() !== '')) {
      return unreadable([row], `the row has ${row.cells.length} cells and the header ${width}`);
    }
    if (groupBy === undefined) return this.#told([row]);
    const key = this.#columns.text(row, groupBy);
    const title = this.#form.columns[groupBy][0] ?? groupBy;
    if (key === '') return unreadable([row], `${title} is empty, so the row belongs to nothing`);
    return this.#gather(key, row);
  };

  readonly end = (): readonly Reading[] => {
    const last = [...this.#open.values()].flatMap((rows) => this.#told(rows));
    this.#open.clear();
    return last;
  };

  #gather(key: string, row: Row): readonly Reading[] {
    const rows = this.#open.get(key);
    if (rows !== undefined) {
      if (rows.length >= limits.gatheredRowsMax) {
        return unreadable([row], `${shown(key)} has more than ${limits.gatheredRowsMax} rows`);
      }
      rows.push(row);
      return [];
    }
    const done = this.#open.size < limits.gatheredOrdersMax ? [] : this.#endFirst();
    this.#open.set(key, [row]);
    return done;
  }

  #endFirst(): readonly Reading[] {
    const [first] = this.#open;
    if (first === undefined) return [];
    this.#open.delete(first[0]);
    return this.#told(first[1]);
  }

  #told(rows: readonly Row[]): readonly Reading[] {
    const [first] = rows;
    if (first === undefined) return [];
    const columns = this.#columns;
    const read = this.#form.read(
      { columns, rows, text: (name) => columns.text(first, name) },
      this.#file.options,
    );
    if (read instanceof RowFault) return unreadable(rows, read.reason);
    return read.map((observation) => ({ kind: 'observation', line: first.line, observation }));
  }
}

function unreadable(rows: readonly Row[], reason: string): readonly Reading[] {
  return rows.map((row, index) => ({
    kind: 'unreadable',
    line: row.line,
    reason: index === 0 ? reason : `${reason} (line ${rows[0]?.line ?? row.line})`,
  }));
}
