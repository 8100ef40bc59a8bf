// `weir simulate`: checks the call and hands it to the simulator, which shell does not know.
import { unwritable } from './unwritable.js';
import type { ExitCode, Output } from './verb.js';

export interface Simulation {
  readonly seed: number;
  readonly orders?: number;
  readonly faults?: readonly string[];
  readonly rate?: number;
  readonly thin?: Thin;
}

/** What is left of the company: its export files, or observation lines that fall as short as exports do. */
type Thin = 'exports' | 'lines';

/** Given by main.ts, for only it may know both. */
export interface Simulator {
  /** Ids of the faults that can be injected. */
  readonly patterns: readonly string[];
  readonly write: (
    simulation: Simulation,
    folder: string,
  ) => Promise<{ readonly lines: number; readonly faults: number }>;
}

export interface SimulateOptions {
  readonly seed: string;
  readonly out: string;
  readonly orders?: string;
  readonly faults?: string;
  readonly rate?: string;
  /** True where the flag stands alone. */
  readonly thin?: true | string;
  readonly json?: boolean;
}

const ordersMax = 10_000_000;

/** Either what to simulate, or the line that says why the call can't be used. */
function simulationOf(options: SimulateOptions, patterns: readonly string[]): Simulation | string {
  const seed = numberIn(options.seed);
  if (!Number.isSafeInteger(seed)) return `--seed ${options.seed}: say a whole number.`;
  const orders = options.orders === undefined ? undefined : numberIn(options.orders);
  if (orders !== undefined && !isOrderCount(orders)) {
    return `--orders ${options.orders ?? ''}: say a whole number from 1 to ${ordersMax}.`;
  }
  const rate = options.rate === undefined ? undefined : numberIn(options.rate);
  if (rate !== undefined && !(rate >= 0 && rate <= 1)) {
    return `--rate ${options.rate ?? ''}: say a share from 0 to 1.`;
  }
  const faults = options.faults === undefined ? undefined : faultsOf(options.faults);
  const unknown = faults?.find((fault) => !patterns.includes(fault));
  if (unknown !== undefined) {
    return `--faults ${unknown}: no such pattern. Known: ${patterns.join(', ')}, or none.`;
  }
  const thin = thinOf(options.thin);
  if (thin === null) return `--thin ${options.thin}: say exports or lines; alone it means exports.`;
  return {
    seed,
    ...(thin === undefined ? {} : { thin }),
    ...(orders === undefined ? {} : { orders }),
    ...(faults === undefined ? {} : { faults }),
    ...(rate === undefined ? {} : { rate }),
  };
}

/** NaN where there is none: `Number` would take a blank for 0. */
function numberIn(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}

function isOrderCount(orders: number): boolean {
  return Number.isInteger(orders) && orders >= 1 && orders <= ordersMax;
}

/** null: no such form. */
function thinOf(given: SimulateOptions['thin']): Thin | null | undefined {
  if (given === undefined) return undefined;
  if (given === true || given === 'exports') return 'exports';
  return given === 'lines' ? 'lines' : null;
}

function faultsOf(list: string): string[] {
  if (list === 'none') return [];
  return list
    .split(',')
    .map((fault) => fault.trim())
    .filter((fault) => fault !== '');
}

export async function runSimulate(
  options: SimulateOptions,
  simulator: Simulator,
  output: Output,
): Promise<ExitCode> {
  const simulation = simulationOf(options, simulator.patterns);
  if (typeof simulation === 'string') {
    output.err(`${simulation}\n`);
    return 2;
  }
  const written = await simulator
    .write(simulation, options.out)
    .catch((error: unknown) => unwritable(options.out, error));
  if (typeof written === 'string') {
    output.err(`${written}\n`);
    return 2;
  }
  const { lines, faults } = written;
  if (options.json === true) {
    output.out(`${JSON.stringify({ out: options.out, seed: simulation.seed, lines, faults })}\n`);
  } else {
    output.out(`${lines} lines and ${faults} faults in ${options.out}; truth.json says which.\n`);
  }
  return 0;
}
