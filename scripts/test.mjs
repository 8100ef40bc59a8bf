// The whole test command: the guards and the build, two at a time, then every test. After a stage
// that fails none begins, and the last line always is `N passed, N failed`. Arguments are handed to
// vitest, which then runs only what they select; --checks-only leaves out build and tests.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const results = join(root, 'node_modules', '.cache', 'weir', 'tests.json');

// The longest first, so that no core waits for it at the end.
const checks = [
  { name: 'lint', script: 'lint' },
  { name: 'format', script: 'format:check', mend: 'npm run format' },
  { name: 'types', script: 'types' },
  { name: 'import law', script: 'law' },
  { name: 'dead code', script: 'dead' },
];

const build = { name: 'build', script: 'build' };
const atOnce = 2;

function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Runs a script of package.json, so that each stage can be run alone by the same command. */
async function run(script, given, said) {
  const stdio = ['ignore', said === null ? 'inherit' : 'pipe', said === null ? 'inherit' : 'pipe'];
  const child = spawn('npm', ['run', '--silent', script, '--', ...given], { cwd: root, stdio });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => said.push(chunk));
  return new Promise((resolve) => {
    child.once('error', ({ message }) => {
      say(`npm can not be run: ${message}`);
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });
}

function verdict({ name, script, mend = `npm run ${script}` }, passed, startedAt) {
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  say(`== ${name}: ${passed ? 'ok' : 'FAILED'}, ${seconds} s`);
  if (!passed) say(`   to mend it, begin with: ${mend}`);
}

/** What a stage says is held back until it ends, for another one runs beside it. */
async function passesQuietly(stage) {
  const startedAt = performance.now();
  const said = [];
  const passed = await run(stage.script, [], said);
  for (const chunk of said) process.stdout.write(chunk);
  verdict(stage, passed, startedAt);
  return passed;
}

/** The stages that fail. */
async function failing(stages) {
  const left = stages.values();
  const failed = [];
  const lane = async () => {
    for (const stage of left) {
      if (!(await passesQuietly(stage))) failed.push(stage.name);
      if (failed.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return failed;
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

async function runAll(given) {
  const checksOnly = given.includes('--checks-only');
  const failed = await failing(checksOnly ? checks : [...checks, build]);
  if (failed.length > 0) {
    say(`\nstopped by: ${failed.join(', ')}; the stages after it were not run`);
    return close({ passed: 0, failed: failed.length, skipped: 0 });
  }
  if (checksOnly) return undefined;

  mkdirSync(dirname(results), { recursive: true });
  rmSync(results, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const tests = { name: 'tests', script: 'test:all' };
  say(`\n== ${tests.name}`);
  const startedAt = performance.now();
  const passed = await run(tests.script, [...reporters, ...given], null);
  verdict(tests, passed, startedAt);
  return close(counts(passed));
}

await runAll(process.argv.slice(2));
