// An export file of any kind -> observation lines: opened, recognised, read once for what only the
// whole of it decides, and once more row by row. Memory stays flat whatever the size.
import type { ExportReader, Reading, Recognition } from '../connectors/connector.js';
import { exportReaders } from '../connectors/registry.js';
import type { Contract } from '../core/contract/contract.js';
import type { Instant } from '../core/observation/instant.js';
import type { OffsetAt, TimeFrame } from '../core/observation/written-time.js';
import { timeSpanOf, writtenTimeOf } from '../core/observation/written-time.js';
import type { Encoding } from './decode.js';
import { openText } from './decode.js';
import { recognise } from './files/recognise.js';
import type { RecognisedFile } from './files/recognise.js';
import { surveyWhole } from './files/whole.js';
import type { Whole } from './files/whole.js';
import { offsetOfZone } from './files/zones.js';

export interface FileOptions {
  /** null: no contract, so only the readers of the connectors are there. */
  readonly contract: Contract | null;
  /** IANA name, `UTC` or an offset, for times that carry none and that nothing else places. */
  readonly zone: string | null;
  /** When the files were made, where a person says so. */
  readonly extract: Instant | null;
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

interface System {
  readonly name: string;
  readonly zone: string | null;
  /** Systems of the contract that it could have been as well. */
  readonly others: readonly string[];
}

/** The contract's system of the reader's connector; of several, the one that the path names. */
function systemOf(reader: ExportReader, path: string, contract: Contract | null): System {
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
  if (system === undefined)
    return { name: reader.connector ?? reader.name, zone: null, others: [] };
  const others = byPath.length === 1 ? [] : possible.filter((other) => other !== system);
  return { name: system.name, zone: system.zone, others: others.map(({ name }) => name) };
}

function offsetOf(recognition: Recognition, system: System, options: FileOptions): OffsetAt | null {
  const zone = recognition.zone ?? system.zone ?? options.zone;
  return zone === null ? null : offsetOfZone(zone);
}

function remarksOn(file: RecognisedFile, whole: Whole, system: System): Reading[] {
  const reasons: string[] = [];
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

/** Which reader takes a file, and its columns, without reading its rows. */
export async function recogniseFile(path: string, options: FileOptions): Promise<KnownFile> {
  const text = await openText(path);
  if ('refused' in text) return { kind: 'unknown', reason: text.refused, columns: [] };
  const file = await recognise(text, exportReaders(options.contract?.readers ?? []));
  if ('refused' in file) return { kind: 'unknown', reason: file.refused, columns: file.columns };
  const { name } = systemOf(file.reader, path, options.contract);
  return { kind: 'known', reader: file.reader, system: name, columns: file.columns };
}

/**
 * Reads a file that is not observation lines. Nothing is thrown whatever its bytes are: a file that
 * can't be used gives one `refused`, a row that can't be read one `unreadable`.
 */
export async function* readFileAsLines(
  path: string,
  options: FileOptions,
): AsyncGenerator<FileReading> {
  const text = await openText(path);
  if ('refused' in text) {
    yield { kind: 'refused', reason: text.refused };
    return;
  }
  const file = await recognise(text, exportReaders(options.contract?.readers ?? []));
  if ('refused' in file) {
    yield { kind: 'refused', reason: file.refused };
    return;
  }
  const { reader } = file;
  const system = systemOf(reader, path, options.contract);
  const { name, proven } = reader;
  yield { kind: 'file', reader: name, proven, system: system.name, encoding: text.encoding };
  yield* readingsOf(file, system, options, text.damage);
}

async function* readingsOf(
  file: RecognisedFile,
  system: System,
  options: FileOptions,
  damage: () => string | null,
): AsyncGenerator<FileReading> {
  const { recognition } = file;
  const offsetAt = offsetOf(recognition, system, options);
  const known: TimeFrame = { dayFirst: recognition.dayFirst, offsetAt };
  const whole = await surveyWhole(file.rows(), recognition, known);
  yield* remarksOn(file, whole, system);
  const frame: TimeFrame = { dayFirst: whole.dayFirst, offsetAt };
  const rows = recognition.open({
    system: system.name,
    extract: options.extract ?? whole.last,
    decimal: whole.decimal,
    times: (text) => {
      const time = writtenTimeOf(text);
      return time === null ? null : timeSpanOf(time, frame);
    },
  });
  const count = { rows: 0, unreadable: 0, line: file.headerLine };
  for await (const row of file.rows()) {
    count.rows += 1;
    count.line = row.line;
    const readings =
      'unreadable' in row
        ? [{ kind: 'unreadable', line: row.line, reason: row.unreadable } as const]
        : rows.row(row);
    yield* counted(readings, count);
  }
  yield* counted(rows.end(), count);
  const reason = damage();
  if (reason !== null) {
    count.rows += 1;
    yield* counted([{ kind: 'unreadable', line: count.line + 1, reason }], count);
  }
  yield { kind: 'end', rows: count.rows, unreadable: count.unreadable };
}

function* counted(readings: readonly Reading[], count: { unreadable: number }): Generator<Reading> {
  for (const reading of readings) {
    if (reading.kind === 'unreadable') count.unreadable += 1;
    yield reading;
  }
}
