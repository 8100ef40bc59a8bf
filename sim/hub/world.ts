// One seeded world from its first order to its end: systems that tell badly and take badly, processes of
// the hub that end at any call, a while of trouble, and then time enough for everything to be settled.
import type { Contract } from '../../src/core/contract/contract.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import { Random } from '../company/random.js';
import { VirtualClock } from './clock.js';
import { planCutover } from './cutover.js';
import type { Backing } from './database.js';
import { backedBy, Database } from './database.js';
import type { DestinationName } from './destination.js';
import { PeerDestination } from './destination.js';
import type { SystemName } from './features.js';
import type { Fate } from './mortal.js';
import { Mortal } from './mortal.js';
import type { Happening, History } from './history.js';
import { historyOf } from './history.js';
import type { Role } from './hub.js';
import { HubProcess } from './hub.js';
import { Person } from './person.js';
import type { Plan } from './plan.js';
import type { Post } from './source.js';
import { Source } from './source.js';
import type { Echoing } from './echoes.js';
import { asEchoed, echoed, planEchoes } from './echoes.js';
import { edited } from './edits.js';
import { withReturns } from './returns.js';
import { restated } from './restating.js';
import { statementOf } from './statement.js';
import type { Shelves } from './stock.js';
import { shelvesOf } from './stock.js';
import { contractOf, timeoutMillis } from './terms.js';
import { Wire } from './wire.js';

const start = 1_772_582_400_000;
const second = 1_000;
const minute = 60 * second;

/**
 * Rests between the rounds of the settling, until nothing can be left to wait for: a destination may ask to
 * be left alone for a day and lose the answers that follow, which are tried again for a rule's four hours.
 */
const rests: readonly (readonly [rounds: number, millis: number])[] = [
  [12, 30 * second],
  [8, 5 * minute],
  [48, 40 * minute],
];
/** The last of these rounds, in which nobody has anything tried anew: it would not be settled any more. */
const unattended = 9;

/** A receipt was set aside, not for what it says: processes ended while they read it. */
function isOfReaders(complaint: string): boolean {
  return complaint.endsWith('and none has ended it');
}

export class World {
  readonly clock = new VirtualClock(start);
  readonly database: Database;
  readonly wire: Wire;
  readonly histories: readonly History[];
  readonly shelves: Shelves;
  readonly destinations: ReadonlyMap<DestinationName, PeerDestination>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly plan: Plan;
  /** What was told of that others had told, as it was stated. */
  readonly echoes: Happening[] = [];
  /** Where processes ended. */
  readonly ends: string[] = [];
  readonly complaints: string[] = [];
  readonly trace: string[] = [];
  readonly #contract: Contract;
  readonly #random: Random;
  readonly #echoing: Echoing;
  readonly #processes: HubProcess[] = [];
  readonly #mortals: Mortal[] = [];
  readonly #fate: Fate;
  readonly #person: Person;
  #lookMillis = minute;
  #calm = false;
  #started = 0;

  static async of(plan: Plan, backing = backedBy(new MemoryStore())): Promise<World> {
    return new World(plan, backing, await contractOf(plan.terms));
  }

  private constructor(plan: Plan, backing: Backing, contract: Contract) {
    this.plan = plan;
    this.#contract = contract;
    const random = new Random('world', plan.seed);
    this.#random = random;
    this.#fate = plan.fate;
    this.#echoing = { seed: plan.seed, random: new Random('echoed', plan.seed), skew: plan.skew };
    const { clock } = this;
    this.database = new Database({ backing, clock, random });
    this.wire = new Wire({ clock, random, timeoutMillis, late: plan.late });
    const told = Array.from({ length: plan.orders }, (_, index) =>
      historyOf({
        ...{ order: `${plan.seed}-${index + 1}`, random, start },
        ...{ from: plan.lead, until: plan.span },
        skew: plan.skew,
      }),
    );
    const { heard, toldAll, restated: isRestated, echoed: isEchoed } = plan.terms.features;
    const returning = new Random('returned', plan.seed);
    const known = toldAll
      ? told.map((one) => edited(withReturns(one, returning), { random: returning, heard }))
      : told;
    const all = isEchoed ? known.map((one) => echoed(one, this.#echoing)) : known;
    const restating = { random: new Random('restated', plan.seed), heard };
    this.histories = isRestated ? all.map((one) => restated(one, restating)) : all;
    this.shelves = shelvesOf({
      ...{ random, start, from: plan.lead, until: plan.trouble },
      ...{ items: plan.terms.features.items, skew: plan.skew },
    });
    this.destinations = new Map(
      (['erp', 'shop', 'market'] as const).map((name) => [name, this.#destination(name)]),
    );
    this.sources = new Map(
      (['shop', 'market', 'pay', 'wh', 'erp'] as const).map((system) => [
        system,
        this.#source(system),
      ]),
    );
    this.#person = new Person({
      ...{ store: this.database.store, clock, random, wire: this.wire },
      replay: async (request) => {
        const asked = this.#anyDoor()?.replay(request);
        if (asked !== undefined) await Promise.race([asked, clock.sleep(15 * second)]);
      },
      destinationOf: (name) => [...this.destinations.values()].find((one) => one.name === name),
      note: (line) => {
        this.note(line);
      },
    });
  }

  async run(): Promise<void> {
    this.#plans();
    for (const roles of this.plan.processes) void this.#begin(roles);
    await this.clock.runUntil(start + this.plan.trouble);
    this.#calmDown();
    const rounds = rests.flatMap(([count, millis]) => Array.from({ length: count }, () => millis));
    for (const [round, millis] of rounds.entries()) {
      const isAttended = this.plan.terms.features.person && round < rounds.length - unattended;
      this.#lookMillis = millis;
      void this.#poll();
      if (isAttended) void this.#person.look();
      if (this.complaints.some(isOfReaders)) void this.#anyDoor()?.reread();
      for (const one of this.#processes) one.look();
      await this.clock.runUntil(this.clock.now + millis);
    }
  }

  note(line: string): void {
    if (!this.plan.traced) return;
    const at = ((this.clock.now - start) / second).toFixed(3).padStart(10);
    this.trace.push(`${at} s  ${line}`);
  }

  #plans(): void {
    for (const { happenings } of [...this.histories, this.shelves]) {
      for (const { system, at, line } of happenings) {
        this.clock.after(at, () => {
          this.note(`${system} has ${String(line['kind'])} as ${String(line['id'])}`);
          this.sources.get(system)?.says(JSON.stringify(line));
        });
      }
    }
    this.clock.after(this.plan.lead, () => {
      this.#lookMillis = this.plan.lookMillis;
      this.database.failing = this.plan.failing;
    });
    for (let at = this.plan.lead + 4 * minute; at < this.plan.trouble; at += 4 * minute) {
      this.clock.after(at, () => void this.#poll());
    }
    this.#plansFeatures();
    for (const { to, at, millis } of this.plan.outages) {
      this.clock.after(at, () => {
        this.note(`${to} is away for ${millis / second} s`);
        this.destinations.get(to)?.goAway(millis);
      });
    }
    for (const { at, millis, stop } of this.plan.pauses) {
      this.clock.after(at, () => {
        const living = this.#mortals.filter(({ alive }) => alive);
        const mortal = living[this.#random.whole(0, Math.max(0, living.length - 1))];
        if (mortal === undefined) return;
        this.note(`${mortal.name} stands still for ${millis / second} s`);
        if (stop === null) mortal.freeze(millis);
        else mortal.freezeAt(stop, millis);
      });
    }
  }

  #plansFeatures(): void {
    const { person, cutover, echoed: isEchoed } = this.plan.terms.features;
    const { clock, plan } = this;
    if (isEchoed) planEchoes(this, this.#echoing, (one) => this.#tells(one));
    const random = this.#random;
    for (let at = plan.lead; person && at < plan.trouble; at += 2 * minute) {
      clock.after(at, () => void this.#person.look());
    }
    const erp = this.destinations.get('erp');
    if (cutover === null || erp === undefined) return;
    const { database, histories } = this;
    const note = (line: string): void => {
      this.note(line);
    };
    planCutover({ database, clock, random, erp, cutover, skew: plan.skew, histories, note });
  }

  /** No new trouble comes; what is under way still ends as it would. */
  #calmDown(): void {
    this.note('the trouble ends');
    this.#calm = true;
    this.database.failing = 0;
    for (const peer of this.destinations.values()) peer.behave();
    for (const source of this.sources.values()) source.behave();
  }

  async #poll(): Promise<void> {
    await Promise.all(
      [...this.sources.values()].filter(({ told }) => !told).map(async (source) => source.polled()),
    );
  }

  async #begin(roles: readonly Role[]): Promise<void> {
    this.#started += 1;
    const { clock, wire } = this;
    const name = `hub ${this.#started}`;
    this.note(`${name} starts: ${roles.join(', ')}`);
    const session = await this.database.connect();
    const mortal = new Mortal({
      ...{ name, clock, random: this.#random },
      fate: { strikes: (point) => !this.#calm && this.#fate.strikes(point) },
      ended: (point) => {
        this.ends.push(point);
        this.note(`${name} ends at ${point}`);
        void clock.outside(session.cut());
        clock.after(this.#random.whole(500, 20_000), () => void this.#begin(roles));
      },
      silent: () => {
        this.note(`${name} is taken for dead`);
        this.database.silence(mortal);
      },
    });
    this.#mortals.push(mortal);
    this.#processes.push(
      new HubProcess({
        ...{ mortal, roles, clock, wire, contract: this.#contract, random: this.#random },
        pressed: this.plan.terms.features.pressed,
        store: this.database.seenBy(mortal, session.store),
        peers: roles.includes('lanes') ? [...this.destinations.values()] : [],
        feeds: new Map(
          [...this.sources].flatMap(([name, { feed }]) => (feed === null ? [] : [[name, feed]])),
        ),
        lookMillis: () => this.#lookMillis,
        call: () => {
          for (const one of this.#processes) if (one.alive) one.look();
        },
        complain: (line) => {
          this.complaints.push(line);
          this.note(`${name} says: ${line}`);
        },
      }),
    );
  }

  #tells({ system, at, line }: Happening): void {
    this.echoes.push({ system, at, line });
    this.sources.get(system)?.says(JSON.stringify(line));
  }

  #destination(name: DestinationName): PeerDestination {
    const { clock } = this;
    return new PeerDestination({
      ...{ name, manners: this.plan.terms.manners[name], random: this.#random },
      now: () => clock.now,
      states: (effect, body) => {
        this.note(`${name} does ${effect.operation} of ${effect.entity}`);
        if (this.plan.silent.includes(name)) return;
        const { echoed: isEchoed } = this.plan.terms.features;
        // A command to others bears the names of what caused it: they know no record of the ERP's.
        const isParcelEcho = isEchoed && effect.operation === 'record-fulfilment';
        const stated = statementOf(name, effect, {
          ...{ body, at: clock.now + this.plan.skew[name] },
          byRecord: name === 'erp' && this.#random.chance(this.plan.byRecord) && !isParcelEcho,
        });
        const line = isEchoed ? asEchoed(stated, effect.order, this) : stated;
        if (isEchoed) this.echoes.push({ system: name, at: clock.now - start, line });
        // What it did not do for the hub it tells in its own time.
        const isForeign = effect.key === '';
        clock.after(isForeign ? this.#random.whole(0, 6 * minute) : 0, () => {
          this.sources.get(name)?.says(JSON.stringify(line));
        });
      },
    });
  }

  #source(system: SystemName): Source {
    const { clock } = this;
    return new Source({
      ...{ system, clock, random: this.#random, badness: this.plan.telling },
      ...{ hearing: this.plan.terms.features.heard[system], skewMillis: this.plan.skew[system] },
      deliver: async (post) => this.#deliver(post),
    });
  }

  #anyDoor(): HubProcess | undefined {
    const doors = this.#processes.filter((one) => one.does('door'));
    return doors[this.#random.whole(0, Math.max(0, doors.length - 1))];
  }

  /** To any door that is open; a process that ends meanwhile answers nobody. */
  async #deliver(post: Post): Promise<number | null> {
    const door = this.#anyDoor();
    if (door === undefined) return null;
    const { clock } = this;
    await clock.sleep(this.#random.whole(0, 50));
    return new Promise((resolve) => {
      clock.after(15 * second, () => {
        resolve(null);
      });
      void door.take(post).then((status) => {
        this.note(`${post.system} is answered ${status}: ${post.body.slice(0, 60)}`);
        resolve(status);
      });
    });
  }
}
