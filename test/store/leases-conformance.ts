// What every store promises of leases, as tests for the suites of both.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.js';

/** @param open the store, which other suites may use besides. */
export function leasesConformance(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  async function hold(
    holder: string,
    sources: readonly string[],
    gone: readonly { readonly source: string; readonly beat: number }[] = [],
  ): Promise<readonly string[]> {
    const leases = await store.leases.hold({ holder, sources, gone });
    return leases.map(({ source, holder: held, beat }) => `${source} ${held} ${beat}`);
  }

  describe('leases', () => {
    it('are of whoever comes first, and beat as often as it says that it lives', async () => {
      expect(await hold('one', ['l/b', 'l/a'])).toEqual(['l/a one 1', 'l/b one 1']);
      expect(await hold('two', ['l/c', 'l/b'])).toEqual(['l/b one 1', 'l/c two 1']);
      expect(await hold('one', ['l/b', 'l/a', 'l/a'])).toEqual(['l/a one 2', 'l/b one 2']);
    });

    it('are taken from who is gone, and from nobody who has said something since', async () => {
      await hold('one', ['l/x']);
      await hold('one', ['l/x']);
      expect(await hold('two', ['l/x'], [{ source: 'l/x', beat: 1 }])).toEqual(['l/x one 2']);
      expect(await hold('two', ['l/x'], [{ source: 'l/x', beat: 2 }])).toEqual(['l/x two 3']);
      expect(await hold('three', ['l/x'], [{ source: 'l/x', beat: 2 }])).toEqual(['l/x two 3']);
      expect(await hold('one', ['l/x'])).toEqual(['l/x two 3']);
    });

    it('are taken once where several see it at the same time', async () => {
      const [lease] = await store.leases.hold({ holder: 'one', sources: ['l/y'], gone: [] });
      const gone = [{ source: 'l/y', beat: lease?.beat ?? 0 }];
      const holders = ['p', 'q', 'r'];
      await Promise.all(holders.map(async (holder) => hold(holder, ['l/y'], gone)));
      const after = await store.leases.hold({ holder: 'one', sources: ['l/y'], gone: [] });
      expect(after).toMatchObject([{ beat: (lease?.beat ?? 0) + 1 }]);
      expect(holders).toContain(after[0]?.holder);
    });

    it('are given back all at once, and nobody else’s with them', async () => {
      await hold('one', ['l/m', 'l/n']);
      await hold('two', ['l/o']);
      await store.leases.release('one');
      expect(await hold('two', ['l/m', 'l/n', 'l/o'])).toEqual([
        'l/m two 1',
        'l/n two 1',
        'l/o two 2',
      ]);
    });
  });
}
