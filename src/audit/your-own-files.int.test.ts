// The guide's examples, run: each YAML block reads the file block above it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileContract } from '../core/contract/compile.js';
import { readObservation } from '../core/observation/read.js';
import { readFile } from '../../test/read-file.js';

const guide = readFileSync(new URL('../../docs/guides/your-own-files.md', import.meta.url), 'utf8');
const blocks = [
  ...guide.matchAll(/^## (.+)\n\n```(?:csv|json)\n([^]*?)```\n\n```yaml\n([^]*?)```\n\n(.+)/gm),
];
const folder = mkdtempSync(join(tmpdir(), 'weir-guide-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const words: Readonly<Record<string, number>> = { one: 1, two: 2 };

describe('the guide to files of your own', () => {
  it('has its five examples', () => {
    expect(blocks).toHaveLength(5);
  });

  it.each(
    blocks.map(([, title = '', file = '', yaml = '', claim = '']) => ({
      title,
      file,
      yaml,
      claim,
    })),
  )('gives what it says: $title', async ({ title, file, yaml, claim }) => {
    const { contract, faults } = compileContract(parse(yaml));
    expect(faults).toEqual([]);
    const path = join(folder, title.replaceAll(' ', '-'));
    writeFileSync(path, file);
    const counts: Record<string, number> = {};
    for (const reading of await readFile(path, { contract })) {
      expect(['unreadable', 'refused', 'remark']).not.toContain(reading.kind);
      if (reading.kind !== 'observation') continue;
      const { observation } = reading;
      expect(readObservation(observation, (content) => content)).not.toHaveProperty('unreadable');
      counts[observation.kind] = (counts[observation.kind] ?? 0) + 1;
    }
    const claimed = [...claim.matchAll(/(one|two) `([a-z]+\.[a-z-]+)`/g)].map(
      ([, word = '', kind = '']) => [kind, words[word]],
    );
    expect(counts).toEqual(Object.fromEntries(claimed));
  });
});
