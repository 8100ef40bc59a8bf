// Only a test keeps a page true: the generated ones are made again, the examples of the others are run.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadContract } from '../../src/shell/contract/load.js';
import type { Page } from './pages.js';
import { markOf, pages, root } from './pages.js';
import type { PageRun } from './run-page.js';
import { isRunnable, runPage, spaced } from './run-page.js';

interface DocsScript {
  readonly referencePages: (
    load: (path: string) => Promise<unknown>,
  ) => Promise<ReadonlyMap<string, string>>;
}

interface BuildScript {
  readonly buildIfStale: () => number;
}

async function script<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(join(root, 'scripts', name)).href)) as T;
}

async function source(path: string): Promise<unknown> {
  return (await import(pathToFileURL(join(root, 'src', `${path}.ts`)).href)) as unknown;
}

const all = pages();
const byPath = all.map((page) => ({ path: page.path, page }));

describe('the reference', () => {
  it('is what the code says of itself; `npm run docs` writes it', async () => {
    const { referencePages } = await script<DocsScript>('docs.mjs');

    const written = await referencePages(source);

    const folder = join(root, 'docs', 'reference');
    const standing = [...written.keys()].map((file) => [
      file,
      readFileSync(join(folder, file), 'utf8'),
    ]);
    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(standing));
  });
});

function contractsOf(page: Page): { title: string; text: string }[] {
  const found = page.blocks.filter(({ language }) => language === 'yaml');
  return found.map(({ text }, index) => ({ title: `${page.path} ${index + 1}`, text }));
}

describe('a contract in a page', () => {
  const file = join(root, 'node_modules', '.cache', `docs-${process.pid}.yaml`);
  afterAll(() => {
    rmSync(file, { force: true });
  });

  it.each(all.flatMap(contractsOf))('has no fault: $title', async ({ text }) => {
    writeFileSync(file, text);
    const load = await loadContract(file);
    expect(load.kind === 'faulty' ? load.faults : load.kind).toEqual('loaded');
  });
});

describe('a page with commands', () => {
  const runs: PageRun[] = [];
  beforeAll(async () => {
    const { buildIfStale } = await script<BuildScript>('build.mjs');
    expect(buildIfStale()).toBe(0);
  });
  afterAll(() => {
    for (const { folder } of runs) rmSync(folder, { recursive: true, force: true });
  });

  function ran(page: Page): PageRun {
    const run = runPage(page);
    runs.push(run);
    return run;
  }

  it.each(byPath.filter(({ page }) => isRunnable(page)))(
    'works as it stands: $path',
    ({ page }) => {
      const run = ran(page);

      for (const { exit, expected, errors } of run.commands)
        expect({ exit, errors }).toEqual({ exit: expected, errors });
      const shown = page.blocks.filter(({ language }) => language === 'text');
      const untold = shown.filter(({ text }) => !run.told.includes(spaced(text)));
      expect(untold.map(({ text }) => text)).toEqual([]);
      const lines = linesOf(run.folder, page);
      expect(lines.quoted.filter((line) => !lines.written.has(line))).toEqual([]);
    },
  );
});

/** Lines that a page quotes from a folder (`from=company`), and all that the folder's files hold. */
function linesOf(folder: string, page: Page): { quoted: string[]; written: ReadonlySet<string> } {
  const quoted: string[] = [];
  const written = new Set<string>();
  for (const block of page.blocks) {
    const from = markOf(block, 'from');
    if (from === undefined) continue;
    quoted.push(...block.text.trimEnd().split('\n'));
    for (const file of readdirSync(join(folder, from))) {
      const text = readFileSync(join(folder, from, file), 'utf8');
      for (const line of text.split('\n')) written.add(line);
    }
  }
  return { quoted, written };
}

describe('a page', () => {
  it.each(byPath)('leads only to what is there: $path', ({ path, page }) => {
    const links = [...page.text.matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(
      ([, to = '']) => join(dirname(path), to),
    );
    const named = [...page.text.matchAll(/`((?:src|sim|test|docs|scripts)\/[\w./-]+)`/g)].map(
      ([, to = '']) => to,
    );
    const missing = [...links, ...named].filter((to) => !existsSync(join(root, to)));
    expect(missing).toEqual([]);
  });

  it('tells the life of one order in at most 200 lines', () => {
    const architecture = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    expect(architecture.trimEnd().split('\n').length).toBeLessThanOrEqual(200);
  });
});
