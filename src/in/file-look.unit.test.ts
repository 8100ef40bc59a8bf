// A file is finished when two looks find it alike, whatever it is called by then.
import { describe, expect, it } from 'vitest';
import type { SeenFile } from './file-look.js';
import { lookAt, matcher } from './file-look.js';

function file(name: string, more: Partial<SeenFile> = {}): SeenFile {
  return { name, inode: name, size: 10, changed: 1, ...more };
}

const all = matcher(null);

describe('lookAt', () => {
  it('waits for a second look that finds a file alike', () => {
    const first = lookAt([file('a.csv')], null, all);
    expect(first).toEqual({ ready: [], waiting: true });
    const grown = lookAt([file('a.csv', { size: 11 })], [file('a.csv')], all);
    expect(grown).toEqual({ ready: [], waiting: true });
    const touched = lookAt([file('a.csv', { changed: 2 })], [file('a.csv')], all);
    expect(touched.ready).toEqual([]);
    expect(lookAt([file('a.csv')], [file('a.csv')], all)).toEqual({
      ready: [file('a.csv')],
      waiting: false,
    });
  });

  it('follows a file through its rename, and takes another under the same name for another', () => {
    const uploaded = file('a.csv.part', { inode: '7' });
    const renamed = file('a.csv', { inode: '7' });
    expect(lookAt([uploaded], [uploaded], all)).toEqual({ ready: [], waiting: false });
    expect(lookAt([renamed], [uploaded], all).ready).toEqual([renamed]);
    const replaced = file('a.csv', { inode: '8' });
    expect(lookAt([replaced], [renamed], all).ready).toEqual([]);
  });

  it('gives the one first that changed first', () => {
    const files = [file('b', { changed: 2 }), file('c', { changed: 1 }), file('a', { changed: 2 })];
    expect(lookAt(files, files, all).ready.map(({ name }) => name)).toEqual(['c', 'a', 'b']);
  });

  it.each(['.hidden', '~$stock.xlsx', 'stock.csv~', 'stock.csv.tmp', 'stock.FILEPART'])(
    'passes over %s',
    (name) => {
      expect(lookAt([file(name)], [file(name)], all).ready).toEqual([]);
    },
  );
});

describe('matcher', () => {
  it.each([
    ['stock-*.csv', 'stock-2026.csv', true],
    ['stock-*.csv', 'STOCK-2026.CSV', true],
    ['stock-*.csv', 'stock-.csv.gz', false],
    ['*', 'anything', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['aa*aa', 'aaa', false],
    ['stock.csv', 'stock.csv', true],
    ['stock.csv', 'stock-csv', false],
  ])('%s and %s: %s', (match, name, fits) => {
    expect(matcher(match)(name)).toBe(fits);
  });
});
