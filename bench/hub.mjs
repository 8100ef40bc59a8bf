// The hub's throughput beside its floor and beside the same work as jobs, in one run:
//   node bench/hub.mjs [--minutes 0.5] [--workers 1] [--only weir,floor,jobs] [--jobs FOLDER] [--settled 3000000]
// Unit: an external observation with two handoffs, each delivered, both acknowledgements stored and
// folded. Each contender has a process and a fresh embedded database of its own. The floor is the same
// client with the same statements and commits, without the core. FOLDER is where graphile-worker 0.17
// was installed (npm install graphile-worker@0.17): it is not among the packages of the project.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { buildIfStale } from '../scripts/build.mjs';
import { pause, quantile } from './hub/build.mjs';

const options = {
  minutes: { type: 'string', default: '0.5' },
  workers: { type: 'string', default: '1' },
  only: { type: 'string', default: 'weir,floor,jobs' },
  jobs: { type: 'string' },
  settled: { type: 'string', default: '0' },
  outstanding: { type: 'string', default: '4000' },
  one: { type: 'string' },
};
const warmMillis = 5_000;
const sampleMillis = 1_000;
/** The hub's own thread has as much room for what is newly made; so has every contender here. */
const youngFlag = '--max-semi-space-size=32';

const contenders = {
  weir: async (given) => (await import('./hub/weir.mjs')).startWeir(given),
  floor: async (given) => (await import('./hub/floor.mjs')).startFloor(given),
  jobs: async (given) => (await import('./hub/jobs.mjs')).startJobs(given),
};

/** One contender on a fresh database: what it did after warming up, as JSON on the last line. */
async function runOne(name, values) {
  const { freshDatabase, commitProbe } = await import('./hub/database.mjs');
  const database = await freshDatabase();
  const { url } = database;
  const before = Number(values.settled);
  if (before > 0) await (await import('./hub/history.mjs')).loadHistory(url, before);
  const workers = Number(values.workers);
  const outstanding = Number(values.outstanding);
  const running = await contenders[name]({
    url,
    run: 'r',
    outstanding,
    workers,
    jobs: values.jobs,
  });
  await pause(warmMillis);
  const endProbe = await commitProbe(url);
  const cpu = () => {
    const { user, system } = process.cpuUsage();
    return user + system + (running.cpuMicros?.() ?? 0);
  };
  const first = { settled: running.settled(), at: performance.now(), cpu: cpu() };
  const server = database.cpuMicros();
  const rates = [];
  const resident = [];
  for (let last = first, end = first.at + Number(values.minutes) * 60_000; last.at < end;) {
    await pause(sampleMillis);
    const next = { settled: running.settled(), at: performance.now() };
    rates.push((1_000 * (next.settled - last.settled)) / (next.at - last.at));
    resident.push(process.memoryUsage.rss() / 2 ** 20);
    last = next;
  }
  const count = running.settled() - first.settled;
  const seconds = (performance.now() - first.at) / 1_000;
  const clientMicros = cpu() - first.cpu;
  const serverMicros = database.cpuMicros() - server;
  const commits = await endProbe();
  await running.stop();
  await database.close();
  rates.sort((a, b) => a - b);
  const figures = {
    rate: count / seconds,
    worstSecond: rates[0],
    clientMicros: clientMicros / count,
    serverMicros: serverMicros / count,
    commit50: quantile(commits, 0.5),
    commit99: quantile(commits, 0.99),
    residentFirst: resident[Math.floor(resident.length / 4)],
    residentLast: resident.at(-1),
  };
  process.stdout.write(`\n${JSON.stringify(figures)}\n`);
}

function compare(values) {
  const names = values.only
    .split(',')
    .filter((name) => name !== 'jobs' || values.jobs !== undefined);
  const rows = new Map();
  for (const name of names) {
    const given = process.argv.slice(2);
    const { stdout, status } = spawnSync(
      process.execPath,
      [youngFlag, fileURLToPath(import.meta.url), ...given, '--one', name],
      { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`${name} ended with ${status}`);
    const figures = JSON.parse(stdout.trim().split('\n').at(-1));
    rows.set(name, figures);
    process.stdout.write(`${line(name, figures)}\n`);
  }
  const weir = rows.get('weir');
  for (const [name, { rate, clientMicros, serverMicros }] of rows) {
    if (name === 'weir' || weir === undefined) continue;
    const ofCpu = (clientMicros + serverMicros) / (weir.clientMicros + weir.serverMicros);
    process.stdout.write(
      `weir is ${(weir.rate / rate).toFixed(2)} of ${name} by the clock, ${ofCpu.toFixed(2)} by CPU\n`,
    );
  }
  if (values.jobs === undefined) process.stdout.write('jobs left out: see --jobs\n');
}

function line(name, figures) {
  const { rate, worstSecond, clientMicros, serverMicros, commit50, commit99 } = figures;
  const { residentFirst, residentLast } = figures;
  return (
    `${name.padEnd(6)}${rate.toFixed(0).padStart(6)}/s (worst second ${worstSecond.toFixed(0)})` +
    `, CPU ${clientMicros.toFixed(0)} + ${serverMicros.toFixed(0)} µs (node + postgres)` +
    `, commit p50 ${commit50.toFixed(2)} p99 ${commit99.toFixed(2)} ms` +
    `, resident ${residentFirst.toFixed(0)} to ${residentLast.toFixed(0)} MiB`
  );
}

const { values } = parseArgs({ options });
if (values.one !== undefined) await runOne(values.one, values);
else if (buildIfStale() === 0) compare(values);
else process.exitCode = 1;
