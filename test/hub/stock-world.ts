// A hub in virtual time that tells one shop of stock: a made-up shop behind the real http connector that
// fails, answers late or never, and takes effect late; an ERP whose counts change; crashes.
import { HttpDestination } from '../../src/connectors/http/destination.js';
import type { Exchanged, HttpClient, HttpRequest } from '../../src/connectors/http/client.js';
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
import type { Claim, Receipt, Store } from '../../src/store/store.js';
import { Truth } from '../../src/truth/truth.js';
import { allFolded } from '../all-folded.js';
import { chanceOf } from './carried-world.js';

const start = 1_772_582_400_000;
/** Longer no request of the shop's takes effect: the contract's timeout. */
const latestMillis = 9_000;

export const skus = ['A', 'B', 'C'] as const;

export async function stockContract(
  by: 'event' | 'response' | 'readback',
  mode = 'live',
  requires = '',
): Promise<Contract> {
  const text = `weir: 1
systems:
  erp: { role: erp }
  shop:
    role: storefront
    connector: http
    http:
      url: https://shop.example.com/api
      commands:
        set-available:
          method: PUT
          path: /stock/{stock.sku}
          body: '{ "available": stock.available, "version": version }'
      lookups:
        set-available: { path: '/stock/{stock.sku}', present: body.available != null }
      concurrency: 4
      per_second: 10
      timeout: 10s
handoffs:
  standard: true
  stock-to-channels: { mode: ${mode}, ack: { by: ${by} }${requires} }
feeds:
  counts: { from: erp, every: 1h, fresh_within: 2h }
`;
  const load = await checkContract('weir.yaml', new TextEncoder().encode(text));
  if (load.kind !== 'loaded') throw new Error(JSON.stringify(load));
  return load.contract;
}

interface Heard {
  readonly system: string;
  readonly kind: string;
  readonly sku: string;
  readonly available: string;
  readonly at: number;
  readonly location?: string;
}

interface Told {
  readonly sku: string;
  readonly available: string;
  readonly asOf: number;
  readonly at: number;
}

export class StockWorld implements HttpClient {
  now = start;
  /** What the shop shows. */
  readonly shown = new Map<string, string>(skus.map((sku) => [sku, '5']));
  readonly counted = new Map<string, string>(skus.map((sku) => [sku, '5']));
  readonly told: Told[] = [];
  /** Rules of the suite that were broken. */
  readonly faults: string[] = [];
  badness = 0;
  /** What the shop's clock shows more than the ERP's. */
  ahead = 0;
  /** The next request is lost, and takes effect late. */
  losesNext = false;
  readonly store = new MemoryStore();
  readonly #claims = new Map<number, Claim>();
  readonly #chance: () => number;
  readonly #contract: Contract;
  readonly #truth: Truth;
  readonly #pending = new Set<{ readonly at: number; readonly end: () => void }>();
  readonly #underWay = new Map<string, number>();
  readonly #destination: HttpDestination;
  #lane: Lane;
  #said = 0;

  constructor(seed: number, contract: Contract) {
    this.#chance = chanceOf(seed);
    this.#contract = contract;
    const declaration = contract.destinations.get('shop');
    if (declaration === undefined) throw new Error('the contract of the suite has no shop');
    const now = (): Instant => this.now as Instant;
    this.#destination = new HttpDestination({
      contract,
      declaration,
      headers: {},
      client: this,
      now,
    });
    const { store } = this;
    const read = nativeReader(contract);
    this.#truth = new Truth({ store, contract, read, digest, rows: 100 });
    this.#lane = this.#newLane();
  }

  async begin(): Promise<void> {
    await this.look();
    for (const sku of skus) {
      await this.say('erp', 'stock.level', sku, '5');
      await this.say('shop', 'listing.availability', sku, '5');
    }
    await this.pass(1_000);
  }

  async run(steps: number): Promise<void> {
    await this.begin();
    this.badness = 0.4;
    for (let step = 0; step < steps; step += 1) {
      const drawn = this.#chance();
      if (drawn < 0.3) await this.count(this.#one(), String(Math.floor(this.#chance() * 9)));
      else if (drawn < 0.35) await this.crash();
      else if (drawn < 0.5) await this.state(this.#one());
      else if (drawn < 0.75) await this.look();
      else await this.pass(Math.floor(this.#chance() * 6_000));
    }
    this.badness = 0;
    for (let step = 0; step < 24; step += 1) {
      await this.look();
      await this.pass(90_000);
      if (step % 6 === 0) for (const sku of skus) await this.state(sku);
    }
    await this.look();
  }

  /** The ERP's count of an item changes. */
  async count(sku: string, available: string): Promise<void> {
    await this.pass(1);
    this.counted.set(sku, available);
    await this.say('erp', 'stock.level', sku, available);
  }

  /** The shop says what it shows. */
  async state(sku: string): Promise<void> {
    await this.pass(1);
    await this.say('shop', 'listing.availability', sku, this.shown.get(sku) ?? '');
  }

  async handoffs(): Promise<readonly HandoffState[]> {
    return (await this.store.handoffs({ after: null, most: 50, rule: 'stock-to-channels' })).rows;
  }

  async look(): Promise<void> {
    await allFolded(this.#truth, this.now as Instant);
    await this.#lane.pump();
    await turned();
  }

  async pass(millis: number): Promise<void> {
    this.now += millis;
    for (const one of [...this.#pending].sort((a, b) => a.at - b.at)) {
      if (one.at > this.now) continue;
      this.#pending.delete(one);
      one.end();
    }
    await turned();
  }

  async say(system: string, kind: string, sku: string, available: string): Promise<void> {
    return this.#hear({ system, kind, sku, available, at: this.now });
  }

  /**
   * The ERP counts one place of an item; the whole is all places together.
   * @param late milliseconds for which the count was on its way.
   */
  async countAt(location: string, sku: string, available: string, late = 0): Promise<void> {
    await this.pass(1);
    const counted = { system: 'erp', kind: 'stock.level', sku, available, location };
    await this.#hear({ ...counted, at: this.now - late });
  }

  /** A count of the ERP that was on its way for so long, milliseconds. */
  async countLate(sku: string, available: string, millis: number): Promise<void> {
    const at = this.now - millis;
    return this.#hear({ system: 'erp', kind: 'stock.level', sku, available, at });
  }

  async #hear({ system, kind, sku, available, at: stated, location }: Heard): Promise<void> {
    this.#said += 1;
    const at = new Date(stated + (system === 'shop' ? this.ahead : 0)).toISOString();
    const refs = location === undefined ? { sku } : { sku, location };
    const fields = { id: `${system}-${this.#said}`, system, kind, at, refs };
    const line = JSON.stringify({ ...fields, data: { available } });
    const receipt: Receipt = {
      ...{ id: await this.store.ids(1), system: 'api', source: 'api', position: null },
      ...{ at: this.now as Instant, headers: {}, body: Buffer.from(line), digest: digest(line) },
    };
    await this.store.receive([await arrivalOf(receipt, line, this.#interpreting())]);
  }

  /** The process ends: nobody hears what is under way, and what was sent still takes effect. */
  async crash(): Promise<void> {
    const open = [...this.#claims.values()];
    this.#claims.clear();
    this.#underWay.clear();
    this.#lane = this.#newLane();
    await this.store.answer(
      open.map(({ attempt, handoff }) => ({
        ...{ attempt, handoff: handoff.key, at: this.now as Instant, outcome: 'unknown' },
        ...{ retryAt: null, answer: 'the worker ended before the answer' },
      })),
    );
  }

  readonly exchange: HttpClient['exchange'] = async (request) =>
    request.method === 'GET' ? this.#asked(request) : this.#put(request);

  readonly close = async (): Promise<void> => Promise.resolve();

  async #asked({ path }: HttpRequest): Promise<Exchanged> {
    const available = this.shown.get(path.slice(path.lastIndexOf('/') + 1));
    return Promise.resolve(answer(200, { available }));
  }

  async #put({ path, body }: HttpRequest): Promise<Exchanged> {
    const sku = path.slice(path.lastIndexOf('/') + 1);
    const { available, version } = JSON.parse(body ?? '') as Record<string, string>;
    const told = {
      sku,
      available: available ?? '',
      asOf: Number(version?.split('/')[0]),
      at: this.now,
    };
    const last = this.told.findLast((one) => one.sku === sku);
    if (last !== undefined && last.asOf > told.asOf)
      this.faults.push(`${sku}: an older value after`);
    if ((this.#underWay.get(sku) ?? 0) > 0) this.faults.push(`${sku}: two under way`);
    this.told.push(told);
    this.#underWay.set(sku, (this.#underWay.get(sku) ?? 0) + 1);
    const isBad = this.#chance() < this.badness;
    const take = (): void => void this.shown.set(sku, told.available);
    const drawn = this.losesNext ? 0 : isBad ? Math.floor(this.#chance() * 4) : -1;
    this.losesNext = false;
    const late = this.now + Math.floor(this.#chance() * latestMillis);
    if (drawn < 2) this.#pending.add({ at: drawn === -1 ? this.now : late, end: take });
    const exchanged = drawn === -1 ? answer(200, {}) : drawn === 3 ? answer(503, {}) : lost;
    return new Promise((resolve) => {
      const end = (): void => {
        this.#underWay.set(sku, Math.max(0, (this.#underWay.get(sku) ?? 0) - 1));
        resolve(exchanged);
      };
      // The connection may break long before it takes effect.
      const until = this.now + Math.floor(this.#chance() * (late - this.now));
      this.#pending.add({ at: drawn === -1 ? this.now + 500 : until, end });
    });
  }

  #one(): string {
    return skus[Math.floor(this.#chance() * skus.length)] ?? 'A';
  }

  #interpreting() {
    const contract = this.#contract;
    return { contract, names: new OrderNames(contract.joins), digest, ids: this.store.ids };
  }

  #newLane(): Lane {
    const { store } = this;
    const watched: Pick<Store, 'claim' | 'answer'> = {
      claim: async (request) => {
        const claims = await store.claim(request);
        for (const claim of claims) this.#claims.set(claim.attempt, claim);
        return claims;
      },
      answer: async (answers) => {
        for (const { attempt } of answers) this.#claims.delete(attempt);
        await store.answer(answers);
      },
    };
    const given = {
      store: Object.assign(Object.create(store) as Store, watched),
      ...{
        interpreting: this.#interpreting(),
        contract: this.#contract,
        environmentOf: () => ({}),
      },
      now: () => this.now as Instant,
      kept: () => undefined,
      sharers: () => 1,
      complain: (line: string) => {
        throw new Error(line);
      },
    };
    const answers = { group: answerGroup(given.store), gathered: atOnce };
    return laneTo('shop', this.#destination, given, answers);
  }
}

const lost: Exchanged = { got: 'nothing', sent: true, why: 'no whole answer in time' };

function answer(status: number, body: unknown): Exchanged {
  return { got: 'answer', status, retryAfter: null, text: JSON.stringify(body) };
}

/** Whatever can go on without time passing has gone on. */
async function turned(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}
