// Receipts and what of them was set aside, on PostgreSQL.
import type { Id } from '../../core/ledger/ledger.js';
import type { Page } from '../lists.js';
import type {
  QuarantinedRow,
  Quarantine,
  ReceiptContent,
  ReceiptQuestion,
  ReceiptRow,
  ReceiptState,
} from '../quarantine.js';
import { ourFaults, unfolded } from '../outcomes-of.js';
import { conditions } from './conditions.js';
import { lookAtAll } from './inbox.js';
import type { Sessions } from './session.js';

export function postgresQuarantine(open: Sessions): Quarantine {
  return {
    receipts: async (question) => receipts(open, question),
    receipt: async (id) => receipt(open, id),
    content: async (id) => content(open, id),
    lines: async (id, most) =>
      open.query<QuarantinedRow>(
        'select line, kind, reason from quarantine where receipt = $1 order by line, id limit $2',
        [id, most],
      ),
    foldUnmapped: async () =>
      lookAtAll(open, "select component from fact where verdict = 'unmapped'", []),
    foldHeld: async (isAsked) =>
      lookAtAll(
        open,
        "select component from fact where verdict = 'held' and reason like any($1::text[])",
        [(isAsked ? unfolded : Object.values(ourFaults)).map((reason) => `${reason}%`)],
      ),
  };
}

/** Each receipt with what of it is set aside. */
const selected = `
  select r.id, r.system, r.source, r.position, r.at, r.size, r.digest, r.erased_at as "erasedAt",
         lines.quarantined, lines.mappings,
         exists (select from unread u where u.receipt = r.id) as unread
  from receipt r
  cross join lateral (
    select count(*) as quarantined,
           coalesce(array_agg(distinct q.mapping order by q.mapping), '{}') as mappings
    from quarantine q where q.receipt = r.id
  ) lines`;

const quarantined = '(select receipt from quarantine where receipt > $1)';
const unread = '(select receipt from unread where receipt > $1)';

/** Few are set aside or unread: they are gone through, and not the receipts. */
const standing: Readonly<Record<ReceiptState, string>> = {
  quarantined: `r.id in ${quarantined}`,
  read: `r.id not in ${quarantined} and r.id not in ${unread}`,
  unread: `r.id in ${unread}`,
};

async function receipts(
  { query }: Sessions,
  { after, most, system, state, since }: ReceiptQuestion,
): Promise<Page<ReceiptRow>> {
  const { where, values } = conditions([
    ['r.system = ?', system],
    ['r.at >= ?', since],
  ]);
  const stands = state === undefined ? '' : ` and ${standing[state]}`;
  const rows = await query<ReceiptRow>(
    `${selected} where r.id > $1${where}${stands} order by r.id limit $2`,
    [Number(after ?? 0), most + 1, ...values],
  );
  const last = rows.length > most ? rows[most - 1] : undefined;
  return { rows: rows.slice(0, most), next: last === undefined ? null : String(last.id) };
}

async function receipt({ query }: Sessions, id: Id): Promise<ReceiptRow | null> {
  const [row] = await query<ReceiptRow>(`${selected} where r.id = $1`, [id]);
  return row ?? null;
}

async function content({ query }: Sessions, id: Id): Promise<ReceiptContent | null> {
  const [kept] = await query<Pick<ReceiptContent, 'headers'>>(
    'select headers from receipt where id = $1',
    [id],
  );
  if (kept === undefined) return null;
  const parts: Buffer[] = [];
  for (;;) {
    // Part by part: a row of many megabytes costs several times its size on the way.
    const [part] = await query<{ bytes: Buffer }>(
      'select bytes from receipt_body where receipt = $1 and part = $2',
      [id, parts.length],
    );
    if (part === undefined) return { headers: kept.headers, body: Buffer.concat(parts) };
    parts.push(part.bytes);
  }
}
