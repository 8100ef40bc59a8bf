// The first look at Weir: makes up a broken company, then prints what is wrong with it.

import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { buildIfStale } from './build.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const company = '.weir/demo';
const report = '.weir/demo-report';

function weir(...given) {
  process.stdout.write(`\n$ npx weir ${given.join(' ')}\n`);
  const run = spawnSync(process.execPath, [join('dist', 'src', 'main.js'), ...given], {
    cwd: root,
    stdio: 'inherit',
  });
  return run.status ?? 3;
}

function start() {
  const built = buildIfStale();
  if (built !== 0) return built;
  for (const folder of [company, report]) {
    rmSync(join(root, folder), { recursive: true, force: true });
  }
  const made = weir('simulate', '--seed', '7', '--orders', '2000', '--out', company);
  if (made !== 0) return made;
  return weir('audit', company, '--contract', `${company}/weir.yaml`, '--out', report);
}

process.exitCode = start();
