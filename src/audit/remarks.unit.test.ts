import { expect, it } from 'vitest';
import { remarkNotes } from './remarks.js';

it('tells a remark once, with the files that it is true of and their count', () => {
  const zoneless = ['a', 'b', 'c', 'd', 'e'].map((path) => ({ path, reason: 'no zone' }));
  const remarks = [...zoneless, { path: 'b', reason: 'two columns' }, ...zoneless];
  expect(remarkNotes(remarks)).toEqual([
    { kind: 'input', text: '5 files (a, b, c and 2 more): no zone.', count: 5 },
    { kind: 'input', text: 'b: two columns.', count: 1 },
  ]);
});
