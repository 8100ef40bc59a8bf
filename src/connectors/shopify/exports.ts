// Reads the orders CSV that a Shopify admin exports: recognises it by its columns, gathers the rows
// of each order, and hands them to exports-order.ts.
import { limits } from '../../core/limits.js';
import { writtenTimeOf } from '../../core/observation/written-time.js';
import type {
  ExportReader,
  Reading,
  ReadOptions,
  Recognition,
  Row,
  RowReader,
  Sample,
} from '../connector.js';
import { isSpreadsheetNumber } from '../reading/row-fault.js';
import type { ColumnName, OrderRows } from './exports-order.js';
import { columnNames } from './exports-order.js';
import { statementsOf } from './exports-statements.js';

type ColumnIndex = ReadonlyMap<ColumnName, number>;

const known: ReadonlySet<string> = new Set(columnNames);
const timeColumns = ['createdat', 'paidat', 'fulfilledat', 'cancelledat'] as const;
/** Columns that only the first row of an order carries. */
const orderColumns = ['id', 'financialstatus', 'total', 'currency'] as const;
const exportAgain =
  'the file went through a spreadsheet: export it again and do not open it in one';

function isColumnName(text: string): text is ColumnName {
  return known.has(text);
}

function columnsOf(header: readonly string[]): ColumnIndex {
  const columns = new Map<ColumnName, number>();
  for (const [index, text] of header.entries()) {
    const plain = text.toLowerCase().replace(/[^a-z0-9]/g, '');
    const name = plain === 'canceledat' ? 'cancelledat' : plain;
    if (isColumnName(name) && !columns.has(name)) columns.set(name, index);
  }
  return columns;
}

function recognise(sample: Sample): Recognition | null {
  if (sample.shape !== 'table') return null;
  const columns = columnsOf(sample.columns);
  const names = columns.has('lineitemname') || columns.has('lineitemsku');
  if (!columns.has('name') || !columns.has('lineitemquantity') || !names) return null;
  const times = timeColumns.flatMap((name) => columns.get(name) ?? []);
  return {
    strength: columns.size,
    quoting: 'csv',
    rows: null,
    zone: null,
    dayFirst: null,
    decimal: '.',
    times: (row) => times.map((index) => row.cells[index] ?? '').filter((text) => text !== ''),
    decimalMarks: () => [],
    open: (options) => new OrdersReader(columns, sample.columns.length, options),
  };
}

class OrdersReader implements RowReader {
  readonly #columns: ColumnIndex;
  readonly #width: number;
  readonly #options: ReadOptions;
  readonly #remarks = new Set<string>();
  #order: OrderRows | null = null;

  constructor(columns: ColumnIndex, width: number, options: ReadOptions) {
    this.#columns = columns;
    this.#width = width;
    this.#options = options;
  }

  readonly row = (row: Row): readonly Reading[] => {
    const fault = this.#rowFault(row);
    if (fault !== null) return [{ kind: 'unreadable', line: row.line, reason: fault }];
    const open = this.#order;
    if (open !== null && this.#belongs(row, open)) return this.#further(row, open);
    const done = this.end();
    if (this.#startsNothing(row)) {
      const reason = `a further row of order ${this.#cell(row, 'name')} that does not stand under its first row: export the file again, unsorted`;
      return [...done, { kind: 'unreadable', line: row.line, reason }];
    }
    return [...done, ...this.#begin(row)];
  };

  readonly end = (): readonly Reading[] => {
    const order = this.#order;
    this.#order = null;
    if (order === null) return [];
    return statementsOf(order, this.#options);
  };

  #cell(row: Row, name: ColumnName): string {
    const index = this.#columns.get(name);
    return index === undefined ? '' : (row.cells[index] ?? '').trim();
  }

  #rowFault(row: Row): string | null {
    const name = this.#cell(row, 'name');
    const extra = row.cells.slice(this.#width).some((cell) => cell.trim() !== '');
    if (extra) return `the row has ${row.cells.length} cells and the header ${this.#width}`;
    if (name === '') return 'Name is empty, so the row belongs to no order';
    if (isSpreadsheetNumber(name)) return `Name is "${name}": ${exportAgain}`;
    return null;
  }

  #belongs(row: Row, order: OrderRows): boolean {
    const id = this.#cell(row, 'id');
    return this.#cell(row, 'name') === order.name && (id === '' || id === order.statedId);
  }

  #further(row: Row, order: OrderRows): readonly Reading[] {
    if (order.rows.length < limits.gatheredRowsMax) {
      order.rows.push(row);
      return [];
    }
    const reason = `order ${order.name} has more than ${limits.gatheredRowsMax} rows`;
    return [{ kind: 'unreadable', line: row.line, reason }];
  }

  /** A row that only continues an order, whose first row is not the one above it. */
  #startsNothing(row: Row): boolean {
    const present = orderColumns.filter((name) => this.#columns.has(name));
    return present.length > 0 && present.every((name) => this.#cell(row, name) === '');
  }

  #begin(row: Row): readonly Reading[] {
    const statedId = this.#cell(row, 'id');
    const damaged = isSpreadsheetNumber(statedId);
    this.#order = {
      name: this.#cell(row, 'name'),
      statedId,
      id: damaged || statedId === '' ? null : statedId,
      rows: [row],
      has: (name) => this.#columns.has(name),
      cell: (of, name) => this.#cell(of, name),
    };
    const idRemark = `Id is "${statedId}": ${exportAgain}. Orders are known by Name alone`;
    const zoneRemark = `times carry no offset: ${exportAgain}`;
    return [
      ...(damaged ? this.#once('id', { line: row.line, reason: idRemark }) : []),
      ...(this.#lacksOffset(row) ? this.#once('zone', { line: row.line, reason: zoneRemark }) : []),
    ];
  }

  #lacksOffset(row: Row): boolean {
    if (this.#remarks.has('zone')) return false;
    return writtenTimeOf(this.#cell(row, 'createdat'))?.offset === null;
  }

  #once(about: string, remark: { line: number; reason: string }): readonly Reading[] {
    if (this.#remarks.has(about)) return [];
    this.#remarks.add(about);
    return [{ kind: 'remark', ...remark }];
  }
}

export const ordersCsv: ExportReader = {
  name: 'shopify.orders-csv',
  proven: true,
  connector: 'shopify',
  system: null,
  recognise,
};
