// Group commit: everybody is answered by the commit that kept them, and a bad one fails alone.
import { describe, expect, it } from 'vitest';
import type { Instant } from '../core/observation/instant.js';
import type { Arrival, Received } from '../store/store.js';
import { Intake } from './intake.js';

function arrival(id: number, lines = 0): Arrival {
  const receipt = {
    id,
    system: 'shop',
    source: 'api' as const,
    position: null,
    at: 0 as Instant,
    headers: {},
    body: new Uint8Array(),
    digest: '',
  };
  const line = { id: 1, line: 1, kind: 'unreadable', reason: '', mapping: '', text: '' } as const;
  return { receipt, filed: [], quarantined: Array.from({ length: lines }, () => line) };
}

/** A store whose commits end when they are told to. */
class SlowStore {
  readonly batches: number[][] = [];
  readonly #open: (() => void)[] = [];
  readonly #code: string;

  /** @param code SQLSTATE by which it refuses the arrival 13. */
  constructor(code = '') {
    this.#code = code;
  }

  readonly receive = async (arrivals: readonly Arrival[]): Promise<readonly Received[]> => {
    const ids = arrivals.map(({ receipt }) => receipt.id);
    this.batches.push(ids);
    await new Promise<void>((resolve) => this.#open.push(resolve));
    if (ids.includes(13)) throw Object.assign(new Error('refused'), { code: this.#code });
    return ids.map((receipt) => ({ receipt, accepted: 1, duplicate: 0 }));
  };

  async finish(): Promise<void> {
    while (this.#open.length > 0) {
      this.#open.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

const limits = { commits: 1, statements: 1_000, waiting: 5 };

describe('Intake', () => {
  it('gathers what arrives while a commit is under way', async () => {
    const store = new SlowStore();
    const intake = new Intake(store, limits);
    const answers = [1, 2, 3].map(async (id) => intake.submit(arrival(id)));
    await store.finish();
    const received = await Promise.all(answers);
    expect(store.batches).toEqual([[1], [2, 3]]);
    expect(received.map((one) => 'receipt' in one && one.receipt)).toEqual([1, 2, 3]);
  });

  it.each([
    ['text that it can not hold', '22P05'],
    ['a row that is too large', '54000'],
  ])('fails only the arrival that the store refuses: %s', async (_, code) => {
    const store = new SlowStore(code);
    const intake = new Intake(store, limits);
    const answers = [1, 12, 13, 14].map(async (id) => intake.submit(arrival(id)));
    const all = Promise.allSettled(answers);
    await store.finish();
    const settled = await all;
    expect(settled.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });

  it('keeps less at once where so many take longer than a transaction may', async () => {
    const store = new SlowStore();
    const tried: number[] = [];
    const receive = async (arrivals: readonly Arrival[]): Promise<readonly Received[]> => {
      tried.push(arrivals.length);
      if (arrivals.length > 2) throw Object.assign(new Error('too long'), { code: '57014' });
      return store.receive(arrivals);
    };
    const intake = new Intake({ receive }, { ...limits, waiting: 20 });
    const places = Array.from({ length: 9 }, (_, place) => place + 1);
    const all = Promise.all(places.map(async (id) => intake.submit(arrival(id))));
    for (let ended = false; !ended;) {
      ended = await Promise.race([all.then(() => true), store.finish().then(() => false)]);
    }
    expect((await all).map((one) => 'receipt' in one && one.receipt)).toEqual(places);
    expect(tried).toEqual([1, 8, 4, 2, 2, 4, 2, 2]);
  });

  it('lets nobody wait for a body that fills a commit by itself', async () => {
    const store = new SlowStore();
    const intake = new Intake(store, limits);
    const bodies = [arrival(1, 1_000), arrival(2, 1_000), arrival(3), arrival(4)];
    const answers = bodies.map(async (one) => intake.submit(one));
    await new Promise((resolve) => setImmediate(resolve));
    expect(store.batches).toEqual([[1], [3]]);
    await store.finish();
    await Promise.all(answers);
    expect(store.batches).toEqual([[1], [3], [2], [4]]);
  });

  it('says that it is busy instead of waiting without end', async () => {
    const store = new SlowStore();
    const intake = new Intake(store, limits);
    const answers = [1, 2, 3, 4, 5, 6, 7].map(async (id) => intake.submit(arrival(id)));
    expect(await answers[6]).toEqual({ busy: true });
    await store.finish();
  });
});
