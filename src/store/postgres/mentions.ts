// Receipts that were set aside, or wait to be read, searched for names page by page: there may be very many,
// and no statement may take long.
import type { Id } from '../../core/ledger/ledger.js';
import type { Sessions } from './session.js';

/** Some receipts that mention what is looked for. */
export interface Mentioning {
  readonly receipts: readonly Id[];
  readonly isUnread: boolean;
}

/** Bytes of bodies that one statement goes through, or one receipt: a quarter of a second. */
const pageBytes = 16_777_216;
const pageRows = 2_000;

/** @param mention regular expression; null: nothing can fit it. */
export async function* mentioning(
  open: Sessions,
  mention: string | null,
): AsyncGenerator<Mentioning> {
  if (mention === null) return;
  // What is read meanwhile goes from the first to the second, or was read under names that are marked.
  for (const table of ['unread', 'quarantine'] as const) {
    for (let after: Id | null = 0; after !== null;) {
      const page: Page = await pageOf(open, table, { after, mention });
      const { receipts, last } = page;
      if (receipts.length > 0) yield { receipts, isUnread: table === 'unread' };
      after = last;
    }
  }
}

interface Page {
  readonly receipts: readonly Id[];
  /** Null: there was none any more. */
  readonly last: Id | null;
}

/** Zero bytes are taken out of bodies: UTF-16 has one beside each Latin letter. */
async function pageOf(
  { query }: Sessions,
  table: 'unread' | 'quarantine',
  { after, mention }: { readonly after: Id; readonly mention: string },
): Promise<Page> {
  const [page] = await query<Page>(
    `with next as materialized (
       select receipt from ${table} where receipt > $1 order by receipt limit ${pageRows}
     ), sized as (
       select id, sum(size) over (order by id) as upto, row_number() over (order by id) as place
       from receipt where id in (select receipt from next)
     ), page as materialized (
       select id from sized where place = 1 or upto <= ${pageBytes}
     )
     select (select max(id) from page) as last, array(
       select receipt from quarantine where receipt in (select id from page) and content ~ $2
       union
       select receipt from receipt_body where receipt in (select id from page)
       group by receipt
       having replace(
         encode(string_agg(bytes, ''::bytea order by part), 'escape'), '\\000', ''
       ) ~ $2
     )::float8[] as receipts`,
    [after, mention],
  );
  return page ?? { receipts: [], last: null };
}
