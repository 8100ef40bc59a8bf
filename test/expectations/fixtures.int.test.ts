// Every fixture beside the project against the table of what is read of it: the reader and how many
// observations it gives, or why it is refused (refused.ts). `npx vitest run test/expectations -u` writes the table
// again, for review.
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../src/core/observation/instant.js';
import { readObservation } from '../../src/core/observation/read.js';
import { fixturePath, fixturesAreHere, suiteOfFixtures } from '../fixtures-of-others.js';
import { readFile } from '../read-file.js';
import { refusedBecause } from './refused.js';

const folder = fixturePath('.');
/** Snapshots carry no time: somebody has to say when they were made. */
const asOf = Date.parse('2026-11-01T00:00:00Z') as Instant;
const header = 'file\treader\tobservations\tunreadable\trefused because';

function files(): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name !== 'SOURCES.md')
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

interface Outcome {
  readonly file: string;
  readonly refused: boolean;
  readonly row: string;
  /** Observations that are none: the fault of a reader. */
  readonly broken: readonly string[];
}

function becauseOf(file: string): string {
  return refusedBecause.findLast(([path]) => path.test(file))?.[1] ?? '';
}

async function outcomeOf(file: string): Promise<Outcome> {
  const counts = { observation: 0, unreadable: 0 };
  const broken: string[] = [];
  let reader = '';
  let refused = false;
  for (const reading of await readFile(join(folder, file), { extract: asOf })) {
    if (reading.kind === 'file') ({ reader } = reading);
    else if (reading.kind === 'refused') refused = true;
    else if (reading.kind === 'unreadable') counts.unreadable += 1;
    else if (reading.kind === 'observation') {
      counts.observation += 1;
      const read = readObservation(reading.observation, (content) => content);
      if ('unreadable' in read) broken.push(`${file}:${reading.line}: ${read.unreadable}`);
    }
  }
  const { observation, unreadable } = counts;
  const told = refused ? ['', '', '', becauseOf(file)] : [reader, observation, unreadable, ''];
  return { file, refused, row: [file, ...told].join('\t'), broken };
}

describe.skipIf(!fixturesAreHere)(suiteOfFixtures('every fixture'), () => {
  it('is read as the table says, and none is missing in it', async () => {
    const outcomes: Outcome[] = [];
    for (const file of files()) outcomes.push(await outcomeOf(file));
    const refused = outcomes.filter((outcome) => outcome.refused).map(({ file }) => file);
    expect(refused.filter((file) => becauseOf(file) === '')).toEqual([]);
    expect(refusedBecause.filter(([path]) => !refused.some((file) => path.test(file)))).toEqual([]);
    expect(outcomes.flatMap(({ broken }) => broken)).toEqual([]);
    const table = [header, ...outcomes.map(({ row }) => row), ''].join('\n');
    await expect(table).toMatchFileSnapshot('./fixtures.tsv');
  });
});
