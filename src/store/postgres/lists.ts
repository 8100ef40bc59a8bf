// The ledger's lists on PostgreSQL. Pages are cut by key, never by offset, and a page has a limit.
import type pg from 'pg';
import type { FindingState } from '../../core/ledger/ledger.js';
import type { Id } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import type {
  Asked,
  FindingQuestion,
  HandoffQuestion,
  ListedCluster,
  ListedOrder,
  Lists,
  OrderQuestion,
  Page,
} from '../lists.js';
import { clusterTimesMost } from '../lists.js';
import type { Conditions } from './conditions.js';
import { conditions } from './conditions.js';
import { partitionOf } from './partitions.js';
import type { FindingRow, SubjectRow } from './rows.js';
import { findingOf, subjectOf } from './rows.js';
import { lookAtAll } from './inbox.js';
import type { Sessions } from './session.js';
import type { OpenRow } from './under-way.js';
import { openClaims, openColumns, openRowOf, shownIn } from './under-way.js';

export function postgresLists(open: Sessions): Lists {
  return {
    handoffs: async (question) => handoffs(open, question),
    findings: async (question) => findings(open, question),
    orders: async (question) => orders(open, question),
    clusters: async (question) => clusters(open, question),
    foldFindings: async (accepting) =>
      lookAtAll(
        open,
        `select component from finding
         where $1 and state in ('open', 'seen')
            or state = 'ignored' and detail::jsonb ? 'accepted'`,
        [accepting],
      ),
    mark: async (id, decide) => open.transaction(async (client) => mark(client, id, decide)),
  };
}

function page<Row, State>(
  rows: readonly Row[],
  { most }: Asked,
  read: { readonly state: (row: Row) => State; readonly key: (row: Row) => string },
): Page<State> {
  const last = rows.length > most ? rows[most - 1] : undefined;
  return {
    rows: rows.slice(0, most).map(read.state),
    next: last === undefined ? null : read.key(last),
  };
}

async function handoffs(
  { query }: Sessions,
  question: HandoffQuestion,
): ReturnType<Lists['handoffs']> {
  const { after, most, states, rule, to, subject, since } = question;
  const { where, values } = conditions([
    [shownIn(states ?? []), states],
    ['rule = ?', rule],
    // The key begins with it: the others are not gone through.
    ['key >= ?', rule === undefined ? undefined : `${rule}/`],
    ['key < ?', rule === undefined ? undefined : `${rule}0`],
    ['destination = ?', to],
    ['subject = ?', subject],
    ['due >= ?', since],
  ]);
  const rows = await query<OpenRow>(
    `${openClaims}
     select handoff.*, ${openColumns}
     from handoff where key > $1${where} order by key limit $2`,
    [after ?? '', most + 1, ...values],
  );
  return page(rows, question, { state: openRowOf, key: ({ key }) => key });
}

function asking(question: FindingQuestion): Conditions {
  const { state, pattern, cause, handoff, subject, system, since } = question;
  return conditions([
    ['state = ?', state],
    ['pattern = ?', pattern],
    ['cause = ?', cause],
    ['handoff = ?', handoff],
    ['subject = ?', subject],
    [`detail::jsonb -> 'systems' @> to_jsonb(?::text)`, system],
    ['at >= ?', since],
  ]);
}

async function findings(
  { query }: Sessions,
  question: FindingQuestion,
): ReturnType<Lists['findings']> {
  const { where, values } = asking(question);
  const rows = await query<FindingRow>(
    `select * from finding where id > $1${where} order by id limit $2`,
    [question.after ?? '', question.most + 1, ...values],
  );
  return page(rows, question, { state: findingOf, key: ({ id }) => id });
}

interface ListedOrderRow extends SubjectRow {
  readonly handoffs: readonly string[];
}

/** Orders that one page goes through where no index tells which are asked for: a second's work at most. */
const lookedMost = 20_000;

async function orders({ query }: Sessions, question: OrderQuestion): ReturnType<Lists['orders']> {
  const { after, most, headline, system, since } = question;
  const isSought = system !== undefined || since !== undefined;
  const until = isSought ? await lookedUntil({ query }, after) : undefined;
  const { where, values } = conditions([
    ['key <= ?', until],
    ['headline = ?', headline],
    [`state::jsonb -> 'systems' @> to_jsonb(?::text)`, system],
    [
      `exists (select from fact f join observation o on o.id = f.observation
               where f.component = s.component and o.at >= ?)`,
      since,
    ],
  ]);
  const rows = await query<ListedOrderRow>(
    `select s.type, s.key, s.headline, s.names, s.state,
            array(select distinct h.state collate "C" from handoff h
                  where h.component = s.component and h.subject = s.key order by 1) as handoffs
     from subject s where type = 'order' and key > $1${where} order by key limit $2`,
    [after ?? '', most + 1, ...values],
  );
  const state = (row: ListedOrderRow): ListedOrder => ({
    subject: subjectOf(row),
    handoffs: row.handoffs,
  });
  const found = page(rows, question, { state, key: ({ key }) => key });
  return { ...found, next: found.next ?? until ?? null };
}

/** The last key that a page goes through; undefined: there are no more than it may. */
async function lookedUntil(
  { query }: Pick<Sessions, 'query'>,
  after: string | null,
): Promise<string | undefined> {
  const [last] = await query<{ key: string }>(
    `select key from subject where type = 'order' and key > $1
     order by key offset ${lookedMost - 1} limit 1`,
    [after ?? ''],
  );
  return last?.key;
}

async function clusters(
  { query }: Sessions,
  question: FindingQuestion,
): ReturnType<Lists['clusters']> {
  const { where, values } = asking(question);
  const rows = await query<Omit<ListedCluster, 'times'> & { times: readonly string[] }>(
    `select fingerprint, min(pattern) as pattern, min(cause) as cause, min(level) as level,
            min(handoff) as handoff, count(*) as count,
            count(*) filter (where state in ('open', 'seen')) as standing,
            coalesce(sum((detail::jsonb ->> 'recurrences')::bigint), 0)::bigint as recurrences,
            -- Of some findings nobody can say when: there is then nothing to aggregate.
            coalesce((array_agg(at::text order by at desc) filter (where at is not null))[1:${clusterTimesMost}],
                     '{}') as times
     from finding where fingerprint collate "C" > $1${where}
     group by fingerprint order by fingerprint collate "C" limit $2`,
    [question.after ?? '', question.most + 1, ...values],
  );
  const state = ({ times, ...row }: (typeof rows)[number]): ListedCluster => ({
    ...row,
    times: times.map((at) => Number(at) as Instant).reverse(),
  });
  return page(rows, question, { state, key: ({ fingerprint }) => fingerprint });
}

/** Under the lock of the partition, so that no fold writes over it. */
async function mark(
  client: pg.ClientBase,
  id: string,
  decide: (finding: FindingState) => FindingState,
): Promise<FindingState | null> {
  for (;;) {
    const { rows: place } = await client.query<{ component: Id }>(
      'select component from finding where id = $1',
      [id],
    );
    const [held] = place;
    if (held === undefined) return null;
    await client.query('select from partition where id = $1 for update', [
      partitionOf(held.component),
    ]);
    const { rows } = await client.query<FindingRow>('select * from finding where id = $1', [id]);
    const [row] = rows;
    // Two components may have become one meanwhile, in another partition.
    if (row?.component !== held.component) continue;
    const decided = decide(findingOf(row));
    await client.query('update finding set state = $2, detail = $3 where id = $1', [
      id,
      decided.state,
      decided.detail,
    ]);
    return decided;
  }
}
