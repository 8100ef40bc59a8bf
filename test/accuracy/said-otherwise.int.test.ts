// The same company told in other ways: what was said is equal, so what is found must be. Each way is one
// that files of real systems differ by.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulate, type SimulateOptions } from '../../sim/company/simulate.js';
import { Random } from '../../sim/company/random.js';
import type { Report } from '../../src/core/detect/report.js';
import { loadContract } from '../../src/shell/contract/load.js';
import { reportOf } from '../audited.js';

type Said = Readonly<Record<string, unknown>> & { readonly id: string; readonly system: string };

const hour = 3_600_000;
const written = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;
const amounts = new Set(['qty', 'price', 'amount', 'available', 'delta']);

/** The line with each of its values, however deep, put through `change`. */
function changed(
  value: unknown,
  change: (value: string, field: string) => string,
  at = '',
): unknown {
  if (Array.isArray(value)) return value.map((item) => changed(item, change, at));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([field, item]) => [
      field,
      changed(item, change, field),
    ]);
    return Object.fromEntries(entries) as unknown;
  }
  const isText = typeof value === 'string' || typeof value === 'number';
  const text = isText ? change(String(value), at) : '';
  return isText && text !== String(value) ? text : value;
}

const later = (time: string, millis: number): string =>
  new Date(Date.parse(time) + millis).toISOString();

/** As an export that is made again each day tells it; what contradicts itself is left to do so. */
function restated(lines: readonly Said[]): readonly Said[] {
  const times = new Map<string, number>();
  const nameOf = ({ system, id }: Said): string => `${system}/${id}`;
  for (const line of lines) times.set(nameOf(line), (times.get(nameOf(line)) ?? 0) + 1);
  return lines.flatMap((line) => {
    if (times.get(nameOf(line)) !== 1) return [line];
    const [at, seen] = [String(line['at']), String(line['seen'] ?? line['at'])];
    return [
      { ...line, version: later(at, 30 * hour), seen: later(seen, 30 * hour) },
      { ...line, version: later(at, 0) },
    ];
  });
}

const ways: Readonly<Record<string, (lines: readonly Said[]) => readonly Said[]>> = {
  'in another order': (lines) => {
    const random = new Random(5);
    return lines
      .map((line) => ({ line, rank: random.next() }))
      .sort((left, right) => left.rank - right.rank)
      .map(({ line }) => line);
  },
  'with its fields in another order': (lines) =>
    lines.map((line) => Object.fromEntries(Object.entries(line).reverse()) as Said),
  twice: (lines) => [...lines, ...lines],
  'by another clock': (lines) =>
    lines.map((line) => {
      const inParis = (time: string): string => later(time, 2 * hour).replace('Z', '+02:00');
      return changed(line, (text) => (written.test(text) ? inParis(text) : text)) as Said;
    }),
  'three weeks earlier': (lines) =>
    lines.map((line) => {
      const moved = (time: string): string => later(time, -21 * 24 * hour);
      return changed(line, (text) => (written.test(text) ? moved(text) : text)) as Said;
    }),
  'with other decimals, beside the first': (lines) => {
    const other = (text: string): string => (text.includes('.') ? `${text}0` : `${text}.0`);
    const again = lines.map((line) =>
      changed(line, (text, field) => (amounts.has(field) ? other(text) : text)),
    );
    return [...lines, ...(again as Said[])];
  },
  'again in later versions': restated,
};

describe.each<SimulateOptions>([
  { seed: 12, orders: 120 },
  { seed: 11, orders: 120, thin: 'lines' },
])('a company of seed $seed', (options) => {
  const folder = mkdtempSync(join(tmpdir(), 'weir-otherwise-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const company = simulate(options);
  const lines: Said[] = [];
  for (const told of company.events()) {
    if (told.event === 'row') lines.push(JSON.parse(told.text) as Said);
  }

  async function reported(told: readonly Said[], files: number): Promise<Report> {
    writeFileSync(join(folder, 'weir.yaml'), company.contract);
    const loaded = await loadContract(join(folder, 'weir.yaml'));
    if (loaded.kind !== 'loaded') throw new Error(loaded.kind);
    const paths = Array.from({ length: files }, (_, file) => {
      const path = join(folder, `${file}.jsonl`);
      const own = told.filter((_line, index) => index % files === file);
      writeFileSync(path, own.map((line) => `${JSON.stringify(line)}\n`).join(''));
      return path;
    });
    return reportOf(paths, loaded.contract);
  }

  const diagnosis = ({ findings, agreement, counts, signals }: Report): unknown => ({
    findings: findings.map(({ id, pattern, also, state }) => [id, pattern, also, state]).sort(),
    agreement: { ...agreement, oldest_disagreement: null },
    counts: { ...counts, observations: 0, duplicates: 0 },
    signals: signals.map(({ id, present, count }) => [id, present, count]),
  });
  let asTold: unknown;
  beforeAll(async () => {
    asTold = diagnosis(await reported(lines, 1));
  });

  it.each(Object.keys(ways))('that is told %s shows the same', async (way) => {
    const report = await reported(ways[way]?.(lines) ?? [], 3);
    expect(report.findings.length).toBeGreaterThan(0);
    expect(diagnosis(report)).toEqual(asTold);
  });
});
