// The whole test command: every guard in order, then every test. The first stage that fails ends
// it, and the last line always is `N passed, N failed`. Arguments are handed to vitest, which then
// runs only what they select; --checks-only stops before the build.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const results = join(root, 'node_modules', '.cache', 'weir', 'tests.json');

const checks = [
  { name: 'format', script: 'format:check', mend: 'npm run format' },
  { name: 'types', script: 'types' },
  { name: 'lint', script: 'lint' },
  { name: 'import law', script: 'law' },
  { name: 'dead code', script: 'dead' },
];

const build = { name: 'build', script: 'build' };

function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Runs a script of package.json, so that each stage can be run alone by the same command. */
function passes({ name, script, mend = `npm run ${script}` }, given = []) {
  say(`\n== ${name}`);
  const startedAt = performance.now();
  const run = spawnSync('npm', ['run', '--silent', script, '--', ...given], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (run.error !== undefined) say(`npm can not be run: ${run.error.message}`);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  const passed = run.status === 0;
  say(`== ${name}: ${passed ? 'ok' : 'FAILED'}, ${seconds} s`);
  if (!passed) say(`   to mend it, begin with: ${mend}`);
  return passed;
}

function counts(passed) {
  if (!existsSync(results)) return { passed: 0, failed: 1, skipped: 0 };
  const read = JSON.parse(readFileSync(results, 'utf8'));
  // A suite that could not be loaded has no test that failed; the run failed all the same.
  const failed = passed ? 0 : Math.max(read.numFailedTests, 1);
  const skipped = read.numPendingTests + read.numTodoTests;
  return { passed: read.numPassedTests, failed, skipped };
}

function close({ passed, failed, skipped }) {
  const tail = skipped > 0 ? `, ${skipped} skipped` : '';
  say(`\n${passed} passed, ${failed} failed${tail}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function runAll(given) {
  const checksOnly = given.includes('--checks-only');
  const stages = checksOnly ? checks : [...checks, build];
  const failing = stages.find((stage) => !passes(stage));
  if (failing !== undefined) {
    say(`\nstopped at the stage "${failing.name}"; the stages after it were not run`);
    return close({ passed: 0, failed: 1, skipped: 0 });
  }
  if (checksOnly) return undefined;

  mkdirSync(dirname(results), { recursive: true });
  rmSync(results, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const passed = passes({ name: 'tests', script: 'test:all' }, [...reporters, ...given]);
  return close(counts(passed));
}

runAll(process.argv.slice(2));
