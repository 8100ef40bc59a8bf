// What is kept compared with the chain of seals, page by page: no statement of it takes long, and the hub
// may run beside it.
import { createHash } from 'node:crypto';
import type { Id } from '../../core/ledger/ledger.js';
import type { AlteredLink, ChainHead, Examined, Seals } from '../seals.js';
import type { Sealed } from './seal.js';
import { linkText } from './seal.js';
import type { Sessions } from './session.js';

const linksOfPage = 500;
const receiptsOfPage = 200;
/** Bytes of a body up to which the server takes its digest; a longer one is read part by part. */
const bodyAtOnce = 1_048_576;
const faultsMost = 100;

export function postgresSeals(open: Sessions): Seals {
  return {
    heads: async () =>
      open.transaction(async (client) => {
        const { rows } = await client.query<ChainHead>(
          'select id as partition, sealed as sequence, head as digest from partition where sealed > 0 order by id',
        );
        // Folds do not wait for the disk; this does, and one log carries theirs with it.
        await client.query(`select pg_logical_emit_message(true, 'weir', 'heads')`);
        return rows;
      }),
    linksAt: async (places) => {
      const rows = await open.query<{ digest: string | null }>(
        `select s.digest
         from unnest($1::smallint[], $2::bigint[]) with ordinality as at (partition, sequence, place)
         left join seal s on s.partition = at.partition and s.sequence = at.sequence
         order by at.place`,
        [places.map(({ partition }) => partition), places.map(({ sequence }) => sequence)],
      );
      return rows.map(({ digest }) => digest);
    },
    examine: async (digest) => {
      const links = await examineLinks(open, digest);
      return {
        ...links,
        uncovered: await uncovered(open),
        receipts: await alteredReceipts(open),
      };
    },
  };
}

interface LinkRow {
  readonly partition: number;
  readonly sequence: number;
  readonly previous: string;
  readonly digest: string;
  readonly statements: readonly Id[];
}

type Links = Pick<Examined, 'links' | 'statements' | 'broken' | 'altered'>;

async function examineLinks(open: Sessions, digest: (text: string) => string): Promise<Links> {
  const heads = await open.query<ChainHead & Record<string, unknown>>(
    'select id as partition, sealed as sequence, head as digest from partition order by id',
    [],
  );
  // A fold may add links meanwhile: the chain has to lead to where it stood, and may lead on.
  const ends = new Map(heads.map((head) => [head.partition, head]));
  const broken = new Set<number>();
  const altered: AlteredLink[] = [];
  let [links, covered] = [0, 0];
  let before: Pick<LinkRow, 'partition' | 'sequence' | 'digest'> | null = null;
  for (;;) {
    const page: readonly LinkRow[] = await linksAfter(open, before);
    const kept = await statementsOf(open, page);
    for (const link of page) {
      const { partition, sequence, previous, statements } = link;
      const last: { readonly sequence: number; readonly digest: string } =
        before?.partition === partition ? before : { sequence: 0, digest: '' };
      if (sequence !== last.sequence + 1 || previous !== last.digest) broken.add(partition);
      const end = ends.get(partition);
      if (end?.sequence === sequence && end.digest === link.digest) ends.delete(partition);
      if (!isAsSealed(link, kept, digest)) altered.push({ partition, sequence, statements });
      links += 1;
      covered += statements.length;
      before = link;
    }
    if (page.length < linksOfPage) break;
  }
  for (const { partition, sequence } of ends.values()) if (sequence > 0) broken.add(partition);
  return {
    links,
    statements: covered,
    broken: [...broken].sort((a, b) => a - b),
    altered: altered.slice(0, faultsMost),
  };
}

async function linksAfter(
  { query }: Sessions,
  last: Pick<LinkRow, 'partition' | 'sequence'> | null,
): Promise<readonly LinkRow[]> {
  return query<LinkRow & Record<string, unknown>>(
    `select partition, sequence, previous, digest, statements::float8[] as statements
     from seal where (partition, sequence) > ($1, $2) order by partition, sequence limit $3`,
    [last?.partition ?? -1, last?.sequence ?? 0, linksOfPage],
  );
}

async function statementsOf(
  { query }: Sessions,
  page: readonly LinkRow[],
): Promise<ReadonlyMap<Id, Sealed>> {
  const ids = page.flatMap(({ statements }) => statements);
  const rows = await query<Sealed & Record<string, unknown>>(sealedOf, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Statements by their ids as they are sealed. */
export const sealedOf = `
  select o.id, o.receipt, o.content as text, coalesce(encode(r.commitment, 'hex'), '') as commitment
  from observation o left join receipt r on r.id = o.receipt
  where o.id = any($1::bigint[])`;

function isAsSealed(
  { sequence, previous, digest: sealed, statements }: LinkRow,
  kept: ReadonlyMap<Id, Sealed>,
  digest: (text: string) => string,
): boolean {
  const found = statements.flatMap((id) => kept.get(id) ?? []);
  return (
    found.length === statements.length && digest(linkText(sequence, previous, found)) === sealed
  );
}

async function uncovered({ query }: Sessions): Promise<number> {
  const [row] = await query<{ count: number }>(
    `select count(*) as count from (
       select id from observation
       except select unnest(statements) from seal
       except select unnest(observations) from inbox
     ) as none`,
    [],
  );
  return row?.count ?? 0;
}

interface ReceiptCheck {
  readonly id: Id;
  readonly size: number;
  readonly digest: string;
  /** The commitment is not that of salt and digest. */
  readonly isOther: boolean;
  /** Of the bytes; null: there are too many to ask for at once. */
  readonly found: string | null;
}

async function alteredReceipts(open: Sessions): Promise<readonly Id[]> {
  const altered: Id[] = [];
  for (let last: Id = -1; altered.length < faultsMost;) {
    const page: readonly ReceiptCheck[] = await receiptsAfter(open, last);
    for (const { id, digest, isOther, found } of page) {
      const bytes = found ?? (await digestOfBody(open, id));
      if (isOther || bytes !== digest) altered.push(id);
    }
    last = page.at(-1)?.id ?? last;
    if (page.length < receiptsOfPage) break;
  }
  return altered.slice(0, faultsMost);
}

async function receiptsAfter({ query }: Sessions, last: Id): Promise<readonly ReceiptCheck[]> {
  return query<ReceiptCheck & Record<string, unknown>>(
    `select r.id, r.size, r.digest,
            r.commitment is not null and r.commitment is distinct from
              sha256(uuid_send(r.salt) || convert_to(r.digest, 'UTF8')) as "isOther",
            case when r.size <= $3 then (
              select encode(sha256(coalesce(string_agg(b.bytes, ''::bytea order by b.part), ''::bytea)), 'hex')
              from receipt_body b where b.receipt = r.id
            ) end as found
     from receipt r where r.id > $1 and r.erased_at is null order by r.id limit $2`,
    [last, receiptsOfPage, bodyAtOnce],
  );
}

async function digestOfBody({ query }: Sessions, receipt: Id): Promise<string> {
  const hash = createHash('sha256');
  for (let part = 0; ; part += 1) {
    const [row] = await query<{ bytes: Buffer }>(
      'select bytes from receipt_body where receipt = $1 and part = $2',
      [receipt, part],
    );
    if (row === undefined) return hash.digest('hex');
    hash.update(row.bytes);
  }
}
