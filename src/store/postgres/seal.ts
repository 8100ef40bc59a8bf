// One link of a partition's chain: the statements that a fold took in, each with what stands for the bytes
// of its receipt, after the links before it.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import { idsText } from './ids.js';

/** A partition that is held, and the end of its chain. */
export interface Chain {
  readonly id: number;
  readonly sealed: number;
  readonly head: string;
}

/** A statement as it is sealed. */
export interface Sealed {
  readonly id: Id;
  readonly receipt: Id;
  /** Of the receipt, hexadecimal; empty: a receipt of before there were any. */
  readonly commitment: string;
  readonly text: string;
}

/** The text whose digest is the link's: which statement ends where is never in doubt. */
export function linkText(
  sequence: number,
  previous: string,
  statements: readonly Sealed[],
): string {
  const lines = statements.map(
    ({ id, receipt, commitment, text }) =>
      `${id} ${receipt} ${commitment} ${text.length}\n${text}\n`,
  );
  return `${sequence}\n${previous}\n${lines.join('')}`;
}

/** @param statements by partition, in the order in which they are sealed. */
export async function seal(
  client: pg.ClientBase,
  chains: readonly Chain[],
  {
    statements,
    digest,
  }: {
    readonly statements: ReadonlyMap<number, readonly Sealed[]>;
    readonly digest: (text: string) => string;
  },
): Promise<void> {
  const links = chains.map(({ id, sealed, head }) => {
    const own = statements.get(id) ?? [];
    const ids = idsText(own.map((one) => one.id));
    return { id, sequence: sealed + 1, head, ids, digest: digest(linkText(sealed + 1, head, own)) };
  });
  await client.query({
    name: 'seal',
    text: `with link as (
             select partition, sequence, previous, digest, statements::bigint[]
             from unnest($1::smallint[], $2::bigint[], $3::text[], $4::text[], $5::text[])
                  as l (partition, sequence, previous, digest, statements)
           ), added as (
             insert into seal (partition, sequence, previous, digest, statements) select * from link
           )
           update partition set sealed = link.sequence, head = link.digest
           from link where partition.id = link.partition`,
    values: [
      links.map(({ id }) => id),
      links.map(({ sequence }) => sequence),
      links.map(({ head }) => head),
      links.map((link) => link.digest),
      links.map(({ ids }) => ids),
    ],
  });
}
