// What the ledger and the destination hold beside what the source was promised: the only judge of the
// soak. It reads the tables and the destination's file, and nothing that the hub says of itself.

import { readFileSync } from 'node:fs';
import pg from 'pg';

const rules = [
  ['order-to-erp', 'erp'],
  ['order-to-warehouse', 'wms'],
];

export async function ask(url, text, values = []) {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'soak judge',
    connectionTimeoutMillis: 2_000,
    query_timeout: 10_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(text, values)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Handoffs that are not acknowledged yet, and statements that are not folded yet. */
export async function unsettled(url, orders) {
  const [row] = await ask(
    url,
    `select (select count(*) from inbox)::integer as inbox,
            (select count(*) from handoff where state <> 'acknowledged')::integer as open,
            (select count(*) from handoff)::integer as handoffs`,
  );
  return row.inbox + row.open + Math.max(0, orders * rules.length - row.handoffs);
}

/** In words, what was lost and what was doubled. */
export async function judged(url, taken, effectsFile) {
  const placings = count(
    (await ask(url, `select content from observation where kind = 'order.placed'`)).map(
      ({ content }) => JSON.parse(content).refs.order,
    ),
  );
  const effects = count(readFileSync(effectsFile, 'utf8').trim().split('\n'));
  const handoffs = await ask(url, 'select subject, rule, state, attempts from handoff');
  const stated = count(handoffs.map(({ subject, rule }) => `${rule} ${subject}`));
  const lost = [];
  const doubled = [];
  const tell = (found, what, where) => {
    if (found === 0) lost.push(`${what}: not in ${where}`);
    if (found > 1) doubled.push(`${what}: ${found} times in ${where}`);
  };
  for (const order of taken) {
    tell(placings.get(order) ?? 0, order, 'the statements');
    for (const [rule, to] of rules) {
      tell(stated.get(`${rule} ${order}`) ?? 0, `${rule} of ${order}`, 'the handoffs');
      tell(effects.get(`${to} ${order}`) ?? 0, `${rule} of ${order}`, `what ${to} did`);
    }
  }
  for (const { subject, rule, state } of handoffs) {
    if (state !== 'acknowledged') lost.push(`${rule} of ${subject}: ends ${state}`);
  }
  const attempts = handoffs.reduce((sum, one) => sum + one.attempts, 0);
  return { lost, doubled, attempts };
}

function count(names) {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
