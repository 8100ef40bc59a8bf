// Runs a page as its reader does: files first, then each command in its turn, in one folder.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Block, Page } from './pages.js';
import { markOf, root } from './pages.js';

export interface Command {
  readonly script: string;
  readonly expected: number;
  readonly exit: number | null;
  readonly errors: string;
}

export interface PageRun {
  readonly folder: string;
  readonly commands: readonly Command[];
  /** All that was printed and all reports that were written, with single spaces. */
  readonly told: string;
}

/** `npx weir` of the page is the built binary of this checkout. */
function pathWithWeir(folder: string): string {
  const tools = join(folder, '.tools');
  mkdirSync(tools);
  const npx = join(tools, 'npx');
  const binary = join(root, 'dist', 'src', 'main.js');
  writeFileSync(npx, `#!/bin/sh\nshift\nexec "${process.execPath}" "${binary}" "$@"\n`);
  chmodSync(npx, 0o755);
  return `${tools}${delimiter}${process.env['PATH'] ?? ''}`;
}

function writeGiven(folder: string, block: Block): void {
  const file = markOf(block, 'file');
  if (file === undefined) return;
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), block.text);
}

function reportsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('report.json'))
    .map((path) => readFileSync(join(folder, path), 'utf8'));
}

export function spaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

export function isRunnable(page: Page): boolean {
  return page.blocks.some((block) => block.marks.includes('runnable'));
}

export function runPage(page: Page): PageRun {
  const folder = mkdtempSync(join(tmpdir(), 'weir-docs-'));
  const environment = { ...process.env, PATH: pathWithWeir(folder) };
  const commands: Command[] = [];
  const told: string[] = [];
  for (const block of page.blocks) writeGiven(folder, block);
  for (const block of page.blocks) {
    if (!block.marks.includes('runnable')) continue;
    const run = spawnSync('sh', ['-eu', '-c', block.text], {
      cwd: folder,
      env: environment,
      encoding: 'utf8',
    });
    told.push(run.stdout);
    const expected = Number(markOf(block, 'exit') ?? '0');
    commands.push({ script: block.text, expected, exit: run.status, errors: run.stderr });
  }
  return { folder, commands, told: spaced([...told, ...reportsIn(folder)].join('\n')) };
}
