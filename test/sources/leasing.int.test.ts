// Several processes on one database read each source once between them: one that ends hands over at once,
// one that is stopped without a word is followed, and does not go on as if nothing was.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Leasing } from '../../src/shell/hub/leasing.js';
import { openSources } from '../../src/shell/hub/open-sources.js';
import type { Sources } from '../../src/shell/hub/sources.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Leases } from '../../src/store/leases.js';
import { Peer, answering } from '../connector/peer.js';
import { orderList } from './order-list.js';
import { SourcesHub } from './sources-hub.js';

/** As long as a loaded machine may need. */
const soon = { timeout: 60_000, interval: 20 };

function silent(): void {
  // Nobody listens.
}

/** A process that is stopped hears nothing of the database any more. */
class Stoppable implements Leases {
  stopped = false;
  readonly #leases: Leases;

  constructor(leases: Leases) {
    this.#leases = leases;
  }

  readonly hold: Leases['hold'] = async (claim) => {
    if (this.stopped) return new Promise(silent);
    return this.#leases.hold(claim);
  };

  readonly release: Leases['release'] = async (holder) => this.#leases.release(holder);
}

describe('a source', () => {
  it('is held by one, and handed over when that ends', async () => {
    const { leases } = new MemoryStore();
    const one = new Leasing(leases, silent);
    one.want('poll:a');
    await vi.waitFor(() => {
      expect(one.holds('poll:a')).toBe(true);
    }, soon);
    const two = new Leasing(leases, silent);
    two.want('poll:a');
    two.want('poll:b');
    await vi.waitFor(() => {
      expect(two.holds('poll:b')).toBe(true);
    }, soon);
    expect(two.holds('poll:a')).toBe(false);
    await one.end();
    expect(one.holds('poll:a')).toBe(false);
    await vi.waitFor(() => {
      expect(two.holds('poll:a')).toBe(true);
    }, soon);
    await two.end();
  });

  it('is let go by who is stopped before another takes it', async () => {
    const { leases } = new MemoryStore();
    const stoppable = new Stoppable(leases);
    const [one, two] = [new Leasing(stoppable, silent), new Leasing(leases, silent)];
    one.want('poll:a');
    await vi.waitFor(() => {
      expect(one.holds('poll:a')).toBe(true);
    }, soon);
    two.want('poll:a');
    stoppable.stopped = true;
    await vi.waitFor(() => {
      expect(two.holds('poll:a')).toBe(true);
    }, soon);
    expect(one.holds('poll:a')).toBe(false);
    await two.end();
  });

  it('is not held while the database is away, which is said once', async () => {
    const { leases } = new MemoryStore();
    let away = false;
    const said: string[] = [];
    const failing: Leases = {
      hold: async (claim) => {
        if (away) throw new Error('no connection');
        return leases.hold(claim);
      },
      release: leases.release,
    };
    const one = new Leasing(failing, (line) => said.push(line));
    one.want('poll:a');
    await vi.waitFor(() => {
      expect(one.holds('poll:a')).toBe(true);
    }, soon);
    away = true;
    await vi.waitFor(() => {
      expect(one.holds('poll:a')).toBe(false);
    }, soon);
    away = false;
    await vi.waitFor(() => {
      expect(one.holds('poll:a')).toBe(true);
    }, soon);
    expect(said).toEqual(["it can't be said which sources are read here: no connection"]);
    await one.end();
  });
});

describe('two hubs on one database', () => {
  let peer: Peer;

  beforeEach(async () => {
    peer = await Peer.open();
  });

  afterEach(() => {
    peer.close();
  });

  it('poll a system from one of them, and go on from where it was when that ends', async () => {
    const contract = orderList(peer.url, {
      every: '1s',
      since: 'since',
      changed: 'at',
      reconcile: false,
    });
    const body = JSON.stringify([{ id: '1', at: '2026-03-04T10:00:00Z' }]);
    peer.manner = answering({ status: 200, body });
    const hub = new SourcesHub();
    const open = async (): Promise<Sources> => {
      const leasing = new Leasing(hub.store.leases, silent);
      const sources = await openSources({ ...hub.given(contract), store: hub.store, leasing });
      if ('failed' in sources) throw new Error(sources.failed);
      const end = async (): Promise<void> => {
        await sources.end();
        await leasing.end();
      };
      return { ...sources, end };
    };
    const readAt = (sources: Sources): unknown => sources.states()[0]?.readAt ?? null;
    const one = await open();
    await vi.waitFor(() => {
      expect(readAt(one)).not.toBeNull();
    }, soon);
    const two = await open();
    await vi.waitFor(() => {
      expect(peer.asked.length).toBeGreaterThan(2);
    }, soon);
    expect(readAt(two)).toBeNull();
    await one.end();
    await vi.waitFor(() => {
      expect(readAt(two)).not.toBeNull();
    }, soon);
    await two.end();
    expect(await hub.observations()).toBe(1);
  });
});
