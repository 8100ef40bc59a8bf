// Builds what is not built and runs the hub, in the foreground, until Ctrl-C. Options go on to `weir up`.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { buildIfStale } from './build.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

async function start() {
  const built = buildIfStale();
  if (built !== 0) return built;
  const binary = join(root, 'dist', 'src', 'main.js');
  const hub = spawn(process.execPath, [binary, 'up', ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  // Ctrl-C reaches the hub as well, which ends in order; a signal to this alone is passed on.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => hub.kill('SIGTERM'));
  const [code] = await once(hub, 'exit');
  return code ?? 3;
}

process.exitCode = await start();
