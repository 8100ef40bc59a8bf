// A file at which a reader of ours fails: it is set aside, and holds no other up.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileContract } from '../../src/core/contract/compile.js';
import type { Contract } from '../../src/core/contract/contract.js';
import { FolderLook } from '../../src/shell/hub/files.js';
import { SourcesHub } from './sources-hub.js';

/** What the next reading of a file fails with. */
const failing: Error[] = [];

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-failing-'));
  mkdirSync(join(folder, 'in'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function looked(hub: SourcesHub): FolderLook {
  const { contract } = compileContract(
    parse(`
weir: 1
systems:
  acme:
    role: supplier
    zone: UTC
    connector: files
    files: { folder: ${JSON.stringify(join(folder, 'in'))} }
readers:
  acme-stock:
    system: acme
    format: csv
    match: [sku, on_hand, counted]
    emit:
      - { kind: stock.level, at: counted, refs: { sku: sku }, data: { available: on_hand } }
`),
  );
  const { readers } = contract;
  const failingOne: Contract = {
    ...contract,
    get readers() {
      const fault = failing.shift();
      if (fault !== undefined) throw fault;
      return readers;
    },
  };
  const source = contract.fileSources.get('acme');
  if (source?.place.kind !== 'folder') throw new Error('no folder');
  return new FolderLook('acme', { ...source, folder: source.place.folder }, hub.given(failingOne));
}

function write(name: string): void {
  const row = `${name},4,2026-03-04 10:00`;
  writeFileSync(join(folder, 'in', `${name}.csv`), `sku,on_hand,counted\n${row}\n`);
}

it('is set aside with the fault, and the next one is taken', async () => {
  const hub = new SourcesHub(join(folder, 'spool'));
  const folders = looked(hub);
  write('first');
  write('second');
  await folders.look();
  failing.push(new TypeError('x is not a function'));
  await folders.look();
  expect(await hub.observations()).toBe(1);
  const told = ['file:acme/first.csv was set aside: Weir itself failed at it (TypeError)'];
  expect(hub.complaints.map((line) => line.split(':').slice(0, 3).join(':'))).toEqual(told);
  await folders.look();
  expect(hub.receipts).toHaveLength(2);
});

it('is tried again where the disk refused it', async () => {
  const hub = new SourcesHub(join(folder, 'spool'));
  const folders = looked(hub);
  write('first');
  await folders.look();
  failing.push(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
  await expect(folders.look()).rejects.toThrow('no space left');
});
