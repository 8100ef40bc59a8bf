// The same work as jobs of graphile-worker: one an event, one a delivery, in its best batch settings, and
// the same rows of ledger kept. Each job is one statement, and none but the arrival waits for the disk.

import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

import pg from 'pg';

import { breathe } from './build.mjs';
import { acknowledgedLine, handoffsOfUnit, orderName, placedLine } from './unit.mjs';

const destinations = ['erp', 'wms'];
const batch = 500;

const schema = `
create table receipt (id bigint primary key, system text, position text, at timestamptz, headers jsonb,
                      size int, digest text);
create table body (receipt bigint primary key, bytes bytea);
create table seen (key text primary key, content text);
create table observation (id bigint primary key, receipt bigint, system text, kind text, content text);
create table name (name text primary key, component bigint);
create table fact (component bigint, observation bigint, verdict text, primary key (component, observation));
create table subject (key text primary key, component bigint, names text[], state text);
create table handoff (key text primary key, component bigint, subject text, destination text, state text,
                      command text);
create index on handoff (component);
create table attempt (id bigint generated always as identity primary key, handoff text, component bigint,
                      outcome text, answer text);
create index on attempt (handoff);
create table seal (sequence bigint generated always as identity primary key, digest text);
create sequence numbers increment 10000;
`;

const digest = 'd'.repeat(64);

/** Arrivals: receipt, body, dedupe, statement, name and one job each, with one commit for many. */
const arrive = `
with line as (
  select * from unnest($1::bigint[], $2::text[], $3::text[]) as l (id, ord, content)
), r as (
  insert into receipt select id, 'api', null, now(), '{}', length(content), '${digest}' from line
), b as (
  insert into body select id, convert_to(content, 'UTF8') from line
), s as (
  insert into seen select 'placed-' || ord, '${digest.slice(32)}' from line on conflict do nothing
), o as (
  insert into observation select id, id, 'shop', 'order.placed', content from line
), n as (
  insert into name select 'order ' || ord, id from line on conflict do nothing
)
select count(*) from graphile_worker.add_jobs(array(
  select ('event', json_build_object('id', id), null, null, 1, null, null, null)::graphile_worker.job_spec
  from line))`;

const event = `
with o as (
  select id, content, content::jsonb -> 'refs' ->> 'order' as ord from observation where id = $1
), f as (
  insert into fact select id, id, 'applied' from o
), s as (
  insert into subject select ord, id, array[ord, 'order:' || ord], content from o
), h as (
  insert into handoff
  select 'order-to-' || d || '/' || ord, id, ord, d, 'ready', content || content
  from o, unnest($2::text[]) as d
), sealed as (
  insert into seal (digest) values ('${digest}')
)
select count(*) from graphile_worker.add_jobs(array(
  select ('delivery', json_build_object('key', 'order-to-' || d || '/' || ord, 'to', d, 'order', ord),
          null, null, 1, null, null, null)::graphile_worker.job_spec
  from o, unnest($2::text[]) as d))`;

const claim = `
insert into attempt (handoff, component) select key, component from handoff where key = $1
returning id, component`;

const answered = `
with r as (
  insert into receipt select $3, $4, 'answer:' || $5, now(), '{}', length($6), '${digest}'
), b as (
  insert into body select $3, convert_to($6, 'UTF8')
), sn as (
  insert into seen select 'answer-' || $5, '${digest.slice(32)}' on conflict do nothing
), o as (
  insert into observation select $3, $3, $4, 'order.acknowledged', $6
), n as (
  insert into name select 'record ' || $5, $2 on conflict do nothing
), f as (
  insert into fact select $2, $3, 'applied'
), a as (
  update attempt set outcome = 'accepted', answer = '201' where id = $1
), h as (
  update handoff set state = 'acknowledged' where key = $5
), s as (
  insert into seal (digest) values ('${digest}')
)
update subject set names = names || $5, state = state || ' ' where component = $2`;

const preset = {
  worker: {
    concurrentJobs: 24,
    localQueue: { size: 500 },
    completeJobBatchDelay: 0,
    failJobBatchDelay: 0,
  },
};

async function delivered(pool, { key, to, order }) {
  const { rows } = await pool.query({ name: 'claim', text: claim, values: [key] });
  const [{ id, component }] = rows;
  const at = new Date().toISOString();
  const text = JSON.stringify(acknowledgedLine(to, order, { key, at }));
  const values = [id, component, -Number(id), to, key, text];
  await pool.query({ name: 'answered', text: answered, values });
}

/** Not among the packages of the project: who compares installs it. */
const theirs = 'graphile-worker';

/** @param jobs folder in which graphile-worker was installed. */
export async function startJobs({ url, run: name, outstanding, jobs }) {
  const require = createRequire(join(resolve(jobs), 'package.json'));
  const { run, Logger } = require(theirs);
  const relaxed = { connectionString: url, options: '-c synchronous_commit=off -c jit=off' };
  const pool = new pg.Pool({ ...relaxed, max: 10 });
  const intake = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  await pool.query(schema);
  let sent = 0;
  let acknowledged = 0;
  let ended = false;
  const settled = () => acknowledged / handoffsOfUnit;
  const delivery = async (job) => {
    await delivered(pool, job);
    acknowledged += 1;
  };
  const runner = await run({
    pgPool: pool,
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
    preset,
    taskList: {
      event: async ({ id }) => {
        await pool.query({ name: 'event', text: event, values: [id, destinations] });
      },
      delivery,
    },
  });
  const send = async () => {
    while (!ended) {
      if (sent - settled() >= outstanding) {
        await breathe();
        continue;
      }
      const numbers = Array.from({ length: batch }, (_, place) => sent + place);
      sent += batch;
      const at = new Date().toISOString();
      const values = [
        numbers.map((number) => number + 1),
        numbers.map((number) => orderName(name, number)),
        numbers.map((number) => placedLine(name, number, at)),
      ];
      await intake.query({ name: 'arrive', text: arrive, values });
    }
  };
  const sending = [send(), send()];
  return {
    settled,
    stop: async () => {
      ended = true;
      await Promise.all(sending);
      await runner.stop();
      await pool.end();
      await intake.end();
    },
  };
}
