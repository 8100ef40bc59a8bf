import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audited, reportOf } from '../../test/audited.js';
import type { Report } from '../core/detect/report.js';
import { inlineCrew } from './crew.js';
import { surveyCompany } from './survey-company.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const good =
  '{"id":"g1","system":"shop","kind":"order.cancelled","at":"2026-03-04T10:15:00Z","refs":{"order":"A"}}';

function lineOf(fields: object): string {
  return JSON.stringify({ ...(JSON.parse(good) as object), ...fields });
}

/** Orders that some systems never hear of, told out of order, under names that need a join. */
function company(orders: number): string[] {
  const lines: string[] = [];
  const say = (system: string, kind: string, minutes: number, more: object): void => {
    const at = new Date(Date.UTC(2026, 2, 1) + minutes * 60_000).toISOString();
    lines.push(JSON.stringify({ id: `${system}-${lines.length}`, system, kind, at, ...more }));
  };
  for (let index = 0; index < orders; index += 1) {
    const start = index * 97;
    const shop = { order: `5300${index}`, order_name: `#${1000 + index}`, payment: `pi_${index}` };
    const erp = { external: `${1000 + index}`, record: `SO${index}` };
    const data = { lines: [{ sku: `S${index % 7}`, qty: 1 + (index % 3), price: '10.00' }] };
    say('shop', 'order.placed', start, { refs: shop, data });
    say('pay', 'payment.captured', start + 1, {
      refs: { payment: `pi_${index}` },
      data: { amount: '10.00', currency: 'USD' },
    });
    if (index % 11 !== 3) {
      say('erp', 'order.acknowledged', start + 5, {
        refs: erp,
        data: { ...data, state: 'confirmed' },
      });
    }
    say('warehouse', 'shipment.shipped', start + 600, {
      refs: { external: `SO${index}`, shipment: `DC${index}` },
      data: { lines: [{ sku: `S${index % 7}`, qty: 1 + (index % 3) }] },
    });
    if (index % 13 !== 5) {
      say('erp', 'shipment.shipped', start + 610, {
        refs: { ...erp, shipment: `F${index}` },
        data,
      });
    }
    say('erp', 'stock.level', start + 2, {
      refs: { sku: `S${index % 7}` },
      data: { available: 90 - index },
    });
    say('shop', 'listing.availability', start + 3, {
      refs: { sku: `S${index % 7}` },
      data: { available: 90 - index },
    });
  }
  return lines;
}

/** All but the paths of the inputs, which a division into other files changes. */
function withoutInputs({ inputs, ...report }: Report): object {
  return { ...report, read: inputs.reduce((sum, input) => sum + input.observations, 0) };
}

/** Orders of a shop and of an ERP that writes their names its own way; it never hears of some. */
function renamed(orders: number, nameOf: (number: number) => string): string {
  const lines: string[] = [];
  for (let index = 0; index < orders; index += 1) {
    const at = new Date(Date.UTC(2026, 2, 1) + index * 3_600_000).toISOString();
    const data = { lines: [{ sku: 'S1', qty: 1, price: '10.00' }], payable: 'not_applicable' };
    const placed = { order: `5300${index}`, order_name: `${1000 + index}` };
    lines.push(
      JSON.stringify({
        id: `p${index}`,
        system: 'shop',
        kind: 'order.placed',
        at,
        refs: placed,
        data,
      }),
    );
    if (index % 10 === 3 && index < orders / 2) continue;
    const refs = { external: nameOf(1000 + index) };
    lines.push(
      JSON.stringify({
        ...{ id: `a${index}`, system: 'erp', kind: 'order.acknowledged', at, refs },
        data: { state: 'confirmed', lines: data.lines },
      }),
    );
  }
  return lines.join('\n');
}

describe('names that a constant text sets apart', () => {
  it('are joined by what is taken off them', async () => {
    const report = await reportOf([
      put(
        'all.jsonl',
        renamed(100, (name) => `WEB-${name}`),
      ),
    ]);
    expect(report.joins).toEqual([
      { between: ['erp.external', 'shop.order_name'], matched: 95, of: 95, trim: 'WEB-' },
    ]);
    expect(report.counts.orders).toBe(100);
    expect(report.findings.filter(({ pattern }) => pattern === 'lost-order')).toHaveLength(5);
  });

  it('are joined where either side bears a text of its own', async () => {
    const lines = renamed(100, (name) => `WEB${name}`).replaceAll(
      /"order_name":"#?(\d+)"/g,
      '"order_name":"#$1-US"',
    );
    const report = await reportOf([put('all.jsonl', lines)]);
    const between = ['erp.external', 'shop.order_name'];
    const right = { trim: '#', suffix: '-US' };
    expect(report.joins).toEqual([{ between, matched: 95, of: 95, trim: 'WEB', right }]);
    expect(report.counts.orders).toBe(100);
    expect(report.findings.filter(({ pattern }) => pattern === 'lost-order')).toHaveLength(5);
  });

  it('are offered to whoever writes a contract', async () => {
    const path = put(
      'all.jsonl',
      renamed(100, (name) => `${name}/US`),
    );
    const found = await surveyCompany([path], inlineCrew);
    expect(found).toMatchObject({
      survey: { joins: [{ matched: 95, of: 95, trim: null, suffix: '/US' }] },
    });
  });

  it('are left apart where the rest of them is another name', async () => {
    const report = await reportOf([
      put(
        'all.jsonl',
        renamed(100, (name) => `WEB-${name * 7}`),
      ),
    ]);
    expect(report.joins).toEqual([]);
  });

  it('are left apart where the trim would make one name of two', async () => {
    const twice = renamed(100, (name) => (name % 9 === 0 ? `${name - 1}` : `WEB-${name}`));
    const report = await reportOf([put('all.jsonl', twice)]);
    expect(report.joins).toEqual([]);
  });
});

describe('a run of the audit', () => {
  it('finds the joins that the files hold, and what was never shown', async () => {
    const report = await reportOf([put('all.jsonl', company(80).join('\n'))]);
    expect(report.joins.map(({ between, trim }) => [...between, trim])).toEqual([
      ['erp.external', 'shop.order_name', '#'],
      ['erp.record', 'warehouse.external', null],
    ]);
    expect(report.counts).toMatchObject({
      observations: 80 * 7 - 7 - 6,
      orders: 80,
      stock_items: 7,
    });
    expect(
      report.findings.filter(({ pattern }) => pattern === 'lost-order').length,
    ).toBeGreaterThan(0);
  });

  it('gives the same report whatever the order of the lines and the files that they stand in', async () => {
    const lines = company(40);
    const whole = withoutInputs(await reportOf([put('all.jsonl', lines.join('\n'))]));
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(lines, { minLength: lines.length }),
        fc.integer({ min: 1, max: 4 }),
        async (shuffled, files) => {
          const paths = Array.from({ length: files }, (_, file) => {
            const own = shuffled.filter((_line, index) => index % files === file);
            return put(`part-${file}.jsonl`, own.join('\r\n'));
          });
          expect(withoutInputs(await reportOf(paths))).toEqual(whole);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('counts a line that is there twice as a duplicate and finds the same', async () => {
    const lines = company(30);
    const once = await reportOf([put('once.jsonl', lines.join('\n'))]);
    const twice = await reportOf([put('twice.jsonl', [...lines, ...lines].join('\n'))]);
    expect(twice.counts.duplicates).toBe(lines.length);
    expect(twice.findings).toEqual(once.findings);
  });

  it('reads gzip, a byte order mark, Windows line ends and blank lines', async () => {
    const text = `\uFEFF${good}\r\n\r\n${lineOf({ id: 'g2' })}\r\n`;
    const report = await reportOf([put('a.jsonl', text), put('b.jsonl.gz', gzipSync(text))]);
    expect(
      report.inputs.map(({ observations, unreadable_count }) => [observations, unreadable_count]),
    ).toEqual([
      [2, 0],
      [2, 0],
    ]);
  });

  it('leaves out what was said after its end', async () => {
    const late = lineOf({ id: 'late', at: '2026-03-09T00:00:00Z' });
    const outcome = await audited([put('a.jsonl', `${good}\n${late}\n`)], {
      until: Date.UTC(2026, 2, 5),
    });
    if (outcome.kind === 'refused') throw new Error(outcome.reason);
    expect(outcome.report.coverage.map(({ until }) => until)).toEqual(['2026-03-05T00:00:00Z']);
  });
});

describe('a line that can not be read is a row with its number and reason', () => {
  const deep = `{"id":"d","system":"shop","kind":"order.cancelled","at":"2026-03-04T10:15:00Z","data":${'['.repeat(70)}${']'.repeat(70)}}`;
  const cases: readonly (readonly [string, string | Buffer, RegExp])[] = [
    ['breaks off', good.slice(0, -20), /breaks off before its end/],
    ['is not an object', '[1,2]', /the line is a list/],
    ['is no JSON at all', 'id;system;kind', /not a JSON object/],
    ['has a comma too many', good.replace(',"kind"', ',,"kind"'), /not valid JSON/],
    [
      'has a field twice',
      good.replace('"id"', '"kind":"order.held","id"'),
      /the field "kind" twice/,
    ],
    [
      'has a field of data twice',
      lineOf({ data: 0 }).replace('"data":0', '"data":{"qty":1,"qty":99}'),
      /"qty" twice/,
    ],
    [
      'has a field named __proto__',
      lineOf({ data: 0 }).replace('"data":0', '"data":{"__proto__":{"admin":true}}'),
      /__proto__/,
    ],
    ['is nested too deeply', deep, /nested deeper than 64/],
    [
      'is not UTF-8',
      Buffer.concat([
        Buffer.from(good.slice(0, 10)),
        Buffer.from([0xff, 0xfe]),
        Buffer.from(good.slice(10)),
      ]),
      /not UTF-8/,
    ],
    ['holds NUL', good.replace('"A"', '"A\\u0000"'), /NUL/],
    ['holds half a character', good.replace('"A"', '"\\ud800"'), /lone surrogate/],
    [
      'is longer than a mebibyte',
      lineOf({ data: { message: 'x'.repeat(1_048_577) } }),
      /longer than 1048576 bytes/,
    ],
    ['has a number for an id', lineOf({ id: 576461413038785 }), /id is a number/],
    ['has a kind of its own', lineOf({ kind: 'order.eaten' }), /order\.eaten/],
    ['has no time zone', lineOf({ at: '2026-03-04T10:15:00' }), /RFC 3339/],
  ];

  it.each(cases)('%s', async (_name, line, reason) => {
    const before = Buffer.from(`${good}\n`);
    const bytes = Buffer.concat([
      before,
      Buffer.from(line),
      Buffer.from(`\n${lineOf({ id: 'g2' })}\n`),
    ]);
    const [input] = (await reportOf([put('a.jsonl', bytes)])).inputs;
    expect(input).toMatchObject({ observations: 2, unreadable_count: 1 });
    expect(input?.unreadable).toEqual([
      { line: 2, reason: expect.stringMatching(reason) as string },
    ]);
  });

  it('is listed a thousand times and counted always', async () => {
    const [input] = (await reportOf([put('a.jsonl', `${'x\n'.repeat(1_500)}${good}`)])).inputs;
    expect(input?.unreadable.map(({ line }) => line)).toEqual(
      Array.from({ length: 1_000 }, (_, index) => index + 1),
    );
    expect(input).toMatchObject({ observations: 1, unreadable_count: 1_500 });
  });

  it('lies far outside of the times of all others', async () => {
    const lines = Array.from({ length: 3_000 }, (_, index) =>
      lineOf({
        id: `n${index}`,
        refs: { order: `A${index}` },
        at: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
      }),
    );
    const stray = lineOf({ id: 'stray', at: '2001-01-01T00:00:00Z' });
    const report = await reportOf([put('a.jsonl', [...lines, stray].join('\n'))]);
    expect(report.window.from).toBe('2026-01-01T00:00:00Z');
    expect(report.inputs[0]?.unreadable).toEqual([
      { line: 3_001, reason: expect.stringContaining('far outside') as string },
    ]);
  });
});

describe('a file that can not be read is one row', () => {
  const cases: readonly (readonly [string, string | Buffer, RegExp])[] = [
    ['empty', '', /empty/],
    ['binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 2, 3, 0, 9]), /binary/],
    [
      'UTF-16 with its mark',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good, 'utf16le')]),
      /UTF-16/,
    ],
    ['UTF-16 without', Buffer.from(good, 'utf16le'), /UTF-16/],
    [
      'gzip that breaks off',
      gzipSync(`${good}\n`.repeat(5_000)).subarray(0, 60),
      /does not unpack/,
    ],
  ];
  it.each(cases)('%s', async (_name, content, reason) => {
    const bad = put('bad.jsonl', content);
    const { inputs } = await reportOf([bad, put('good.jsonl', good)]);
    expect(inputs[0]).toMatchObject({ path: bad, observations: 0 });
    expect(inputs[0]?.unreadable[0]).toEqual({
      line: null,
      reason: expect.stringMatching(reason) as string,
    });
  });

  it('and where nothing else is there the run is refused, with the rows', async () => {
    const outcome = await audited([put('bad.jsonl', 'nothing\nof this\n'), put('none.jsonl', '')]);
    expect(outcome).toMatchObject({
      kind: 'refused',
      inputs: [{ unreadable_count: 2 }, { unreadable_count: 1 }],
    });
  });

  it('and a path that is not there refuses the run', async () => {
    expect(await audited([join(folder, 'nowhere')])).toMatchObject({ kind: 'refused' });
  });
});

describe('hostile bytes', () => {
  it('never end a run, and every line of them is read or told', async () => {
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc.tuple(fc.nat(good.length - 1), fc.nat(255)).map(([at, byte]) => {
        const bytes = Buffer.from(good);
        bytes[at] = byte;
        return bytes;
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { maxLength: 20 }), async (parts) => {
        const bytes = Buffer.concat(
          [Buffer.from(`${good}\n`), ...parts].flatMap((part) => [part, Buffer.from('\n')]),
        );
        const [input] = (await reportOf([put('a.jsonl', bytes)])).inputs;
        const lines = bytes.toString('latin1').split('\n');
        const told = (input?.observations ?? 0) + (input?.unreadable_count ?? 0);
        expect(told).toBe(lines.filter((line) => !/^[ \t\r]*$/.test(line)).length);
      }),
      { numRuns: 150 },
    );
  });
});
