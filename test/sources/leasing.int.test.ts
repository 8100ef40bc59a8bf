// Several processes on one database read each source once between them: one that ends hands over at once,
// one that is stopped without a word is followed, and does not go on as if nothing was.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Leasing } from '../../src/shell/hub/leasing.js';
import { openSources } from '../../src/shell/hub/open-sources.js';
import type { Sources } from '../../src/shell/hub/sources.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Leases } from '../../src/store/leases.js';
import { Peer, answering } from '../connector/peer.js';
import { orderList } from './order-list.js';
import { SourcesHub } from './sources-hub.js';
import { eventually } from '../eventually.js';

/** As long as a loaded machine may need. */

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
    await eventually(() => {
      expect(one.holds('poll:a')).toBe(true);
    });
    const two = new Leasing(leases, silent);
    two.want('poll:a');
    two.want('poll:b');
    await eventually(() => {
      expect(two.holds('poll:b')).toBe(true);
    });
    expect(two.holds('poll:a')).toBe(false);
    await one.end();
    expect(one.holds('poll:a')).toBe(false);
    await eventually(() => {
      expect(two.holds('poll:a')).toBe(true);
    });
    await two.end();
  });

  it('is let go by who is stopped before another takes it', async () => {
    const { leases } = new MemoryStore();
    const stoppable = new Stoppable(leases);
    const [one, two] = [new Leasing(stoppable, silent), new Leasing(leases, silent)];
    one.want('poll:a');
    await eventually(() => {
      expect(one.holds('poll:a')).toBe(true);
    });
    two.want('poll:a');
    stoppable.stopped = true;
    await eventually(() => {
      expect(two.holds('poll:a')).toBe(true);
    });
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
    await eventually(() => {
      expect(one.holds('poll:a')).toBe(true);
    });
    away = true;
    await eventually(() => {
      expect(one.holds('poll:a')).toBe(false);
    });
    away = false;
    await eventually(() => {
      expect(one.holds('poll:a')).toBe(true);
    });
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
    await eventually(() => {
      expect(readAt(one)).not.toBeNull();
    });
    const two = await open();
    await eventually(() => {
      expect(peer.asked.length).toBeGreaterThan(2);
    });
    expect(readAt(two)).toBeNull();
    await one.end();
    await eventually(() => {
      expect(readAt(two)).not.toBeNull();
    });
    await two.end();
    expect(await hub.observations()).toBe(1);
  });
});
