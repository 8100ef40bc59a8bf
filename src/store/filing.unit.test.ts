// Where a batch is filed, whatever the numbers of its statements.
import { describe, expect, it } from 'vitest';
import type { Instant } from '../core/observation/instant.js';
import { filings, newNames } from './filing.js';
import type { Filed } from './store.js';

function filed(id: number, names: readonly string[]): Filed {
  const rest = { text: '', system: 'erp', kind: 'order.acknowledged', key: '', content: '' };
  return { ...rest, id, at: 0 as Instant, names, global: true, container: false };
}

describe('newNames', () => {
  it('gives a new name the component of a known one, though the statement has the lesser number', () => {
    const statement = filed(7, ['order', 'record']);
    const known = new Map([['order', 900]]);
    expect(newNames([statement], known)).toEqual([['record', 900]]);
    known.set('record', 900);
    expect(filings([statement], known)).toEqual([{ component: 900, observation: 7, ties: [] }]);
  });

  it('gives names that nobody knows the number of the first statement', () => {
    expect(newNames([filed(8, ['b']), filed(7, ['a', 'b'])], new Map())).toEqual([
      ['a', 7],
      ['b', 7],
    ]);
  });
});
