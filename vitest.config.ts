// One project a level of test, named as the files are: thing.LEVEL.test.ts.

import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const second = 1_000;

function level(name: string, testTimeout: number, globalSetup: string[] = []) {
  const folders = '{src,sim,test}';
  return {
    test: {
      name,
      include: [`${folders}/**/*.${name}.test.ts`],
      environment: 'node' as const,
      allowOnly: false,
      testTimeout,
      hookTimeout: testTimeout,
      expect: { poll: { timeout: 60 * second } },
      globalSetup,
      // Our modules hold no state, so files may share them: loading them anew for each file costs more
      // than the tests do.
      isolate: false,
    },
  };
}

export default defineConfig({
  test: {
    // By default one core stays free, which on two is half of them. Where there is one, a suite that waits
    // leaves it to another.
    maxWorkers: Math.max(2, availableParallelism()),
    // A limit ends what hangs, and nothing else: a suite that shares its cores is no fault.
    projects: [
      level('unit', 60 * second),
      level('int', 180 * second),
      level('e2e', 300 * second, ['./scripts/dist-for-tests.mjs']),
    ],
  },
});
