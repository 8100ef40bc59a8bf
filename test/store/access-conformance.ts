// What every store promises of API keys, of the cursors' secret and of requests that act, as tests for the suites of both.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/core/observation/instant.js';
import type { ApiKey } from '../../src/store/access.js';
import type { KeyedRequest } from '../../src/store/requests.js';
import { requestTimes } from '../../src/store/requests.js';
import type { Store } from '../../src/store/store.js';

const start = 1_772_582_400_000 as Instant;

function later(millis: number): Instant {
  return (start + millis) as Instant;
}

function apiKey(name: string, digest: string): ApiKey {
  return {
    name,
    prefix: digest.slice(0, 4),
    digest,
    scopes: ['observe', 'read'],
    createdAt: start,
    expiresAt: null,
    revokedAt: null,
  };
}

/** @param open the store, which other suites may use besides. */
export function accessConformance(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  describe('API keys', () => {
    it('are kept under a name that is free again once the key is revoked', async () => {
      const { access } = store;
      expect(await access.keepKey(apiKey('till', 'd-1'))).toBe(true);
      expect(await access.keepKey(apiKey('till', 'd-2'))).toBe(false);
      expect(await access.revokeKey('till', later(5))).toBe(true);
      expect(await access.revokeKey('till', later(6))).toBe(false);
      const next = { ...apiKey('till', 'd-3'), createdAt: later(7), expiresAt: later(9) };
      expect(await access.keepKey(next)).toBe(true);
      expect(await access.keys()).toEqual([
        { ...apiKey('till', 'd-1'), revokedAt: later(5) },
        next,
      ]);
    });

    it('are kept under the name of one that has expired, which is revoked with that', async () => {
      const { access } = store;
      const first = { ...apiKey('desk', 'e-1'), expiresAt: later(10) };
      const second = { ...apiKey('desk', 'e-2'), createdAt: later(10) };
      expect(await access.keepKey(first)).toBe(true);
      expect(await access.keepKey({ ...second, createdAt: later(9) })).toBe(false);
      expect(await access.keepKey(second)).toBe(true);
      const kept = (await access.keys()).filter(({ name }) => name === 'desk');
      expect(kept).toEqual([{ ...first, revokedAt: later(10) }, second]);
    });
  });

  describe('the secret of the cursors', () => {
    it('is the first that was drawn, whoever draws', async () => {
      const { access } = store;
      const drawn = await Promise.all(['a', 'b', 'c'].map(async (one) => access.cursorSecret(one)));
      expect(new Set(drawn).size).toBe(1);
      expect(['a', 'b', 'c']).toContain(drawn[0]);
      expect(await access.cursorSecret('d')).toBe(drawn[0]);
    });
  });

  describe('requests that act', () => {
    const request: KeyedRequest = { client: 'till', key: 'k', digest: 'same', at: start };

    it('are begun once, and their answer is kept for every repeat', async () => {
      const { requests } = store;
      expect(await requests.beginRequest(request)).toEqual({ kind: 'begun' });
      expect(await requests.beginRequest(request)).toEqual({ kind: 'in-flight' });
      const other = { ...request, digest: 'another' };
      expect(await requests.beginRequest(other)).toEqual({ kind: 'other-payload' });
      expect(await requests.beginRequest({ ...other, client: 'desk' })).toEqual({ kind: 'begun' });
      const answer = { status: 200, body: '{"done":true}' };
      await requests.endRequest(request, answer);
      expect(await requests.beginRequest(request)).toEqual({ kind: 'answered', answer });
      expect(await requests.beginRequest(other)).toEqual({ kind: 'other-payload' });
      const nextDay = { ...other, at: later(requestTimes.keptMillis) };
      expect(await requests.beginRequest(nextDay)).toEqual({ kind: 'begun' });
    });

    it('begin anew where nothing was done, and where whoever began them is gone', async () => {
      const { requests } = store;
      const lost = { ...request, key: 'lost' };
      expect(await requests.beginRequest(lost)).toEqual({ kind: 'begun' });
      await requests.endRequest(lost, null);
      expect(await requests.beginRequest(lost)).toEqual({ kind: 'begun' });
      const soon = { ...lost, at: later(requestTimes.underWayMillis - 1) };
      expect(await requests.beginRequest(soon)).toEqual({ kind: 'in-flight' });
      const late = { ...lost, at: later(requestTimes.underWayMillis) };
      expect(await requests.beginRequest(late)).toEqual({ kind: 'begun' });
      expect(await requests.beginRequest(late)).toEqual({ kind: 'in-flight' });
    });
  });
}
