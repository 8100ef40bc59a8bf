// Personal data apart, on PostgreSQL: kept with the statements that it was taken out of.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import type { People } from '../people.js';
import { tokenParts } from '../people.js';
import type { Filed } from '../store.js';
import { erase, holding } from './erase.js';
import type { Sessions } from './session.js';

export function postgresPeople(open: Sessions): People {
  return {
    values: async (tokens) => {
      const statements = [...new Set(tokens.map((token) => tokenParts(token).statement))];
      const rows = await open.query<{ observation: Id; content: string }>(
        'select observation, content from person where observation = any($1::bigint[])',
        [statements],
      );
      const kept = new Map(
        rows.map(({ observation, content }) => [observation, JSON.parse(content) as string[]]),
      );
      return new Map(
        tokens.flatMap((token) => {
          const { statement, number } = tokenParts(token);
          const value = kept.get(statement)?.[number];
          return value === undefined ? [] : [[token, value] as const];
        }),
      );
    },
    holding: async (subject) => holding(open, subject),
    erase: async (subject, at) => erase(open, subject, at),
  };
}

export async function keepPersons(client: pg.ClientBase, fresh: readonly Filed[]): Promise<void> {
  const rows = fresh.flatMap(({ id, key, content, person }) =>
    person === undefined ? [] : [{ id, key, content, person }],
  );
  if (rows.length === 0) return;
  await client.query({
    name: 'keep-persons',
    text: `insert into person (observation, content, seen_key, seen_content, bare)
           select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[])`,
    values: [
      rows.map(({ id }) => id),
      rows.map(({ person }) => JSON.stringify(person.values)),
      rows.map(({ key }) => key),
      rows.map(({ content }) => content),
      rows.map(({ person }) => person.bare),
    ],
  });
}
