// Told to end, the doors finish what is under way and take nothing more.
import { connect } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { openDoors } from '../../../test/open-doors.js';
import { MemoryStore } from '../../store/memory/memory-store.js';
import type { Store } from '../../store/store.js';

describe('ending', () => {
  it('answers what is under way, ends the streams, and listens no more', async () => {
    const store = new MemoryStore();
    const receive = store.receive.bind(store);
    let isEnding = false;
    let commit = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      const slow: Store['receive'] = async (arrivals) => {
        resolve();
        await new Promise<void>((done) => (commit = done));
        return receive(arrivals);
      };
      Object.assign(store, { receive: slow });
    });
    const { ask, port, close } = await openDoors({ store, ending: () => isEnding });
    const stream = connect(port, '127.0.0.1');
    stream.write('GET /api/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await once(stream, 'data');
    const line = {
      id: 'p-1',
      system: 'shop',
      kind: 'order.cancelled',
      at: '2026-03-04T10:00:00Z',
      refs: { order: 'A' },
    };
    const underWay = ask('/api/observations', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(line),
    });
    await begun;
    isEnding = true;
    const closed = close();
    await once(stream, 'end');
    commit();
    expect((await underWay).status).toBe(202);
    await closed;
    await expect(ask('/health/live')).rejects.toThrow(/ECONNREFUSED|socket hang up/);
  });
});
