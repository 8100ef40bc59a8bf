// Very many components are folded again page by page: no statement of it has a length that grows with them.
// On an embedded server of the suite's own.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import type { Store } from '../store.js';
import type { Sessions } from './session.js';
import { sessions } from './session.js';

const many = 25_000;

/** Each is a component of its own. */
const written = [
  `insert into fact (component, observation, verdict, reason)
   select n, n, 'unmapped', '' from generate_series(1, ${many}) n`,
  `insert into finding (component, id, fingerprint, pattern, cause, level, subject, state, detail)
   select n, n, 'f', 'lost-order', 'missing', 'fault', n, 'open', '{}'
   from generate_series(1, ${many}) n`,
  `insert into handoff (key, component, subject, rule, destination, state, carriage, attempts, detail)
   select 'to-erp/' || n, n, n, 'to-erp', 'erp', 'overdue', 'waiting', 0, '{}'
   from generate_series(1, ${many}) n`,
  'vacuum analyze',
];

describe.skipIf(!hasEmbedded)('very many components', () => {
  let server: Embedded;
  let store: Store;
  let open: Sessions;

  beforeAll(async () => {
    server = await embedded();
    store = await server.open(2);
    open = sessions(server.url, 'weir many', 1);
    for (const statement of written) await open.query(statement, []);
  }, 60_000);

  afterAll(async () => {
    await open.close();
    await server.end();
  });

  it.each([
    ['hold a word that nobody knew', async () => store.quarantine.foldUnmapped()],
    ['hold findings that another contract may accept', async () => store.foldFindings(true)],
    ['hold handoffs of a rule that has another mode', async () => store.modes.refold('to-erp')],
  ])('that %s are folded again by several transactions', async (_, again) => {
    expect((await again()) ?? many).toBe(many);
    const pages = await open.query<{ rows: number }>(
      'select count(distinct component) as rows from inbox group by xmin::text order by 1',
      [],
    );
    expect(pages.map(({ rows }) => rows)).toEqual([5_000, 10_000, 10_000]);
    await open.query('delete from inbox', []);
  });
});
