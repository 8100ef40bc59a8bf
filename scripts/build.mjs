// Builds src and sim into dist. Runs from `prepare`, from `npm start` and before the end-to-end
// tests; the last two skip it while dist is newer than everything it is made of.

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const binary = join(dist, 'src', 'main.js');
const stamp = join(dist, 'build.stamp');

function entriesUnder(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.map((entry) => join(entry.parentPath, entry.name));
}

function isFresh() {
  if (!existsSync(stamp) || !existsSync(binary)) return false;
  const builtAt = statSync(stamp).mtimeMs;
  const settings = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
  // Folders count as well: their time changes when a file in them is added or removed.
  const inputs = [...settings, 'src', 'sim'].map((name) => join(root, name)).filter(existsSync);
  const nested = [join(root, 'src'), join(root, 'sim')].flatMap(entriesUnder);
  return [...inputs, ...nested].every((path) => statSync(path).mtimeMs <= builtAt);
}

/** tsc never removes what it once wrote: a module whose source is gone must go too. */
function removeLeftovers() {
  for (const path of entriesUnder(dist)) {
    if (!path.endsWith('.js')) continue;
    const source = join(root, path.slice(dist.length + 1).replace(/\.js$/, '.ts'));
    if (!existsSync(source)) rmSync(path);
  }
}

function compilerPath() {
  try {
    return createRequire(import.meta.url).resolve('typescript/bin/tsc');
  } catch {
    return undefined;
  }
}

/** Builds dist and returns the exit code of the compiler. */
export function build() {
  const compiler = compilerPath();
  if (compiler === undefined) {
    if (existsSync(binary)) return 0;
    process.stderr.write('build: the compiler is not installed; run `npm ci` with dev packages\n');
    return 1;
  }
  // The compiler trusts its notes on what it wrote; without the output they are wrong.
  if (!existsSync(binary)) rmSync(dist, { recursive: true, force: true });
  const startedAt = new Date();
  const run = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (run.status !== 0) return run.status ?? 1;
  removeLeftovers();
  if (existsSync(binary)) chmodSync(binary, 0o755);
  writeFileSync(stamp, '');
  // A source that was saved while the compiler ran is newer than this build.
  utimesSync(stamp, startedAt, startedAt);
  return 0;
}

/** Builds only where a source is newer than the last build. */
export function buildIfStale() {
  if (isFresh()) return 0;
  process.stderr.write('Building Weir: its sources are newer than what was built of them.\n');
  return build();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = process.argv.includes('--if-stale') ? buildIfStale() : build();
}
