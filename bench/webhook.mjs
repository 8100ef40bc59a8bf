// Intake by webhook beside a bare fastify with group commit, and the way from a webhook to the
// destination's acknowledgement, in one run:
//   node bench/webhook.mjs [--seconds 10]
// The bare one keeps the same body in one table, durably, with the same check of its signature.

import { Buffer } from 'node:buffer';
import { fork } from 'node:child_process';
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import fastify from 'fastify';
import pg from 'pg';

import { buildIfStale } from '../scripts/build.mjs';
import { fromBuild, pause, quantile } from './hub/build.mjs';

const secret = 'a-secret-of-the-measurement';
const connections = 64;
const chainPerSecond = 300;
const warmRequests = 10_000;
const warmMillisMost = 60_000;
const settleMillisMost = 300_000;

const contractText = (port) => `weir: 1
systems:
  shop:
    role: storefront
    connector: shopify
    webhook: { secret: env:SHOP_SECRET }
  erp:
    role: erp
    connector: http
    http:
      url: http://127.0.0.1:${port}
      allow: 127.0.0.1
      concurrency: 64
      per_second: 1000
      commands: { create-order: { path: /orders, body: '{ "ref": names.order_name[0] }', record: body.id } }
handoffs:
  standard: true
  order-to-erp: { mode: live, ack: { by: response } }
identity:
  - [shop.order_name, erp.external]
`;

/** An order as Shopify's webhook orders/create has it, cut to what is read of it. */
function orderBody(number) {
  const id = 5_000_000_000_000 + number;
  return JSON.stringify({
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    name: `#${1_000 + number}`,
    created_at: new Date().toISOString(),
    updated_at: new Date().toISOString(),
    financial_status: 'paid',
    fulfillment_status: null,
    currency: 'USD',
    total_price: '130.44',
    line_items: [{ id: id + 1, sku: 'EV-1016', quantity: 1, price: '112.44' }],
  });
}

const signatureOf = (body) => createHmac('sha256', secret).update(body).digest('base64');

const agent = new Agent({ keepAlive: true, maxSockets: connections });

/** @returns milliseconds until the answer, and its status; 0: none. */
function sent(url, number) {
  const body = orderBody(number);
  const from = performance.now();
  return new Promise((resolve) => {
    const headers = {
      'content-type': 'application/json',
      'x-shopify-topic': 'orders/create',
      'x-shopify-hmac-sha256': signatureOf(body),
      'x-shopify-webhook-id': randomUUID(),
      'x-shopify-shop-domain': 'shop.example.com',
      'x-shopify-triggered-at': new Date().toISOString(),
    };
    const end = (status) => resolve({ status, millis: performance.now() - from });
    const asked = request(url, { method: 'POST', agent, headers, timeout: 10_000 }, (response) => {
      response.resume();
      response.once('end', () => end(response.statusCode));
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => end(0));
    asked.end(body);
  });
}

/** As many at once as there are connections, for so long. */
async function flooded(url, seconds, first) {
  let number = first;
  const answers = [];
  const until = performance.now() + seconds * 1_000;
  const client = async () => {
    while (performance.now() < until) {
      number += 1;
      answers.push(await sent(url, number));
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  return summed(answers, seconds, number);
}

/** Until its code has been compiled for what it does: a count of requests, not of seconds, sees to it. */
async function warmed(url) {
  let last = 0;
  const until = performance.now() + warmMillisMost;
  while (last < warmRequests && performance.now() < until) {
    last = (await flooded(url, 1, last)).last;
  }
  return last;
}

/** At a rate that does not wait for the answers. */
async function paced(url, seconds, { perSecond, first }) {
  const from = performance.now();
  const all = [];
  for (let count = 0; count < seconds * perSecond; count += 1) {
    const due = from + (count * 1_000) / perSecond;
    if (due > performance.now()) await pause(due - performance.now());
    all.push(sent(url, first + count));
  }
  return summed(await Promise.all(all), seconds, first + all.length);
}

function summed(answers, seconds, last) {
  const millis = answers.map((one) => one.millis).sort((a, b) => a - b);
  return {
    perSecond: answers.length / seconds,
    p50: quantile(millis, 0.5),
    p99: quantile(millis, 0.99),
    unanswered: answers.filter(({ status }) => status === 0).length,
    refused: answers.filter(({ status }) => status !== 0 && (status < 200 || status > 299)).length,
    last,
  };
}

/** fastify and group commit, and nothing else. */
async function bare(url) {
  const { GroupCommit } = await fromBuild('store/group-commit.js');
  const pool = new pg.Pool({ connectionString: url, max: 2, application_name: 'weir bench bare' });
  await pool.query('create table bare (id bigserial primary key, body bytea not null)');
  const keep = async (bodies) => {
    const sizes = bodies.map((body) => body.length);
    let start = 1;
    const starts = sizes.map((size) => (start += size) - size);
    await pool.query(
      `insert into bare (body) select substring($1::bytea from start for size)
       from unnest($2::integer[], $3::integer[]) as cut (start, size)`,
      [Buffer.concat(bodies), starts, sizes],
    );
    return bodies.map(() => true);
  };
  const group = new GroupCommit(keep, { commits: 2, weight: 2_000 }, () => 1);
  const server = fastify();
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  server.post('/in/shop', async ({ headers, body }, reply) => {
    const expected = createHmac('sha256', secret).update(body).digest();
    const given = Buffer.from(headers['x-shopify-hmac-sha256'] ?? '', 'base64');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      return reply.code(401).send();
    }
    await group.submit(body);
    return reply.code(200).send({ accepted: 1 });
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  return `http://127.0.0.1:${server.server.address().port}`;
}

async function weir(url, folder) {
  const { openHub } = await fromBuild('shell/hub.js');
  const { loadContract } = await fromBuild('shell/contract/load.js');
  const { logTo } = await fromBuild('shell/log.js');
  const load = await loadContract(join(folder, 'weir.yaml'));
  if (load.kind !== 'loaded') throw new Error(JSON.stringify(load));
  const hub = await openHub({
    contract: load.contract,
    apart: true,
    data: folder,
    databaseUrl: url,
    environment: { SHOP_SECRET: secret },
    host: '127.0.0.1',
    port: 0,
    now: Date.now,
    version: 'bench',
    log: logTo({ write: () => undefined }),
    complain: (line) => process.stderr.write(`${line}\n`),
  });
  if ('failed' in hub) throw new Error(hub.failed);
  return hub.url;
}

const servers = { bare, weir };

if (process.argv[2] === '--serve') {
  const [, , , name, url, folder] = process.argv;
  process.send(await servers[name](url, folder));
} else if (buildIfStale() === 0) {
  await measure();
  process.exit(0);
}

async function served(name, url, folder) {
  const child = fork(fileURLToPath(import.meta.url), ['--serve', name, url, folder]);
  const [at] = await once(child, 'message');
  const end = async () => {
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  return { url: `${at}/in/shop`, end };
}

async function measure() {
  const { freshDatabase, commitProbe } = await import('./hub/database.mjs');
  const { values } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } });
  const seconds = Number(values.seconds);
  const acknowledged = new Map();
  const destination = createServer(async (incoming, response) => {
    const { ref } = await json(incoming);
    response.writeHead(201, { 'content-type': 'application/json' }).end(`{"id":"SO-${ref}"}`);
    acknowledged.set(ref, performance.now());
  });
  destination.listen(0, '127.0.0.1');
  await once(destination, 'listening');
  const folder = mkdtempSync(join(tmpdir(), 'weir-webhook-'));
  writeFileSync(join(folder, 'weir.yaml'), contractText(destination.address().port));
  const peaks = new Map();
  for (const name of ['bare', 'weir']) {
    const database = await freshDatabase();
    const server = await served(name, database.url, folder);
    const endProbe = await commitProbe(database.url);
    const warm = await warmed(server.url);
    if (name === 'weir') await chained(server, warm, { seconds, acknowledged });
    const peak = await flooded(server.url, seconds, warm);
    const half = await paced(server.url, seconds, {
      perSecond: peak.perSecond / 2,
      first: peak.last,
    });
    const commits = await endProbe();
    peaks.set(name, peak.perSecond);
    tell(`${name}, as many as it takes`, peak);
    tell(`${name}, at half of that`, half);
    process.stdout.write(
      `  commit p50 ${quantile(commits, 0.5).toFixed(2)} p99 ${quantile(commits, 0.99).toFixed(2)} ms\n`,
    );
    if (name === 'weir') await delivered(half.last - 1 + seconds * chainPerSecond, acknowledged);
    await server.end();
    await database.close();
  }
  const ratio = peaks.get('weir') / peaks.get('bare');
  process.stdout.write(`weir is ${ratio.toFixed(2)} of bare fastify with group commit\n`);
  rmSync(folder, { recursive: true, force: true });
}

/** What a flood leaves is delivered at the destination's own pace. */
async function delivered(most, acknowledged) {
  const from = performance.now();
  while (acknowledged.size < most && performance.now() - from < settleMillisMost) await pause(100);
  const seconds = ((performance.now() - from) / 1_000).toFixed(0);
  process.stdout.write(
    `  ${acknowledged.size} of ${most} orders were acknowledged ${seconds} s later\n`,
  );
}

/** From the sending of a webhook to the destination's acknowledgement of what it caused. */
async function chained(server, before, { seconds, acknowledged }) {
  // What warming up left is not the chain's.
  await delivered(before, acknowledged);
  const first = before + 1_000_000;
  const begun = new Map();
  const from = performance.now();
  const all = [];
  for (let count = 0; count < seconds * chainPerSecond; count += 1) {
    const due = from + (count * 1_000) / chainPerSecond;
    if (due > performance.now()) await pause(due - performance.now());
    begun.set(`#${1_000 + first + count}`, performance.now());
    all.push(sent(server.url, first + count));
  }
  await Promise.all(all);
  await pause(5_000);
  const took = [...begun]
    .flatMap(([ref, at]) => (acknowledged.has(ref) ? [acknowledged.get(ref) - at] : []))
    .sort((a, b) => a - b);
  process.stdout.write(
    `webhook to acknowledgement at ${chainPerSecond}/s: p50 ${quantile(took, 0.5).toFixed(1)} ms, ` +
      `p99 ${quantile(took, 0.99).toFixed(1)} ms, ${begun.size - took.length} of ${begun.size} not acknowledged\n`,
  );
}

function tell(name, { perSecond, p50, p99, unanswered, refused }) {
  process.stdout.write(
    `${name.padEnd(26)}${perSecond.toFixed(0).padStart(6)}/s, p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} ms, ` +
      `${unanswered} unanswered, ${refused} refused\n`,
  );
}
