// What is put into the inboxes: whoever stands in one is folded. Anybody may add to any of them.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import type { InboxRow } from './folding.js';
import { idsText } from './ids.js';
import { partitionIn, partitionOf } from './partitions.js';

type Posted = Pick<InboxRow, 'component' | 'observations' | 'message'>;

export async function post(client: pg.ClientBase, rows: readonly Posted[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: 'post',
    text: `insert into inbox (partition, component, observations, message)
     select partition, component, observations::bigint[], message
     from unnest($1::smallint[], $2::bigint[], $3::text[], $4::jsonb[])
          as p (partition, component, observations, message)`,
    values: [
      rows.map(({ component }) => partitionOf(component)),
      rows.map(({ component }) => component),
      rows.map(({ observations }) => idsText(observations)),
      rows.map(({ message }) => (message === null ? null : JSON.stringify(message))),
    ],
  });
}

/** Has components folded again though no statement of theirs has arrived. */
export async function look(client: pg.ClientBase, components: readonly Id[]): Promise<void> {
  const once = [...new Set(components)];
  await post(
    client,
    once.map((component) => ({ component, observations: [], message: null })),
  );
}

/** The same of the components that a part of a statement gives, in that statement. */
export function lookAt(part: string): string {
  return `insert into inbox (partition, component)
          select distinct ${partitionIn('component')}, component from ${part}`;
}
