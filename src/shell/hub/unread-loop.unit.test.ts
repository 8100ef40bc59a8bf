// UnreadLoop beside the doors: small and seldom while they are pressed, all at once when they are not, and never
// later than half a minute.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inferContract } from '../../core/contract/infer.js';
import type { Instant } from '../../core/observation/instant.js';
import type { SourceReadings } from '../../in/source-readings.js';
import { unreadArrival } from '../../in/unread.js';
import { MemoryStore } from '../../store/memory/memory-store.js';
import type { Arrival, Receipt } from '../../store/store.js';
import type { UnreadLoop } from './unread-loop.js';
import { unreadLoop } from './unread-loop.js';

const start = 1_772_582_400_000;

describe('what was kept unread', () => {
  let store = new MemoryStore();
  let reads: number[] = [];
  /** Whether what comes meanwhile is kept unread too. */
  let laters: unknown[] = [];
  let complaints: string[] = [];
  let folds = 0;
  const readers = new Set<string>();
  let asked = 0;
  let pressure = 0;
  let holds = true;
  let failing = false;
  /** Nothing can be asked of it. */
  let isAway = false;
  /** A receipt that can't be filed. */
  let poison = 0;
  let opened: UnreadLoop | null = null;

  beforeEach(() => {
    vi.useFakeTimers({ now: start });
    store = new MemoryStore();
    [reads, laters, complaints] = [[], [], []];
    folds = 0;
    readers.clear();
    asked = 0;
    [pressure, holds, failing, isAway, poison] = [0, true, false, false, 0];
  });
  afterEach(async () => {
    await opened?.end();
    vi.useRealTimers();
  });

  function open(): UnreadLoop {
    const { contract } = inferContract(['shop'], new Map());
    const readings: SourceReadings = {
      webhook: {
        mapping: () => 'm',
        read: async (receipt) => Promise.resolve({ receipt, filed: [], quarantined: [] }),
      },
    };
    opened = unreadLoop({
      store: {
        beginUnread: async (request) => {
          readers.add(request.reader);
          asked += 1;
          if (isAway) throw new Error('the database is away');
          return store.beginUnread(request);
        },
        unreadSince: store.unreadSince,
        refile: async (arrivals) => {
          const isFailing = failing && arrivals.some(({ quarantined }) => quarantined.length === 0);
          if (isFailing || arrivals.some(({ receipt }) => receipt.id === poison)) {
            throw new Error('the database is away');
          }
          reads.push(arrivals.length);
          laters.push(opened?.isLater());
          vi.advanceTimersByTime(10);
          const received = await store.refile(arrivals);
          return received.map((one) => ({ ...one, accepted: 1 }));
        },
      },
      readings,
      interpreting: { contract, names: [] as never, digest: String, ids: store.ids },
      leasing: { want: () => undefined, holds: () => holds },
      pressure: {
        get level() {
          return pressure;
        },
      },
      now: () => Date.now() as Instant,
      kept: () => {
        folds += 1;
      },
      complain: (line) => complaints.push(line),
    });
    return opened;
  }

  async function keep(count: number): Promise<void> {
    for (let one = 0; one < count; one += 1) {
      const receipt: Receipt = {
        ...{ id: await store.ids(1), system: 'shop', source: 'webhook', position: null },
        ...{ at: Date.now() as Instant, headers: {}, body: new Uint8Array(10), digest: 'd' },
      };
      await store.receive([unreadArrival(receipt)]);
    }
  }

  it('is read at once where nobody is pressed, and comes in no hurry where there is nothing', async () => {
    const reading = open();
    await vi.advanceTimersByTimeAsync(5);
    await keep(120);
    reading.noted();
    await vi.advanceTimersByTimeAsync(50);
    expect(reads).toEqual([50, 50, 20]);
    expect(readers.size).toBe(1);
    expect(folds).toBe(3);
    expect(reading.isLater()).toBe(false);
    asked = 0;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(asked).toBe(3);
  });

  it('is read a little at a time beside pressed doors', async () => {
    await keep(60);
    pressure = 9;
    const reading = open();
    expect(reading.isLater()).toBe(true);
    await vi.advanceTimersByTimeAsync(60);
    expect(reads).toEqual([20]);
    await vi.advanceTimersByTimeAsync(100);
    expect(reads).toEqual([20, 20]);
  });

  it('stands back no more where it lags too far behind, and the doors read for themselves', async () => {
    await keep(60);
    await vi.advanceTimersByTimeAsync(31_000);
    pressure = 9;
    const reading = open();
    await vi.advanceTimersByTimeAsync(50);
    expect(reads).toEqual([20, 20, 20]);
    expect(laters).toEqual([false, false, false]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(reading.isLater()).toBe(true);
  });

  it('is left to another process that holds it, whose lag counts here too', async () => {
    await keep(10);
    await vi.advanceTimersByTimeAsync(31_000);
    [holds, pressure] = [false, 9];
    const reading = open();
    await vi.advanceTimersByTimeAsync(3_000);
    reading.noted();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(reads).toEqual([]);
    expect(reading.isLater()).toBe(false);
  });

  it('waits for a database that is away, which is said once', async () => {
    await keep(10);
    failing = true;
    open();
    await vi.advanceTimersByTimeAsync(3_000);
    failing = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(reads).toEqual([1, 9]);
    expect(complaints).toEqual([
      "what was kept can't be read: the database is away",
      'what was kept is read again',
    ]);
  });

  it('goes on past a receipt that fails by itself, which is set aside in the end', async () => {
    await keep(3);
    poison = 2;
    open();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(reads).toEqual([1]);
    expect((await store.vitals()).unread).toBe(2);
    poison = 0;
    const { refile } = store;
    Object.assign(store, {
      refile: async (arrivals: readonly Arrival[]) => {
        if (
          arrivals.some(({ receipt, quarantined }) => receipt.id === 2 && quarantined.length === 0)
        ) {
          throw new TypeError('undefined is not a function');
        }
        return refile(arrivals);
      },
    });
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await store.counts()).toMatchObject({ quarantined: 1 });
    expect((await store.vitals()).unread).toBe(0);
    expect(complaints).toContain(
      'receipt 2 of shop is set aside: it could not be read: undefined is not a function',
    );
  });

  it('blames no receipt for a database that was away for long', async () => {
    await keep(3);
    isAway = true;
    open();
    await vi.advanceTimersByTimeAsync(30_000);
    [isAway, failing] = [false, true];
    await vi.advanceTimersByTimeAsync(3_000);
    failing = false;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await store.counts()).toMatchObject({ quarantined: 0 });
    expect((await store.vitals()).unread).toBe(0);
  });
});
