// One name that too much is said of: what is past the limit is held and seen, and all others go on.
import { describe, expect, it } from 'vitest';
import { nativeReader } from '../../src/connectors/registry.js';
import { OrderNames } from '../../src/core/identity/names.js';
import { limits } from '../../src/core/limits.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { arrivalOf } from '../../src/in/observations.js';
import { checkContract } from '../../src/shell/contract/load.js';
import { digest } from '../../src/shell/hub/ledger.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Receipt } from '../../src/store/store.js';
import { Truth } from '../../src/truth/truth.js';
import { allFolded } from '../all-folded.js';

const now = 1_772_582_400_000 as Instant;
const text =
  'weir: 1\nsystems:\n  shop: { role: storefront }\n  erp: { role: erp }\nhandoffs: { standard: true }\n';

/** Parcels are told to the ERP. */
const live = `weir: 1
systems:
  shop: { role: storefront }
  wms: { role: warehouse }
  erp:
    role: erp
    connector: http
    http: { url: 'https://erp.example.com', commands: { record-fulfilment: { path: /parcels } } }
handoffs: { standard: true, shipment-to-erp: { mode: live } }
`;

class GiantWorld {
  readonly store = new MemoryStore();
  readonly #contract: string;
  #said = 0;
  #truth: Truth | null = null;

  constructor(contract = text) {
    this.#contract = contract;
  }

  async say(count: number, fields: object): Promise<void> {
    await this.sayEach(Array.from({ length: count }, () => fields));
  }

  async sayEach(statements: readonly object[]): Promise<void> {
    const load = await checkContract('weir.yaml', new TextEncoder().encode(this.#contract));
    if (load.kind !== 'loaded') throw new Error(JSON.stringify(load));
    const { contract } = load;
    const { store } = this;
    const lines = statements.map((fields) => {
      this.#said += 1;
      const at = new Date(now + this.#said).toISOString();
      return JSON.stringify({ id: `s-${this.#said}`, at, ...fields });
    });
    const body = lines.join('\n');
    const interpreting = {
      contract,
      names: new OrderNames(contract.joins),
      digest,
      ids: store.ids,
    };
    const receipt: Receipt = {
      ...{ id: await store.ids(1), system: 'api', source: 'api', position: null, at: now },
      ...{ headers: {}, body: Buffer.from(body), digest: digest(body) },
    };
    await store.receive([await arrivalOf(receipt, body, interpreting)]);
    const read = nativeReader(contract);
    this.#truth ??= new Truth({ store, contract, read, digest, rows: 500 });
    await allFolded(this.#truth, now);
  }

  async findings(): Promise<readonly string[]> {
    const { rows } = await this.store.findings({ after: null, most: 10 });
    return rows
      .filter(({ detail }) => detail.includes('too many statements'))
      .map(({ pattern, state }) => `${pattern} ${state}`);
  }
}

describe('a component past its limit', () => {
  it('holds what comes after, says so, and stops nobody else', async () => {
    const world = new GiantWorld();
    const giant = { system: 'shop', kind: 'order.status', refs: { order: 'GIANT' } };
    await world.say(limits.componentStatementsMax, giant);
    expect((await world.store.counts()).verdicts).not.toHaveProperty('held');
    expect(await world.findings()).toEqual([]);
    await world.say(25, giant);
    expect((await world.store.counts()).verdicts.held).toBe(25);
    expect(await world.findings()).toEqual(['identity-conflict open']);
    const data = { payable: 'captured', lines: [{ sku: 'A', qty: 1 }] };
    await world.say(1, { system: 'shop', kind: 'order.placed', refs: { order: 'OTHER' }, data });
    await world.say(1, giant);
    const { verdicts } = await world.store.counts();
    expect(verdicts.held).toBe(26);
    expect(await world.findings()).toEqual(['identity-conflict open']);
    expect((await world.store.named('order:OTHER', 2))[0]?.headline).toBe('placed');
    const story = await world.store.story('order', 'GIANT');
    expect(story?.told.filter(({ verdict }) => verdict === 'held')).toHaveLength(26);
  }, 60_000);

  it('keeps today’s figure of a stock item, and lets the oldest go', async () => {
    const world = new GiantWorld();
    const level = { system: 'erp', kind: 'stock.level', refs: { sku: 'A' } };
    await world.say(limits.componentStatementsMax + 25, { ...level, data: { available: '3' } });
    await world.say(1, { ...level, data: { available: '2' } });
    expect((await world.store.counts()).verdicts).toEqual({
      applied: limits.componentStatementsMax,
    });
    const story = await world.store.story('stock', 'A');
    expect(story?.subject.state).toContain('"available":"2"');
  }, 60_000);
});

describe('an order of a thousand parcels', () => {
  // What takes the square of their number, for each of them, does not end in the time of this test.
  it('is owed each of them once, though two systems tell of it', async () => {
    const world = new GiantWorld(live);
    const numbers = Array.from({ length: 1_000 }, (_, number) => number);
    const refs = { order: 'GIANT' };
    const placed = { payable: 'captured', lines: [{ sku: 'A', qty: numbers.length }] };
    const parcels = ['wms', 'shop'].flatMap((system) =>
      numbers.map((number) => ({
        ...{ system, kind: 'shipment.shipped', refs: { ...refs, shipment: `${system} ${number}` } },
        data: { lines: [{ sku: 'A', qty: 1 }] },
      })),
    );
    const start = { system: 'shop', kind: 'order.placed', refs, data: placed };
    const held = { system: 'erp', kind: 'order.acknowledged', refs, data: {} };
    await world.sayEach([start, held, ...parcels]);
    const { verdicts, handoffs } = await world.store.counts();
    expect(verdicts).toEqual({ applied: 2_002 });
    expect(handoffs).toMatchObject({ ready: 1_000 });
  }, 30_000);
});
