// Receipts that wait to be read, on PostgreSQL.
import { limits } from '../../core/limits.js';
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Arrival, UnreadReceipt, UnreadRequest } from '../store.js';
import type { Sessions } from './session.js';

export async function keepUnread(
  client: pg.ClientBase,
  arrivals: readonly Arrival[],
): Promise<void> {
  const ids = arrivals.filter(({ unread }) => unread === true).map(({ receipt }) => receipt.id);
  if (ids.length === 0) return;
  await client.query({
    name: 'keep-unread',
    text: 'insert into unread (receipt) select * from unnest($1::bigint[])',
    values: [ids],
  });
}

/** @returns since when those are erased that mention whom somebody erased while they waited. */
export async function clearUnread(
  client: pg.ClientBase,
  receipts: readonly Id[],
): Promise<ReadonlyMap<Id, Instant>> {
  const { rows } = await client.query<{ receipt: Id; erased_at: Instant | null }>({
    name: 'clear-unread',
    text: 'delete from unread where receipt = any($1::bigint[]) returning receipt, erased_at',
    values: [receipts],
  });
  return new Map(
    rows.flatMap(({ receipt, erased_at: at }) => (at === null ? [] : [[receipt, at] as const])),
  );
}

/** When the oldest that waits came in. */
export async function unreadSince({ query }: Sessions): Promise<Instant | null> {
  const [row] = await query<{ at: Instant }>(
    'select at from receipt where id = (select receipt from unread order by receipt limit 1)',
    [],
  );
  return row?.at ?? null;
}

/** Who begins waits for no disk: the process may die of what it reads, the server does not. */
const begun = `
  update unread u set readers = u.readers || $3
  from chosen, set_config('synchronous_commit', 'off', true)
  where u.receipt = chosen.id and not $3 = any(u.readers)
  returning u.receipt, cardinality(u.readers) as readers`;

/** Sizes first: of bodies no more is asked for than is wanted. */
export async function beginUnread(
  { query }: Sessions,
  { most, bytes, reader }: UnreadRequest,
): Promise<readonly UnreadReceipt[]> {
  const rows = await query<Omit<UnreadReceipt, 'body'> & { readonly body: Buffer | null }>(
    `with waiting as (
       select receipt, readers, row_number() over (order by receipt) as place,
              first_value(readers) over (order by receipt) as first
       from (
         select receipt, cardinality(readers) as readers from unread order by receipt limit $1
       ) oldest
     ), sized as (
       select r.*, w.readers, w.place, sum(r.size) over (order by r.id) as upto
       from waiting w join receipt r on r.id = w.receipt
       where w.place = 1 or greatest(w.first, w.readers) < ${limits.readersOfCare}
     ), chosen as (
       select * from sized where place = 1 or upto <= $2
     ), begun as (${begun})
     select c.id, c.system, c.source, c.position, c.at, c.headers, c.digest,
            coalesce(b.readers, c.readers) as readers,
            (select string_agg(p.bytes, ''::bytea order by p.part)
             from receipt_body p where p.receipt = c.id) as body
     from chosen c left join begun b on b.receipt = c.id
     order by c.id`,
    [most, bytes, reader],
  );
  return rows.map((row) => ({ ...row, body: row.body ?? Buffer.alloc(0) }));
}
