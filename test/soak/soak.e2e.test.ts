// The smoke of the soak: each fault once, on real processes and a real PostgreSQL. The hour by a flag:
// node test/soak/run.mjs --minutes 60.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { packageFolder } from '../../src/store/postgres/embedded/binaries.js';

const run = fileURLToPath(new URL('run.mjs', import.meta.url));

describe.skipIf(packageFolder() === null)('whatever befalls the processes', () => {
  it('loses nothing and does nothing twice', { timeout: 240_000 }, async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [run]).catch(
      (error: unknown) => {
        // What was lost or doubled stands in what it printed.
        throw new Error(
          error instanceof Error && 'stdout' in error ? String(error.stdout) : 'ended',
        );
      },
    );
    const figures = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Record<string, number>;
    process.stdout.write(
      `soak: ${figures['takeovers'] ?? 0} takeovers, the longest after ${figures['longestTakeoverSeconds'] ?? 0} s\n`,
    );
    expect(figures).toMatchObject({ lost: 0, doubled: 0 });
    expect(figures['orders']).toBeGreaterThan(100);
  });
});
