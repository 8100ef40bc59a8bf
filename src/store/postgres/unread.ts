// Receipts that wait to be read, on PostgreSQL.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import type { Arrival, Receipt, UnreadQuestion } from '../store.js';
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

export async function clearUnread(client: pg.ClientBase, receipts: readonly Id[]): Promise<void> {
  await client.query({
    name: 'clear-unread',
    text: 'delete from unread where receipt = any($1::bigint[])',
    values: [receipts],
  });
}

/** Sizes first: of bodies no more is asked for than is wanted. */
export async function unread(
  { query }: Sessions,
  { most, bytes }: UnreadQuestion,
): Promise<readonly Receipt[]> {
  const rows = await query<Omit<Receipt, 'body'> & { readonly body: Buffer | null }>(
    `with waiting as (
       select u.receipt, sum(r.size) over (order by u.receipt) - r.size as before
       from (select receipt from unread order by receipt limit $1) u join receipt r on r.id = u.receipt
     )
     select r.id, r.system, r.source, r.position, r.at, r.headers, r.digest,
            (select string_agg(b.bytes, ''::bytea order by b.part)
             from receipt_body b where b.receipt = r.id) as body
     from waiting w join receipt r on r.id = w.receipt
     where w.before = 0 or w.before + r.size <= $2
     order by r.id`,
    [most, bytes],
  );
  return rows.map((row) => ({ ...row, body: row.body ?? Buffer.alloc(0) }));
}
