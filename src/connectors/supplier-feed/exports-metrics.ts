// A file of suppliers' figures as CSV, a figure a row or a column a figure: each state of the file is
// one snapshot. Figures stay as they are written: 0.97, 97 and 97% are not the same until somebody says
// so.
import { limits } from '../../core/limits.js';
import type { Instant } from '../../core/observation/instant.js';
import type {
  ExportReader,
  Reading,
  ReadOptions,
  Recognition,
  Row,
  RowReader,
  Sample,
} from '../connector.js';
import { Columns, plainName } from '../reading/columns.js';
import { asOfText, asOfTitles, noTime, snapshotOf } from './snapshot.js';

const columns = {
  supplier: ['supplier_id', 'Supplier ID', 'Supplier', 'Supplier Name', 'Vendor', 'Vendor Number'],
  metric: ['metric', 'Metric Name', 'Measure', 'KPI'],
  value: ['value', 'Metric Value', 'Figure', 'Result'],
  asOf: [...asOfTitles, 'window_end', 'computed_at', 'evaluationDate'],
} as const;

type ColumnName = keyof typeof columns;

/** Metrics that may have a column of their own, lower-cased and without punctuation. */
const metrics: ReadonlySet<string> = new Set(
  (
    'on_time_ship_rate on_time_ship on_time_delivery_rate on_time_delivery otd late_shipment_rate ' +
    'cancel_rate cancellation_rate reject_rate valid_tracking_rate vtr order_defect_rate fill_rate ' +
    'promised_capacity daily_capacity capacity lead_time lead_time_days handling_time ' +
    'replacement_rate fulfillment_score acknowledgement_rate asn_accuracy'
  )
    .split(' ')
    .map(plainName),
);

interface Figure {
  readonly metric: string;
  readonly index: number;
}

interface Layout {
  readonly columns: Columns<ColumnName>;
  /** Columns that are figures; empty where each row is one. */
  readonly figures: readonly Figure[];
}

function layoutOf(header: readonly string[]): Layout | null {
  const found = new Columns(header, columns);
  if (!found.has('supplier')) return null;
  if (found.has('metric', 'value')) return { columns: found, figures: [] };
  const figures = header.flatMap((metric, index) =>
    metrics.has(plainName(metric)) ? [{ metric, index }] : [],
  );
  return figures.length === 0 ? null : { columns: found, figures };
}

interface Snapshot {
  rows: number;
  readonly line: number;
  readonly metrics: Map<string, Record<string, string>>;
}

/** The figures of a file by the time at which they were true. */
class Snapshots implements RowReader {
  readonly #layout: Layout;
  readonly #options: ReadOptions;
  readonly #snapshots = new Map<Instant, Snapshot>();
  #rows = 0;

  constructor(layout: Layout, options: ReadOptions) {
    this.#layout = layout;
    this.#options = options;
  }

  readonly row = (row: Row): readonly Reading[] => {
    const reason = this.#take(row);
    return reason === null ? [] : [{ kind: 'unreadable', line: row.line, reason }];
  };

  readonly end = (): readonly Reading[] =>
    [...this.#snapshots].map(([asOf, { rows, line, metrics: bySupplier }]) => ({
      kind: 'observation',
      line,
      observation: snapshotOf(
        asOf,
        { rows, metrics: Object.fromEntries(bySupplier) },
        this.#options,
      ),
    }));

  #take(row: Row): string | null {
    const text = (name: ColumnName): string => this.#layout.columns.text(row, name);
    const supplier = text('supplier');
    if (supplier === '' || supplier === '__proto__') return 'the row names no supplier';
    const asOf = asOfText(text('asOf'), this.#options);
    if (asOf === null) return noTime.reason;
    if (this.#rows >= limits.gatheredOrdersMax) {
      return `the file has more than ${limits.gatheredOrdersMax} rows`;
    }
    this.#rows += 1;
    const known = this.#snapshots.get(asOf);
    const snapshot: Snapshot = known ?? { rows: 0, line: row.line, metrics: new Map() };
    this.#snapshots.set(asOf, snapshot);
    snapshot.rows += 1;
    const figures = snapshot.metrics.get(supplier) ?? {};
    snapshot.metrics.set(supplier, Object.assign(figures, this.#figuresOf(row)));
    return null;
  }

  #figuresOf(row: Row): Record<string, string> {
    const { columns: found, figures } = this.#layout;
    const stated =
      figures.length === 0
        ? [[found.text(row, 'metric'), found.text(row, 'value')] as const]
        : figures.map(({ metric, index }) => [metric, row.cells[index]?.trim() ?? ''] as const);
    const told = stated.filter(([metric, value]) => metric !== '' && value !== '');
    return Object.fromEntries(told);
  }
}

function recognise(sample: Sample): Recognition | null {
  if (sample.shape !== 'table') return null;
  const layout = layoutOf(sample.columns);
  if (layout === null) return null;
  return {
    strength: layout.columns.size + layout.figures.length,
    quoting: 'csv',
    rows: null,
    zone: null,
    dayFirst: null,
    decimal: '.',
    times: (row) => [layout.columns.text(row, 'asOf')].filter((text) => text !== ''),
    decimalMarks: () => [],
    open: (options) => new Snapshots(layout, options),
  };
}

export const metricsCsv: ExportReader = {
  name: 'supplier-feed.metrics-csv',
  proven: false,
  connector: 'supplier-feed',
  system: null,
  recognise,
};
