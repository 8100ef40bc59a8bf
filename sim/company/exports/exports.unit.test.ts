import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { simulate, type SimulateOptions } from '../simulate.js';
import type { Emission } from '../emission.js';
import type { TruthRow } from '../truth.js';
import { createWorld } from '../world.js';
import { amazonExports } from './amazon.js';
import type { Exporter } from './shape.js';
import { shopifyExports } from './shopify.js';
import { walmartExports } from './walmart.js';

interface Files {
  /** Name → header and rows, as they stand in the file. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly headers: ReadonlyMap<string, string | undefined>;
  readonly truth: readonly TruthRow[];
}

function written(options: Omit<SimulateOptions, 'thin'>): Files {
  const company = simulate({ ...options, thin: 'exports' });
  const texts = new Map<string, string[]>([...company.files.keys()].map((name) => [name, []]));
  const truth: TruthRow[] = [];
  for (const told of company.events()) {
    if (told.event === 'truth') truth.push(told.row);
    else texts.get(told.file)?.push(told.text);
  }
  return { texts, headers: company.files, truth };
}

/** The cells of a row that no quoted cell disturbs. */
function cellsOf(row: string, separator = ','): string[] {
  return row.replaceAll(/"[^"]*"/g, 'quoted').split(separator);
}

/** The first of these seeds whose company exported the rarer files as well, or did not. */
function seedWith(thorough: boolean): number {
  const found = [1, 2, 3, 4, 5, 6, 7, 8].find((seed) => {
    return simulate({ seed, thin: 'exports' }).files.has('netsuite-system-notes.csv') === thorough;
  });
  return found ?? 0;
}

const thorough = seedWith(true);
const usual = seedWith(false);

function column(files: Files, file: string, name: string, separator = ','): string[] {
  const place = (files.headers.get(file) ?? '').split(separator).indexOf(name);
  return (files.texts.get(file) ?? []).map((row) => cellsOf(row, separator)[place] ?? '');
}

describe('the export files of a company', () => {
  it('are the same bytes for the same seed, and others for another', () => {
    const first = written({ seed: 5, orders: 150 });
    expect(written({ seed: 5, orders: 150 })).toEqual(first);
    expect(written({ seed: 6, orders: 150 }).texts).not.toEqual(first.texts);
  });

  it('leave the rarer files out in some companies', () => {
    expect(usual).toBeGreaterThan(0);
    const rarer = ['transactions_export_1.csv', 'balance_change_itemized.csv'];
    const has = (seed: number): boolean[] =>
      rarer.map((name) => simulate({ seed, thin: 'exports' }).files.has(name));
    expect(has(thorough)).toEqual([true, true]);
    expect(has(usual)).toEqual([false, false]);
  });

  it('have as many cells in each row as columns in the header', () => {
    const { texts, headers } = written({ seed: thorough, orders: 300 });
    for (const [name, rows] of texts) {
      const header = headers.get(name);
      if (header === undefined) continue;
      const separator = name.endsWith('.txt') ? '\t' : ',';
      const width = header.split(separator).length;
      const widths = rows.map((row) =>
        separator === ',' ? cellsOf(row).length : row.split(separator).length,
      );
      expect(new Set(widths), name).toEqual(new Set(rows.length === 0 ? [] : [width]));
    }
  });

  it('have no quotes in the tab-separated files, and a quote as a character', () => {
    const { texts } = written({ seed: 1, orders: 100 });
    const rows = texts.get('amazon-all-orders.txt') ?? [];
    expect(rows.every((row) => row.includes('5" pack\t'))).toBe(true);
  });

  it('name nobody who could be a real person', () => {
    const { texts } = written({ seed: thorough, orders: 200 });
    const all = [...texts.values()].flat().join('\n');
    const addresses = new Set(all.match(/[\w.]+@[\w.]+/g));
    expect(addresses).toEqual(new Set(['avery@example.com']));
  });
});

describe('what the files show', () => {
  const files = written({ seed: thorough, orders: 400, faults: [] });
  const lines = simulate({ seed: thorough, orders: 400, faults: [] });

  it('is each order once, of those that the full company has', () => {
    const placed = new Map<string, Set<string>>();
    for (const told of lines.events()) {
      if (told.event === 'truth') continue;
      const said = JSON.parse(told.text) as {
        kind: string;
        system: string;
        refs: { order: string };
      };
      if (said.kind !== 'order.placed') continue;
      placed.set(said.system, (placed.get(said.system) ?? new Set()).add(said.refs.order));
    }
    const ids = column(files, 'orders_export_1.csv', 'Id').filter((id) => id !== '');
    expect(new Set(ids).size).toBe(ids.length);
    const shown = {
      shop: ids,
      amazon: column(files, 'amazon-all-orders.txt', 'amazon-order-id', '\t'),
      walmart: column(files, 'walmart-orders.csv', 'PO#'),
      pos: column(files, 'till-sales.csv', 'Receipt'),
    };
    for (const [system, found] of Object.entries(shown)) {
      const known = placed.get(system) ?? new Set();
      expect(found.length, system).toBeGreaterThan(0);
      expect(
        found.filter((id) => !known.has(id)),
        system,
      ).toEqual([]);
    }
    // Only the window of the export is narrower than the company.
    expect(new Set(shown.amazon).size).toBe(placed.get('amazon')?.size);
  });

  it('is one body and its lines for each document of the ERP', () => {
    const marks = column(files, 'netsuite-transactions.csv', '*');
    const items = column(files, 'netsuite-transactions.csv', 'Item');
    expect(marks.every((mark, row) => (mark === '*') === (items[row] === ''))).toBe(true);
  });

  it('is a settlement whose first row is the sum of the others', () => {
    const rows = (files.texts.get('amazon-settlement-v2.txt') ?? []).map((row) => row.split('\t'));
    const cents = (text = ''): number => Math.round(Number(text) * 100);
    for (const id of new Set(rows.map(([settlement]) => settlement))) {
      const [summary, ...amounts] = rows.filter(([settlement]) => settlement === id);
      expect(summary?.[6]).toBe('');
      const sum = amounts.reduce((all, row) => all + cents(row[14]), 0);
      expect(sum, id).toBe(cents(summary?.[4]));
    }
  });

  it('is an interchange whose envelope counts what is in it', () => {
    const all = (files.texts.get('acme-edi.x12') ?? []).map((text) => text.split('~\n'));
    const sets = new Set<string>();
    for (const segments of all) {
      expect(segments[0]?.length).toBe(105);
      const elements = segments.map((segment) => segment.replace('~', '').split('*'));
      const of = (name: string): string[] => elements.find(([id]) => id === name) ?? [];
      expect(of('SE')[1]).toBe(String(segments.length - 4));
      expect(of('SE')[2]).toBe(of('ST')[2]);
      expect(of('IEA')[2]).toBe(of('ISA')[13]);
      sets.add(of('ST')[1] ?? '');
    }
    expect([...sets].sort()).toEqual(['810', '846', '850', '855', '856', '997']);
    const controls = all.map(([isa]) => isa?.split('*')[13]);
    expect(new Set(controls).size).toBe(controls.length);
  });

  it('is no error that resolved itself', () => {
    const messages = column(files, 'celigo-errors.csv', 'message');
    expect(messages.filter((message) => message.startsWith('429'))).toEqual([]);
  });
});

describe('the truth about export files', () => {
  const truth = [1, 2, 3, 4].flatMap((seed) => written({ seed, orders: 400 }).truth);
  const provable = (pattern: string): number =>
    truth.filter((row) => row.pattern === pattern && row.provable).length;

  it('is the same faults as in the full company', () => {
    const full = simulate({ seed: 1, orders: 400 });
    const names = (rows: readonly TruthRow[]): string[] =>
      rows.map(({ pattern }) => pattern).sort();
    const rows = [...full.events()].flatMap((told) => (told.event === 'truth' ? [told.row] : []));
    const without = (all: readonly TruthRow[]): TruthRow[] =>
      all.filter(({ pattern }) => pattern !== 'sync-delay');
    expect(names(without(written({ seed: 1, orders: 400 }).truth))).toEqual(names(without(rows)));
  });

  it('keeps what the files still prove', () => {
    const kept = ['lost-order', 'parked-draft', 'duplicate-draft', 'missing-acknowledgement'];
    expect(kept.filter((pattern) => provable(pattern) === 0)).toEqual([]);
  });

  it('gives up what no export can show', () => {
    // Costs, forwarded messages, words that were overwritten, and counts of stock that have no time.
    const lost = ['books-gap', 'premature-event', 'unmapped-status', 'trigger-gap', 'inversion'];
    expect(lost.filter((pattern) => provable(pattern) > 0)).toEqual([]);
  });

  it('knows a total only where a file shows one', () => {
    const world = createWorld(1, 100, { naming: 'declared', exported: true });
    const until = (): number => world.until;
    const frame = { world, extractOf: until, madeByOf: until, thorough: false };
    const placed: Emission = {
      system: 'amazon',
      kind: 'order.placed',
      id: 'o-0',
      at: world.from,
      subjectClass: 'amazon',
      refs: { order: '1', order_name: '#1' },
      data: {
        lines: [{ line: '1', sku: 'A', qty: 1, price: '5.00' }],
        total: { amount: '5.00', currency: 'USD' },
      },
    };
    const totalOf = (exporter: Exporter, emission: Emission): boolean | undefined =>
      exporter.tell({ visible: [emission], all: [emission] }).shown[0]?.total;
    expect(totalOf(amazonExports(frame), placed)).toBe(false);
    expect(totalOf(walmartExports(frame), { ...placed, system: 'walmart' })).toBe(false);
    expect(totalOf(shopifyExports(frame), { ...placed, system: 'shop' })).toBeUndefined();
  });
});

const REFERENCE = new URL('../../../../shared/reference/exports.md', import.meta.url);

/** Each file whose whole header stands in the reference, letter by letter, and what divides the names there. */
const QUOTED = [
  { file: 'orders_export_1.csv', separator: ',', columns: 79 },
  { file: 'inventory_export_', separator: ',', columns: 19 },
  { file: 'amazon-settlement-v2.txt', separator: ' ', columns: 24 },
  { file: 'walmart-orders.csv', separator: ', ', columns: 37 },
  { file: 'celigo-errors.csv', separator: ',', columns: 15 },
] as const;

describe('the headers', () => {
  const { headers } = written({ seed: thorough, orders: 20 });

  it.skipIf(!existsSync(REFERENCE)).each(QUOTED)(
    'of $file are those of the reference',
    ({ file, separator, columns }) => {
      // Such a file bears the time at which it was made.
      const name = [...headers.keys()].find((one) => one.startsWith(file)) ?? file;
      const names = (headers.get(name) ?? '').split(file.endsWith('.txt') ? '\t' : ',');
      expect(readFileSync(REFERENCE, 'utf8')).toContain(names.join(separator));
      expect(names).toHaveLength(columns);
    },
  );

  // The columns of a saved search and of a payment's metadata are each company's own.
  it.skipIf(!existsSync(REFERENCE))('hold no column that the reference does not know', () => {
    const reference = readFileSync(REFERENCE, 'utf8');
    const products = /^(?:amazon|shipstation|unified|balance|transactions|walmart)/;
    const unknown = [...headers].flatMap(([file, header]) => {
      if (!products.test(file)) return [];
      const names = (header ?? '').split(file.endsWith('.txt') ? '\t' : ',');
      const fixed = names.filter((name) => !name.includes('metadata'));
      return fixed.filter((name) => !reference.includes(name.replace(/-[23]$/, '-1')));
    });
    expect(unknown).toEqual([]);
  });
});
