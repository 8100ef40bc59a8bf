import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileContract } from '../core/contract/compile.js';
import type { Contract } from '../core/contract/contract.js';
import type { Instant } from '../core/observation/instant.js';
import type { FileOptions, FileReading } from './read-file.js';
import { recogniseFile } from './read-file.js';
import { observed, readFile } from '../../test/read-file.js';
import { shipments, shipped } from '../../test/shipments.js';

const folder = mkdtempSync(join(tmpdir(), 'weir-readers-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let count = 0;
function fileOf(content: string | Uint8Array, name = 'export'): string {
  count += 1;
  const path = join(folder, `${count}-${name}`);
  writeFileSync(path, content);
  return path;
}

function contractOf(yaml: string): Contract {
  const { contract, faults } = compileContract(parse(yaml));
  expect(faults).toEqual([]);
  return contract;
}

const nothing: FileOptions = { contract: null, zone: null, extract: null };

async function read(
  content: string | Uint8Array,
  options: Partial<FileOptions> = {},
): Promise<FileReading[]> {
  return readFile(fileOf(content), options);
}

function unreadable(readings: readonly FileReading[]): string[] {
  return readings.flatMap((reading) =>
    reading.kind === 'unreadable' ? [`${reading.line}: ${reading.reason}`] : [],
  );
}

function refusal(readings: readonly FileReading[]): string {
  const [first] = readings;
  return first?.kind === 'refused' ? first.reason : '';
}

const plain = 'Order,Shipped,Carrier,Cost\nA-1,2026-03-04 10:15:00,Fünf,1.50\n';
function utf16(text: string, bigEndian: boolean): Buffer {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

describe('the bytes of a file', () => {
  it.each([
    ['UTF-8', Buffer.from(plain)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${plain}`)],
    ['cp1252', Buffer.from(plain, 'latin1')],
    ['UTF-16, little end first', utf16(plain, false)],
    ['UTF-16, big end first', utf16(plain, true)],
    ['UTF-16 without a mark', Buffer.from(plain, 'utf16le')],
    ['gzip', gzipSync(plain)],
  ])('are read as %s', async (_name, bytes) => {
    expect(observed(await read(bytes, { contract: shipments }))).toEqual([shipped]);
  });

  it('are cp1252 where it differs from Latin-1', async () => {
    const bytes = Buffer.from('Order,Shipped,Carrier\nA\x80,2026-03-04 10:15:00,\x92\n', 'latin1');
    expect(observed(await read(bytes, { contract: shipments }))).toMatchObject([
      { refs: { order: 'A€' }, data: { carrier: '’' } },
    ]);
  });

  it.each([
    ['', 'empty'],
    [' \n\n', 'blanks'],
    [Buffer.from('504b0304140000', 'hex'), 'archive is damaged'],
    [Buffer.from('d0cf11e0a1b1', 'hex'), 'old Excel'],
    [Buffer.from('%PDF-1.7'), 'PDF'],
    [Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]), 'no text'],
    ['<!DOCTYPE html><html>', 'web page'],
    ['a,b\n1,2\n', 'docs/guides/your-own-files.md'],
    ['{"system":"a","kind":"order.closed","at":"2026-03-04T10:15:00Z"}\n{}\n', '.jsonl'],
    [Buffer.from([0x1f, 0x8b, 8, 0, 9]), 'archive'],
  ])('are refused with a remedy where they are of no use (%#)', async (bytes, remedy) => {
    expect(refusal(await read(bytes))).toContain(remedy);
  });

  it('are refused where there is no such file', async () => {
    const found = await recogniseFile(join(folder, 'none.csv'), nothing);
    expect(found).toMatchObject({ kind: 'unknown', reason: 'there is no such file' });
  });

  it('are read as far as a cut archive goes, and the cut is told', async () => {
    const rows = Array.from(
      { length: 30_000 },
      (_, index) => `A-${index * 7919},2026-03-04 10:15:00`,
    );
    const whole = gzipSync(`Order,Shipped\n${rows.join('\n')}\n`);
    const readings = await read(whole.subarray(0, whole.length - 5_000), { contract: shipments });
    expect(unreadable(readings).at(-1)).toContain('the archive ends early');
    expect(observed(readings).length).toBeGreaterThan(1_000);
  });
});

describe('the table in a file', () => {
  it.each([
    ['semicolons', 'Order;Shipped;Carrier;Cost\nA-1;2026-03-04 10:15:00;Fünf;1,50\n'],
    ['tabs', 'Order\tShipped\tCarrier\tCost\r\nA-1\t2026-03-04 10:15:00\tFünf\t1.50\r\n'],
    ['title and blank lines', `Shipments, all\n\nas of today\n${plain}`],
    [
      'a line that names the separator',
      'sep=|\nOrder|Shipped|Carrier|Cost\nA-1|2026-03-04 10:15:00|Fünf|1.50',
    ],
    ['lines that end in a carriage return', plain.replaceAll('\n', '\r')],
    ['other capitals and points', plain.replace('Order', ' ORDER. ').replace('Shipped', 'shipped')],
    [
      'a quoted header of two lines',
      plain.replace('Carrier', 'Carrier').replace('Order', '"Or\nder"'),
    ],
  ])('is found with %s', async (_name, text) => {
    expect(observed(await read(text, { contract: shipments }))).toEqual([shipped]);
  });

  it('numbers rows by the line on which they begin', async () => {
    const text = 'Order,Shipped,Carrier\n\nA,2026-03-04 10:15:00,"two\nlines"\nB,never,x\n';
    const readings = await read(text, { contract: shipments });
    expect(readings).toContainEqual(expect.objectContaining({ kind: 'observation', line: 3 }));
    expect(unreadable(readings)).toEqual(['5: Shipped is "never", which is no time in this file']);
  });

  it('loses one line to a quote that never closes, and no other', async () => {
    const good = '2026-03-04 10:15:00,x';
    const text = `Order,Shipped,Carrier\nA,${good}\nB,2026-03-04 10:15:00,"x\nC,${good}\nD,${good}\n`;
    const readings = await read(text, { contract: shipments });
    expect(unreadable(readings)).toEqual(['3: a quote is opened and never closed']);
    expect(observed(readings)).toHaveLength(3);
    expect(readings.at(-1)).toEqual({ kind: 'end', rows: 4, unreadable: 1 });
  });

  it('cuts out a line that is too long', async () => {
    const text = `Order,Shipped\n${'x'.repeat(2_000_000)}\nA,2026-03-04 10:15:00\n`;
    const readings = await read(text, { contract: shipments });
    expect(unreadable(readings)[0]).toMatch(/^2: the row is longer/);
    expect(observed(readings)).toHaveLength(1);
  });
});

describe('what only the whole file decides', () => {
  it('day before month, from one date that can be read in one way', async () => {
    const text = 'Order,Shipped\nA,03/04/2026\nB,25/04/2026\n';
    expect(observed(await read(text, { contract: shipments }))).toMatchObject([
      { at: '2026-04-03T00:00:00Z', at_until: '2026-04-03T23:59:59.999Z', basis: 'day' },
      { at: '2026-04-25T00:00:00Z' },
    ]);
  });

  it('nothing, where nothing decides: then dates span both readings, and a remark says so', async () => {
    const readings = await read('Order,Shipped\nA,03/04/2026\n', { contract: shipments });
    expect(observed(readings)).toMatchObject([
      { at: '2026-03-04T00:00:00Z', at_until: '2026-04-03T23:59:59.999Z', basis: 'day' },
    ]);
    expect(readings[1]).toMatchObject({ kind: 'remark' });
  });

  it('the decimal mark', async () => {
    const text = 'Order;Shipped;Cost\nA;2026-03-04;1.234\nB;2026-03-04;2,50\n';
    expect(observed(await read(text, { contract: shipments }))).toMatchObject([
      { data: { amount: '1234' } },
      { data: { amount: '2.50' } },
    ]);
  });

  it('a zone: the reader before the header, the header before the system, the call last', async () => {
    const yaml = (zone: string, reader: string, column: string): Contract =>
      contractOf(`
weir: 1
systems: { wms: { role: warehouse${zone} } }
readers:
  own: { system: wms, format: csv${reader}, match: [Order], emit: [{ kind: order.closed, at: "${column}", refs: { order: Order } }] }
`);
    const at = async (contract: Contract, column: string): Promise<unknown> => {
      const text = `Order,${column}\nA,2026-03-04 10:00:00\n`;
      return (observed(await read(text, { contract, zone: 'Asia/Tokyo' }))[0] as { at: string }).at;
    };
    const berlin = ', zone: Europe/Berlin';
    const utc = 'Closed (UTC)';
    expect(await at(yaml(berlin, ', zone: America/New_York', utc), utc)).toBe(
      '2026-03-04T15:00:00Z',
    );
    expect(await at(yaml(berlin, '', utc), utc)).toBe('2026-03-04T10:00:00Z');
    expect(await at(yaml(berlin, '', 'Closed'), 'Closed')).toBe('2026-03-04T09:00:00Z');
    expect(await at(yaml('', '', 'Closed'), 'Closed')).toBe('2026-03-04T01:00:00Z');
  });
});

const orders = contractOf(`
weir: 1
systems: { shop: { role: storefront, zone: UTC }, erp: { role: erp, zone: UTC } }
readers:
  sheet:
    system: shop
    format: csv
    match: [Order, SKU]
    emit:
      - kind: order.placed
        at: [Date, Time]
        id: Order
        refs: { order: Order }
        status: { column: State, words: { Done: "fulfilment:shipped" } }
        data: { total.amount: Total, total.currency: =EUR, test: Trial }
        lines: { sku: SKU, qty: Qty, price: Price }
        group_by: Order
      - kind: order.acknowledged
        system: erp
        when: { ERP no: "*", State: ["!Draft", "!"] }
        at: Booked
        until: =extract
        refs: { order: Order }
        data: { record: ERP no, state: =confirmed }
  api:
    system: shop
    format: json
    rows: data.orders
    match: [id, created]
    emit:
      kind: order.placed
      at: created
      refs: { order: id, external: { column: note, after: "PO " } }
      lines: { each: items, sku: sku, qty: count }
  log:
    system: erp
    format: jsonl
    match: [order.id, ts]
    emit: { kind: order.closed, at: ts, refs: { order: order.id } }
`);

describe('a reader that the contract declares', () => {
  it('gathers the rows of an order, wherever they stand', async () => {
    const text = [
      'Order,Date,Time,SKU,Qty,Price,Total,State,Trial,ERP no,Booked',
      'A,2026-03-04,10:00:00,S1,2,1.50,7.00,Done,no,,',
      'B,2026-03-04,11:00:00,S1,1,1.50,1.50,Open,yes,SO-9,2026-03-04 11:30:00',
      'A,,,S2,1,4.00,,Done,,,',
    ].join('\n');
    expect(observed(await read(text, { contract: orders }))).toEqual([
      {
        system: 'erp',
        kind: 'order.acknowledged',
        at: '2026-03-04T11:30:00Z',
        // Nothing says when the file was made: within a day of its last time, as it spans no more.
        at_until: '2026-03-05T11:30:00Z',
        basis: 'no-later-than',
        refs: { order: 'B' },
        data: { record: 'SO-9', state: 'confirmed' },
      },
      {
        id: 'A/order.placed',
        version: '2026-03-04T11:30:00Z',
        system: 'shop',
        kind: 'order.placed',
        at: '2026-03-04T10:00:00Z',
        refs: { order: 'A' },
        status: { native: 'Done', canonical: 'fulfilment:shipped' },
        data: {
          total: { amount: '7.00', currency: 'EUR' },
          test: false,
          lines: [
            { sku: 'S1', qty: '2', price: '1.50' },
            { sku: 'S2', qty: '1', price: '4.00' },
          ],
        },
      },
      expect.objectContaining({ status: { native: 'Open' } }),
    ]);
  });

  it('makes an order unreadable as a whole where one of its rows is', async () => {
    const text = 'Order,Date,SKU,Qty\nA,2026-03-04,S1,1\nA,2026-03-04,S2,many\nB,2026-03-04,S1,1\n';
    const readings = await read(text, { contract: orders });
    expect(unreadable(readings)).toEqual([
      '2: order "A" can\'t be read: see line 3',
      '3: qty is "many", which is no number',
    ]);
    expect(observed(readings)).toHaveLength(1);
  });

  it('makes an order unreadable where another statement of its row is', async () => {
    const text = [
      'Order,Date,SKU,Qty,State,ERP no,Booked',
      'A,2026-03-04,S1,1,Open,SO-1,when?',
      'A,2026-03-04,S2,1,Open,,',
    ].join('\n');
    const readings = await read(text, { contract: orders });
    expect(unreadable(readings)).toEqual([
      '2: Booked is "when?", which is no time in this file',
      '3: order "A" can\'t be read: see line 2',
    ]);
    expect(observed(readings)).toEqual([]);
  });

  it('leaves out rows that a `when` refuses, capitals or not', async () => {
    const row = (state: string): string => `A-${state},2026-03-04,S1,1,${state},SO-1,2026-03-04`;
    const text = `Order,Date,SKU,Qty,State,ERP no,Booked\n${['Open', 'DRAFT', ''].map(row).join('\n')}\n`;
    const named = observed(await read(text, { contract: orders })).filter(
      (line) => (line as { kind: string }).kind === 'order.acknowledged',
    );
    expect(named).toMatchObject([{ refs: { order: 'A-Open' } }]);
  });

  it('makes one statement a time of the rows of an order', async () => {
    const text = 'Order,Date,SKU,Qty\nA,2026-03-04,S1,1\nA,2026-03-05,S2,1\nA,2026-03-05,S3,1\n';
    expect(observed(await read(text, { contract: orders }))).toMatchObject([
      { id: 'A/order.placed', at: '2026-03-04T00:00:00Z', data: { lines: [{ sku: 'S1' }] } },
      { id: 'A/order.placed/2', data: { lines: [{ sku: 'S2' }, { sku: 'S3' }] } },
    ]);
  });

  it('refuses a row whose id went through a spreadsheet', async () => {
    const readings = await read('Order,Shipped\n5.37518E+12,2026-03-04\n', { contract: shipments });
    expect(unreadable(readings)[0]).toContain('do not open it in one');
  });

  it('takes rows and lines out of a JSON document, and keeps all digits of an id', async () => {
    const text = JSON.stringify({
      data: {
        orders: [
          { id: 0, created: 1780000000, note: 'see PO 77, x', items: [{ sku: 'a"1\\', count: 2 }] },
        ],
      },
    });
    const exact = text.replace('"id":0', '"id":9007199254740993123');
    expect(observed(await read(exact, { contract: orders }))).toEqual([
      {
        system: 'shop',
        kind: 'order.placed',
        at: '2026-05-28T20:26:40Z',
        refs: { order: '9007199254740993123', external: '77' },
        data: { lines: [{ sku: 'a"1\\', qty: '2' }] },
      },
    ]);
  });

  it('reads JSON lines, and counts the one that is none', async () => {
    const text =
      '{"order":{"id":"A"},"ts":"2026-03-04T10:00:00Z"}\n{"order":\n\n{"order":{"id":"B"},"ts":"2026-03-04"}';
    const readings = await read(text, { contract: orders });
    expect(observed(readings)).toHaveLength(2);
    expect(unreadable(readings)).toEqual(['2: it is JSON that ends in the middle']);
    expect(readings.at(-1)).toEqual({ kind: 'end', rows: 3, unreadable: 1 });
  });

  it('says so where no row gives anything', async () => {
    const readings = await read('Order,Shipped\nA,\n', { contract: shipments });
    expect(readings).toContainEqual(expect.objectContaining({ kind: 'remark' }));
    expect(readings.at(-1)).toEqual({ kind: 'end', rows: 1, unreadable: 0 });
  });

  it('goes before the reader of a connector', async () => {
    const own = contractOf(`
weir: 1
systems: { shop: { role: storefront } }
readers:
  mine: { system: shop, format: csv, match: [Name], emit: [{ kind: order.closed, at: Created at, refs: { order: Name } }] }
`);
    const [first] = await read('Name,Created at,Lineitem quantity,Lineitem name\n', {
      contract: own,
    });
    expect(first).toMatchObject({ kind: 'file', reader: 'mine' });
  });
});

describe("a connector's system", () => {
  const header =
    'Name,Created at,Financial Status,Lineitem quantity,Lineitem name\n#1,2026-03-03 10:00:00 -0500,paid,1,Mug\n';

  it('is the one that the contract connects, and named like the connector without one', async () => {
    const contract = contractOf(
      'weir: 1\nsystems: { us: { role: storefront, connector: shopify } }',
    );
    expect((await read(header, { contract }))[0]).toMatchObject({ system: 'us' });
    expect((await read(header))[0]).toMatchObject({
      system: 'shopify',
      reader: 'shopify.orders-csv',
    });
  });

  it('is chosen by the path where there are two, and doubted aloud where the path says nothing', async () => {
    const contract = contractOf(
      'weir: 1\nsystems: { us: { role: storefront, connector: shopify }, eu: { role: storefront, connector: shopify } }',
    );
    const path = fileOf(header, 'x').replace(/[^/]*$/, 'eu.csv');
    writeFileSync(path, header);
    expect(await recogniseFile(path, { ...nothing, contract })).toMatchObject({ system: 'eu' });
    expect(await read(header, { contract })).toContainEqual(
      expect.objectContaining({ kind: 'remark', reason: expect.stringContaining('eu') as unknown }),
    );
  });

  it('covers a file only to its own last time, whatever the call says of all files', async () => {
    const extract = Date.parse('2026-03-20T00:00:00Z') as Instant;
    const [early, late] = [await read(header), await read(header, { extract })];
    const fixed = (readings: readonly FileReading[]): string[] =>
      observed(readings).map((one) => JSON.stringify(one).replace(/"at_until":"[^"]*"/, ''));
    expect(fixed(late)).toEqual(fixed(early));
    expect(observed(late)).toContainEqual(expect.objectContaining({ kind: 'order.status' }));
    // What is only known to have happened before the file was made may have, until then.
    expect(observed(late)).toContainEqual(
      expect.objectContaining({ basis: 'no-later-than', at_until: '2026-03-20T00:00:00Z' }),
    );
  });
});

describe('whatever the bytes are', () => {
  const bytes = fc.uint8Array({ maxLength: 400 });
  const pieces = fc.constantFrom(
    'A',
    ',',
    '"',
    '\n',
    '\r\n',
    ';',
    '2026-03-04',
    '1E+5',
    '#1',
    '{',
    '}',
    '[',
    '\u0000',
    'é',
    '1,5',
  );
  const texts = fc.array(pieces, { maxLength: 120 }).map((parts) => parts.join(''));
  const heads = fc.constantFrom(
    '',
    'Order,Shipped,Carrier,Cost\n',
    'Order,Date,Time,SKU,Qty,Price\n',
    'Name,Created at,Financial Status,Total,Lineitem quantity,Lineitem sku,Id\n',
    '{"order":{"id":"A"},"ts":"2026-03-04"}\n',
    '\u001f\u008b\u0008',
  );
  const merged: Contract = { ...orders, readers: [...orders.readers, ...shipments.readers] };

  async function accounted(content: Buffer): Promise<void> {
    const readings = await read(content, { contract: merged });
    const [first] = readings;
    const last = readings.at(-1);
    if (first?.kind === 'refused') return;
    expect(first?.kind).toBe('file');
    const lines = readings.flatMap((reading) =>
      reading.kind === 'unreadable' ? [reading.line] : [],
    );
    expect(new Set(lines).size).toBe(lines.length);
    expect(last).toMatchObject({ kind: 'end', unreadable: lines.length });
    if (last?.kind === 'end') expect(last.rows).toBeGreaterThanOrEqual(lines.length);
  }

  it('nothing is thrown and every row is accounted for', async () => {
    const content = fc
      .tuple(heads, fc.oneof(bytes, texts))
      .map(([head, rest]) => Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(rest)]));
    await fc.assert(fc.asyncProperty(content, accounted), { numRuns: 400 });
  });
});

describe('when a file was made', () => {
  const levels = contractOf(`
weir: 1
systems: { wms: { role: warehouse, zone: UTC } }
readers:
  stock:
    system: wms
    format: csv
    match: [SKU, Free]
    emit: { kind: stock.level, at: =extract, refs: { sku: SKU }, data: { available: Free } }
  moved:
    system: wms
    format: csv
    match: [SKU, Moved]
    emit:
      - { kind: stock.level, at: =extract, refs: { sku: SKU }, data: { available: Left } }
      - { kind: stock.adjusted, at: Moved, refs: { sku: SKU }, data: { delta: By } }
`);

  async function madeAt(name: string, text: string, asOf: string | null = null): Promise<unknown> {
    const path = fileOf(text, name);
    const extract = asOf === null ? null : (Date.parse(asOf) as Instant);
    const readings = await readFile(path, { contract: levels, extract });
    const [first] = observed(readings);
    const remarks = readings.flatMap((one) => (one.kind === 'remark' ? [one.reason] : []));
    return [(first as { at: string } | undefined)?.at, remarks.join()];
  }

  const name = 'stock-2026-03-03T0600Z.csv';
  const stock = 'SKU,Free\nA,3\n';
  const moved = 'SKU,Left,Moved,By\nA,3,2026-03-02 10:00:00Z,1\n';

  it.each<[string, Promise<unknown>, string, string]>([
    [
      'the call',
      madeAt(name, `As of 2026-03-04\n${stock}`, '2026-03-05T00:00:00Z'),
      '2026-03-05',
      '',
    ],
    ['a title', madeAt(name, `As of 2026-03-04 06:00:00\n${stock}`), '2026-03-04T06', 'header'],
    ['the last time in it', madeAt(name, moved), '2026-03-02T10', ''],
    ['its name', madeAt(name, stock), '2026-03-03T06', 'name'],
  ])('is what says it first: %s', async (_what, made, at, remark) => {
    expect(await made).toEqual([
      expect.stringContaining(at) as unknown,
      expect.stringContaining(remark) as unknown,
    ]);
  });

  it('is not known where nothing says it, and such rows can not be read', async () => {
    const readings = await readFile(fileOf(stock, 'stock.csv'), { contract: levels });
    expect(unreadable(readings)).toHaveLength(1);
  });
});
