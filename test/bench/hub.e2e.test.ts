// The command of docs/reference/benchmarks.md runs: what it measures is nobody's to test.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { hasEmbedded } from '../embedded.js';

it.skipIf(!hasEmbedded)(
  'the hub is measured',
  async () => {
    const given = ['bench/hub.mjs', '--minutes', '0.05', '--workers', '1', '--only', 'weir'];
    const bench = spawn(process.execPath, given, { stdio: ['ignore', 'pipe', 'pipe'] });
    const [told, complaints] = await Promise.all([
      text(bench.stdout),
      text(bench.stderr),
      once(bench, 'exit'),
    ]);
    expect({ code: bench.exitCode, complaints }).toEqual({ code: 0, complaints: '' });
    expect(told).toMatch(/^weir +[1-9]\d*\/s/);
  },
  120_000,
);
