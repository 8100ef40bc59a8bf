// An orders CSV read to observations beside DuckDB streaming the same file into JavaScript:
// node bench/csv.mjs [MEGABYTES] [ROUNDS]. Each round runs both, each as a process of its own, so that a
// busy machine slows both. Medians are printed. DuckDB is no dependency of the project: without it only
// our side is measured.

import { spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { buildIfStale } from '../scripts/build.mjs';

const self = fileURLToPath(import.meta.url);
const root = join(dirname(self), '..');
const duckdb = '@duckdb/node-api';
const megabyte = 1e6;

const columns =
  'Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,Next Payment Due At,Payment References'.split(
    ',',
  );
const secondsBetweenOrders = 37;

function written(values) {
  const cells = columns.map((column) => String(values[column] ?? ''));
  return `${cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
}

/** As the shop shows it, five hours behind UTC. */
function timeOf(millis) {
  return `${new Date(millis).toISOString().slice(0, 19).replace('T', ' ')} -0500`;
}

function addressOf(kind, index) {
  return {
    [`${kind} Name`]: `Person ${index}`,
    [`${kind} Street`]: `12 Harbour Lane, Apt ${index % 90}`,
    [`${kind} Address1`]: '12 Harbour Lane',
    [`${kind} Address2`]: `Apt ${index % 90}`,
    [`${kind} City`]: 'Portsmouth',
    [`${kind} Zip`]: "'03801",
    [`${kind} Province`]: 'NH',
    [`${kind} Country`]: 'US',
    [`${kind} Phone`]: '+16035550100',
    [`${kind} Province Name`]: 'New Hampshire',
  };
}

/** One made-up order: its first row carries everything, further lines hardly anything. */
function orderOf(index, at) {
  const line = {
    Name: `#${2_000_000 - index}`,
    Email: `person${index}@example.com`,
    'Created at': timeOf(at),
    'Lineitem quantity': 1 + (index % 3),
    'Lineitem name': index % 4 === 0 ? 'Tea towel, linen "Harbour"' : 'Stoneware Mug - Blue',
    'Lineitem price': '19.50',
    'Lineitem sku': `EV-${1000 + (index % 500)}`,
    'Lineitem requires shipping': 'true',
    'Lineitem taxable': 'true',
    'Lineitem fulfillment status': 'fulfilled',
    Vendor: 'Evergreen Home',
    'Lineitem discount': '0.00',
  };
  const first = {
    ...line,
    'Financial Status': 'paid',
    'Paid at': timeOf(at + 2_000),
    'Fulfillment Status': 'fulfilled',
    'Fulfilled at': timeOf(at + 86_400_000),
    'Accepts Marketing': 'no',
    Currency: 'USD',
    Subtotal: '39.00',
    Shipping: '4.95',
    Taxes: '3.12',
    Total: '47.07',
    'Discount Amount': '0.00',
    'Shipping Method': 'Standard',
    ...addressOf('Billing', index),
    ...addressOf('Shipping', index),
    'Payment Method': 'Shopify Payments',
    'Payment Reference': `r${9e9 + index}.1`,
    'Refunded Amount': '0.00',
    'Outstanding Balance': '0.00',
    Id: 5e12 + index,
    Tags: index % 5 === 0 ? 'vip, repeat' : '',
    'Risk Level': 'Low',
    Source: 'web',
    'Tax 1 Name': 'New Hampshire State Tax 0%',
    'Tax 1 Value': '3.12',
    'Payment ID': `r${9e9 + index}.1`,
    'Payment References': `r${9e9 + index}.1`,
  };
  const further = (index % 3 === 0 ? 1 : 0) + (index % 7 === 0 ? 2 : 0);
  return written(first) + written(line).repeat(further);
}

async function generate(file, bytes) {
  mkdirSync(dirname(file), { recursive: true });
  const out = createWriteStream(file);
  let at = Date.UTC(2026, 2, 1);
  let size = 0;
  let text = `${columns.join(',')}\n`;
  for (let index = 1; size < bytes; index += 1) {
    at -= secondsBetweenOrders * 1_000;
    text += orderOf(index, at);
    if (text.length < megabyte) continue;
    size += text.length;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end(text);
  await once(out, 'finish');
}

async function readOurs(file) {
  const readers = join(root, 'dist', 'src', 'files', 'read-file.js');
  const { readFileAsLines } = await import(pathToFileURL(readers).href);
  let rows = 0;
  for await (const group of readFileAsLines(file, { contract: null, zone: null, extract: null })) {
    for (const reading of group) if (reading.kind === 'end') rows = reading.rows;
  }
  return rows;
}

/** Its fastest way to whole rows in JavaScript that holds no more than a chunk at once. */
async function readDuckdb(file) {
  const { DuckDBInstance } = await import(duckdb);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const result = await connection.stream(
    `select * from read_csv('${file.replaceAll("'", "''")}', header = true, all_varchar = true)`,
  );
  let rows = 0;
  for await (const group of result.yieldRows()) rows += group.length;
  return rows;
}

async function runOne(how, file) {
  const startedAt = performance.now();
  const rows = await (how === 'ours' ? readOurs(file) : readDuckdb(file));
  const seconds = (performance.now() - startedAt) / 1_000;
  const peak = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ rows, seconds, peak }));
}

function measured(how, file) {
  const { stdout, status } = spawnSync(process.execPath, [self, '--run', how, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${how} ended with ${status}`);
  return JSON.parse(stdout);
}

function summary(name, runs, size) {
  const peak = Math.max(...runs.map((run) => run.peak));
  const [{ rows, seconds }] = runs
    .sort((a, b) => a.seconds - b.seconds)
    .slice(Math.floor(runs.length / 2));
  const megabytes = (size / megabyte / seconds).toFixed(1);
  const rate = Math.round(rows / seconds).toLocaleString('en-US');
  process.stdout.write(
    `${name.padEnd(28)}${seconds.toFixed(2).padStart(8)} s  ${megabytes.padStart(7)} MB/s  ${rate.padStart(9)} rows/s  ${peak.toFixed(0).padStart(5)} MiB\n`,
  );
  return seconds;
}

async function isThere(name) {
  try {
    await import(name);
    return true;
  } catch {
    return false;
  }
}

async function compare(megabytes, rounds) {
  if (buildIfStale() !== 0) process.exit(1);
  const file = join(root, '.weir', `bench-csv-${megabytes}`, 'orders.csv');
  if (!existsSync(file)) await generate(file, megabytes * megabyte);
  const { size } = statSync(file);
  const both = await isThere(duckdb);
  const runs = { ours: [], duckdb: [] };
  for (let round = 0; round < rounds; round += 1) {
    runs.ours.push(measured('ours', file));
    if (both) runs.duckdb.push(measured('duckdb', file));
  }
  const ours = summary('to observations', runs.ours, size);
  if (both) {
    const theirs = summary('DuckDB, streamed to rows', runs.duckdb, size);
    process.stdout.write(`${(theirs / ours).toFixed(2)} x the rate of DuckDB\n`);
    return;
  }
  process.stdout.write(`DuckDB is not here: npm install --no-save ${duckdb}\n`);
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--run') await runOne(...rest);
else await compare(Number(first ?? 200), Number(rest[0] ?? 3));
