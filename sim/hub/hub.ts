// One process of the hub in virtual time: the real intake, truth and lanes, put together as the shell
// puts them together, with a session of its own and loops of its own.
import type { Random } from '../company/random.js';
import { HttpDestination } from '../../src/connectors/http/destination.js';
import { nativeReader } from '../../src/connectors/registry.js';
import type { Contract } from '../../src/core/contract/contract.js';
import { OrderNames } from '../../src/core/identity/names.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { reasonOf } from '../../src/core/reason.js';
import { Intake } from '../../src/in/intake.js';
import type { Interpreting } from '../../src/in/observations.js';
import { reread } from '../../src/in/reread.js';
import { sourceReadings } from '../../src/in/source-readings.js';
import type { UnreadGiven } from '../../src/in/unread.js';
import { readUnread } from '../../src/in/unread.js';
import type { Lane } from '../../src/out/lane.js';
import type { Answers } from '../../src/shell/hub/answering.js';
import { answerGroup, atOnce } from '../../src/shell/hub/answering.js';
import { laneTo } from '../../src/shell/hub/lanes.js';
import { digest } from '../../src/shell/hub/ledger.js';
import type { ReplayRequest, Store } from '../../src/store/store.js';
import { Truth } from '../../src/truth/truth.js';
import type { VirtualClock } from './clock.js';
import type { PeerDestination } from './destination.js';
import { Door } from './door.js';
import type { Feed } from './feed.js';
import type { Mortal } from './mortal.js';
import { startPolling } from './polling.js';
import type { Post } from './source.js';
import type { Wire } from './wire.js';

/** What a process does: `door` is the role intake of `weir up`, `fold` and `lanes` are its role worker. */
export type Role = 'door' | 'fold' | 'lanes';

export interface HubGiven {
  readonly mortal: Mortal;
  readonly roles: readonly Role[];
  readonly clock: VirtualClock;
  /** As the process sees it. */
  readonly store: Store;
  readonly wire: Wire;
  readonly peers: readonly PeerDestination[];
  /** Systems that are asked. */
  readonly feeds: ReadonlyMap<string, Feed>;
  readonly contract: Contract;
  /** How often the doors are pressed. */
  readonly pressed: number;
  readonly random: Random;
  /** How long a loop waits where nothing calls it. */
  readonly lookMillis: () => number;
  /** Something arrived, or was folded: whoever works on it may look. */
  readonly call: () => void;
  readonly complain: (line: string) => void;
}

const intakeLimits = { commits: 2, statements: 200, waiting: 50 } as const;
const rowsOfFold = 100;
const unreadAtOnce = { most: 5, bytes: 2_000 } as const;

export class HubProcess {
  readonly #given: HubGiven;
  readonly #store: Store;
  readonly #door: Door;
  readonly #reading: Pick<UnreadGiven, 'interpreting' | 'readings'>;
  readonly #truth: Truth;
  readonly #lanes: readonly Lane[];
  #running = false;
  #wanted = false;

  constructor(given: HubGiven) {
    const { store, contract, clock } = given;
    this.#given = given;
    this.#store = store;
    const intake = new Intake(store, intakeLimits);
    const names = new OrderNames(contract.joins);
    const interpreting: Interpreting = { contract, digest, ids: store.ids, names };
    const readings = sourceReadings(interpreting);
    this.#reading = { interpreting, readings };
    const isLater = (): boolean => given.pressed > 0 && given.random.chance(given.pressed);
    const { webhook: reading } = readings;
    this.#door = new Door({ contract, clock, intake, interpreting, reading, isLater });
    this.#truth = new Truth({
      ...{ store, contract, digest, rows: rowsOfFold },
      read: nativeReader(contract),
    });
    const answers = { group: answerGroup(store), gathered: atOnce };
    this.#lanes = given.peers.map((peer) => this.#laneTo(peer, answers));
    clock.after(0, () => {
      this.#turn();
      if (this.does('door')) startPolling({ ...given, intake, interpreting, kept: given.call });
    });
  }

  get alive(): boolean {
    return this.#given.mortal.alive;
  }

  does(role: Role): boolean {
    return this.alive && this.#given.roles.includes(role);
  }

  /** The status that a post is answered with; resolves never where the process ends before. */
  async take(post: Post): Promise<number> {
    try {
      const status = await this.#door.take(post);
      if (status === 202) this.#given.call();
      return status;
    } catch (error) {
      this.#given.complain(`not kept: ${reasonOf(error)}`);
      return 503;
    }
  }

  /** Somebody has handoffs tried anew at its door; resolves never where the process ends before. */
  async replay(request: ReplayRequest): Promise<void> {
    try {
      await this.#store.replay(request);
      this.#given.call();
    } catch (error) {
      this.#given.complain(`not tried anew: ${reasonOf(error)}`);
    }
  }

  /** Somebody has what was set aside read again at its door. */
  async reread(): Promise<void> {
    const { readings, interpreting } = this.#reading;
    const { accepted } = await reread(this.#store, readings, { interpreting, system: null });
    if (accepted > 0) this.#given.call();
  }

  /** There may be work. */
  look(): void {
    this.#wanted = true;
    if (!this.#running) void this.#work();
  }

  #turn(): void {
    if (!this.alive) return;
    this.look();
    this.#given.clock.after(this.#given.lookMillis(), () => this.#turn());
  }

  async #work(): Promise<void> {
    this.#running = true;
    while (this.#wanted) {
      this.#wanted = false;
      try {
        if (this.does('door') && this.#given.pressed > 0) await this.#read();
        if (this.does('fold')) await this.#fold();
        if (this.does('lanes')) await this.#carry();
      } catch (error) {
        this.#given.complain(reasonOf(error));
      }
    }
    this.#running = false;
  }

  async #read(): Promise<void> {
    const receipts = await this.#store.beginUnread({
      ...unreadAtOnce,
      reader: this.#given.mortal.name,
    });
    if (receipts.length === 0) return;
    const { complain, call } = this.#given;
    const given = { ...this.#reading, store: this.#store, complain };
    if ((await readUnread(receipts, given)) > 0) call();
    this.#wanted = true;
  }

  async #fold(): Promise<void> {
    const { rows, more } = await this.#truth.catchUp(this.#given.clock.now);
    if (more) this.#wanted = true;
    if (rows > 0 && !this.does('lanes')) this.#given.call();
  }

  async #carry(): Promise<void> {
    const orphaned = await this.#store.orphaned(this.#given.clock.now);
    if (orphaned > 0) this.#given.call();
    for (const lane of this.#lanes) await lane.pump();
  }

  #laneTo(peer: PeerDestination, answers: Answers): Lane {
    const { contract, clock, wire, mortal, complain, call } = this.#given;
    const declaration = contract.destinations.get(peer.name);
    if (declaration === undefined) throw new Error(`the contract has no ${peer.name}`);
    const now = (): Instant => clock.now;
    const client = wire.client(mortal, peer);
    const destination = new HttpDestination({ contract, declaration, headers: {}, client, now });
    const inside = {
      ...{ store: this.#store, interpreting: this.#reading.interpreting },
      ...{ contract, environmentOf: () => ({}), now, kept: call, complain, sharers: () => 1 },
    };
    return laneTo(peer.name, destination, inside, answers);
  }
}
