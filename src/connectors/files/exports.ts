// A reader that somebody declared under `readers:` in the contract: takes the files that have its
// columns. docs/guides/your-own-files.md says how one is written.
import type {
  ReaderDeclaration,
  ReaderEmission,
  ReaderLines,
} from '../../core/contract/contract.js';
import type { ExportReader, Recognition, Row, Sample } from '../connector.js';
import { DeclaredRows } from './declared-rows.js';
import { extractWord } from './emission.js';
import { isNumberField } from './fields.js';
import { decimalMarkOf } from '../reading/numbers.js';
import type { DecimalMark } from '../reading/numbers.js';
import type { Cell } from './values.js';
import { textOf, valueAt } from '../reading/document.js';
import { cellOf, textsOf } from './values.js';

/** What a person has declared goes before what a connector knows of itself. */
const declaredStrength = 1_000;

/** Documents that may lack a field before it counts as not there. */
const documentsLookedAt = 20;

function columnsOfTimes(emit: readonly ReaderEmission[]): string[] {
  const columns = emit.flatMap((emission) => [...emission.at, emission.until ?? extractWord]);
  return [...new Set(columns)].filter((column) => column !== extractWord);
}

function columnsToMatch(declaration: ReaderDeclaration): readonly string[] {
  return declaration.match.length > 0 ? declaration.match : columnsOfTimes(declaration.emit);
}

function hasAll(sample: Sample, columns: readonly string[]): boolean {
  return columns.length > 0 && columns.every((column) => cellOf(sample, column) !== null);
}

function listIn(document: unknown, path: string | null): readonly unknown[] {
  const found = path === null ? document : valueAt(document, path);
  if (Array.isArray(found)) return found as unknown[];
  return typeof found === 'object' && found !== null ? [found] : [];
}

function documentsOf(sample: Sample, rows: string | null): readonly unknown[] {
  switch (sample.shape) {
    case 'table':
    case 'interchange':
      return [];
    case 'document':
    case 'xml':
      return listIn(sample.document, rows);
    case 'documents':
      return sample.first;
  }
}

function matches(declaration: ReaderDeclaration, sample: Sample): boolean {
  const columns = columnsToMatch(declaration);
  const tabular = declaration.format === 'csv' || declaration.format === 'tsv';
  if (sample.shape === 'table') {
    const separated = declaration.format !== 'tsv' || sample.delimiter === '\t';
    return tabular && separated && hasAll(sample, columns);
  }
  const isXml = declaration.format === 'xml';
  if (tabular || columns.length === 0 || isXml !== (sample.shape === 'xml')) return false;
  const documents = documentsOf(sample, declaration.rows).slice(0, documentsLookedAt);
  return columns.every((column) =>
    documents.some((document) => valueAt(document, column) !== undefined),
  );
}

/** `Created (UTC)`, `created_utc`: the file itself says the zone. */
function zoneOf(declaration: ReaderDeclaration, sample: Sample): string | null {
  if (declaration.zone !== null || sample.shape !== 'table') return declaration.zone;
  const columns = columnsOfTimes(declaration.emit).filter((name) => cellOf(sample, name) !== null);
  const says = columns.length > 0 && columns.every((name) => /(?:\b|_)utc\b/i.test(name));
  return says ? 'UTC' : null;
}

function lineNumbers(lines: ReaderLines): ReaderEmission['data'] {
  return {
    ...(lines.qty === null ? {} : { qty: lines.qty }),
    ...(lines.price === null ? {} : { price: lines.price }),
  };
}

function marksOf(
  declaration: ReaderDeclaration,
  sample: Sample,
): (row: Row) => readonly DecimalMark[] {
  const sources = declaration.emit.flatMap((emission) => [
    ...Object.entries(emission.data).flatMap(([field, source]) =>
      isNumberField(field) ? [source] : [],
    ),
    ...(emission.lines === null || emission.lines.each !== null
      ? []
      : Object.values(lineNumbers(emission.lines))),
  ]);
  const texts = sources
    .filter((source) => source.from === 'column')
    .map((source) => textsOf(sample, source));
  return (row) => texts.flatMap((of) => of(row)).flatMap((text) => decimalMarkOf(text) ?? []);
}

function timesOf(declaration: ReaderDeclaration, sample: Sample): (row: Row) => readonly string[] {
  const lists = new Set(declaration.emit.map(({ at }) => JSON.stringify(at)));
  const times = [...lists].map((columns) =>
    (JSON.parse(columns) as string[]).flatMap((column) => cellOf(sample, column) ?? []),
  );
  const textAt = (cells: readonly Cell[], row: Row): string => {
    const parts = cells.map((cell) => textOf(cell(row)));
    return parts.filter((part) => part !== '').join(' ');
  };
  return (row) => times.map((cells) => textAt(cells, row)).filter((text) => text !== '');
}

function recognise(declaration: ReaderDeclaration, sample: Sample): Recognition | null {
  if (!matches(declaration, sample)) return null;
  return {
    strength: declaredStrength + columnsToMatch(declaration).length,
    quoting: declaration.format === 'tsv' ? 'none' : 'csv',
    rows: declaration.rows,
    zone: zoneOf(declaration, sample),
    dayFirst: declaration.dayFirst,
    decimal: declaration.decimal,
    times: timesOf(declaration, sample),
    decimalMarks: marksOf(declaration, sample),
    open: (options) => new DeclaredRows(declaration, sample, options),
  };
}

/** The reader that a declaration describes; the report names it as the contract does. */
export function declaredReader(declaration: ReaderDeclaration): ExportReader {
  return {
    name: declaration.name,
    proven: true,
    connector: null,
    system: declaration.system,
    recognise: (sample) => recognise(declaration, sample),
  };
}
