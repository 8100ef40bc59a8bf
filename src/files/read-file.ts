// An export file of any kind -> observation lines: opened, recognised, read once for what only the
// whole of it decides, and once more row by row. Memory stays flat whatever the size.
import type { ExportReader, Reading, Recognition, RowReader } from '../connectors/connector.js';
import { exportReaders, vocabularies } from '../connectors/registry.js';
import type { Contract } from '../core/contract/contract.js';
import type { Trailer } from '../core/contract/file-source.js';
import type { Instant } from '../core/observation/instant.js';
import type { OffsetAt, TimeFrame } from '../core/observation/written-time.js';
import type { Encoding } from './decode.js';
import { timesIn } from './framed.js';
import { madeAt } from './made-at.js';
import type { TakenFile } from './recognise.js';
import { recognise } from './recognise.js';
import { supplierOfPath } from './supplier-name.js';
import type { FileRow } from './table.js';
import type { RecognisedFile } from './taker.js';
import type { WholeRows } from './whole-rows.js';
import { wholeRows } from './whole-rows.js';
import type { Whole } from './whole.js';
import { surveyWhole } from './whole.js';
import { offsetOfZone } from './zones.js';

export interface FileOptions {
  /** null: no contract, so only the readers of the connectors are there. */
  readonly contract: Contract | null;
  /** IANA name, `UTC` or an offset, for times that carry none and that nothing else places. */
  readonly zone: string | null;
  /** System -> the same, for its files alone. */
  readonly zones?: ReadonlyMap<string, string>;
  /** Told of a system with times that carry no zone, and that nothing places. */
  readonly onZoneless?: (system: string) => void;
  /** When the files were made, where a person says so. */
  readonly extract: Instant | null;
  /** The company's own ids in EDI interchanges, where the files of the run together say them. */
  readonly own?: ReadonlySet<string>;
  /** Whose files they are, where that is known beyond them. */
  readonly system?: string;
  /** The only reader that may take them. */
  readonly reader?: string;
  readonly trailer?: Trailer;
  /** Told why a file is not whole, where it is not. */
  readonly onCut?: (reason: string) => void;
}

/** First `file` or `refused`, then the readings, and last `end` with rows = read + unreadable. */
export type FileReading =
  | {
      readonly kind: 'file';
      readonly reader: string;
      readonly proven: boolean;
      readonly system: string;
      readonly encoding: Encoding;
    }
  | { readonly kind: 'refused'; readonly reason: string }
  | Reading
  | { readonly kind: 'end'; readonly rows: number; readonly unreadable: number };

export type KnownFile =
  | {
      readonly kind: 'known';
      readonly reader: ExportReader;
      readonly system: string;
      readonly columns: readonly string[];
    }
  | { readonly kind: 'unknown'; readonly reason: string; readonly columns: readonly string[] };

/** Of repeated titles, so many are told. */
const titlesMax = 3;

interface System {
  readonly name: string;
  readonly zone: string | null;
  /** Systems of the contract that it could have been as well. */
  readonly others: readonly string[];
}

/** The contract's system of the reader's connector; of several, the one that the path names. */
function systemOf(
  reader: ExportReader,
  path: string,
  { contract, system: known }: Pick<FileOptions, 'contract' | 'system'>,
): System {
  if (known !== undefined && reader.system === null) {
    return { name: known, zone: contract?.systems.get(known)?.zone ?? null, others: [] };
  }
  const declared = [...(contract?.systems.values() ?? [])];
  const named = declared.find((system) => system.name === reader.system);
  if (reader.system !== null) {
    return { name: reader.system, zone: named?.zone ?? null, others: [] };
  }
  const possible = declared.filter((system) => system.connector === reader.connector);
  const steps = path.split(/[\\/]/);
  const byPath = possible.filter(({ name }) =>
    steps.some((step) => step === name || step.startsWith(`${name}.`)),
  );
  const [system] = byPath.length > 0 ? byPath : possible;
  if (system === undefined) return { name: undeclaredName(reader, path), zone: null, others: [] };
  const others = byPath.length === 1 ? [] : possible.filter((other) => other !== system);
  return { name: system.name, zone: system.zone, others: others.map(({ name }) => name) };
}

/** A company has one system of a product, as a rule, and many suppliers. */
function undeclaredName({ connector, name }: ExportReader, path: string): string {
  if (connector === null) return name;
  return vocabularies.get(connector)?.role === 'supplier' ? supplierOfPath(path) : connector;
}

function offsetOf(recognition: Recognition, system: System, options: FileOptions): OffsetAt | null {
  const zone = recognition.zone ?? system.zone ?? options.zone ?? options.zones?.get(system.name);
  return zone === undefined ? null : offsetOfZone(zone);
}

/** A person adds such columns in a spreadsheet, or a report is set up with one twice. */
function repeatedTitles(columns: readonly string[]): string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const title of columns.map((column) => column.trim()).filter((column) => column !== '*')) {
    if (title !== '' && seen.has(title)) repeated.add(title);
    seen.add(title);
  }
  if (repeated.size === 0) return [];
  const titles = [...repeated].slice(0, titlesMax).map((title) => `"${title}"`);
  return [`more than one column is called ${titles.join(', ')}: the leftmost is read`];
}

function remarksOn(file: RecognisedFile, whole: Whole, system: System): Reading[] {
  const reasons: string[] = [...file.remarks, ...repeatedTitles(file.columns)];
  if (whole.zoneUnknown) {
    reasons.push(
      'times carry no zone, so each is only known to 14 hours: give zone: in the contract, or --zone',
    );
  }
  if (whole.orderUndecided) {
    reasons.push(
      'nothing decides whether day or month comes first, so such dates span both: give day_first: in a reader',
    );
  }
  if (system.others.length > 0) {
    reasons.push(
      `taken to be of ${system.name}, and could be of ${system.others.join(', ')}: put it into a folder with the name of its system`,
    );
  }
  return reasons.map((reason) => ({ kind: 'remark', line: file.headerLine, reason }));
}

function readersFor({ contract, reader }: FileOptions): readonly ExportReader[] {
  const readers = exportReaders(contract?.readers ?? []);
  return reader === undefined ? readers : readers.filter(({ name }) => name === reader);
}

/** Which reader takes a file, and its columns, without reading its rows. */
export async function recogniseFile(path: string, options: FileOptions): Promise<KnownFile> {
  const found = await recognise(path, readersFor(options));
  if (found.kind === 'refused') {
    return { kind: 'unknown', reason: found.refused, columns: found.columns };
  }
  const { reader, columns } = found.file;
  const { name } = systemOf(reader, path, options);
  return { kind: 'known', reader, system: name, columns };
}

/**
 * Reads a file that is not observation lines, in groups of readings. Nothing is thrown whatever its
 * bytes are: a file that can't be used gives one `refused`, a row that can't be read one `unreadable`.
 */
export async function* readFileAsLines(
  path: string,
  options: FileOptions,
): AsyncGenerator<readonly FileReading[]> {
  const found = await recognise(path, readersFor(options));
  if (found.kind === 'refused') {
    yield [{ kind: 'refused', reason: found.refused }];
    return;
  }
  const { reader } = found.file;
  const system = systemOf(reader, path, options);
  const { name, proven } = reader;
  const { encoding } = found;
  yield [{ kind: 'file', reader: name, proven, system: system.name, encoding }];
  yield* readingsOf(path, found, system, options);
}

async function* readingsOf(
  path: string,
  { file: taken, damage }: TakenFile,
  system: System,
  options: FileOptions,
): AsyncGenerator<readonly FileReading[]> {
  const { file, cut } = checked(taken, options);
  const { recognition } = file;
  const offsetAt = offsetOf(recognition, system, options);
  const known: TimeFrame = { dayFirst: recognition.dayFirst, offsetAt };
  const whole = await surveyWhole(file.rows(), recognition, known);
  if (whole.zoneUnknown) options.onZoneless?.(system.name);
  const times = timesIn({ dayFirst: whole.dayFirst, offsetAt });
  const made = madeAt({ path, title: file.title, whole }, options.extract, times);
  yield [...remarksOn(file, whole, system), ...made.remarks];
  const rows = recognition.open({
    system: system.name,
    extract: made.extract,
    madeBy: made.madeBy,
    decimal: whole.decimal,
    times,
    parties: {
      own: options.own ?? new Set(),
      partners: new Set(
        options.contract?.partners.flatMap(({ name: partner, ids }) => [partner, ...ids]),
      ),
    },
  });
  const count = new RowCount(file.headerLine);
  for await (const group of file.rows()) {
    const readings: Reading[] = [];
    for (const row of group) readings.push(...count.of(row, rows));
    yield readings;
  }
  yield count.told(rows.end());
  const reason = damage();
  if (reason !== null) yield count.cut(reason);
  const notWhole = reason ?? cut();
  if (notWhole !== null) options.onCut?.(notWhole);
  yield [count.end()];
}

/** Where nobody asks whether a file is whole, nothing is spent on it. */
function checked(file: RecognisedFile, { trailer, onCut }: FileOptions): WholeRows {
  if (trailer === undefined && onCut === undefined) return { file, cut: () => null };
  return wholeRows(file, trailer ?? null);
}

/** Counts rows, and those of them that can't be read. */
class RowCount {
  #rows = 0;
  #unreadable = 0;
  #line: number;

  constructor(headerLine: number) {
    this.#line = headerLine;
  }

  of(row: FileRow, reader: RowReader): readonly Reading[] {
    this.#rows += 1;
    this.#line = row.line;
    if (!('unreadable' in row)) return this.told(reader.row(row));
    return this.told([{ kind: 'unreadable', line: row.line, reason: row.unreadable }]);
  }

  told(readings: readonly Reading[]): readonly Reading[] {
    for (const { kind } of readings) if (kind === 'unreadable') this.#unreadable += 1;
    return readings;
  }

  /** The bytes ended early: what is missing counts as one row. */
  cut(reason: string): readonly Reading[] {
    this.#rows += 1;
    return this.told([{ kind: 'unreadable', line: this.#line + 1, reason }]);
  }

  end(): FileReading {
    return { kind: 'end', rows: this.#rows, unreadable: this.#unreadable };
  }
}
