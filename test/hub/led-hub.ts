// A hub without doors over any store: the real intake, truth and lane. The suite says what arrives, when
// time passes, and what the ERP answers.
import { afterAll, beforeAll } from 'vitest';
import type { Destination } from '../../src/connectors/connector.js';
import { nativeReader } from '../../src/connectors/registry.js';
import type { Contract } from '../../src/core/contract/contract.js';
import { OrderNames } from '../../src/core/identity/names.js';
import type { HandoffState, Outcome } from '../../src/core/ledger/ledger.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { arrivalOf } from '../../src/in/observations.js';
import { Lane } from '../../src/out/lane.js';
import { checkContract } from '../../src/shell/contract/load.js';
import { digest } from '../../src/shell/hub/ledger.js';
import type { Claim, Store } from '../../src/store/store.js';
import { Truth } from '../../src/truth/truth.js';
import { allFolded } from '../all-folded.js';
import type { Embedded } from '../embedded.js';
import { databaseOf, embedded, storeAt } from '../embedded.js';

export const start = 1_772_582_400_000;
export const minute = 60_000;
export const lines = [{ sku: 'A', qty: 1 }];
export const paid = { payable: 'captured', lines };

interface Led {
  /** Sections of the contract besides; indented by two, further systems. */
  readonly more?: string;
  /** Whether the ERP can be asked if it holds an order. */
  readonly lookups?: boolean;
}

const lookedUp = `
      lookups:
        create-order: { path: '/orders?ref={names.order}', shows: body }`;

/** A shop, a warehouse and an ERP. */
export async function ledContract(
  rules: string,
  { more = '', lookups = true }: Led = {},
): Promise<Contract> {
  const text = `weir: 1
systems:
  shop: { role: storefront }
  wh: { role: warehouse }
  erp:
    role: erp
    connector: http
    http:
      url: https://erp.example.com
      commands:
        create-order: { path: /orders }
        update-order: { path: /changes }
        cancel-order: { path: /cancellations }
        record-fulfilment: { path: /shipments }
        record-payment: { path: /payments }
        record-refund: { path: /refunds }
        record-return: { path: /returns }${lookups ? lookedUp : ''}
${more}
handoffs:
  standard: true
${rules}
`;
  const load = await checkContract('weir.yaml', new TextEncoder().encode(text));
  if (load.kind !== 'loaded') throw new Error(JSON.stringify(load));
  return load.contract;
}

export class LedHub {
  now = start;
  readonly store: Store;
  #contract: Contract;
  #said = 0;
  #truth: Truth;

  constructor(store: Store, contract: Contract) {
    this.store = store;
    this.#contract = contract;
    this.#truth = this.beside();
  }

  get contract(): Contract {
    return this.#contract;
  }

  /** Started: what is placed from here on is its own. */
  static async over(store: Store, rules: string, more = ''): Promise<LedHub> {
    const hub = new LedHub(store, await ledContract(rules, { more }));
    await hub.fold();
    hub.now += 1_000;
    return hub;
  }

  /** It ends, and starts with another contract. */
  async restart(contract: Contract): Promise<void> {
    this.#contract = contract;
    this.#truth = this.beside();
    await this.fold();
  }

  /** Another process on the same ledger, which has folded nothing. */
  beside(): Truth {
    const { store, contract } = this;
    return new Truth({ store, contract, read: nativeReader(contract), digest, rows: 100 });
  }

  async fold(): Promise<void> {
    await allFolded(this.#truth, this.now as Instant);
  }

  /**
   * @param spoken system and kind, such as `shop order.placed`.
   * @param more further fields of the line, such as its `version`.
   */
  async say(spoken: string, refs: object, data: object = {}, more: object = {}): Promise<void> {
    const [system, kind] = spoken.split(' ');
    this.#said += 1;
    const at = new Date(this.now).toISOString();
    const said = { at, system, kind, refs, data, ...more };
    await this.tell(JSON.stringify({ id: `s${this.now}-${this.#said}`, ...said }));
  }

  /** The order O-1 under one id, as the shop shows it once it was changed then. */
  async placed(qty: number, changed = this.now): Promise<void> {
    const version = new Date(changed).toISOString();
    const at = new Date(start + 1_000).toISOString();
    const data = { payable: 'captured', lines: [{ sku: 'A', qty }] };
    const again = { id: '71/order.placed', version, at };
    await this.say('shop order.placed', { order: 'O-1' }, data, again);
  }

  async tell(line: string): Promise<void> {
    const receipt = {
      id: await this.store.ids(1),
      system: 'api',
      source: 'api',
      position: null,
      at: this.now as Instant,
      headers: {},
      body: Buffer.from(line),
      digest: digest(line),
    } as const;
    const { contract } = this;
    const names = new OrderNames(contract.joins);
    const given = { contract, names, digest, ids: this.store.ids };
    await this.store.receive([await arrivalOf(receipt, line, given)]);
  }

  async claim(): Promise<readonly Claim[]> {
    const firstId = await this.store.ids(10);
    return this.store.claim({
      ...{ to: 'erp', now: this.now as Instant },
      ...{ most: 10, firstId, served: 0 },
    });
  }

  /** @param claim undefined: nothing was claimed, which the suite did not mean. */
  async answer(claim: Claim | undefined, outcome: Outcome): Promise<void> {
    if (claim === undefined) throw new Error('nothing is claimed');
    const { attempt, handoff } = claim;
    const at = this.now as Instant;
    await this.store.answer([
      { attempt, handoff: handoff.key, at, outcome, retryAt: null, answer: '' },
    ]);
  }

  /** Everything that is to be sent now is sent, and so answered. */
  async carry(outcome: Outcome): Promise<readonly Claim[]> {
    await this.fold();
    const claims = await this.claim();
    for (const claim of claims) await this.answer(claim, outcome);
    await this.fold();
    return claims;
  }

  async handoffs(rule: string): Promise<readonly HandoffState[]> {
    return (await this.store.handoffs({ after: null, most: 100, rule })).rows;
  }

  /** Keys of what is sent within an hour to an ERP that holds nothing. */
  async sentWithinAnHour(): Promise<readonly string[]> {
    const sent: string[] = [];
    const destination: Destination = {
      deliver: async ({ key }) => {
        sent.push(key);
        return Promise.resolve({ outcome: 'accepted', answer: '', observations: [] });
      },
      lookUp: async () => Promise.resolve({ found: 'absent' }),
      readBack: async () => Promise.resolve({ found: 'unable' }),
      idempotent: () => false,
      close: async () => Promise.resolve(),
    };
    const lane = new Lane({
      ...{ to: 'erp', store: this.store, destination, now: () => this.now as Instant },
      limits: { concurrency: 4, perSecond: 20, failures: 5, closedMillis: 2_000 },
      sharers: () => 1,
      acknowledgedBy: () => 'event',
      isTold: () => true,
      take: async () => Promise.resolve(),
      answered: () => undefined,
    });
    for (let i = 0; i < 6; i += 1) {
      await this.fold();
      await lane.pump();
      await lane.settled();
      this.now += 10 * minute;
    }
    await this.fold();
    return sent;
  }
}

/** Stores on databases of their own, for the suite that calls this: one PostgreSQL, which ends with it. */
export function storesOfServer(name: string): () => Promise<Store> {
  let server: Embedded;
  const opened: Store[] = [];
  beforeAll(async () => {
    server = await embedded();
  });
  afterAll(async () => {
    for (const store of opened) await store.close();
    await server.end();
  });
  return async () => {
    const store = await storeAt(await databaseOf(server.url, `${name}${opened.length}`));
    opened.push(store);
    return store;
  };
}
