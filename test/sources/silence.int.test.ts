// A system that used to send webhooks and sends none any more, while its poll brings new orders: told of,
// until it is heard again.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/core/observation/instant.js';
import { heardOf, heardSource } from '../../src/in/hearing.js';
import { Hearing } from '../../src/shell/hub/hearing.js';
import { openPolls } from '../../src/shell/hub/polls.js';
import { sourceReasons } from '../../src/shell/hub/sources.js';
import type { Arrival } from '../../src/store/store.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import { Peer, answering } from '../connector/peer.js';
import { triggerGaps } from '../trigger-gaps.js';
import { orderList } from './order-list.js';
import { SourcesHub } from './sources-hub.js';
import { eventually } from '../eventually.js';

const hour = 3_600_000;

let peer: Peer;

beforeEach(async () => {
  peer = await Peer.open();
});

afterEach(() => {
  peer.close();
});

function rows(count: number): string {
  const ids = Array.from({ length: count }, (_, index) => String(index));
  return JSON.stringify(ids.map((id) => ({ id, at: '2026-03-04T10:00:00Z' })));
}

describe('webhooks that stay away', () => {
  it('are told of while the poll brings what they should have, and no longer once they come', async () => {
    const contract = orderList(peer.url, { every: '0.1s', changed: 'at' });
    const hub = new SourcesHub();
    const now = Date.now();
    const heard = { first: now - 50 * hour, last: now - 30 * hour, count: 41 };
    await hub.store.offsets.keep({
      source: heardSource('shop'),
      cursor: JSON.stringify({ ...heard, kinds: ['order.accepted'] }),
    });
    peer.manner = answering({ status: 200, body: rows(30) });
    const sources = openPolls(hub.given(contract));
    if ('failed' in sources) throw new Error(sources.failed);
    const asked = async (times: number): Promise<void> => {
      await eventually(() => {
        expect(peer.asked.length).toBeGreaterThanOrEqual(times);
      });
    };
    await asked(3);
    expect(sourceReasons(sources.states())).toEqual([]);
    peer.manner = answering({ status: 200, body: rows(50) });
    await eventually(() => {
      expect(sourceReasons(sources.states())).toEqual([
        expect.stringMatching(
          /^shop has sent no webhook since .* every 30 minutes, though asking it brings/,
        ),
      ]);
    });
    expect(await triggerGaps(hub.store, contract, Date.now() as Instant)).toEqual([
      ['shop webhooks', 'open', expect.stringMatching(/^shop has sent no webhook since /)],
    ]);
    await hub.store.offsets.keep({
      source: heardSource('shop'),
      cursor: JSON.stringify({ ...heard, last: now, kinds: ['order.accepted'] }),
    });
    await eventually(() => {
      expect(sourceReasons(sources.states())).toEqual([]);
    });
    await eventually(async () => {
      const [gap] = await triggerGaps(hub.store, contract, Date.now() as Instant);
      expect(gap?.slice(0, 2)).toEqual(['shop webhooks', 'healed']);
    });
    await sources.end();
    expect(hub.complaints.filter((line) => line.includes('no webhook'))).toHaveLength(1);
  });

  it('were noted when they came, by each process, whatever the store did meanwhile', async () => {
    const store = new MemoryStore();
    const received: Instant[] = [];
    const over = Object.assign(Object.create(store) as MemoryStore, {
      receive: async (arrivals: readonly Arrival[]) => {
        received.push(...arrivals.map(({ receipt }) => receipt.at));
        return store.receive(arrivals);
      },
    });
    const processes = [new Hearing(store.offsets), new Hearing(store.offsets)];
    const arrival = (at: number, source: 'webhook' | 'poll'): Arrival => ({
      receipt: {
        id: at,
        system: 'shop',
        source,
        position: `${source}:${at}`,
        at: at as Instant,
        headers: {},
        body: new Uint8Array(),
        digest: '',
      },
      filed: [],
      quarantined: [],
    });
    const [one, two] = processes;
    await one?.noting(over).receive([arrival(1, 'webhook'), arrival(2, 'poll')]);
    await two?.noting(over).receive([arrival(3, 'webhook')]);
    for (const hearing of processes) await hearing.end();
    const noted = heardOf(await store.offsets.at(heardSource('shop')));
    expect(noted).toEqual({ first: 1, last: 3, count: 2, kinds: [] });
    expect(received).toEqual([1, 2, 3]);
  });
});
