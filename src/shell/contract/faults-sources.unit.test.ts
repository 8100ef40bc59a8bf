// The faults of `poll:` and `files:`: each at its place, in words, with what mends it.
import { describe, expect, it } from 'vitest';
import { checkContract } from './load.js';

interface Case {
  readonly name: string;
  /** The keys of `poll:` or `files:`, one a line; the fault stands right behind the mark. */
  readonly keys: string;
  readonly says: string;
  readonly remedy: string;
}

const mark = '▸';

const readers = `
readers:
  orders:
    system: shop
    format: json
    match: [id]
    emit: [ { kind: order.cancelled, at: at, refs: { order: id } } ]
  stock:
    system: acme
    format: csv
    match: [sku]
    emit: [ { kind: stock.level, at: at, refs: { sku: sku } } ]
`;

function indented(keys: string, by: number): string {
  return keys
    .split('\n')
    .map((line) => `${' '.repeat(by)}${line}\n`)
    .join('');
}

function polled(keys: string): string {
  return [
    'weir: 1\nsystems:\n  acme: { role: supplier }\n  shop:\n    role: storefront\n',
    '    connector: http\n    http:\n      url: https://shop.example.com\n      poll:\n',
    indented(keys, 8),
    readers,
  ].join('');
}

function filed(keys: string): string {
  return [
    'weir: 1\nsystems:\n  shop: { role: storefront }\n  acme:\n    role: supplier\n',
    '    connector: files\n    files:\n',
    indented(keys, 6),
    readers,
  ].join('');
}

const polls: readonly Case[] = [
  { name: 'no reader', keys: 'path: /o\nreader: ▸order', says: 'no reader', remedy: 'readers:' },
  {
    name: 'a reader of another system',
    keys: 'path: /o\nreader: ▸stock',
    says: 'is of acme',
    remedy: 'system: shop',
  },
  { name: 'no path', keys: 'path: ▸orders\nreader: orders', says: 'no path', remedy: 'one slash' },
  {
    name: 'a path that leads up',
    keys: 'path: ▸/a/../b\nreader: orders',
    says: 'no path',
    remedy: 'dots',
  },
  {
    name: 'an expression that is none',
    keys: 'path: /o\nreader: orders\nnext: ▸"body.("',
    says: "can't be used",
    remedy: 'JSONata',
  },
  {
    name: 'an unknown form of time',
    keys: 'path: /o\nreader: orders\nsince: { param: since, format: ▸unix }',
    says: 'no form of a time',
    remedy: 'seconds',
  },
  {
    name: 'an order of pages without what it needs',
    keys: 'path: /o\nreader: orders\nsince: since\nchanged: at\norder: ▸oldest-first',
    says: 'need next:',
    remedy: 'Add next:',
  },
  {
    name: 'no duration',
    keys: 'path: /o\nreader: orders\nevery: ▸often',
    says: 'no duration',
    remedy: '15m',
  },
];

const files: readonly Case[] = [
  {
    name: 'two places',
    keys: '▸folder: in\nurl: https://acme.example.com/a.csv',
    says: 'one place',
    remedy: 'folder:',
  },
  {
    name: 'an address that is not public',
    keys: 'url: ▸http://127.0.0.1/a.csv?x=1',
    says: 'no public address',
    remedy: 'allow:',
  },
  {
    name: 'a secret in a header',
    keys: 'url: https://acme.example.com/a.csv\nheaders: { authorization: ▸Bearer abc }',
    says: 'secret may not stand',
    remedy: 'env:NAME',
  },
  {
    name: 'a reader of another system',
    keys: 'folder: in\nreader: ▸orders',
    says: 'is of shop',
    remedy: 'system: acme',
  },
  { name: 'no share', keys: 'folder: in\nmax_drop: ▸5', says: 'no share', remedy: '50%' },
];

async function faultsOf(text: string): Promise<readonly string[]> {
  const load = await checkContract('weir.yaml', new TextEncoder().encode(text));
  if (load.kind !== 'faulty') return [];
  return load.faults.map((one) => `${one.line}:${one.column} ${one.message} ${one.remedy}`);
}

async function expectFault(text: string, { says, remedy }: Case): Promise<void> {
  const before = text.slice(0, text.indexOf(mark)).split('\n');
  const [found = '', ...more] = await faultsOf(text.replace(mark, ''));
  expect(more).toEqual([]);
  expect(found).toContain(`${before.length}:${(before.at(-1) ?? '').length + 1} `);
  expect(found).toContain(says);
  expect(found).toContain(remedy);
}

describe('poll:', () => {
  it.each(polls)('has a fault: $name', async (one) => {
    await expectFault(polled(one.keys), one);
  });

  it('needs no commands beside it', async () => {
    expect(await faultsOf(polled('path: /o\nreader: orders'))).toEqual([]);
  });

  it('has a reader of its own', async () => {
    const twice = '- { path: /a, reader: orders }\n- { path: /b, reader: orders }';
    expect((await faultsOf(polled(twice))).join()).toContain('"orders" reads two polls');
  });
});

describe('files:', () => {
  it.each(files)('has a fault: $name', async (one) => {
    await expectFault(filed(one.keys), one);
  });

  it('is asked for by its connector', async () => {
    const text = 'weir: 1\nsystems:\n  acme: { role: supplier, connector: files }\n';
    expect((await faultsOf(text)).join()).toContain('does not say where its files are');
  });
});
