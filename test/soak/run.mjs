// Real processes, a real PostgreSQL, and everything that may befall them under load; at the end nothing
// is lost and nothing is there twice.
//   node test/soak/run.mjs [--minutes 60] [--rate 20] [--figures FILE]
// Without --minutes each fault happens once: the smoke of the test command. With it faults happen at
// random for so long, and a takeover of more than five seconds fails the run.

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { contractText, Source } from './company.mjs';
import { faultsOf } from './faults.mjs';
import { judged, unsettled } from './judge.mjs';
import { Destination, Hub, Postgres } from './processes.mjs';

const takeoverLimit = 5_000;
const say = (line) => process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    rate: { type: 'string', default: '20' },
    figures: { type: 'string' },
  },
});

async function opened() {
  const folder = mkdtempSync(join(tmpdir(), 'weir-soak-'));
  chmodSync(folder, 0o755);
  const postgres = new Postgres(join(folder, 'database'));
  const effects = join(folder, 'effects.txt');
  writeFileSync(effects, '');
  const destination = new Destination(effects);
  await Promise.all([postgres.start(), destination.start()]);
  writeFileSync(join(folder, 'weir.yaml'), contractText(destination.port));
  const hub = (role) => new Hub({ role, folder, database: () => postgres.url });
  const intake = hub('intake');
  const workers = [hub('worker'), hub('worker')];
  // The first brings the schema.
  await intake.start();
  await Promise.all(workers.map((worker) => worker.start()));
  return { folder, postgres, effects, destination, intake, workers };
}

function shuffled(list) {
  return list
    .map((one) => [Math.random(), one])
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);
}

/** Each fault once, or faults at random for as long as was asked. */
async function befall(faults, minutes) {
  const happened = new Map();
  const takeovers = [];
  const names = Object.keys(faults);
  const until = performance.now() + (minutes ?? 0) * 60_000;
  const queue = shuffled(names);
  for (;;) {
    const name = queue.shift();
    if (name === undefined || (minutes !== null && performance.now() > until)) break;
    const from = performance.now();
    const took = await faults[name]();
    happened.set(name, (happened.get(name) ?? 0) + 1);
    if (typeof took === 'number') takeovers.push(took);
    const told =
      typeof took === 'number' ? `, taken over after ${(took / 1_000).toFixed(1)} s` : '';
    say(`${((performance.now() - from) / 1_000).toFixed(1).padStart(6)} s  ${name}${told}`);
    await pause(minutes === null ? 500 : 2_000 + Math.random() * 8_000);
    if (minutes !== null && queue.length === 0) queue.push(...shuffled(names));
  }
  return { happened, takeovers };
}

async function settle({ postgres }, source, limitMillis) {
  await source.end();
  const from = performance.now();
  for (;;) {
    const left = await unsettled(postgres.url, source.taken.size).catch(() => -1);
    const seconds = (performance.now() - from) / 1_000;
    if (left === 0 || seconds * 1_000 > limitMillis) return seconds;
    await pause(500);
  }
}

async function soak() {
  const minutes = values.minutes === undefined ? null : Number(values.minutes);
  const under = await opened();
  if (under.postgres.disk === null) say('disk full: left out, for no small disk may be made here');
  const source = new Source(() => under.intake.url);
  source.begin(Number(values.rate));
  const { happened, takeovers } = await befall(faultsOf(under), minutes);
  await under.destination.control('kind=yes');
  const settled = await settle(under, source, minutes === null ? 45_000 : 600_000);
  const { lost, doubled, attempts } = await judged(under.postgres.url, source.taken, under.effects);
  const hubs = [under.intake, ...under.workers];
  const figures = {
    orders: source.taken.size,
    repeats: source.repeats,
    keptUnread: source.unread,
    attempts,
    faults: Object.fromEntries(happened),
    commitsCut: hubs.reduce((sum, { wire }) => sum + wire.cuts, 0),
    starts: hubs.reduce((sum, { starts }) => sum + starts, 0),
    takeovers: takeovers.length,
    longestTakeoverSeconds: Math.max(0, ...takeovers) / 1_000,
    settledAfterSeconds: settled,
    lost: lost.length,
    doubled: doubled.length,
  };
  for (const line of [...lost, ...doubled].slice(0, 20)) say(line);
  say(JSON.stringify(figures, null, 1));
  if (values.figures !== undefined) writeFileSync(values.figures, JSON.stringify(figures, null, 1));
  for (const hub of hubs) await hub.end();
  await under.destination.kill();
  await under.postgres.end();
  const isLate = minutes !== null && Math.max(0, ...takeovers) > takeoverLimit;
  const failed = lost.length > 0 || doubled.length > 0 || isLate;
  if (failed) say(`what the hubs said: ${under.folder}`);
  else rmSync(under.folder, { recursive: true, force: true });
  return failed ? 1 : 0;
}

process.exitCode = await soak();
