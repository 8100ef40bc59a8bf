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
 * What was set aside of one receipt gives way to what it is read as now.
 * @returns false where its bytes were erased since they were read: nothing gives way.
 */
export async function clearQuarantined(client: pg.ClientBase, receipt: Id): Promise<boolean> {
  // Who else reads it again waits here, and finds what this one has set aside.
  const { rows } = await client.query<{ erased: boolean }>(
    'select erased_at is not null as erased from receipt where id = $1 for update',
    [receipt],
  );
  if (rows[0]?.erased === true) return false;
  await client.query('delete from quarantine where receipt = $1', [receipt]);
  return true;
}
