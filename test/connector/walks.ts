// Whatever a polled system does between two pages, what it shows at last has been received, once: rows of
// one time, pages that shift, clocks that differ, walks that overlap.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Polled } from '../../src/connectors/connector.js';
import { compileContract } from '../../src/core/contract/compile.js';
import type { Contract } from '../../src/core/contract/contract.js';
import type { PollDeclaration } from '../../src/core/contract/poll.js';
import { OrderNames } from '../../src/core/identity/names.js';
import type { Instant } from '../../src/core/observation/instant.js';
import type { Interpreting } from '../../src/in/observations.js';
import type { PollGiven, Step } from '../../src/in/poll.js';
import { Poll } from '../../src/in/poll.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Store } from '../../src/store/store.js';
import type { Manners } from '../sources/shown-system.js';
import { ShownSystem } from '../sources/shown-system.js';

const start = Date.parse('2026-03-04T12:00:00Z');
const overlapMillis = 120_000;

const written = `
weir: 1
systems:
  shop:
    role: storefront
    connector: http
    http:
      url: https://shown.example
      poll:
        path: /orders
        reader: shop-orders
        overlap: 2m
        since: updated_since
        changed: updated_at
        order: oldest-first
        next: { param: page, value: "body.more ? page + 1" }
readers:
  shop-orders:
    system: shop
    format: json
    rows: rows
    match: [id, updated_at]
    emit:
      - kind: order.placed
        at: placed_at
        id: id
        refs: { order: id }
        data: { channel: state }
        lines: { sku: id }
`;

function contractOf(): Contract {
  const { contract, faults } = compileContract(parse(written));
  expect(faults).toEqual([]);
  return contract;
}

const contract = contractOf();

function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Opens the connector over a system that is in memory. */
export type OpensShown = (shown: ShownSystem, now: () => Instant) => Polled;

class World {
  now = start as Instant;
  readonly store = new MemoryStore();
  readonly system: ShownSystem;
  readonly poll: PollDeclaration;
  readonly manners: Manners;
  readonly #opens: OpensShown;
  #poll: Poll;

  constructor(manners: Manners, opens: OpensShown) {
    this.manners = manners;
    this.#opens = opens;
    this.system = new ShownSystem(manners, () => this.now);
    const [declared] = contract.polls.get('shop') ?? [];
    if (declared === undefined) throw new Error('the contract has no poll');
    const orders = { oldest: 'oldest-first', newest: 'newest-first', id: null } as const;
    const next = manners.paging === 'link' ? ({ by: 'link' } as const) : declared.next;
    this.poll = { ...declared, order: orders[manners.sort], next };
    this.#poll = this.opened();
  }

  opened(store: Pick<Store, 'receive'> = this.store): Poll {
    const interpreting: Interpreting = {
      contract,
      names: new OrderNames([]),
      digest,
      ids: this.store.ids,
    };
    const given: PollGiven = {
      system: 'shop',
      declaration: this.poll,
      source: 'poll:shop/shop-orders',
      span: { from: 'seen' },
      graceMillis: 0,
      polled: this.#opens(this.system, () => this.now),
      store: this.store,
      submit: async (arrival) => {
        const [received] = await store.receive([arrival]);
        if (received === undefined) throw new Error('nothing was received');
        return received;
      },
      interpreting,
    };
    this.#poll = new Poll(given);
    return this.#poll;
  }

  async step(): Promise<Step> {
    return this.#poll.step(this.now);
  }

  async walk(most = 400): Promise<Step['kind']> {
    for (let pages = 0; pages < most; pages += 1) {
      const { kind } = await this.step();
      if (kind !== 'on') return kind;
    }
    throw new Error('the walk does not end');
  }
}

type Deed =
  | { readonly do: 'change'; readonly id: number; readonly late: number }
  | { readonly do: 'pass'; readonly millis: number }
  | { readonly do: 'poll' }
  | { readonly do: 'restart' };

const deeds: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      id: fc.nat(25),
      // Less than nothing: dated ahead.
      late: fc.oneof(fc.constant(0), fc.nat(overlapMillis - 10_000), fc.constant(-600_000)),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('pass' as const), millis: fc.nat(90_000) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('poll' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
);

const manners: fc.Arbitrary<Manners> = fc.record({
  sort: fc.constantFrom('oldest', 'newest', 'id'),
  paging: fc.constantFrom('number', 'link'),
  inclusive: fc.boolean(),
  pageSize: fc.integer({ min: 1, max: 7 }),
  skewMillis: fc.integer({ min: -300_000, max: 300_000 }),
  tellsDate: fc.boolean(),
});

/** What the ledger holds of each order: its states as they were received. */
class Ledger {
  readonly states = new Map<string, string[]>();

  watching(store: MemoryStore): Pick<Store, 'receive'> {
    return {
      receive: async (arrivals) => {
        for (const { filed } of arrivals) {
          for (const { text } of filed) {
            const { id, data } = JSON.parse(text) as { id: string; data: { channel: string } };
            this.states.set(id, [...(this.states.get(id) ?? []), data.channel]);
          }
        }
        return store.receive(arrivals);
      },
    };
  }
}

export function missesNothing(opens: OpensShown): void {
  it('misses no change, and files each once, whatever happens between its pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        manners,
        fc.array(deeds, { maxLength: 40 }),
        fc.array(deeds, { maxLength: 60 }),
        async (given, between, during) => {
          const world = new World(given, opens);
          const ledger = new Ledger();
          world.opened(ledger.watching(world.store));
          const waiting = [...during];
          const apply = (deed: Deed | undefined): void => {
            // Where a system does not tell its clock, nobody can know what is ahead of it.
            const earliest = given.tellsDate ? -Infinity : 0;
            if (deed?.do === 'change') {
              world.system.change(`o-${deed.id}`, Math.max(deed.late, earliest));
            }
            if (deed?.do === 'pass') world.now = (world.now + deed.millis) as Instant;
          };
          world.system.meanwhile = () => {
            apply(waiting.shift());
          };
          for (const deed of between) {
            apply(deed);
            if (deed.do === 'restart') world.opened(ledger.watching(world.store));
            if (deed.do === 'poll') await world.walk();
          }
          waiting.length = 0;
          for (let polls = 0; polls < 3; polls += 1) {
            world.now = (world.now + 30_000) as Instant;
            await world.walk();
          }
          for (const { id, state } of world.system.rows.values()) {
            expect(ledger.states.get(id)?.at(-1), `${id} at last`).toBe(String(state));
          }
          const distinct = [...ledger.states.values()].flatMap((states) => [...new Set(states)]);
          expect((await world.store.counts()).observations).toBe(distinct.length);
        },
      ),
      { numRuns: 200, examples: [slowWalk] },
    );
  });
}

/** Of a system that tells no clock: what changed while a slow walk went on must not move the next one past it. */
const slowWalk: [Manners, Deed[], Deed[]] = [
  {
    ...{ sort: 'oldest', paging: 'number', inclusive: false, pageSize: 1 },
    ...{ skewMillis: -92_865, tellsDate: false },
  },
  [
    { do: 'change', id: 0, late: 0 },
    { do: 'change', id: 1, late: 136 },
    { do: 'change', id: 2, late: 0 },
    { do: 'poll' },
  ],
  [
    { do: 'change', id: 3, late: 28_136 },
    { do: 'pass', millis: 31_221 },
    { do: 'pass', millis: 60_644 },
    { do: 'change', id: 0, late: 0 },
  ],
];
