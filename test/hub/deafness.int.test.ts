// While nobody listens to a system its silence is no answer: nothing is found missing of that time, until what
// was missed has been asked for.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nativeReader } from '../../src/connectors/registry.js';
import { compileContract } from '../../src/core/contract/compile.js';
import type { Contract } from '../../src/core/contract/contract.js';
import { OrderNames } from '../../src/core/identity/names.js';
import { deafnessOf } from '../../src/core/ledger/deafness.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { Intake } from '../../src/in/intake.js';
import { arrivalOf } from '../../src/in/observations.js';
import { Listener, present } from '../../src/shell/hub/deafness.js';
import { digest } from '../../src/shell/hub/ledger.js';
import { openPolls } from '../../src/shell/hub/polls.js';
import { sourceReasons } from '../../src/shell/hub/sources.js';
import { openSubscriptions } from '../../src/shell/hub/subscriptions.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import { Truth } from '../../src/truth/truth.js';
import { allFolded } from '../all-folded.js';
import { Peer, answering } from '../connector/peer.js';
import { orderList } from '../sources/order-list.js';
import { SourcesHub } from '../sources/sources-hub.js';
import { eventually } from '../eventually.js';

const start = Date.parse('2026-03-04T10:00:00Z');

function at(minutes: number): Instant {
  return (start + minutes * 60_000) as Instant;
}

const notSetBack = async (): Promise<void> => Promise.reject(new Error('no clock was set back'));

const toldContract = compileContract({
  weir: 1,
  systems: { shop: { role: 'storefront' }, erp: { role: 'erp' } },
  handoffs: { standard: true },
}).contract;

class Company {
  readonly store = new MemoryStore();
  readonly #contract: Contract;

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  async says(system: string, kind: string, order: string, minutes: number): Promise<void> {
    const data =
      kind === 'order.placed'
        ? { payable: 'captured', lines: [{ sku: 'X', qty: 1 }] }
        : { record: `SO-${order}`, state: 'confirmed' };
    const time = new Date(at(minutes)).toISOString();
    const text = JSON.stringify({
      id: `${kind} ${order}`,
      system,
      kind,
      at: time,
      refs: { order },
      data,
    });
    const { store } = this;
    const body = Buffer.from(text);
    const receipt = {
      ...({
        id: await store.ids(1),
        system,
        source: 'api',
        position: null,
        at: at(minutes),
      } as const),
      ...{ headers: {}, body, digest: digest(body) },
    };
    const interpreting = {
      ...{ contract: this.#contract, names: new OrderNames([]), digest, ids: store.ids },
    };
    await store.receive([await arrivalOf(receipt, text, interpreting)]);
  }

  /** Orders that are found lost by then. */
  async lost(minutes: number): Promise<readonly string[]> {
    const { store } = this;
    const contract = this.#contract;
    const read = nativeReader(contract);
    const truth = new Truth({ store, contract, read, digest, rows: 100 });
    await allFolded(truth, at(minutes));
    const { rows } = await store.findings({ after: null, most: 10, pattern: 'lost-order' });
    return rows.map(({ subject }) => subject).sort();
  }
}

/** It is known to say so. */
async function opened(contract: Contract): Promise<Company> {
  const company = new Company(contract);
  await company.says('shop', 'order.placed', 'A-0', 0);
  await company.says('erp', 'order.acknowledged', 'A-0', 1);
  return company;
}

describe('what nobody heard', () => {
  it('is not missing while its poll fails, and is once that has caught up', async () => {
    const company = await opened(toldContract);
    const { store } = company;
    const listener = new Listener({ system: 'erp', source: 'poll:erp/orders' }, store);
    await company.says('shop', 'order.placed', 'A-1', 10);
    expect(await company.lost(60)).toEqual(['A-1']);
    await listener.deaf(at(70));
    await company.says('shop', 'order.placed', 'A-2', 72);
    await company.says('shop', 'order.placed', 'A-3', 60);
    expect(await company.lost(120)).toEqual(['A-1']);
    await listener.deaf(at(100));
    expect(await company.lost(125)).toEqual(['A-1']);
    await listener.caughtUp();
    expect(await company.lost(131)).toEqual(['A-1', 'A-2', 'A-3']);
  });

  it('is not missing where it was to be told to a hub that was away', async () => {
    const company = await opened(toldContract);
    const given = { store: company.store, contract: toldContract, setBack: notSetBack };
    await present(given, at(0));
    await present(given, at(4));
    await company.says('shop', 'order.placed', 'A-1', 5);
    await present(given, at(100));
    expect(await company.lost(100)).toEqual([]);
    await company.says('shop', 'order.placed', 'A-2', 101);
    expect(await company.lost(200)).toEqual(['A-2']);
  });
});

describe('a webhook subscription', () => {
  let peer: Peer;
  let isThere = true;
  let minute = 2;

  beforeEach(async () => {
    peer = await Peer.open();
    peer.manner = (asked, response) => {
      const to = 'https://weir.example/in/erp';
      const hooks = isThere ? [{ topic: 'orders', address: to, active: true }] : [];
      answering({ status: 200, body: JSON.stringify({ hooks }) })(asked, response);
    };
    isThere = true;
    minute = 2;
  });

  afterEach(() => {
    peer.close();
  });

  function contractOf(polled: boolean): Contract {
    const here = { url: peer.url, allow: '127.0.0.1' };
    const list = { path: '/hooks', list: 'body.hooks', topics: ['orders'], every: '1s' };
    const webhook = {
      secret: 'env:SECRET',
      signature: { scheme: 'standard-webhooks' },
      subscriptions: { ...here, ...list },
    };
    const http = polled ? { ...here, poll: { path: '/orders', reader: 'orders' } } : here;
    const emit = { kind: 'order.accepted', at: 'at', id: 'id', refs: { order: 'id' } };
    const orders = { system: 'erp', format: 'json', match: ['id', 'at'], emit };
    const { contract, faults } = compileContract({
      ...{ weir: 1, handoffs: { standard: true }, readers: { orders } },
      systems: {
        shop: { role: 'storefront' },
        erp: { role: 'erp', connector: 'http', http, webhook },
      },
    });
    expect(faults).toEqual([]);
    return contract;
  }

  /** It is there for two minutes, gone until the fortieth, and there again. */
  async function lostMeanwhile(contract: Contract): Promise<Company> {
    const company = await opened(contract);
    const { store } = company;
    const intake = new Intake(store, { commits: 1, statements: 100, waiting: 100 });
    const given = new SourcesHub().given(contract);
    const sources = openSubscriptions({
      ...{ ...given, interpreting: { ...given.interpreting, ids: store.ids } },
      ...{ store, intake, now: () => at(minute) },
    });
    if ('failed' in sources) throw new Error(sources.failed);
    const seen = async (reasons: number): Promise<void> =>
      eventually(() => {
        const [state] = sources.states();
        expect(state?.readAt).toBe(at(minute));
        expect(sourceReasons(sources.states())).toHaveLength(reasons);
      });
    await seen(0);
    [isThere, minute] = [false, 30];
    await seen(1);
    await company.says('shop', 'order.placed', 'A-1', 10);
    expect(await company.lost(35)).toEqual(contract.polls.size > 0 ? ['A-1'] : []);
    [isThere, minute] = [true, 40];
    await seen(0);
    await sources.end();
    await company.says('shop', 'order.placed', 'A-2', 41);
    return company;
  }

  it('that is lost leaves what was to be told meanwhile unknown for good', async () => {
    const company = await lostMeanwhile(contractOf(false));
    expect(await company.lost(120)).toEqual(['A-2']);
  });

  it('that is lost changes nothing where a poll brings the same', async () => {
    const company = await lostMeanwhile(contractOf(true));
    expect(await company.lost(120)).toEqual(['A-1', 'A-2']);
  });
});

describe('a poll', () => {
  let peer: Peer;

  beforeEach(async () => {
    peer = await Peer.open();
  });

  afterEach(() => {
    peer.close();
  });

  it('that fails is noted with since when, and no longer once all of it has been read', async () => {
    const hub = new SourcesHub();
    const contract = orderList(peer.url, { every: '0.1s', changed: 'at' });
    const { offsets } = hub.store;
    const since = async (): Promise<Instant | null> =>
      deafnessOf(await offsets.at('deaf:poll:shop/orders'), 'shop').since;
    peer.manner = answering({ status: 200, body: '[{"id":"1","at":"2026-03-04T10:00:00Z"}]' });
    const sources = openPolls(hub.given(contract));
    if ('failed' in sources) throw new Error(sources.failed);
    const read = (): Instant | null => sources.states()[0]?.readAt ?? null;
    await eventually(() => {
      expect(read()).not.toBeNull();
    });
    expect(await since()).toBeNull();
    peer.manner = answering({ status: 503 });
    await eventually(async () => {
      expect(await since()).toBe(read());
    });
    peer.manner = answering({ status: 200, body: '[{"id":"1","at":"2026-03-04T10:00:00Z"}]' });
    await eventually(async () => {
      expect(await since()).toBeNull();
    });
    await sources.end();
  });

  it('of a hub that was away is to catch up first', async () => {
    const { store } = new SourcesHub();
    const contract = orderList(peer.url, { every: '1m', changed: 'at' });
    const given = { store, contract, setBack: notSetBack };
    await present(given, at(0));
    await present(given, at(30));
    const cursor = await store.offsets.at('deaf:poll:shop/orders');
    expect(deafnessOf(cursor, 'shop').since).toBe(at(0));
  });
});
