// Orders that were settled long ago: what the tables and indexes of a hub that has run for a while hold
// beside the work of today. Written by the server itself, in the shape in which the hub writes them.

import pg from 'pg';

import { fromBuild } from './build.mjs';

const { postgresStore } = await fromBuild('store/postgres/postgres-store.js');

const slice = 100_000;
/** Below every id that the hub draws from now on. */
const firstBlock = 1_000;

const statements = [
  `insert into name select 'order' || chr(31) || 'old-' || n, n from generate_series($1::bigint, $2) n`,
  `insert into component (id) select n from generate_series($1::bigint, $2) n`,
  `insert into receipt select n * 3 + k, 'api', 'api', null, n, '{}', 300, repeat('d', 64)
   from generate_series($1::bigint, $2) n, generate_series(0, 2) k`,
  `insert into receipt_body select n * 3 + k, 0, convert_to(repeat('x', 300), 'UTF8')
   from generate_series($1::bigint, $2) n, generate_series(0, 2) k`,
  `insert into seen select '0aaa' || md5((n * 3 + k)::text), md5(n::text)
   from generate_series($1::bigint, $2) n, generate_series(0, 2) k`,
  `insert into observation select n * 3 + k, n * 3 + k, 'shop', 'order.placed', n, repeat('x', 300)
   from generate_series($1::bigint, $2) n, generate_series(0, 2) k`,
  `insert into fact select n, n * 3 + k, 'applied', ''
   from generate_series($1::bigint, $2) n, generate_series(0, 2) k`,
  `insert into subject (type, key, component, headline, names, state)
   select 'order', 'old-' || n, n, 'placed',
          array['old-' || n, 'order:old-' || n, 'SO-' || n, 'W-' || n], repeat('x', 400)
   from generate_series($1::bigint, $2) n`,
  `insert into handoff (key, component, subject, rule, destination, state, carriage, attempts, command, detail)
   select d || '/shop/order=old-' || n, n, 'old-' || n, 'order-to-' || d, d, 'acknowledged', 'done', 1,
          repeat('x', 800), '{}'
   from generate_series($1::bigint, $2) n, unnest(array['erp', 'wms']) d`,
  `insert into attempt (id, handoff, number, component, worker, at, errand, outcome, answered_at)
   select n * 2 + k, (array['erp', 'wms'])[k + 1] || '/shop/order=old-' || n, 1, n, 1, n, 'send', 'accepted', n
   from generate_series($1::bigint, $2) n, generate_series(0, 1) k`,
];

export async function loadHistory(url, orders) {
  // It brings the schema.
  const store = await postgresStore({ url, sessions: 1 });
  if ('unfit' in store) throw new Error(store.unfit);
  await store.close();
  const client = new pg.Client({ connectionString: url, application_name: 'weir bench history' });
  await client.connect();
  await client.query('set synchronous_commit = off');
  await client.query(`select setval('id_block', ${firstBlock})`);
  const indexes = await takenDown(client);
  for (let from = 1; from <= orders; from += slice) {
    const to = Math.min(orders, from + slice - 1);
    for (const statement of statements) await client.query(statement, [from, to]);
    process.stderr.write(`${to} of ${orders} settled orders\n`);
  }
  await client.query("set maintenance_work_mem = '1GB'");
  for (const index of indexes) await client.query(index);
  process.stderr.write(`${indexes.length} indexes built\n`);
  await client.query('vacuum analyze');
  await client.query('checkpoint');
  await client.end();
}

/** Built at the end, an index is sorted once: row by row, millions of keys would each want a page of their own. */
async function takenDown(client) {
  const tables = statements.map((statement) => /^insert into (\w+)/.exec(statement)[1]);
  const { rows: keys } = await client.query(
    `select conrelid::regclass as table, conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where conrelid = any($1::regclass[]) and contype in ('p', 'u')`,
    [tables],
  );
  for (const { table, name } of keys) {
    await client.query(`alter table ${table} drop constraint ${name}`);
  }
  const { rows: indexes } = await client.query(
    `select indexrelid::regclass as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = any($1::regclass[])`,
    [tables],
  );
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  return [
    ...keys.map(
      ({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`,
    ),
    ...indexes.map(({ definition }) => definition),
  ];
}
