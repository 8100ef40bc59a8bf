// What befalls the processes under load. Each fault ends with everything running again.

import { setTimeout as pause } from 'node:timers/promises';
import { URL } from 'node:url';

import { ask } from './judge.mjs';

const lookMillis = 100;
/** So long the destination is silent before a worker goes. */
const openMillis = 700;
const takeoverMost = 30_000;
/** First key of the locks by which workers live. */
const workerLocks = 7_402;

/** The numbers under which a hub claims now. */
async function numbersOf(hub, url) {
  const rows = await ask(
    url,
    `select l.objid::integer as number from pg_stat_activity a join pg_locks l on l.pid = a.pid
     where a.client_port = any($1::integer[]) and l.locktype = 'advisory' and l.classid = $2`,
    [hub.wire.ports(), workerLocks],
  );
  return rows.map(({ number }) => number);
}

const openOf = async (numbers, url) =>
  (
    await ask(
      url,
      'select count(*)::integer as open from attempt_open where worker = any($1::bigint[])',
      [numbers],
    )
  )[0].open;

/** How long claims of a worker that is gone stand open; null: it had none. */
async function takenOver(numbers, url, from) {
  if ((await openOf(numbers, url)) === 0) return null;
  for (;;) {
    await pause(lookMillis);
    const took = performance.now() - from;
    if ((await openOf(numbers, url)) === 0 || took > takeoverMost) return took;
  }
}

/** A worker goes with claims open: the destination had not answered. */
async function lost(worker, { postgres, destination }, signal) {
  const { url } = postgres;
  const numbers = await numbersOf(worker, url);
  await destination.control('hang=yes');
  await pause(openMillis);
  if (signal === 'SIGKILL') await worker.kill();
  else worker.signal(signal);
  const from = performance.now();
  await destination.control('hang=no');
  return takenOver(numbers, url, from);
}

const one = (list) => list[Math.floor(Math.random() * list.length)];

/** A new start of PostgreSQL answers at another port. */
async function startedAnew({ intake, workers, postgres }) {
  await postgres.start();
  const port = Number(new URL(postgres.url).port);
  for (const { wire } of [intake, ...workers]) wire.target = port;
}

const hubFaults = ({ intake, workers, ...rest }) => ({
  'intake killed': async () => {
    await intake.kill();
    await intake.start();
  },
  'worker killed': async () => {
    const worker = one(workers);
    const took = await lost(worker, rest, 'SIGKILL');
    await worker.start();
    return took;
  },
  'worker stopped': async () => {
    const worker = one(workers);
    const took = await lost(worker, rest, 'SIGSTOP');
    await pause(1_000);
    worker.signal('SIGCONT');
    return took;
  },
  'intake stopped': async () => {
    intake.signal('SIGSTOP');
    await pause(2_000);
    intake.signal('SIGCONT');
  },
  'no worker for a while': async () => {
    await Promise.all(workers.map((worker) => worker.kill()));
    await pause(4_000);
    await Promise.all(workers.map((worker) => worker.start()));
  },
});

const databaseFaults = (under) => ({
  'PostgreSQL killed': async () => {
    process.kill(under.postgres.pid, 'SIGKILL');
    await startedAnew(under);
  },
  'PostgreSQL stopped': async () => {
    const { pid } = under.postgres;
    process.kill(pid, 'SIGSTOP');
    await pause(2_000);
    process.kill(pid, 'SIGCONT');
  },
  'answers to COMMIT cut': async () => {
    const wires = [under.intake, ...under.workers].map(({ wire }) => wire);
    for (const wire of wires) wire.cut(3);
    await pause(2_000);
    for (const wire of wires) wire.cut(0);
  },
});

const diskFault = (under) => ({
  'disk full': async () => {
    under.postgres.fill();
    await pause(3_000);
    under.postgres.empty();
    // It may have ended over it.
    await startedAnew(under);
  },
});

const destinationFaults = ({ destination }) => ({
  'destination killed': async () => {
    await destination.kill();
    await destination.start();
  },
  'destination hangs': async () => {
    await destination.control('hang=yes');
    await pause(3_000);
    await destination.control('hang=no');
  },
});

/** @returns name of the fault -> what it does; it may tell of a takeover in milliseconds. */
export const faultsOf = (under) => ({
  ...hubFaults(under),
  ...databaseFaults(under),
  ...destinationFaults(under),
  ...(under.postgres.disk === null ? {} : diskFault(under)),
});
