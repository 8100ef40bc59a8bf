// The inputs of a run as ranges of bytes: every file is looked at, unpacked or turned into observation
// lines where it has to be, and cut into pieces that threads can share.
import type { SystemHint } from '../core/contract/infer.js';
import type { ReportNote } from '../core/detect/report.js';
import type { ByteRange } from './byte-range.js';
import { rangesOf } from './byte-range.js';
import { spoolExport } from './export-file.js';
import { companyIds } from '../files/company-ids.js';
import type { Input, NamedFile, OpenedInput } from './inputs.js';
import { filesOf, observationReader, sniff, Spool } from './inputs.js';
import type { FileOptions } from '../files/read-file.js';
import { remarkNotes } from './remarks.js';

export interface GatheredInputs {
  readonly kind: 'gathered';
  readonly inputs: readonly Input[];
  readonly ranges: readonly ByteRange[];
  /** What a reader that recognised a file knows of its system. */
  readonly hints: ReadonlyMap<string, SystemHint>;
  readonly notes: readonly ReportNote[];
  /** Systems with times that carry no zone, and that nothing places. */
  readonly zoneless: ReadonlySet<string>;
  readonly remove: () => Promise<void>;
}

export interface RefusedInputs {
  readonly kind: 'refused';
  readonly reason: string;
  readonly remove: () => Promise<void>;
}

export async function gatherInputs(
  paths: readonly string[],
  options: FileOptions,
): Promise<GatheredInputs | RefusedInputs> {
  const { files, missing } = filesOf(paths);
  const spool = new Spool();
  const remove = async (): Promise<void> => spool.remove();
  if (missing.length > 0) {
    return { kind: 'refused', reason: `there is no ${missing.join(', ')}`, remove };
  }
  if (files.length === 0) {
    return { kind: 'refused', reason: `there is no file to read in ${paths.join(', ')}`, remove };
  }
  const exported = files.filter(({ form }) => form === 'export');
  const own = await companyIds(exported.map(({ path }) => path));
  const opened: OpenedInput[] = [];
  const zoneless = new Set<string>();
  const onZoneless = (system: string): void => void zoneless.add(system);
  const fileOptions = { ...options, own, onZoneless };
  for (const file of files) opened.push(await openFile(file, fileOptions, spool));
  const lineFiles = opened.flatMap(({ lines }, input) => {
    const exported = files[input]?.form === 'export';
    return lines === null ? [] : [{ ...lines, input, exported }];
  });
  return {
    kind: 'gathered',
    inputs: opened.map(({ input }) => input),
    ranges: lineFiles.flatMap(rangesOf).map((range, index) => ({ ...range, index })),
    hints: new Map(opened.flatMap(({ hint }) => (hint === undefined ? [] : [hint]))),
    notes: remarkNotes(opened.flatMap(({ remarks }) => remarks ?? [])),
    zoneless,
    remove,
  };
}

async function openFile(
  { path, form }: NamedFile,
  options: FileOptions,
  spool: Spool,
): Promise<OpenedInput> {
  if (form === 'export') return spoolExport(path, options, spool);
  const found = sniff(path);
  if (found.kind === 'unreadable') return { input: faulty(path, found.reason), lines: null };
  if (found.kind === 'lines') {
    return { input: faulty(path, null), lines: { ...found, file: path } };
  }
  const { file, fault } = await spool.unpack(path);
  const inside = sniff(file);
  if (inside.kind !== 'lines') {
    const reason = inside.kind === 'gzip' ? 'the file is packed twice' : inside.reason;
    return { input: faulty(path, fault ?? reason), lines: null };
  }
  return { input: faulty(path, fault), lines: { ...inside, file } };
}

function faulty(path: string, fault: string | null): Input {
  const rows = fault === null ? [] : [{ line: null, reason: fault }];
  return {
    path,
    reader: observationReader,
    proven: true,
    rows,
    rowCount: rows.length,
    origins: null,
  };
}
