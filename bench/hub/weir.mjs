// The unit as Weir does it: the client and the intake here, truth and lanes here or in processes of
// their own. A unit is settled when a fold that shows both its handoffs done has been committed.

import { Buffer } from 'node:buffer';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

import { fromBuild, breathe, pause } from './build.mjs';
import { contractText, handoffsOfUnit, placedLine, promptDestination } from './unit.mjs';

const { checkContract } = await fromBuild('shell/contract/load.js');
const { OrderNames } = await fromBuild('core/identity/names.js');
const { nativeReader } = await fromBuild('connectors/registry.js');
const { digest } = await fromBuild('shell/hub/ledger.js');
const { arrivalOf } = await fromBuild('in/observations.js');
const { Intake } = await fromBuild('in/intake.js');
const { Truth } = await fromBuild('truth/truth.js');
const { answerGroup, atOnce } = await fromBuild('shell/hub/answering.js');
const { laneTo } = await fromBuild('shell/hub/lanes.js');
const { postgresStore } = await fromBuild('store/postgres/postgres-store.js');

const rowsOfFold = 500;
const reportMillis = 100;
const emptyMillis = 20;
const destinations = ['erp', 'wms'];

async function contractOf() {
  const load = await checkContract('weir.yaml', Buffer.from(contractText));
  if (load.kind !== 'loaded') throw new Error(JSON.stringify(load));
  const { contract } = load;
  // What a contract may ask of a real destination would be the limit here.
  const wide = [...contract.destinations].map(([name, declared]) => [
    name,
    { ...declared, concurrency: 1_000, perSecond: 1_000_000 },
  ]);
  return { ...contract, destinations: new Map(wide) };
}

async function openStore(url) {
  const store = await postgresStore({ url, sessions: 8 });
  if ('unfit' in store) throw new Error(store.unfit);
  return store;
}

const isDone = ({ handoffs }) =>
  handoffs.length === handoffsOfUnit && handoffs.every(({ carriage }) => carriage === 'done');

/** A store that counts what its folds settle. */
function counting(store, count) {
  const fold = async (turn) => {
    let settled = 0;
    const decide = (component, now) => {
      const outcomes = turn.decide(component, now);
      if (isDone(outcomes) && !isDone(component)) settled += 1;
      return outcomes;
    };
    const folded = await store.fold({ ...turn, decide });
    count(settled);
    return folded;
  };
  return { ...store, fold };
}

/** Truth and lanes on a database, until they are ended. */
async function work(url, count) {
  const contract = await contractOf();
  const store = counting(await openStore(url), count);
  const names = new OrderNames(contract.joins);
  const interpreting = { contract, names, digest, ids: store.ids };
  const now = () => Date.now();
  const read = nativeReader(contract);
  const truth = new Truth({ store, contract, read, digest, rows: rowsOfFold });
  const given = { store, interpreting, contract, environment: {}, now };
  const complain = (line) => process.stderr.write(`${line}\n`);
  // The made-up systems take whatever comes: no limit is shared.
  const inside = { ...given, kept: () => undefined, sharers: () => 1, complain };
  const answers = { group: answerGroup(store), gathered: atOnce };
  const lanes = destinations.map((to) => laneTo(to, promptDestination(to), inside, answers));
  let ended = false;
  const folding = async () => {
    while (!ended) if ((await truth.catchUp(now())).rows === 0) await pause(emptyMillis);
  };
  // A claim that came too late to be sent is answered at the next pump, as the hub's own loop has it.
  const pumped = async (lane) =>
    lane.pump().catch((error) => {
      complain(error.message);
      return 0;
    });
  const delivering = async (lane) => {
    while (!ended) if ((await pumped(lane)) === 0) await pause(emptyMillis);
  };
  const running = [folding(), ...lanes.map(delivering)];
  return async () => {
    ended = true;
    await Promise.all(running);
    await Promise.all(lanes.map((lane) => lane.settled()));
    await store.close();
  };
}

/** @param workers processes for truth and lanes; 0: they run in this one. */
export async function startWeir({ url, run, outstanding, workers }) {
  const contract = await contractOf();
  const store = await openStore(url);
  const intake = new Intake(store, { commits: 2, statements: 2_000, waiting: 100_000 });
  const names = new OrderNames(contract.joins);
  const interpreting = { contract, names, digest, ids: store.ids };
  let settled = 0;
  let sent = 0;
  let ended = false;
  const count = (more) => {
    settled += more;
  };
  const others = Array.from({ length: workers }, () => workerProcess(url, count));
  await Promise.all(others.map(({ open }) => open));
  const stopWork = workers === 0 ? await work(url, count) : async () => undefined;
  const send = async () => {
    while (!ended) {
      if (sent - settled >= outstanding) {
        await breathe();
        continue;
      }
      const line = placedLine(run, sent, new Date().toISOString());
      sent += 1;
      const body = Buffer.from(line);
      const at = Date.now();
      const receipt = { id: await store.ids(1), system: 'api', source: 'api', position: null, at };
      const whole = { ...receipt, headers: {}, body, digest: digest(body) };
      await intake.submit(await arrivalOf(whole, line, interpreting));
    }
  };
  const clients = Array.from({ length: 500 }, send);
  return {
    settled: () => settled,
    /** CPU of the processes of truth and lanes. */
    cpuMicros: () => others.reduce((sum, { cpu }) => sum + cpu(), 0),
    stop: async () => {
      ended = true;
      await Promise.all(clients);
      await stopWork();
      await Promise.all(others.map(({ end }) => end()));
      await store.close();
    },
  };
}

function workerProcess(url, count) {
  const child = fork(fileURLToPath(import.meta.url), ['--work', url]);
  let micros = 0;
  let opened;
  const open = new Promise((resolve) => {
    opened = resolve;
  });
  child.on('message', ({ settled, cpu }) => {
    micros = cpu;
    count(settled);
    opened();
  });
  return {
    open,
    cpu: () => micros,
    end: async () => {
      const exit = once(child, 'exit');
      child.send('end');
      await exit;
    },
  };
}

if (process.argv[2] === '--work') {
  let settled = 0;
  const end = await work(process.argv[3], (more) => {
    settled += more;
  });
  const report = () => {
    const { user, system } = process.cpuUsage();
    process.send({ settled, cpu: user + system });
    settled = 0;
  };
  const timer = setInterval(report, reportMillis);
  process.once('message', () => {
    clearInterval(timer);
    void end().then(() => {
      report();
      process.disconnect();
    });
  });
}
