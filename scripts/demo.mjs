// The first look at Weir: makes up a broken company's exports, prints what is wrong with it, and serves the whole
// report to this machine. Where nobody sits at the terminal it ends instead of serving.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { buildIfStale } from './build.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const company = '.weir/demo';
const report = '.weir/demo-report';

async function weir(...given) {
  process.stdout.write(`\n$ npx weir ${given.join(' ')}\n`);
  const run = spawn(process.execPath, [join('dist', 'src', 'main.js'), ...given], {
    cwd: root,
    stdio: 'inherit',
  });
  const [code] = await once(run, 'exit');
  return code ?? 3;
}

function someoneIsThere() {
  const { CI } = process.env;
  return process.stdin.isTTY === true && process.stdout.isTTY === true && CI === undefined;
}

async function start() {
  const built = buildIfStale();
  if (built !== 0) return built;
  for (const folder of [company, report]) {
    rmSync(join(root, folder), { recursive: true, force: true });
  }
  // Ctrl-C reaches the one that serves as well; it ends, and then this does.
  process.on('SIGINT', () => undefined);
  const size = ['--seed', '7', '--orders', '2000'];
  const made = await weir('simulate', ...size, '--thin', '--out', company);
  if (made !== 0) return made;
  const given = ['audit', company, '--contract', `${company}/weir.yaml`, '--out', report];
  return weir(...given, ...(someoneIsThere() ? ['--serve'] : []));
}

process.exitCode = await start();
