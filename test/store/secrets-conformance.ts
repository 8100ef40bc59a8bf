// What every store promises of sealed credentials and of paused destinations, as tests for the suites
// of both.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/core/observation/instant.js';
import type { SealedSecret } from '../../src/store/secrets.js';
import type { Store } from '../../src/store/store.js';

const start = 1_772_582_400_000 as Instant;

function secret(system: string, name: string, sealed = 'unreadable'): SealedSecret {
  return { system, name, hosts: 'erp.example.com', sealed, at: start };
}

/** @param open the store, which other suites may use besides. */
export function secretsConformance(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  describe('sealed credentials', () => {
    it('are kept by system and name, the last in the place of the one before', async () => {
      const { secrets } = store;
      await secrets.keep([]);
      await secrets.keep([secret('shop', 'TOKEN'), secret('erp', 'TOKEN'), secret('erp', 'KEY')]);
      await secrets.keep([secret('erp', 'TOKEN', 'another')]);
      expect(await secrets.all()).toEqual([
        secret('erp', 'KEY'),
        secret('erp', 'TOKEN', 'another'),
        secret('shop', 'TOKEN'),
      ]);
    });

    it('are forgotten one by one', async () => {
      const { secrets } = store;
      await secrets.keep([secret('till', 'TOKEN'), secret('till', 'KEY')]);
      expect(await secrets.forget('till', 'TOKEN')).toBe(true);
      expect(await secrets.forget('till', 'TOKEN')).toBe(false);
      expect(await secrets.forget('till', 'KEY')).toBe(true);
    });
  });

  describe('sealed credentials in another form', () => {
    it('are all of them in it, or none', async () => {
      const { secrets } = store;
      const before = await secrets.all();
      await secrets.reseal((kept) => {
        expect(kept).toEqual(before);
        return null;
      });
      expect(await secrets.all()).toEqual(before);
      const anew = (one: SealedSecret): SealedSecret => ({ ...one, sealed: `${one.sealed}-2` });
      await secrets.reseal((kept) => kept.map(anew));
      expect(await secrets.all()).toEqual(before.map(anew));
      const fail = async (): Promise<void> =>
        secrets.reseal(() => {
          throw new Error('no');
        });
      await expect(fail()).rejects.toThrow('no');
      expect(await secrets.all()).toEqual(before.map(anew));
    });
  });

  describe('paused destinations', () => {
    it('are paused once, and resumed once', async () => {
      const { pauses } = store;
      const pause = { to: 'warehouse', at: start, by: 'ops', reason: 'stocktaking' };
      expect(await pauses.pause(pause)).toBe(true);
      expect(await pauses.pause({ ...pause, by: 'another' })).toBe(false);
      expect(await pauses.all()).toEqual([pause]);
      expect(await pauses.resume('warehouse')).toBe(true);
      expect(await pauses.resume('warehouse')).toBe(false);
      expect(await pauses.all()).toEqual([]);
    });
  });
}
