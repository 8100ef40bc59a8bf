// The floor under the unit: the same client, the same statements and commits, the same bytes, and no
// core. What the core would have said of an order was written down beforehand.

import { Buffer } from 'node:buffer';

import { fromBuild, breathe, pause } from './build.mjs';
import { acknowledgedLine, orderName, placedLine } from './unit.mjs';

const { GroupCommit } = await fromBuild('store/group-commit.js');
const { postgresStore } = await fromBuild('store/postgres/postgres-store.js');

const destinations = ['erp', 'wms'];
const rowsOfFold = 500;
const claimsMost = 1_000;
const emptyMillis = 20;
const digestText = 'd'.repeat(64);
const day = '0fwu';

/** What is filed of a line, without reading it. */
function filedOf(id, { text, system, kind, key, names }) {
  const hash = key.padStart(32, '0').slice(-32);
  const content = digestText.slice(32);
  const global = true;
  const rest = { names, global, container: false };
  return { id, text, system, kind, at: Date.now(), key: `${day}${hash}`, content, ...rest };
}

function receiptOf(id, { system, source, position, text }) {
  const rest = { headers: {}, body: Buffer.from(text), digest: digestText };
  return { id, system, source, position, at: Date.now(), ...rest };
}

const handoffOf = (order, to, { text, isDone }) => ({
  key: `order-to-${to === 'erp' ? 'erp' : 'warehouse'}/${to}/shop/order=${order}`,
  subject: order,
  rule: to === 'erp' ? 'order-to-erp' : 'order-to-warehouse',
  to,
  state: isDone ? 'acknowledged' : 'ready',
  carriage: isDone ? 'done' : 'ready',
  errand: isDone ? null : 'send',
  waitingFor: null,
  due: 2_000_000_000_000,
  notBefore: null,
  attempts: isDone ? 1 : 0,
  // As long as the command of the same order.
  command: `${text}${text}${text.slice(0, 300)}`,
  detail: JSON.stringify({ triggered: 0, text: text.slice(0, 240) }),
});

/** A decision without a core: what is to be sent, and once it has been answered that it is done. */
function decide({ facts, attempts }) {
  const [{ text }] = facts;
  const order = text.slice(text.indexOf('placed-') + 7, text.indexOf('","system"'));
  const handoffs = destinations.map((to) => {
    const isDone = attempts.some(
      (attempt) => attempt.outcome !== null && attempt.handoff.includes(`/${to}/`),
    );
    return handoffOf(order, to, { text, isDone });
  });
  const names = facts.flatMap(({ id }) => [`${order}${id}`, `order:${order}${id}`]);
  return {
    verdicts: facts
      .filter(({ verdict }) => verdict === null)
      .map(({ id }) => ({ id, verdict: 'applied', reason: '' })),
    subjects: [
      { type: 'order', key: order, headline: 'placed', names, state: `${text}${facts.length}` },
    ],
    handoffs,
    findings: [],
    retired: [],
    wake: handoffs.every(({ errand }) => errand === null) ? null : 2_000_000_000_000,
  };
}

/** One run: what was sent and settled so far, and whether it has ended. */
class Floor {
  settled = 0;
  #sent = 0;
  #ended = false;
  #store;
  #given;
  #intake;
  #answers;
  #running;

  constructor(store, given) {
    this.#store = store;
    this.#given = given;
    this.#intake = new GroupCommit(store.receive, { commits: 2, weight: 2_000 }, () => 2);
    const keep = async (batch) => {
      await store.answer(batch);
      return batch.map(() => true);
    };
    this.#answers = new GroupCommit(keep, { commits: 1, weight: 1_000 }, () => 1);
    this.#running = [
      this.#folding(),
      ...destinations.map((to) => this.#delivering(to)),
      ...Array.from({ length: 500 }, () => this.#sending()),
    ];
  }

  async end() {
    this.#ended = true;
    await Promise.all(this.#running);
    await pause(1_000);
    await this.#store.close();
  }

  async #sending() {
    const { run, outstanding } = this.#given;
    while (!this.#ended) {
      if (this.#sent - this.settled >= outstanding) {
        await breathe();
        continue;
      }
      const number = this.#sent;
      this.#sent += 1;
      const text = placedLine(run, number, new Date().toISOString());
      const names = [`order\u001f${orderName(run, number)}`];
      const line = { text, system: 'shop', kind: 'order.placed', key: `p${number}`, names };
      const receipt = { system: 'api', source: 'api', position: null, text };
      await this.#intake.submit(await this.#arrival(receipt, line));
    }
  }

  async #arrival(receipt, line) {
    const filed = [filedOf(await this.#store.ids(1), line)];
    return { receipt: receiptOf(await this.#store.ids(1), receipt), filed, quarantined: [] };
  }

  async #folding() {
    const isDone = ({ carriage }) => carriage === 'done';
    while (!this.#ended) {
      let done = 0;
      const counted = (component) => {
        const outcomes = decide(component);
        if (outcomes.handoffs.every(isDone) && !component.handoffs.every(isDone)) done += 1;
        return outcomes;
      };
      const turn = { rows: rowsOfFold, decide: counted, digest: () => digestText };
      const folded = await this.#store.fold({ ...turn, now: Date.now() });
      this.settled += done;
      if (folded === null) await pause(emptyMillis);
    }
  }

  async #delivering(to) {
    let open = 0;
    while (!this.#ended) {
      const most = Math.max(0, claimsMost - open);
      const firstId = await this.#store.ids(most);
      const request = { to, now: Date.now(), most, firstId, served: 0 };
      const claims = most === 0 ? [] : await this.#store.claim(request);
      open += claims.length;
      for (const claim of claims) {
        void this.#answered(claim).finally(() => {
          open -= 1;
        });
      }
      if (claims.length === 0) await pause(emptyMillis);
    }
  }

  async #answered({ attempt, handoff }) {
    const { to, subject: order, key } = handoff;
    const at = new Date().toISOString();
    const text = JSON.stringify(acknowledgedLine(to, order, { key, at }));
    const names = [`by\u001f${to}\u001frecord\u001f${order}`, `order\u001f${order}`];
    const line = { text, system: to, kind: 'order.acknowledged', key: `${to}${order}`, names };
    const receipt = { system: to, source: 'answer', position: `answer:${key}`, text };
    const said = await this.#arrival(receipt, line);
    const rest = { outcome: 'accepted', retryAt: null, answer: '201', said };
    await this.#answers.submit({ attempt, handoff: key, at: Date.now(), ...rest });
  }
}

export async function startFloor({ url, run, outstanding }) {
  const store = await postgresStore({ url, sessions: 8 });
  if ('unfit' in store) throw new Error(store.unfit);
  const floor = new Floor(store, { run, outstanding });
  return { settled: () => floor.settled, stop: () => floor.end() };
}
