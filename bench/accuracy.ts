// `npm run accuracy`: measures the audit against what the simulator says that it did, over many seeds and all
// kinds of company; prints precision, recall and cause of each pattern, and exits 1 if a target is missed.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inParallel, measured, type Company } from '../test/accuracy/company.js';
import { kinds, missedTargets, type Kind } from '../test/accuracy/kinds.js';
import { sum, type Score } from '../test/accuracy/score.js';
import { tableOf } from '../test/accuracy/table.js';

const binary = fileURLToPath(new URL('../src/main.js', import.meta.url));

interface Call {
  readonly seeds: number;
  readonly first: number;
  readonly orders: number;
  readonly kinds: readonly Kind[];
  /** Every miss and every false finding, a line each. */
  readonly verbose: boolean;
}

interface Measured {
  readonly company: Company;
  readonly score: Score;
}

function readCall(): Call {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '60' },
      first: { type: 'string', default: '1' },
      orders: { type: 'string', default: '1000' },
      kind: { type: 'string', multiple: true, default: [...kinds] },
      verbose: { type: 'boolean', default: false },
    },
  });
  const { seeds, first, orders, kind, verbose } = values;
  return {
    seeds: Number(seeds),
    first: Number(first),
    orders: Number(orders),
    kinds: kinds.filter((one) => kind.includes(one)),
    verbose,
  };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function measureAll({ seeds, first, orders, kinds: asked }: Call): Promise<Measured[]> {
  const parent = await mkdtemp(join(tmpdir(), 'weir-accuracy-'));
  const companies = Array.from({ length: seeds }, (_, index) => first + index).flatMap((seed) =>
    asked.map((kind) => ({ kind, seed, orders })),
  );
  try {
    return await inParallel(companies, availableParallelism(), async (company) => ({
      company,
      score: await measured(binary, company, parent),
    }));
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

function sayWrong({ company, score }: Measured): void {
  const where = `${company.kind} ${company.seed}`;
  for (const row of score.missed) say(`missed  ${where}  ${row.pattern}  ${row.ref}`);
  for (const { pattern, level, subject, systems, explanation } of score.false) {
    say(
      `false   ${where}  ${pattern} (${level})  ${subject.key}  ${systems.join('>')}  ${explanation}`,
    );
  }
  for (const [row, { cause }] of score.causeWrong) {
    say(`cause   ${where}  ${row.pattern}  ${row.ref}  ${cause}, not ${row.cause}`);
  }
}

/** Nothing is wrong in a healthy company, so there is nothing to find; what an outage delays is information. */
function faultsText({ false: found }: Score): string {
  const faults = found.filter(({ level }) => level === 'fault').length;
  return `${faults} faults, ${found.length - faults} findings of level info`;
}

const call = readCall();
const startedAt = performance.now();
const results = await measureAll(call);
const sums = new Map<Kind, Score>(
  call.kinds.map((kind) => {
    const ofKind = results.filter(({ company }) => company.kind === kind);
    return [kind, sum(ofKind.map(({ score }) => score))];
  }),
);
if (call.verbose) results.forEach(sayWrong);
for (const [kind, total] of sums) {
  say(`\n${kind}: ${call.seeds} companies of ${call.orders} orders`);
  say(kind.endsWith('broken') ? tableOf(total) : faultsText(total));
}
const missed = missedTargets(sums);
say(`\n${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
for (const said of missed) say(`target missed: ${said}`);
say(missed.length === 0 ? 'all targets met' : `${missed.length} targets missed`);
process.exitCode = missed.length === 0 ? 0 : 1;
