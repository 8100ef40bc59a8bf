#!/usr/bin/env node
// The composition root: it alone knows both the product and the simulator, and the real world.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PATTERNS } from '../sim/company/pattern.js';
import type { Pattern } from '../sim/company/pattern.js';
import type { Instant } from './core/observation/instant.js';
import { standardOutput, survivePipes } from './shell/cli/print.js';
import { runProgram } from './shell/cli/program.js';
import { secretInput } from './shell/cli/secret-input.js';

function versionOfPackage(): string {
  // From src in a checkout, from dist/src when built.
  for (const path of ['../package.json', '../../package.json']) {
    try {
      const text = readFileSync(new URL(path, import.meta.url), 'utf8');
      return (JSON.parse(text) as { version: string }).version;
    } catch {
      continue;
    }
  }
  return '0.0.0';
}

survivePipes();
const colour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;

try {
  process.exitCode = await runProgram(process.argv.slice(2), {
    ...standardOutput,
    version: versionOfPackage(),
    now: () => Date.now() as Instant,
    columns: process.stdout.columns || 80,
    colour,
    secretInput,
    simulator: {
      patterns: PATTERNS,
      // Loaded for the one verb that writes a company.
      write: async ({ faults, ...simulation }, folder) =>
        (await import('../sim/company/write.js')).writeCompany(
          // The verb has checked each of them against the list.
          { ...simulation, ...(faults === undefined ? {} : { faults: faults as Pattern[] }) },
          folder,
        ),
    },
    pair: async () =>
      (await import('../sim/pair/pair.js')).openPair({
        now: Date.now,
        chance: Math.random,
        secret: () => randomBytes(24),
      }),
    // Loaded for the one verb that runs them.
    worlds: {
      sweep: async (...given) => (await import('../sim/hub/sweep.js')).sweep(...given),
      replay: async (seed) => (await import('../sim/hub/sweep.js')).replay(seed),
      hunt: async (minutes, done) =>
        (await import('../sim/hub/planted/hunt.js')).hunt(minutes, Date.now, done),
    },
  });
} catch (error) {
  process.stderr.write(
    `weir: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 3;
}
