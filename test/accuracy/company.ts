// Writes one company with the built `weir simulate`, audits it with the built `weir audit`, and scores the
// report: what a person would do, through the same doors.
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { simulateArguments, type Kind } from './kinds.js';
import { score, type Diagnosis, type Score, type Truth } from './score.js';

const run = promisify(execFile);

/** The largest report of a company of some thousand orders is a few megabytes. */
const reportBytesMax = 256 * 1024 * 1024;

export interface Company {
  readonly kind: Kind;
  readonly seed: number;
  readonly orders: number;
  /** The share of subjects that carry a fault; the simulator's own where absent. */
  readonly rate?: number;
}

/** Writes the company into a folder of its own under `parent`, and answers with that folder. */
export async function written(binary: string, company: Company, parent: string): Promise<string> {
  const { kind, seed, orders, rate } = company;
  const folder = join(parent, `${kind}-${seed}`);
  await mkdir(parent, { recursive: true });
  const size = ['--seed', String(seed), '--orders', String(orders), '--out', folder];
  const faults = rate === undefined ? [] : ['--rate', String(rate)];
  await run(process.execPath, [binary, 'simulate', ...size, ...faults, ...simulateArguments[kind]]);
  return folder;
}

/** Audits the folder on one thread, so that two audits share two cores; throws where it can't be audited. */
export async function audited(binary: string, folder: string): Promise<Score> {
  const call = [binary, 'audit', folder, '--contract', join(folder, 'weir.yaml'), '--json'];
  const { stdout } = await run(process.execPath, [...call, '--threads', '1'], {
    maxBuffer: reportBytesMax,
  });
  const truth = await readFile(join(folder, 'truth.json'), 'utf8');
  return score(JSON.parse(stdout) as Diagnosis, JSON.parse(truth) as Truth);
}

/** Writes, audits and removes one company. */
export async function measured(binary: string, company: Company, parent: string): Promise<Score> {
  const folder = await written(binary, company, parent);
  try {
    return await audited(binary, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Does the work for each item, `width` at a time, and keeps the items' order. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next; index < items.length; index = next) {
      next += 1;
      const item = items[index];
      if (item !== undefined) results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
