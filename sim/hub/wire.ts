// The network between a process and a destination: it takes time, breaks off, and carries on after
// either end has gone. What was heard is written down, for the auditors.
import type { Exchanged, HttpClient, HttpRequest } from '../../src/connectors/http/client.js';
import type { Random } from '../company/random.js';
import type { VirtualClock } from './clock.js';
import type { PeerDestination } from './destination.js';
import type { Mortal } from './mortal.js';

export interface Call {
  /** The process that made it. */
  readonly by: string;
  readonly to: string;
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly begun: number;
  /** Its place in what the destination was asked; null: it never arrived. */
  asked: number | null;
  /** When an answer was there or none could come any more, whoever heard it; null: it is under way. */
  ended: number | null;
  /** null: nobody heard the end of it. */
  heard: { readonly at: number; readonly exchanged: Exchanged } | null;
}

export interface WireGiven {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly timeoutMillis: number;
  /** How often what is sent arrives when nobody waits for an answer any more. */
  readonly late: number;
}

export class Wire {
  readonly calls: Call[] = [];
  readonly #given: WireGiven;

  constructor(given: WireGiven) {
    this.#given = given;
  }

  client(mortal: Mortal, peer: PeerDestination): HttpClient {
    return {
      exchange: async (request) => {
        const { method, path, headers } = request;
        const call: Call = {
          ...{
            by: mortal.name,
            to: peer.name,
            key: headers['idempotency-key'] ?? '',
            method,
            path,
          },
          ...{ begun: this.#given.clock.now, asked: null, ended: null, heard: null },
        };
        const what = `${method === 'GET' ? 'look up at' : 'send to'} ${peer.name}`;
        const exchanged = await mortal.begin(what, async () => {
          this.calls.push(call);
          return this.#carried(request, peer, call);
        });
        call.heard = { at: this.#given.clock.now, exchanged };
        return exchanged;
      },
      close: async () => Promise.resolve(),
    };
  }

  async #carried(request: HttpRequest, peer: PeerDestination, call: Call): Promise<Exchanged> {
    const { clock, random, timeoutMillis, late } = this.#given;
    const there = random.chance(late) ? random.whole(1, timeoutMillis) : random.whole(1, 400);
    const back = random.chance(0.02) ? timeoutMillis : random.whole(1, 2_000);
    return new Promise((resolve) => {
      const ends = (came: Exchanged): void => {
        call.ended ??= clock.now;
        resolve(came);
      };
      clock.after(timeoutMillis, () => {
        ends({ got: 'nothing', sent: true, why: 'no whole answer in time' });
      });
      clock.after(there, () => {
        if (peer.isAway) {
          ends({ got: 'nothing', sent: false, why: 'it refuses connections' });
          return;
        }
        const came = peer.handle(request);
        call.asked = peer.asked.length - 1;
        if (came === 'lost') return;
        clock.after(back, () => {
          ends(came);
        });
      });
    });
  }
}
