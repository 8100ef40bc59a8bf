// What stands behind an address before anything is opened or made there.
import pg from 'pg';
import { reasonOf } from '../../core/reason.js';
import { schemaNumber } from './migrate.js';
import { connection } from './session.js';

export type Found = 'ledger' | 'no-ledger' | { readonly unreachable: string };

/** Writes nothing. Why it can't be reached never holds the password. */
export async function foundAt(url: string): Promise<Found> {
  let client: pg.Client;
  try {
    client = new pg.Client(connection(url, 'weir look'));
    client.on('error', () => undefined);
    await client.connect();
  } catch (error) {
    return { unreachable: whyNot(error) };
  }
  try {
    const { rows } = await client.query<{ made: boolean }>(
      `select to_regclass('weir_migration') is not null as made`,
    );
    const isMade = rows[0]?.made === true && (await schemaNumber(client)) > 0;
    return isMade ? 'ledger' : 'no-ledger';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A name of several addresses fails with as many reasons, and none of its own. */
function whyNot(error: unknown): string {
  return error instanceof AggregateError && error.message === ''
    ? error.errors.map(reasonOf).join('; ')
    : reasonOf(error);
}
