// The simulator as it is called: hundreds of seeded worlds without a broken promise, and one of them told
// again in words.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { WorldSummary } from '../../src/shell/cli/sim.js';

const binary = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const seeds = 500;
const patience = 900_000;

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function weir(...call: readonly string[]): Promise<Said> {
  const child = spawn(process.execPath, [binary, ...call]);
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  return { code, out, err };
}

describe('weir sim', () => {
  it(
    `keeps every promise in ${seeds} worlds, which are no idyll`,
    async () => {
      const { code, out, err } = await weir('sim', '--runs', String(seeds), '--json');
      expect(err.split('\n').filter((line) => line.startsWith('seed'))).toEqual([]);
      expect(code).toBe(0);
      const { seeds: run, broken, figures } = JSON.parse(out) as WorldSummary;
      expect([run, broken]).toEqual([seeds, []]);
      expect(figures.lost).toBeGreaterThan(seeds);
      expect(figures.cut).toBeGreaterThan(seeds);
      expect(figures.effects).toBeGreaterThan(5 * seeds);
      for (const point of [
        'store receive',
        'store fold',
        'store claim',
        'store answer',
        'send to erp',
      ]) {
        expect(figures.ends[`${point}, before`], point).toBeGreaterThan(10);
        expect(figures.ends[`${point}, after`], point).toBeGreaterThan(10);
      }
      for (const feature of ['webhooks', 'polls', 'person', 'cutover', 'stock', 'files']) {
        expect(figures.features[feature], feature).toBeGreaterThan(seeds / 20);
      }
      for (const carriage of ['done', 'refused', 'voided', 'unknown', 'waiting']) {
        expect(figures.carriages[carriage], carriage).toBeGreaterThan(5);
      }
    },
    patience,
  );

  it('tells one world in words, the same each time', async () => {
    const [once, again] = await Promise.all([
      weir('sim', '--seed', '7'),
      weir('sim', '--seed', '7'),
    ]);
    expect(once.code).toBe(0);
    expect(once.out).toContain('hub 1 starts');
    expect(once.out).toContain('seed 7: every promise was kept.');
    expect(again.out).toBe(once.out);
  });

  it('refuses a call that it can not understand', async () => {
    expect(await weir('sim', '--runs', 'many')).toMatchObject({
      code: 2,
      err: '--runs: say a whole number above 0.\n',
    });
  });
});
