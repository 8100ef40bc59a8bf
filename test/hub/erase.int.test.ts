// A person is erased on PostgreSQL while a delivery is under way: nothing of them is left in any table or
// export, nothing comes back, and what was sold, owed and sealed stands as it stood.
import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Delivery, Destination, Reply } from '../../src/connectors/connector.js';
import { nativeReader } from '../../src/connectors/registry.js';
import type { Contract } from '../../src/core/contract/contract.js';
import { OrderNames } from '../../src/core/identity/names.js';
import type { Instant } from '../../src/core/observation/instant.js';
import type { Interpreting } from '../../src/in/observations.js';
import { arrivalOf } from '../../src/in/observations.js';
import { reread } from '../../src/in/reread.js';
import { sourceReadings } from '../../src/in/source-readings.js';
import type { Lane } from '../../src/out/lane.js';
import { runErase } from '../../src/shell/cli/erase.js';
import type { LedgerVerbDoors } from '../../src/shell/cli/ledger-verb.js';
import { runReplay } from '../../src/shell/cli/replay.js';
import { runTrace } from '../../src/shell/cli/trace.js';
import { answerGroup, atOnce } from '../../src/shell/hub/answering.js';
import { laneTo } from '../../src/shell/hub/lanes.js';
import { exported } from '../../src/store/postgres/backup.js';
import type { Received, Store } from '../../src/store/store.js';
import { Truth } from '../../src/truth/truth.js';
import { contractOf } from './carried-world.js';
import type { Embedded } from '../embedded.js';
import { embedded, hasEmbedded } from '../embedded.js';

const start = 1_772_582_400_000;
const secrets = ['Jane Doe', 'jane@example.com', '4412345678901234567', 'High Street'];

function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function placing(order: string, rest: object = {}): string {
  const whole = JSON.stringify({
    ...{ id: `p-${order}`, system: 'shop', kind: 'order.placed' },
    ...{ at: new Date(start + 1_000).toISOString(), refs: { order } },
    data: {
      payable: 'captured',
      lines: [{ line: '1', sku: 'A', qty: 1, price: '9.50' }],
      total: { amount: '9.50', currency: 'EUR' },
      ship_to: { name: 'Jane Doe', street: 'High Street', phone: 'PHONE' },
      email: 'jane@example.com',
      ...rest,
    },
  });
  return whole.replace('"PHONE"', '4412345678901234567');
}

/** Takes deliveries, and keeps who sends the first order waiting until it is told to answer. */
class SlowErp {
  readonly sent: Delivery[] = [];
  answer: (reply: Reply) => void = () => undefined;
  readonly destination: Destination = {
    deliver: async (delivery) => {
      if (!delivery.key.includes('O-1')) {
        return Promise.resolve({ outcome: 'accepted', answer: '', observations: [] });
      }
      this.sent.push(delivery);
      return new Promise((resolve) => {
        this.answer = resolve;
      });
    },
    lookUp: async () => Promise.resolve({ found: 'absent' }),
    readBack: async () => Promise.resolve({ found: 'unable' }),
    idempotent: () => true,
    close: async () => Promise.resolve(),
  };
}

describe.skipIf(!hasEmbedded)('erased while it is being delivered', () => {
  let server: Embedded;
  let store: Store;
  let contract: Contract;
  let truth: Truth;
  let client: pg.Client;
  let erp: SlowErp;
  let lane: Lane;
  let now = start as Instant;

  beforeAll(async () => {
    server = await embedded();
    store = await server.open(4);
    client = new pg.Client({ connectionString: server.url });
    await client.connect();
    contract = await contractOf('event', { keyed: true, canBeAsked: true, badness: 0 });
    const read = nativeReader(contract);
    truth = new Truth({ store, contract, read, digest, rows: 100 });
    erp = new SlowErp();
    const given = {
      ...{ store, interpreting: interpreting(), contract, environmentOf: () => ({}) },
      ...{ now: () => now, kept: () => undefined, complain: () => undefined, sharers: () => 1 },
    };
    lane = laneTo('erp', erp.destination, given, { group: answerGroup(store), gathered: atOnce });
    await truth.catchUp(now);
    await pass(2_000);
  }, 60_000);

  afterAll(async () => {
    await client.end();
    await server.end();
  });

  function interpreting(): Interpreting {
    return { contract, names: new OrderNames(contract.joins), digest, ids: store.ids };
  }

  async function say(text: string): Promise<Received> {
    const body = Buffer.from(text);
    const receipt = {
      ...{ id: await store.ids(1), system: 'api', position: null, at: now },
      source: 'api' as const,
      ...{ headers: { 'x-from': 'Jane Doe' }, body, digest: digest(body) },
    } as const;
    const [received] = await store.receive([await arrivalOf(receipt, text, interpreting())]);
    if (received === undefined) throw new Error('nothing was received');
    return received;
  }

  async function pass(millis: number): Promise<void> {
    now = (now + millis) as Instant;
    await truth.catchUp(now);
  }

  async function stateOf(order: string): Promise<string> {
    const story = await store.story('order', order);
    const handoff = story?.handoffs.find(({ rule }) => rule === 'order-to-erp');
    const last = story?.attempts.at(-1);
    return `${handoff?.state ?? ''}: ${last?.answer ?? ''}`;
  }

  /** All that any table holds, bytes as text. */
  async function everything(): Promise<string> {
    const lines: string[] = [];
    await exported(server.url, now, async (line) => {
      const plain = line.replaceAll(/\\+x((?:[0-9a-f]{2})+)/g, (_all, hex: string) =>
        Buffer.from(hex, 'hex').toString(),
      );
      lines.push(plain.replaceAll('\\', ''));
      return Promise.resolve();
    });
    return lines.join('\n');
  }

  async function atTheCommandLine(
    run: (doors: LedgerVerbDoors) => Promise<number>,
  ): Promise<{ readonly code: number; readonly said: string }> {
    const before = process.env['DATABASE_URL'];
    process.env['DATABASE_URL'] = server.url;
    let said = '';
    const write = (text: string): void => void (said += text);
    try {
      const code = await run({ out: write, err: write, now: () => now });
      return { code, said };
    } finally {
      if (before === undefined) delete process.env['DATABASE_URL'];
      else process.env['DATABASE_URL'] = before;
    }
  }

  const rowsOf = async (table: string): Promise<readonly object[]> =>
    (await client.query<object>(`select * from ${table} order by 1, 2`)).rows;

  it('leaves nothing of the person, and all of the order', async () => {
    const unreadable = '{"order":"O-1","buyer":"Jane Doe","system":"shop"}';
    await say(`${placing('O-1')}\n${placing('O-2', { email: 'joe@example.com', ship_to: 'Joe' })}`);
    await say(unreadable);
    await pass(1_000);
    const kept = await everything();
    for (const secret of secrets) expect(kept).toContain(secret);
    expect((await rowsOf('observation')).map((row) => JSON.stringify(row)).join()).not.toContain(
      'Jane',
    );
    expect((await rowsOf('handoff')).map((row) => JSON.stringify(row)).join()).not.toContain(
      'Jane',
    );

    await lane.pump();
    await expect.poll(() => erp.sent.length).toBeGreaterThan(0);
    const [first] = erp.sent;
    for (const secret of secrets) expect(first?.command).toContain(secret);
    const before = {
      facts: await rowsOf('fact'),
      seals: await rowsOf('seal'),
      subjects: await rowsOf('subject'),
    };

    const found = await store.people.holding({ type: 'order', key: 'O-1' });
    expect(found).toMatchObject({ statements: 1, receipts: 2, quarantined: 1 });
    await store.people.erase({ type: 'order', key: 'O-1' }, now);
    erp.answer({ outcome: 'unknown', answer: 'answered 500: no such JANE DOE, High Street' });
    await lane.settled();
    await say(placing('O-1'));
    await say(placing('O-1', { note: 'late', ship_to: { name: 'Jane Doe' } }));
    await say(unreadable.replace('O-1', 'O-3'));
    const left = await everything();
    expect(left).toContain('Joe');
    expect(left).not.toContain('JANE DOE');
    for (const secret of secrets.slice(1)) expect(left).not.toContain(secret);
    // The last line speaks of another order, which nobody has erased.
    expect(left.split('Jane Doe')).toHaveLength(4);

    expect(await rowsOf('fact')).toEqual(before.facts);
    expect(await rowsOf('seal')).toEqual(before.seals);
    expect(await rowsOf('subject')).toEqual(before.subjects);
  });

  it('sends nothing with holes in it, and says why', async () => {
    await pass(3_600_000);
    for (let round = 0; round < 3; round += 1) {
      await lane.pump();
      await lane.settled();
      await pass(60_000);
    }
    expect(await stateOf('O-1')).toBe('refused: its personal data was erased');
    expect(erp.sent).toHaveLength(1);
    const { code, said } = await atTheCommandLine(async (doors) =>
      runReplay({ filter: 'subject=O-1', dryRun: true }, doors),
    );
    expect(code).toBe(0);
    expect(said).toContain("1  order-to-erp to erp, refused: can't be sent, its personal data was");
    expect(said).not.toContain('sent again');
  });

  it('reads nothing again that was erased, and says so', async () => {
    const readings = sourceReadings(interpreting());
    const more = { name: 'more', role: 'erp', connector: null, zone: null, owner: null } as const;
    const systems = new Map([...contract.systems, ['more', more] as const]);
    const another = { ...interpreting(), contract: { ...contract, systems } };
    const counts = await store.counts();
    expect(await reread(store, readings, { interpreting: another, system: null })).toMatchObject({
      ...{ accepted: 0, erased: 1 },
    });
    expect(await store.counts()).toMatchObject({ observations: counts.observations });
  });

  it('meets whatever is received at the same moment before or after, and never between', async () => {
    await say(placing('O-9', { email: 'zoe@example.org', ship_to: 'Zoe' }));
    await pass(1_000);
    const late = (part: number): string =>
      placing('O-9', { email: `zoe${part}@example.org`, ship_to: 'Zoe', part });
    await Promise.all([
      ...Array.from({ length: 40 }, async (_, part) => say(late(part))),
      store.people.erase({ type: 'order', key: 'O-9' }, now),
      ...Array.from({ length: 40 }, async (_, part) => say(late(part + 40))),
    ]);
    await pass(1_000);
    expect((await store.story('order', 'O-9'))?.told).toHaveLength(81);
    expect(await everything()).not.toMatch(/zoe/i);
  });

  it('keeps nothing of lines that come later and can not be read', async () => {
    await say(placing('O-21', { ship_to: 'Ida' }));
    await pass(1_000);
    await store.people.erase({ type: 'order', key: 'O-21' }, now);
    const less = [{ line: '1', sku: 'A', qty: -2, price: '9.50' }];
    await say(placing('O-21', { lines: less, email: 'canary1' }));
    await say(placing('O-21', { email: 'canary2' }).replace('"shop"', '"nobody"'));
    const both = `${placing('O-22', { note: 'kept' })}\n{"about":"O-21","buyer":"canary3"`;
    await say(both);
    const { quarantined } = await store.counts();
    expect(quarantined).toBeGreaterThanOrEqual(3);
    const left = await everything();
    expect(left).not.toContain('canary');
    // What could be read beside it is another's.
    expect(left).toContain('kept');
  });

  it('is asked for at the command line, by any name of the order', async () => {
    await say(placing('O-7'));
    await pass(1_000);
    const { said, code } = await atTheCommandLine(async (doors) => runErase('O-7', {}, doors));
    expect(code).toBe(0);
    expect(said).toContain('Would erase what is personal of order O-7:\n  1  statements');
    expect(said).toContain('Nothing was done');
    const nobody = await atTheCommandLine(async (doors) => runErase('nobody', {}, doors));
    expect(nobody.code).toBe(2);
    const options = { yes: true, json: true };
    const done = await atTheCommandLine(async (doors) => runErase('order:O-7', options, doors));
    expect(JSON.parse(done.said)).toMatchObject({ statements: 1, receipts: 1, erased: true });
    const story = await atTheCommandLine(async (doors) => runTrace('O-7', {}, doors));
    expect([story.code, story.said]).toEqual([0, expect.stringContaining('order.placed')]);
  });
});
