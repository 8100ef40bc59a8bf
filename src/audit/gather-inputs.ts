// The inputs of a run as ranges of bytes: every file is looked at, unpacked where it has to be, and cut
// into pieces that threads can share.
import type { ByteRange } from './byte-range.js';
import { rangesOf } from './byte-range.js';
import type { Input, LineFile, NamedFile } from './inputs.js';
import { filesOf, sniff, Spool } from './inputs.js';

export interface GatheredInputs {
  readonly kind: 'gathered';
  readonly inputs: readonly Input[];
  readonly ranges: readonly ByteRange[];
  readonly remove: () => Promise<void>;
}

export interface RefusedInputs {
  readonly kind: 'refused';
  readonly reason: string;
  readonly remove: () => Promise<void>;
}

export async function gatherInputs(
  paths: readonly string[],
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
  const inputs: Input[] = [];
  const lineFiles: LineFile[] = [];
  for (const [index, file] of files.entries()) {
    const { input, lines } = await opened(index, file, spool);
    inputs.push(input);
    if (lines !== null) lineFiles.push(lines);
  }
  const ranges = lineFiles.flatMap(rangesOf).map((range, index) => ({ ...range, index }));
  return { kind: 'gathered', inputs, ranges, remove };
}

async function opened(
  index: number,
  { path, form }: NamedFile,
  spool: Spool,
): Promise<{ input: Input; lines: LineFile | null }> {
  if (form === 'export') {
    return { input: { path, fault: 'no reader knows this file' }, lines: null };
  }
  const found = sniff(path);
  if (found.kind === 'unreadable') return { input: { path, fault: found.reason }, lines: null };
  if (found.kind === 'lines') {
    return { input: { path, fault: null }, lines: { ...found, input: index, file: path } };
  }
  const { file, fault } = await spool.unpack(path);
  const inside = sniff(file);
  if (inside.kind !== 'lines') {
    const reason = inside.kind === 'gzip' ? 'the file is packed twice' : inside.reason;
    return { input: { path, fault: fault ?? reason }, lines: null };
  }
  return { input: { path, fault }, lines: { ...inside, input: index, file } };
}
