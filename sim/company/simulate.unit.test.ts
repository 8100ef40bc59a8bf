import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PATTERNS, readPatterns, type Pattern } from './pattern.js';
import { simulate, type SimulateOptions } from './simulate.js';
import { SYSTEM_NAMES } from './systems.js';
import type { TruthRow } from './truth.js';

interface Heard {
  readonly lines: readonly string[];
  readonly truth: readonly TruthRow[];
}

function listen(options: SimulateOptions): Heard {
  const lines: string[] = [];
  const truth: TruthRow[] = [];
  for (const told of simulate(options).events()) {
    if (told.event === 'row') lines.push(told.text);
    else truth.push(told.row);
  }
  return { lines, truth };
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$/;
const FIELDS = [
  'id',
  'system',
  'kind',
  'at',
  'at_until',
  'basis',
  'seen',
  'refs',
  'status',
  'data',
];
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'order.placed': ['lines'],
  'stock.adjusted': ['delta'],
  'feed.snapshot': ['as_of'],
  'metric.shown': ['supplier', 'metric', 'value'],
};

function isRef(value: unknown): boolean {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.length > 0 && values.every((each) => typeof each === 'string' && each !== '');
}

/** What is wrong with a line by docs/reference/observations.md, or nothing. */
function complaint(text: string): string | undefined {
  const line = JSON.parse(text) as Record<string, unknown>;
  const { id, system, kind, at, at_until: until, seen, refs, data } = line;
  if (Object.keys(line).some((field) => !FIELDS.includes(field))) return `unknown field: ${text}`;
  if (typeof id !== 'string' || id === '') return `no id: ${text}`;
  if (!SYSTEM_NAMES.some((name) => name === system)) return `unknown system: ${text}`;
  if (typeof kind !== 'string' || !/^[a-z]+\.[a-z-]+$/.test(kind)) return `no kind: ${text}`;
  const times = [at, until, seen].filter((time) => time !== undefined);
  if (!times.every((time) => typeof time === 'string' && INSTANT.test(time)))
    return `bad time: ${text}`;
  if (until !== undefined && line['basis'] !== 'day')
    return `an interval without its basis: ${text}`;
  if (!Object.values(refs as object).every(isRef)) return `bad ref: ${text}`;
  const missing = (REQUIRED[kind] ?? []).filter((field) => !(field in (data as object)));
  return missing.length > 0 ? `no ${missing.join()}: ${text}` : undefined;
}

const SCHEMA = new URL('../../../shared/schemas/observation.schema.json', import.meta.url);

describe('simulate', () => {
  it('tells the same bytes for the same seed, and others for another', () => {
    const options = { seed: 5, orders: 150, thin: 'lines' } as const;
    const first = listen(options);
    expect(listen(options)).toEqual(first);
    expect(listen({ ...options, seed: 6 }).lines).not.toEqual(first.lines);
  });

  it('has nothing to confess when no fault is asked for', () => {
    expect(listen({ seed: 2, orders: 300, faults: [] }).truth).toEqual([]);
    expect(listen({ seed: 2, orders: 300, faults: [], thin: 'lines' }).truth).toEqual([]);
  });

  it('shows every pattern at least three times, provable in full exports', () => {
    const { truth } = listen({ seed: 3, orders: 400 });
    for (const pattern of PATTERNS) {
      const provable = truth.filter((row) => row.pattern === pattern && row.provable);
      expect(provable.length, pattern).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(PATTERNS)('injects %s alone', (pattern: Pattern) => {
    const { truth } = listen({ seed: 4, orders: 80, faults: [pattern] });
    expect(truth.length).toBeGreaterThanOrEqual(3);
    expect(new Set(truth.map((row) => row.pattern))).toEqual(new Set([pattern]));
  });

  it('puts one kind of fault on one subject', () => {
    const patterns = new Map<string, Set<string>>();
    for (const { type, ref, pattern } of listen({ seed: 8, orders: 1_000, rate: 0.02 }).truth) {
      const known = patterns.get(`${type} ${ref}`) ?? new Set();
      patterns.set(`${type} ${ref}`, known.add(pattern));
    }
    expect([...patterns.values()].every((found) => found.size === 1)).toBe(true);
  });

  it('never names a pattern twice in a row, and lists the less specific ones as also', () => {
    for (const { pattern, also } of listen({ seed: 9, orders: 600, rate: 0.02 }).truth) {
      const place = PATTERNS.indexOf(pattern);
      expect(also.every((other) => PATTERNS.indexOf(other) > place)).toBe(true);
    }
  });

  it('writes lines as the interface says, in full and thin', () => {
    for (const seed of [1, 2, 3, 4]) {
      const { lines } = listen({
        seed,
        orders: 200,
        ...(seed > 1 ? { thin: 'lines' as const } : {}),
      });
      expect(lines.map((line) => complaint(line)).filter((fault) => fault !== undefined)).toEqual(
        [],
      );
    }
  });

  it.skipIf(!existsSync(SCHEMA))('uses only kinds that the schema knows', () => {
    const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as {
      properties: { kind: { enum: string[] } };
    };
    const known = new Set(schema.properties.kind.enum);
    const { lines } = listen({ seed: 1, orders: 400 });
    const kinds = new Set(lines.map((line) => (JSON.parse(line) as { kind: string }).kind));
    expect([...kinds].filter((kind) => !known.has(kind))).toEqual([]);
  });

  it('says some things twice, word for word, and gives no id to two things unless that is the fault', () => {
    const { lines } = listen({ seed: 1, orders: 400, faults: [] });
    const distinct = new Set(lines);
    const ids = new Set([...distinct].map((line) => `${lineOf(line).system} ${lineOf(line).id}`));
    expect(distinct.size).toBeLessThan(lines.length);
    expect(ids.size).toBe(distinct.size);
  });

  it('grows with the orders asked for, at some 250 bytes a line', () => {
    const { lines } = listen({ seed: 1, orders: 3_000 });
    const bytes = lines.reduce((sum, line) => sum + line.length + 1, 0);
    expect(lines.length).toBeGreaterThan(3_000 * 8);
    expect(lines.length).toBeLessThan(3_000 * 16);
    expect(bytes / lines.length).toBeGreaterThan(200);
    expect(bytes / lines.length).toBeLessThan(300);
  });

  it('calls a fault unprovable where thin exports hide what would prove it', () => {
    const thin = [1, 2, 3, 4].flatMap((seed) => listen({ seed, orders: 500, thin: 'lines' }).truth);
    expect(thin.some((row) => !row.provable)).toBe(true);
    expect(thin.some((row) => row.provable)).toBe(true);
    expect(thin.every((row) => row.provable || !row.cause_provable)).toBe(true);
  });
});

function lineOf(text: string): { readonly system: string; readonly id: string } {
  return JSON.parse(text) as { system: string; id: string };
}

describe('readPatterns', () => {
  it('reads names, none and all, and names what it does not know', () => {
    expect(readPatterns('none')).toEqual({ ok: true, patterns: [] });
    expect(readPatterns('all')).toEqual({ ok: true, patterns: PATTERNS });
    expect(readPatterns('oversell, lost-order')).toEqual({
      ok: true,
      patterns: ['oversell', 'lost-order'],
    });
    expect(readPatterns('lost-orders')).toEqual({ ok: false, unknown: 'lost-orders' });
  });
});
