// What a listener missed, by the last event that it saw: of this start, of another, or too long ago.
import { describe, expect, it } from 'vitest';
import type { Change } from './changes.js';
import { Changes } from './changes.js';

function changed(key: string): Change {
  return { type: 'order', key, change: 'placed' };
}

const keysOf = ({ changes }: { readonly changes: readonly Change[] }): readonly string[] =>
  changes.map(({ key }) => key);

describe('what a listener missed', () => {
  it('is what came after the event that it saw', () => {
    const changes = new Changes('a');
    changes.tell([changed('1'), changed('2'), changed('3')]);
    const missed = changes.missed('a-2');
    expect([missed.reset, keysOf(missed)]).toEqual([null, ['3']]);
    expect(changes.missed('a-3')).toEqual({ reset: null, changes: [] });
  });

  it.each(['b-2', '2', 'a-9', 'a-', 'nonsense'])('is all that is kept after %s', (last) => {
    const changes = new Changes('a');
    changes.tell([changed('1'), changed('2')]);
    const missed = changes.missed(last);
    expect([missed.reset, keysOf(missed)]).toEqual(['a-0', ['1', '2']]);
  });

  it('is all that is kept where that begins later', () => {
    const changes = new Changes('a');
    changes.tell(Array.from({ length: 1_500 }, (_, index) => changed(String(index))));
    const missed = changes.missed('a-400');
    expect([missed.reset, missed.changes.length]).toEqual(['a-500', 1_000]);
    expect(changes.missed('a-500')).toMatchObject({ reset: null });
    expect(changes.missed('a-500').changes).toHaveLength(1_000);
  });
});
