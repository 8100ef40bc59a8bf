// The files of a hub in real folders and over real HTTP on this machine: taken once, whole, and never
// half; what can't be believed is kept and set aside.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { compileContract } from '../../src/core/contract/compile.js';
import type { Contract } from '../../src/core/contract/contract.js';
import { FolderLook, openFiles } from '../../src/shell/hub/files.js';
import type { Sources } from '../../src/shell/hub/sources.js';
import { Taking } from '../../src/shell/hub/taking.js';
import { textRow, workbookMembers } from '../workbook.js';
import { zipOf } from '../zip-archive.js';
import { SourcesHub } from './sources-hub.js';

let folder = '';
let hub = new SourcesHub();
const closing: (() => Promise<unknown>)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-files-'));
  mkdirSync(join(folder, 'in'));
  hub = new SourcesHub(join(folder, 'spool'));
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});

const counted = { match: '[sku, on_hand, counted]', at: 'counted', left: 'on_hand' };

function contractFor(where: string, { match, at, left } = counted): Contract {
  const { contract, faults } = compileContract(
    parse(`
weir: 1
systems:
  acme:
    role: supplier
    zone: UTC
    connector: files
    files: { ${where}, every: 0.03s }
readers:
  acme-stock:
    system: acme
    format: csv
    match: ${match}
    emit:
      - kind: stock.level
        at: ${at}
        refs: { sku: sku }
        data: { available: ${left} }
`),
  );
  expect(faults).toEqual([]);
  return contract;
}

function watched(more = ''): Sources {
  return opened(contractFor(`folder: ${JSON.stringify(join(folder, 'in'))}${more}`));
}

function opened(contract: Contract): Sources {
  const sources = openFiles(hub.given(contract));
  if ('failed' in sources) throw new Error(sources.failed);
  closing.push(async () => sources.end());
  return sources;
}

function stock(rows: number, day = '04'): string {
  const lines = ['sku,on_hand,counted'];
  for (let n = 1; n <= rows; n += 1) lines.push(`A-${n},${n % 90},2026-03-${day}T06:00:00Z`);
  return `${lines.join('\n')}\n`;
}

function put(name: string, content: string | Buffer): void {
  writeFileSync(join(folder, 'in', name), content);
}

/** Reasons for which files, or rows of them, were set aside. */
function aside(): string[] {
  return hub.receipts.flatMap(({ quarantined }) => quarantined.map(({ reason }) => reason));
}

async function taken(count: number): Promise<void> {
  await expect.poll(async () => hub.observations()).toBe(count);
}

async function quarantinedFor(reason: RegExp): Promise<void> {
  await expect.poll(() => aside()).toContainEqual(expect.stringMatching(reason));
}

async function pause(millis: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, millis));
}

describe('a folder', () => {
  it('gives each of its files once, kept whole as it came', async () => {
    put('stock.csv', stock(3));
    watched();
    await taken(3);
    await pause(120);
    expect(hub.receipts).toHaveLength(1);
    const [arrival] = hub.receipts;
    expect(Buffer.from(arrival?.receipt.body ?? []).toString()).toBe(stock(3));
    expect(arrival?.receipt).toMatchObject({
      system: 'acme',
      source: 'file',
      headers: { file: 'stock.csv' },
    });
    await expect.poll(() => readdirSync(join(folder, 'spool', 'acme'))).toEqual([]);
  });

  it('is not read where its files are not finished, whatever they are called', async () => {
    put('later.csv.part', stock(3));
    put('.hidden.csv', stock(4));
    put('growing.csv', 'sku,on_hand,counted\n');
    watched();
    for (let n = 1; n <= 12; n += 1) {
      appendFileSync(join(folder, 'in', 'growing.csv'), `B-${n},1,2026-03-04T06:00:00Z\n`);
      await pause(20);
    }
    expect(hub.receipts).toHaveLength(0);
    await taken(12);
    renameSync(join(folder, 'in', 'later.csv.part'), join(folder, 'in', 'later.csv'));
    await taken(15);
    expect(aside()).toEqual([]);
  });

  it.each<readonly [string, string, string | Buffer, RegExp]>([
    ['an empty file', 'stock.csv', '', /the file is empty/],
    ['a header alone', 'stock.csv', 'sku,on_hand,counted\n', /it has no rows/],
    ['a row that breaks off', 'stock.csv', stock(3).slice(0, -26), /its last row breaks off/],
    ['a quote that never closes', 'stock.csv', `${stock(2)}"A-9,1,2026`, /its last row breaks off/],
    ['a cut gzip', 'stock.csv.gz', gzipSync(stock(2_000)).subarray(0, -40), /ends early/],
    ['cut JSON', 'stock.json', '[{"sku":"A-1","on_hand":', /ends in the middle/],
    ['a cut ZIP', 'stock.xlsx', zipOf([{ name: 'a', content: 'b' }]).subarray(0, -9), /damaged/],
    ['another header', 'stock.csv', 'a,b\n1,2\n', /no reader knows this file/],
  ])('sets aside %s and moves nothing', async (_what, name, content, reason) => {
    put(name, content);
    watched();
    await quarantinedFor(reason);
    expect(await hub.observations()).toBe(0);
    await expect.poll(() => hub.complaints.join()).toMatch(/was set aside/);
    await pause(100);
    expect(hub.receipts).toHaveLength(1);
  });

  it('sets aside a file without its trailer, or with another count in it', async () => {
    put('1-right.csv', `${stock(3)}TRL,3,\n`);
    watched(', trailer: { starts: TRL, rows: 2 }');
    await taken(3);
    put('2-none.csv', stock(5, '05'));
    await quarantinedFor(/does not begin with TRL/);
    put('3-other.csv', `${stock(5, '06')}TRL,6,\n`);
    await quarantinedFor(/it has 5 rows, and its last row says 6/);
    await taken(3);
  });

  it('sets aside a file that shows less than a tenth of the one before, or fewer rows than it may', async () => {
    put('stock-04.csv', stock(60));
    watched(', min_rows: 2');
    await taken(60);
    put('stock-05.csv', stock(5, '05'));
    await quarantinedFor(/it has 5 rows, and the one before had 60/);
    put('stock-06.csv', stock(1, '06'));
    await quarantinedFor(/it has 1 rows, and 2 are the least/);
    put('stock-07.csv', stock(30, '07'));
    await taken(90);
  });

  it('sets aside the same bytes under another name', async () => {
    put('stock-04.csv', stock(4));
    watched();
    await taken(4);
    put('stock-05.csv', stock(4));
    await quarantinedFor(/it is stock-04.csv again, byte for byte/);
    await taken(4);
  });

  it('takes the same bytes again where their names are of two days: a level that came back', async () => {
    const level = (count: number): string => `sku,left\nA-1,${count}\n`;
    put('stock-2026-03-04.csv', level(5));
    const where = `folder: ${JSON.stringify(join(folder, 'in'))}`;
    opened(contractFor(where, { match: '[sku, left]', at: '=extract', left: 'left' }));
    await taken(1);
    put('stock-2026-03-05.csv', level(7));
    await taken(2);
    put('stock-2026-03-06.csv', level(5));
    await taken(3);
    expect(aside()).toEqual([]);
  });

  it('takes nothing of a file that is replaced between the look and the reading', async () => {
    const contract = contractFor(`folder: ${JSON.stringify(join(folder, 'in'))}`);
    const source = contract.fileSources.get('acme');
    if (source?.place.kind !== 'folder') throw new Error('no folder');
    const path = join(folder, 'in', 'stock.csv');
    const rows = (count: number): string =>
      `sku,on_hand,counted\n${Array.from({ length: count }, (_, row) => `A-${row},5,2026-03-02T06:00:00Z\n`).join('')}`;
    writeFileSync(path, rows(40));
    const look = new FolderLook(
      'acme',
      { ...source, folder: source.place.folder },
      hub.given(contract),
    );
    await look.look();
    // Its writer begins anew in the same place just before it is read, and has written a part of it.
    const copy = vi.spyOn(look.taking, 'copyFile');
    copy.mockImplementationOnce(async (name, from) => {
      writeFileSync(path, rows(10));
      copy.mockRestore();
      return look.taking.copyFile(name, from);
    });
    expect(await look.look()).toMatchObject({ accepted: 0, waiting: true, unreadable: null });
    writeFileSync(path, rows(40));
    await look.look();
    expect(await look.look()).toMatchObject({ accepted: 40, waiting: false });
  });

  it('takes a file whose owner takes it away as soon as it is read', async () => {
    const contract = contractFor(`folder: ${JSON.stringify(join(folder, 'in'))}`);
    const source = contract.fileSources.get('acme');
    if (source?.place.kind !== 'folder') throw new Error('no folder');
    const path = join(folder, 'in', 'stock.csv');
    writeFileSync(path, 'sku,on_hand,counted\nA-1,5,2026-03-02T06:00:00Z\n');
    const given = hub.given(contract);
    const look = new FolderLook('acme', { ...source, folder: source.place.folder }, given);
    await look.look();
    const copy = vi.spyOn(look.taking, 'copyFile');
    copy.mockImplementationOnce(async (name, from) => {
      copy.mockRestore();
      const copied = await look.taking.copyFile(name, from);
      rmSync(path);
      return copied;
    });
    expect(await look.look()).toMatchObject({ accepted: 1, waiting: false });
  });

  it('fails a file that has gone meanwhile, and lives', async () => {
    const contract = contractFor(`folder: ${JSON.stringify(join(folder, 'in'))}`);
    const source = contract.fileSources.get('acme');
    if (source === undefined) throw new Error('no files');
    const taking = new Taking('acme', source, hub.given(contract));
    const gone = taking.copyFile('gone.csv', join(folder, 'in', 'gone.csv'));
    await expect(gone).rejects.toThrow(/ENOENT/);
  });

  it('opens nothing else that has taken the place of a file', async () => {
    const contract = contractFor(`folder: ${JSON.stringify(join(folder, 'in'))}`);
    const source = contract.fileSources.get('acme');
    if (source === undefined) throw new Error('no files');
    const taking = new Taking('acme', source, hub.given(contract));
    const [link, pipe] = ['link.csv', 'pipe.csv'].map((name) => join(folder, 'in', name));
    if (link === undefined || pipe === undefined) throw new Error('no places');
    writeFileSync(join(folder, 'elsewhere'), 'not of this folder');
    symlinkSync(join(folder, 'elsewhere'), link);
    await expect(taking.copyFile('link.csv', link)).rejects.toThrow(/ELOOP/);
    expect(spawnSync('bash', ['-c', 'mkfifo "$0"', pipe]).status).toBe(0);
    await expect(taking.copyFile('pipe.csv', pipe)).rejects.toThrow('it is no file any more');
  });

  it('reads a workbook, and observation lines, by the code of the audit', async () => {
    const rows = [
      ['sku', 'on_hand', 'counted'],
      ['X-1', '5', '2026-03-04T06:00:00Z'],
    ];
    const sheet = rows.map((cells, index) => textRow(index + 1, cells)).join('');
    put('stock.xlsx', zipOf(workbookMembers({ sheets: { Stock: sheet } })));
    const line = { system: 'acme', kind: 'stock.level', at: '2026-03-04T07:00:00Z' };
    const refs = { sku: 'L-1' };
    put('told.jsonl', `${JSON.stringify({ ...line, refs, data: { available: '3' } })}\nno line\n`);
    watched();
    await taken(2);
    expect(aside()).toEqual([expect.stringMatching(/JSON/)]);
  });

  it('loses nothing and doubles nothing of a large file when the hub ends in the middle', async () => {
    const rows = 11_000;
    put('stock.csv', stock(rows));
    hub.failing = 1;
    hub.failingAfter = 2;
    const first = watched();
    await expect.poll(() => first.states()[0]?.failing).not.toBeNull();
    await first.end();
    expect(await hub.observations()).toBe(4_000);
    // The folder is emptied meanwhile: what was begun is finished all the same.
    rmSync(join(folder, 'in', 'stock.csv'));
    watched();
    await taken(rows);
    await pause(100);
    expect(await hub.observations()).toBe(rows);
    expect(hub.receipts).toHaveLength(6);
    const bodies = hub.receipts.map(({ receipt }) => Buffer.from(receipt.body));
    expect(Buffer.concat(bodies).toString()).toBe(stock(rows));
  });
});

describe('an address', () => {
  it('is fetched again and again, and gives what is new', async () => {
    let content = stock(3);
    let answer = 200;
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.headers['if-none-match']);
      const etag = `"${content.length}"`;
      if (answer !== 200) response.writeHead(answer).end('<html>');
      else if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
      else response.writeHead(200, { etag }).end(content);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(async () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    });
    const { port } = server.address() as AddressInfo;
    const url = `url: "http://127.0.0.1:${port}/feeds/stock.csv?k=1", allow: ["127.0.0.1"]`;
    const sources = opened(contractFor(url));
    await taken(3);
    await expect.poll(() => asked.at(-1)).toBe(`"${content.length}"`);
    content = stock(5, '05');
    await taken(8);
    answer = 503;
    await expect.poll(() => sources.states()[0]?.failing?.why).toBe('it answered 503');
    expect(aside()).toEqual([]);
    expect(hub.receipts).toHaveLength(2);
  });
});
