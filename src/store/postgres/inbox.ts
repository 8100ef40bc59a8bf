// What is put into the inboxes: whoever stands in one is folded. Anybody may add to any of them.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import type { InboxRow } from './folding.js';
import { idsText } from './ids.js';
import { partitionIn, partitionOf } from './partitions.js';
import type { Sessions } from './session.js';
import { withoutLimits } from './session.js';

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

/** One transaction has so many folded again: a second's work, and however long a slow disk takes for it. */
const componentsOfPage = 10_000;

/**
 * Has folded again all components that a question gives, however many there are, page by page. Whoever is
 * cut off in the midst does it anew: a component that is folded once too often is as it was.
 * @param question selects `component`, each as often as it likes.
 * @returns how many components.
 */
export async function lookAtAll(
  { transaction }: Pick<Sessions, 'transaction'>,
  question: string,
  values: readonly unknown[],
): Promise<number> {
  const pages = await transaction(async (client) => {
    await withoutLimits(client);
    const { rows } = await client.query<{ components: readonly Id[] }>(
      `select array_agg(component)::float8[] as components
       from (select component, (row_number() over () - 1) / ${componentsOfPage} as page
             from (select distinct component from (${question}) asked) once) paged
       group by page`,
      [...values],
    );
    return rows.map(({ components }) => components);
  });
  for (const page of pages) {
    await transaction(async (client) => {
      await withoutLimits(client);
      await look(client, page);
    });
  }
  return pages.reduce((sum, { length }) => sum + length, 0);
}

/** Has folded again the components that a part of a statement gives, in that statement. */
export function lookAt(part: string): string {
  return `insert into inbox (partition, component)
          select distinct ${partitionIn('component')}, component from ${part}`;
}
