// Runs seeds with a fault planted, in a process of their own, and says which of them noticed it.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Range } from '../sweep.js';
import type { PlantedFault } from './fault.js';

type Planted = Pick<PlantedFault, 'module' | 'text' | 'replacement'>;

export interface Noticed {
  readonly seed: number;
  /** The first promise that was seen broken. */
  readonly says: string;
}

/** Faults are planted in the build, also where this is run from its source. */
const root = new URL('../../../', import.meta.url);
const built = import.meta.url.endsWith('.ts') ? new URL('dist/', root) : root;
const planting = fileURLToPath(new URL('sim/hub/planted/planting.js', built));
const binary = fileURLToPath(new URL('src/main.js', built));
/** What is said of a hub that does not come to an end. */
const endless = 'it never ends';
const secondsOfSeed = 20;
const secondsOfStart = 60;

/** How often the text stands in the built module: anything but once means that the list is out of date. */
export function timesFound({ module, text }: Pick<PlantedFault, 'module' | 'text'>): number {
  return readFileSync(new URL(`src/${module}.js`, built), 'utf8').split(text).length - 1;
}

/** @returns null: none of the seeds noticed it. It rejects where the fault keeps the hub from running at all. */
export async function tried(fault: Planted, { from, runs }: Range): Promise<Noticed | null> {
  const { module, text, replacement } = fault;
  const call = ['sim', '--seed', String(from), '--runs', String(runs), '--threads', '1', '--json'];
  const child = spawn(process.execPath, ['--import', planting, binary, ...call], {
    env: { ...process.env, WEIR_PLANTED: JSON.stringify({ module, text, replacement }) },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: (secondsOfStart + runs * secondsOfSeed) * 1_000,
    killSignal: 'SIGKILL',
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => (said += more));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code === 0) return null;
  if (code === null) return { seed: from, says: endless };
  if (code !== 1)
    throw new Error(`a hub that is broken in ${module} ends with ${code}: nothing was seen`);
  const { broken } = JSON.parse(said) as {
    readonly broken: readonly {
      readonly seed: number;
      readonly violations: readonly { readonly invariant: string; readonly says: string }[];
    }[];
  };
  const [first] = broken;
  const [violation] = first?.violations ?? [];
  if (first === undefined || violation === undefined) return null;
  return { seed: first.seed, says: `${violation.invariant}: ${violation.says}` };
}
