// Somebody who looks at what is stuck and has it tried anew: after a look at the destination where nobody
// knows whether it is there, and now and then for no better reason than impatience.
import { isReplayable } from '../../src/core/ledger/replay.js';
import type { Command } from '../../src/core/ledger/command.js';
import type { HandoffState } from '../../src/core/ledger/ledger.js';
import type { ReplayRequest, Store } from '../../src/store/store.js';
import type { Random } from '../company/random.js';
import type { VirtualClock } from './clock.js';
import type { PeerDestination } from './destination.js';
import type { Wire } from './wire.js';

export interface PersonGiven {
  readonly store: Pick<Store, 'handoffs'>;
  /** Asks the hub for it, and waits for an answer no longer than people do. */
  readonly replay: (request: ReplayRequest) => Promise<void>;
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly wire: Wire;
  readonly destinationOf: (name: string) => PeerDestination | undefined;
  readonly note: (line: string) => void;
}

/** What was sent is there or not after so long: sooner a look proves nothing. */
const patienceMillis = 60_000;
const most = 1_000;

export class Person {
  readonly #given: PersonGiven;

  constructor(given: PersonGiven) {
    this.#given = given;
  }

  async look(): Promise<void> {
    const { store, clock, random } = this.#given;
    const { rows } = await clock.outside(store.handoffs({ after: null, most }));
    for (const row of rows.filter(isReplayable)) {
      if (!this.#isQuiet(row) || random.chance(0.5)) continue;
      const absent = row.carriage === 'unknown' && this.#isAbsent(row);
      await this.#replay(row.key, absent);
      // Twice, to be sure.
      if (random.chance(0.2)) await this.#replay(row.key, absent);
    }
  }

  async #replay(key: string, absent: boolean): Promise<void> {
    const { clock, note, replay } = this.#given;
    note(`ann has ${key} tried anew${absent ? ': it is not there' : ''}`);
    await replay({ keys: [key], by: 'ann', at: clock.now, reason: 'it is stuck', absent });
  }

  #isQuiet({ key }: HandoffState): boolean {
    const { wire, clock } = this.#given;
    const last = wire.calls.findLast((call) => call.key === key);
    return last === undefined || clock.now - last.begun > patienceMillis;
  }

  #isAbsent({ to, command }: HandoffState): boolean {
    const peer = this.#given.destinationOf(to);
    return peer !== undefined && command !== null && !peer.shows(JSON.parse(command) as Command);
  }
}
