import { describe, expect, it } from 'vitest';
import type { DocumentForm } from './document-reader.js';
import { documentReader } from './document-reader.js';

const form: DocumentForm = {
  name: 'acme.orders',
  connector: 'acme',
  proven: false,
  within: ['', 'data.orders'],
  marks: (record) => ('order' in record ? 1 : 0),
  times: [],
  read: () => [],
};

function listOf(count: number): { readonly list: unknown[]; readonly read: () => number } {
  let read = 0;
  const list = Array.from({ length: count }, (_, index) => ({ order: index }));
  const watched = new Proxy(list, {
    get: (target, key, self) => {
      if (typeof key === 'string' && /^\d+$/.test(key)) read += 1;
      return Reflect.get(target, key, self) as unknown;
    },
  });
  return { list: watched, read: () => read };
}

describe('a reader of documents', () => {
  it.each(['', 'data.orders'])('knows a document by its first records (%j)', (path) => {
    const { list, read } = listOf(5_000);
    const document = path === '' ? list : { data: { orders: list } };
    const found = documentReader(form).recognise({ shape: 'document', document });
    expect(found?.rows).toBe(path === '' ? null : path);
    expect(read()).toBeLessThanOrEqual(20);
  });

  it.each([
    ['edges', { edges: [{ node: { order: 1 } }] }],
    ['nodes', { nodes: [{ order: 1 }] }],
    ['a record alone', { order: 1 }],
  ])('knows what stands in %s', (_name, document) => {
    const found = documentReader(form).recognise({ shape: 'document', document });
    expect(found?.strength).toBe(1);
  });
});
