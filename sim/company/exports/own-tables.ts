// Files of systems that no product has a fixed shape for: the tills' sales, the suppliers' metrics, what both portals
// show and the decisions that were taken by it. The contract describes each under `readers:`.
import type { Emission, SystemName } from '../emission.js';
import { SYSTEMS } from '../systems.js';
import { instantText } from '../clock.js';
import { NOTHING, exactly, type Exported, type Exporter, type FileRow } from './shape.js';
import { csvRow, linesIn, textIn, totalIn } from './text.js';

interface OwnTable {
  readonly name: string;
  readonly system: SystemName;
  readonly kind: string;
  readonly columns: readonly string[];
  readonly rowsOf: (emission: Emission) => readonly (readonly (string | number)[])[];
  /** The entry of `emit` that reads it back, in YAML's flow form. */
  readonly emit: string;
}

function time(emission: Emission): string {
  return instantText(emission.at, SYSTEMS[emission.system].zone);
}

function tills(): OwnTable {
  return {
    name: 'till-sales',
    system: 'pos',
    kind: 'order.placed',
    columns: ['Receipt', 'Sold at', 'SKU', 'Qty', 'Price', 'Total', 'Currency'],
    rowsOf: (emission) => {
      const total = totalIn(emission.data);
      const head = [String(emission.refs['order']), time(emission)];
      const end = [total?.amount ?? '', total?.currency ?? ''];
      return linesIn(emission.data).map(({ sku, qty, price }) => [
        ...head,
        sku,
        qty,
        price ?? '',
        ...end,
      ]);
    },
    emit: '{ kind: order.placed, at: Sold at, id: Receipt, refs: { order: Receipt }, data: { total.amount: Total, total.currency: Currency, payable: =captured }, lines: { sku: SKU, qty: Qty, price: Price }, group_by: Receipt }',
  };
}

function metricsOf(system: 'acme' | 'globex'): OwnTable {
  const title = `${system} feed`;
  return {
    name: `${system}-metrics`,
    system,
    kind: 'feed.snapshot',
    columns: [
      title,
      'Delivered',
      'As of',
      'Rows',
      'Digest',
      'Statement',
      'Supplier',
      'on_time_delivery_rate',
    ],
    rowsOf: (emission) => {
      const { data, refs, id } = emission;
      const [[supplier, metric] = ['', {}]] = Object.entries(
        (data?.['metrics'] ?? {}) as Record<string, Record<string, string>>,
      );
      const head = [String(refs['feed']), time(emission), textIn(data, 'as_of')];
      const sums = [String(data?.['rows']), textIn(data, 'digest'), id];
      return [[...head, ...sums, supplier, metric['on_time_delivery_rate'] ?? '']];
    },
    emit: `{ kind: feed.snapshot, at: Delivered, id: Statement, refs: { feed: ${title} }, data: { as_of: As of, rows: Rows, digest: Digest } }`,
  };
}

function portal(system: 'vendor-portal' | 'merchant-portal'): OwnTable {
  const title = `${system} supplier`;
  return {
    name: system,
    system,
    kind: 'metric.shown',
    columns: [title, 'Feed', 'Metric', 'Value', 'As of', 'Shown at', 'Statement'],
    rowsOf: (emission) => {
      const { data, refs, id } = emission;
      const figure = [textIn(data, 'supplier'), String(refs['feed']), textIn(data, 'metric')];
      return [[...figure, textIn(data, 'value'), textIn(data, 'as_of'), time(emission), id]];
    },
    emit: `{ kind: metric.shown, at: Shown at, id: Statement, refs: { feed: Feed }, data: { supplier: ${title}, metric: Metric, value: Value, as_of: As of } }`,
  };
}

function decisions(system: 'acme-edi' | 'merchant-portal'): OwnTable {
  const title = `${system} decision`;
  return {
    name: `${system}-decisions`,
    system,
    kind: 'decision.made',
    columns: [title, 'Feed', 'Outcome', 'Metric', 'Value', 'As of', 'Decided at', 'Statement'],
    rowsOf: (emission) => {
      const { data, refs, id } = emission;
      const basis = data?.['basis'] as Readonly<Record<string, string>> | undefined;
      const what = [textIn(data, 'decision'), String(refs['feed']), textIn(data, 'outcome')];
      const by = [basis?.['metric'] ?? '', basis?.['value'] ?? '', basis?.['as_of'] ?? ''];
      return [[...what, ...by, time(emission), id]];
    },
    emit: `{ kind: decision.made, at: Decided at, id: Statement, refs: { feed: Feed }, data: { decision: ${title}, outcome: Outcome, basis.metric: Metric, basis.value: Value, basis.as_of: As of } }`,
  };
}

const TABLES: readonly OwnTable[] = [
  tills(),
  metricsOf('acme'),
  metricsOf('globex'),
  portal('vendor-portal'),
  portal('merchant-portal'),
  decisions('acme-edi'),
  decisions('merchant-portal'),
];

/** Lines of the contract that describe these files. */
export function readerLines(): string[] {
  const entries = TABLES.map(({ name, system, columns, emit }) => {
    const match = `match: [${columns.slice(0, 3).join(', ')}]`;
    return `  ${name}: { system: ${system}, format: csv, ${match}, emit: ${emit} }`;
  });
  return ['readers:', ...entries];
}

export function ownTableExports(): Exporter {
  return {
    files: new Map(TABLES.map(({ name, columns }) => [`${name}.csv`, columns.join(',')])),
    tell({ visible }): Exported {
      const rows: FileRow[] = [];
      const told: Emission[] = [];
      for (const emission of visible) {
        const table = TABLES.find(
          ({ system, kind }) => system === emission.system && kind === emission.kind,
        );
        if (table === undefined) continue;
        told.push(emission);
        const texts = table.rowsOf(emission).map((cells) => csvRow(cells));
        rows.push(...texts.map((text) => ({ file: `${table.name}.csv`, text })));
      }
      return told.length === 0 ? NOTHING : { rows, shown: told.map(exactly) };
    },
  };
}
