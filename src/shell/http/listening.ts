// The hub's doors opened: where they listen, whom they need a key of, and how they are closed.
import type { AddressInfo } from 'node:net';
import { reasonOf } from '../../core/reason.js';
import type { NoLedger } from '../hub/ledger.js';
import { Cursors } from './cursor.js';
import type { Doors } from './doors.js';
import { isLoopbackHost } from './guard.js';
import { KeyRing } from './key-ring.js';
import { doorsOf } from './server.js';

export interface Place {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

export interface Listening {
  readonly url: string;
  /** Nobody was given a key: whoever sits at this machine may do everything. */
  readonly isKeyless: boolean;
  /** Takes nothing more, and lets what is under way end, for a while. */
  readonly close: () => Promise<void>;
}

/** What is under way may take so long after the hub is told to end. */
const drainMillis = 10_000;

export async function listen(
  { host, port }: Place,
  given: Omit<Doors, 'ring' | 'cursors' | 'isLoopback' | 'ending'>,
): Promise<Listening | NoLedger> {
  const ring = new KeyRing(given.store.access, given.now);
  const isLoopback = isLoopbackHost(host);
  const isKeyless = await ring.isEmpty();
  if (isKeyless && !isLoopback) {
    return {
      failed: `No API key exists, and on ${host} others could reach the hub: make one with weir keys create NAME, or listen on 127.0.0.1.`,
      ofCall: true,
    };
  }
  let isEnding = false;
  const cursors = new Cursors(given.store.access);
  const server = await doorsOf({ ...given, ring, cursors, isLoopback, ending: () => isEnding });
  try {
    await server.listen({ host, port });
  } catch (error) {
    await server.close();
    const why = reasonOf(error);
    const failed = `Nothing can listen on ${host}:${port} (${why}): give another --port.`;
    return { failed, ofCall: true };
  }
  const address = server.server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    isKeyless,
    close: async () => {
      isEnding = true;
      const hurry = setTimeout(() => {
        server.server.closeAllConnections();
      }, drainMillis);
      await server.close();
      clearTimeout(hurry);
    },
  };
}
