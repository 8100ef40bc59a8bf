// A file far larger than memory, read to its end in little of it. It takes minutes, so it is run where
// `WEIR_BIG` says how many mebibytes: `WEIR_BIG=2048 npx vitest run src/files/big-file.int.test.ts`.
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFileAsLines } from './read-file.js';

const mebibyte = 2 ** 20;
const size = Number(process.env['WEIR_BIG'] ?? 0) * mebibyte;
/** Of the resident set, from the first tenth of the rows on: buffers and garbage, and no rows. */
const growthMax = 256 * mebibyte;
const hour = 3_600_000;

const header =
  'Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Id';

function orderRow(number: number): string {
  const minute = new Date(Date.UTC(2026, 0, 1) + number * 1_000).toISOString().slice(0, 19);
  const at = `${minute.replace('T', ' ')} +0000`;
  const id = String(5_000_000_000_000 + number);
  return `#${number},ada@example.com,paid,${at},unfulfilled,USD,20.00,${at},2,"Mug, blue",10.00,MUG-${number % 999},${id}\n`;
}

/** @returns how many orders the file has. */
async function written(path: string, bytes: number): Promise<number> {
  const out = createWriteStream(path);
  let number = 1_000;
  let length = 0;
  for (let text = `${header}\n`; length < bytes; text = '') {
    while (text.length < mebibyte) {
      number += 1;
      text += orderRow(number);
    }
    length += text.length;
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return number - 1_000;
}

interface Outcome {
  placed: number;
  readonly ended: unknown[];
  /** Largest resident set in the first tenth, and behind it. */
  early: number;
  late: number;
}

async function outcomeOf(path: string, orders: number): Promise<Outcome> {
  const outcome: Outcome = { placed: 0, ended: [], early: 0, late: 0 };
  const options = { contract: null, zone: null, extract: null };
  for await (const group of readFileAsLines(path, options)) {
    outcome.placed += group.filter(
      (one) => one.kind === 'observation' && one.observation.kind === 'order.placed',
    ).length;
    outcome.ended.push(...group.filter(({ kind }) => kind === 'end'));
    const { rss } = process.memoryUsage();
    if (outcome.placed <= orders / 10) outcome.early = Math.max(outcome.early, rss);
    else outcome.late = Math.max(outcome.late, rss);
  }
  return outcome;
}

describe.skipIf(size === 0)('a file larger than memory', () => {
  it(
    'is read to its end, and takes no more memory for it',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'weir-big-'));
      try {
        const path = join(folder, 'orders.csv');
        const orders = await written(path, size);
        const { placed, ended, early, late } = await outcomeOf(path, orders);
        expect(ended).toMatchObject([{ rows: orders, unreadable: 0 }]);
        expect(placed).toBe(orders);
        expect(late - early).toBeLessThan(growthMax);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    hour,
  );
});
