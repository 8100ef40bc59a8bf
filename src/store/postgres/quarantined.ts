// What could not be read of a receipt, beside it: written when it comes, and again when it is read again.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import type { Arrival } from '../store.js';

/** What could not be read of arrivals that are kept. */
export async function keepQuarantined(
  client: pg.ClientBase,
  arrivals: readonly Arrival[],
): Promise<void> {
  const held = arrivals.flatMap(({ receipt, quarantined }) =>
    quarantined.map((one) => ({ receipt: receipt.id, one })),
  );
  if (held.length === 0) return;
  await client.query(
    `insert into quarantine (id, receipt, line, kind, reason, mapping, content)
     select * from unnest($1::bigint[], $2::bigint[], $3::integer[], $4::text[], $5::text[],
                          $6::text[], $7::text[])`,
    [
      held.map(({ one }) => one.id),
      held.map(({ receipt }) => receipt),
      held.map(({ one }) => one.line),
      held.map(({ one }) => one.kind),
      held.map(({ one }) => one.reason),
      held.map(({ one }) => one.mapping),
      held.map(({ one }) => one.text),
    ],
  );
}

/**
 * Receipts whose bytes were not erased since they were read. Who else reads them waits here, and finds what
 * this one has set aside of them.
 */
export async function heldForReading(
  client: pg.ClientBase,
  receipts: readonly Id[],
): Promise<ReadonlySet<Id>> {
  const { rows } = await client.query<{ id: Id }>({
    name: 'held-for-reading',
    text: `select id from receipt where id = any($1::bigint[]) and erased_at is null
           order by id for update`,
    values: [receipts],
  });
  return new Set(rows.map(({ id }) => id));
}

/** What was set aside of receipts gives way to what they are read as now. */
export async function clearQuarantined(
  client: pg.ClientBase,
  receipts: readonly Id[],
): Promise<void> {
  await client.query({
    name: 'clear-quarantined',
    text: 'delete from quarantine where receipt = any($1::bigint[])',
    values: [receipts],
  });
}
