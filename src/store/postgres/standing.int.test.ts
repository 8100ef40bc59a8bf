// A ledger in which nearly everything is settled: what still stands is found without reading all of it,
// and how much there is is told without counting it. On an embedded server of the suite's own.
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import { openWords } from '../../core/ledger/ledger.js';
import type { Store } from '../store.js';
import { counts } from './counts.js';
import { postgresStore } from './postgres-store.js';
import type { Sessions } from './session.js';
import { sessions } from './session.js';

const settled = 20_000;
const countedMost = 10_000;

/** Settled handoffs with some that stand among the oldest of them, as folds would have left them. */
const written = [
  `insert into receipt (id, system, source, at, headers, size, digest)
   select n, 'shop', 'api', n, '{}', 1, 'd' from generate_series(1, ${settled}) n`,
  `insert into observation select n, n, 'shop', 'order.placed', n, '{}'
   from generate_series(1, ${settled}) n`,
  `insert into fact (component, observation, verdict, reason)
   select n, n, case when n = 7 then 'held' when n % 10 = 0 then 'late' else 'applied' end, ''
   from generate_series(1, ${settled}) n`,
  `insert into handoff (key, component, subject, rule, destination, state, carriage, attempts, command, detail)
   select 'order-to-erp/erp/shop/order=' || n, n, n, 'order-to-erp', 'erp',
          case when n % 4000 = 1 then 'overdue' when n % 4 = 0 then 'seen' else 'acknowledged' end,
          case when n % 4000 = 1 then 'waiting' else 'done' end, 0, repeat('x', 800), '{}'
   from generate_series(1, ${settled}) n`,
  `insert into subject (type, key, component, headline, names, state)
   select 'order', lpad(n::text, 6, '0'), n, 'placed', '{}', '{"systems":["shop"]}'
   from generate_series(1, ${settled} + 5) n`,
  `update subject set state = '{"systems":["erp"]}' where component > ${settled} + 3`,
  'vacuum analyze',
];

describe.skipIf(!hasEmbedded)('a ledger of settled orders', () => {
  let server: Embedded;
  let open: Sessions;

  const opened = async (): Promise<Store> => {
    const store = await postgresStore({ url: server.url, sessions: 2 });
    if ('unfit' in store) throw new Error(store.unfit);
    return store;
  };

  beforeAll(async () => {
    server = await embedded();
    await (await opened()).close();
    open = sessions(server.url, 'weir standing', 1);
    for (const statement of written) await open.query(statement, []);
  });

  afterAll(async () => {
    await open.close();
    await server.end();
  });

  const scans = async (index: string): Promise<number> => {
    const [row] = await open.query<{ scans: number }>(
      'select idx_scan as scans from pg_stat_user_indexes where indexrelname = $1',
      [index],
    );
    return row?.scans ?? 0;
  };

  it('lists what stands by the summaries of its blocks', async () => {
    const store = await opened();
    const { rows } = await store.handoffs({ after: null, most: 10, states: openWords });
    expect(rows.map(({ subject }) => Number(subject)).sort((a, b) => a - b)).toEqual([
      1, 4_001, 8_001, 12_001, 16_001,
    ]);
    // A session tells of its scans when it ends.
    await store.close();
    for (let looks = 0; looks < 50 && (await scans('handoff_standing')) === 0; looks += 1) {
      await setTimeout(100);
    }
    expect(await scans('handoff_standing')).toBeGreaterThan(0);
  });

  it('goes through many orders page by page, and says where it goes on', async () => {
    const store = await opened();
    const question = { most: 10, system: 'erp' };
    const first = await store.orders({ ...question, after: null });
    expect(first).toMatchObject({ rows: [], next: '020000' });
    const second = await store.orders({ ...question, after: first.next });
    expect(second.rows.map(({ subject }) => subject.key)).toEqual(['020004', '020005']);
    expect(second.next).toBeNull();
    await store.close();
  });

  it('counts what stands, and is told the rest by statistics', async () => {
    const told = await counts(open, countedMost);
    expect(told).toMatchObject({ exact: false, receipts: settled, observations: settled });
    expect(told.handoffs).toMatchObject({ overdue: 5 });
    expect(told.verdicts).toMatchObject({ held: 1 });
    for (const [word, share] of Object.entries({ acknowledged: 0.75, seen: 0.25 })) {
      expect((told.handoffs[word] ?? 0) / (share * settled)).toBeCloseTo(1, 1);
    }
    expect((told.verdicts.applied ?? 0) / (0.9 * settled)).toBeCloseTo(1, 1);
  });

  it('counts all where there is little', async () => {
    expect(await counts(open, 2 * settled)).toMatchObject({
      exact: true,
      receipts: settled,
      verdicts: { applied: 17_999, late: 2_000, held: 1 },
      handoffs: { overdue: 5, seen: 5_000, acknowledged: 14_995 },
    });
  });
});
