// The audit beside its floor, in one run: node bench/audit.mjs [LINES[,LINES…]] [ROUNDS]
// Each round runs the floor, the audit on one thread and the audit on all cores, each as a process of
// its own from start to end, so that a busy machine slows all three. Medians are printed. Several
// numbers of lines tell how the audit grows: 250000,500000,1000000,2000000,4000000.

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { clearInterval, setInterval } from 'node:timers';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { buildIfStale } from '../scripts/build.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const binary = join(root, 'dist', 'src', 'main.js');
const sizes = (process.argv[2] ?? '1000000').split(',').map(Number);
const rounds = Number(process.argv[3] ?? 3);
const linesOfOneOrder = 10.96;
const cores = availableParallelism();
const pollMillis = 20;

/** Wall time in seconds and the largest resident set in MiB, as the kernel keeps it (Linux). */
async function measured(args) {
  const startedAt = process.hrtime.bigint();
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peak = 0;
  const poll = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peak = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? peak * 1024) / 1024;
    } catch {
      // It has ended, or this is not Linux: what was seen last stands.
    }
  }, pollMillis);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  clearInterval(poll);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
  return { seconds: Number(process.hrtime.bigint() - startedAt) / 1e9, peak };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function summary(name, runs, floor) {
  const seconds = median(runs.map((run) => run.seconds));
  const peak = Math.max(...runs.map((run) => run.peak));
  const times = floor === undefined ? '' : `${(seconds / floor).toFixed(2)} x floor`;
  return `${name.padEnd(24)}${seconds.toFixed(2).padStart(8)} s  ${peak.toFixed(0).padStart(6)} MiB  ${times}\n`;
}

async function measure(lines) {
  const orders = Math.ceil(lines / linesOfOneOrder);
  const folder = join(root, '.weir', `bench-${orders}`);
  if (!existsSync(join(folder, 'truth.json'))) {
    const simulation = ['--seed', '5', '--orders', String(orders), '--out', folder];
    await measured([binary, 'simulate', ...simulation]);
  }
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const bytes = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  process.stdout.write(
    `${orders} orders, ${(bytes / 2 ** 20).toFixed(0)} MiB in ${files.length} files\n`,
  );
  const runs = { floor: [], one: [], all: [] };
  for (let round = 0; round < rounds; round += 1) {
    const audit = [binary, 'audit', folder, '--json', '--threads'];
    runs.floor.push(await measured([join(root, 'bench', 'floor.mjs'), folder]));
    runs.one.push(await measured([...audit, '1']));
    runs.all.push(await measured([...audit, String(cores)]));
  }
  const floor = median(runs.floor.map((run) => run.seconds));
  process.stdout.write(summary('read and JSON.parse', runs.floor));
  process.stdout.write(summary('audit, 1 thread', runs.one, floor));
  process.stdout.write(summary(`audit, ${cores} threads`, runs.all, floor));
}

if (buildIfStale() !== 0) process.exit(1);
for (const lines of sizes) await measure(lines);
