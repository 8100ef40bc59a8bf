// A whole hub in virtual time but for its doors: the model of the store, the real intake, truth and
// lane, and the made-up ERP behind the real http connector. A seed decides all that happens.
import { expect } from 'vitest';
import { HttpDestination } from '../../src/connectors/http/destination.js';
import type { Destination } from '../../src/connectors/connector.js';
import { nativeReader } from '../../src/connectors/registry.js';
import type { Contract } from '../../src/core/contract/contract.js';
import { OrderNames } from '../../src/core/identity/names.js';
import type { HandoffState } from '../../src/core/ledger/ledger.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { arrivalOf } from '../../src/in/observations.js';
import type { Lane } from '../../src/out/lane.js';
import { checkContract } from '../../src/shell/contract/load.js';
import { answerGroup, atOnce } from '../../src/shell/hub/answering.js';
import { laneTo } from '../../src/shell/hub/lanes.js';
import { digest } from '../../src/shell/hub/ledger.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Claim, Store } from '../../src/store/store.js';
import { Truth } from '../../src/truth/truth.js';
import type { Manners } from './made-up-erp.js';
import { MadeUpErp } from './made-up-erp.js';
import { allFolded } from '../all-folded.js';

const start = 1_772_582_400_000;

/** A random source in 32 bits: the same seed gives the same world. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const lookups = `lookups:
        create-order:
          path: /orders?ref={names.order}
          present: $count(body) > 0
          record: body[0].id
          shows: '{ "lines": body[0].lines, "total": body[0].total }'
        cancel-order: { path: '/cancellations?ref={order.key}', present: $count(body) > 0 }`;

export async function contractOf(
  by: 'event' | 'response' | 'readback',
  { keyed, canBeAsked }: Manners,
  order: object = { mode: 'live' },
): Promise<Contract> {
  const text = `weir: 1
systems:
  shop: { role: storefront }
  erp:
    role: erp
    connector: http
    http:
      url: https://erp.example.com/api
      commands:
        create-order:
          path: /orders
          body: '{ "order": names.order[0], "lines": order.placed.lines }'
          refused: body.error
          record: body.id
          idempotent: ${keyed}
        cancel-order:
          path: /orders/{order.key}/cancel
          body: '{ "order": order.key }'
          refused: body.error
          idempotent: ${keyed}
      ${canBeAsked ? lookups : ''}
      concurrency: 3
      per_second: 20
handoffs:
  standard: true
  order-to-erp: { ${JSON.stringify(order).slice(1, -1)}, ack: { by: ${by} } }
  cancel-to-erp: { mode: live, ack: { by: ${by} } }
`;
  const load = await checkContract('weir.yaml', new TextEncoder().encode(text));
  if (load.kind !== 'loaded') throw new Error(JSON.stringify(load));
  return load.contract;
}

/** Fails some calls, before they did anything or after. */
class FailingStore {
  readonly claims = new Map<number, Claim>();
  failing = 0;
  readonly #inner: Store;
  readonly #chance: () => number;

  constructor(inner: Store, chance: () => number) {
    this.#inner = inner;
    this.#chance = chance;
  }

  readonly seen: Pick<Store, 'ids' | 'claim' | 'answer' | 'receive'> = {
    ids: async (count) => this.#inner.ids(count),
    receive: async (arrivals) => this.#maybe(async () => this.#inner.receive(arrivals)),
    claim: async (request) =>
      this.#maybe(async () => {
        const claims = await this.#inner.claim(request);
        for (const claim of claims) this.claims.set(claim.attempt, claim);
        return claims;
      }),
    answer: async (answers) =>
      this.#maybe(async () => {
        await this.#inner.answer(answers);
        for (const { attempt } of answers) this.claims.delete(attempt);
      }),
  };

  async #maybe<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#chance() >= this.failing) return work();
    if (this.#chance() < 0.5) await work();
    throw new Error('the connection to the database was cut');
  }
}

export interface WorldGiven {
  readonly seed: number;
  readonly manners: Manners;
  readonly contract: Contract;
  /** What happens besides: the shop cancels, a person replays, a rule in shadow goes live and back. */
  readonly besides?: 'cancels' | 'replays' | 'cutover';
}

/** Of a cutover in the worlds: longer than any of them lasts. */
const overlapMillis = 3_600_000;

export class CarriedWorld {
  readonly erp: MadeUpErp;
  readonly #chance: () => number;
  readonly #store = new MemoryStore();
  readonly #failing: FailingStore;
  readonly #given: WorldGiven;
  readonly #destination: Destination;
  readonly #truth: Truth;
  #lane: Lane;
  #now = start;
  #placed = 0;
  readonly cancelled = new Set<string>();
  /** Orders that the old path has still to carry; null: it is off. */
  #oldPath: string[] | null = null;
  readonly #stated = new Set<string>();

  constructor(given: WorldGiven) {
    this.#given = given;
    this.#chance = chanceOf(given.seed);
    this.erp = new MadeUpErp(given.manners, this.#chance);
    this.#failing = new FailingStore(this.#store, this.#chance);
    this.#failing.failing = this.#chance() < 0.5 ? 0.1 : 0;
    const { contract } = given;
    const declaration = contract.destinations.get('erp');
    if (declaration === undefined) throw new Error('the contract of the suite has no erp');
    const now = (): Instant => this.#now as Instant;
    this.#destination = new HttpDestination({
      contract,
      declaration,
      headers: {},
      client: this.erp,
      now,
    });
    this.#truth = new Truth({
      store: this.#store,
      contract,
      read: nativeReader(contract),
      digest,
      rows: 100,
    });
    this.#lane = this.#newLane();
  }

  /** So many things happen, then all faults end and an hour passes. */
  async run(steps: number): Promise<readonly HandoffState[]> {
    // The rules start: what is placed from here on is the hub's.
    await this.#look();
    const { besides } = this.#given;
    if (besides === 'cutover') this.#oldPath = [];
    for (let step = 0; step < steps; step += 1) {
      await this.#step();
      if (besides === 'cancels' && this.#chance() < 0.1) await this.#cancel();
      if (besides === 'replays' && this.#chance() < 0.1) await this.#replay();
      if (besides === 'cutover') await this.#carryOld();
      if (besides === 'cutover' && step === Math.floor(steps / 3)) await this.#cutOver('live');
      if (besides === 'cutover' && step === Math.floor((steps * 2) / 3)) {
        await this.#cutOver('observe');
      }
    }
    for (const order of this.#oldPath ?? []) this.erp.keyIn(order);
    this.#failing.failing = 0;
    this.erp.behave();
    for (let step = 0; step < 100; step += 1) {
      await this.#look();
      // A look-up that took longer than the timeout would leave no time to send what it did not find.
      await this.#pass(2_000);
      await this.#pass(34_000);
    }
    return this.handoffs('order-to-erp');
  }

  async handoffs(rule: string): Promise<readonly HandoffState[]> {
    return (await this.#store.handoffs({ after: null, most: 1_000, rule })).rows;
  }

  async #step(): Promise<void> {
    const drawn = this.#chance();
    if (drawn < 0.2) await this.#place();
    else if (drawn < 0.23) this.erp.goAway(Math.floor(this.#chance() * 120_000));
    else if (drawn < 0.27) await this.#crash();
    else if (drawn < 0.35) await this.#state();
    else if (drawn < 0.7) await this.#look();
    else await this.#pass(Math.floor(this.#chance() * 8_000));
  }

  async #cancel(): Promise<void> {
    const order = `${this.#given.seed}-${1 + Math.floor(this.#chance() * this.#placed)}`;
    if (this.#placed === 0 || this.cancelled.has(order)) return;
    this.cancelled.add(order);
    const refs = { order };
    await this.#say({ id: `cancel-${order}`, system: 'shop', kind: 'order.cancelled', refs });
    // The shop's next poll says it again, under another id.
    await this.#say({ id: `poll-${order}`, system: 'shop', kind: 'order.cancelled', refs });
  }

  /** A person does it twice, to be sure. */
  async #replay(): Promise<void> {
    const { rows } = await this.#store.handoffs({ after: null, most: 1_000 });
    const keys = rows.map(({ key }) => key);
    const request = { keys, by: 'ann', at: this.#now as Instant, reason: '', absent: false };
    await this.#store.replay(request);
    expect(await this.#store.replay(request)).toEqual([]);
  }

  /** The old path carries some of what it has, and is told of nothing while it is off. */
  async #carryOld(): Promise<void> {
    const waiting = this.#oldPath?.splice(0, this.#chance() < 0.3 ? 1 : 0) ?? [];
    for (const order of waiting) this.erp.keyIn(order);
    return Promise.resolve();
  }

  async #cutOver(mode: 'live' | 'observe'): Promise<void> {
    await this.#pass(1);
    const change = await this.#store.modes.changeMode({
      rule: 'order-to-erp',
      sequence: mode === 'live' ? 2 : 3,
      mode,
      at: this.#now as Instant,
      effectiveFrom: this.#now as Instant,
      overlapMillis: mode === 'live' && this.#given.manners.canBeAsked ? overlapMillis : 0,
      oldPath: 'nightly job',
      by: 'ann',
      reason: '',
      forced: false,
    });
    expect(change).toBe(true);
    this.#oldPath = mode === 'live' ? null : [];
  }

  async #look(): Promise<void> {
    await allFolded(this.#truth, this.#now as Instant);
    await this.#lane.pump().catch(() => 0);
    await settled();
  }

  async #pass(millis: number): Promise<void> {
    this.#now += millis;
    this.erp.passTo(this.#now);
    await settled();
  }

  async #place(): Promise<void> {
    this.#placed += 1;
    const order = `${this.#given.seed}-${this.#placed}`;
    this.#oldPath?.push(order);
    await this.#say({
      id: `shop-${order}`,
      system: 'shop',
      kind: 'order.placed',
      refs: { order },
      data: { payable: 'captured', lines: [{ sku: 'A', qty: 1 }] },
    });
  }

  /** The ERP says by itself what it holds, of some orders and once. */
  async #state(): Promise<void> {
    for (const [order, { record }] of this.erp.held) {
      if (this.#stated.has(order) || this.#chance() < 0.5) continue;
      this.#stated.add(order);
      await this.#say({
        id: `erp-${order}`,
        system: 'erp',
        kind: 'order.acknowledged',
        refs: { order, record },
        data: { record, state: 'confirmed' },
      });
    }
  }

  async #say(fields: object): Promise<void> {
    const line = JSON.stringify({ at: new Date(this.#now).toISOString(), ...fields });
    const receipt = {
      id: await this.#store.ids(1),
      system: 'api',
      source: 'api',
      position: null,
      at: this.#now as Instant,
      headers: {},
      body: Buffer.from(line),
      digest: digest(line),
    } as const;
    await this.#store.receive([await arrivalOf(receipt, line, this.#interpreting())]);
  }

  /** The process ends: nobody hears what was under way, and its claims are found by the next. */
  async #crash(): Promise<void> {
    const open = [...this.#failing.claims.values()];
    this.erp.forgetAskers(open.flatMap(({ handoff }) => handoff.key.split('order=')[1] ?? []));
    this.#failing.claims.clear();
    this.#lane = this.#newLane();
    await this.#store.answer(
      open.map(({ attempt, handoff }) => ({
        attempt,
        handoff: handoff.key,
        at: this.#now as Instant,
        outcome: 'unknown',
        retryAt: null,
        answer: 'the worker ended before the answer',
      })),
    );
  }

  #interpreting() {
    const { contract } = this.#given;
    return { contract, names: new OrderNames(contract.joins), digest, ids: this.#store.ids };
  }

  #newLane(): Lane {
    const store: Store = Object.assign(Object.create(this.#store) as Store, this.#failing.seen);
    const given = {
      store,
      interpreting: this.#interpreting(),
      contract: this.#given.contract,
      environmentOf: () => ({}),
      now: () => this.#now as Instant,
      kept: () => undefined,
      sharers: () => 1,
      complain: (line: string) => {
        throw new Error(line);
      },
    };
    return laneTo('erp', this.#destination, given, { group: answerGroup(store), gathered: atOnce });
  }
}

/** Whatever can go on without time passing has gone on. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}
