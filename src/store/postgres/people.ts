// Personal data apart, on PostgreSQL: kept with the statements that it was taken out of, and erased.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Holding, People, SubjectName } from '../people.js';
import { mentionOf, spoken, tokenParts } from '../people.js';
import type { Filed } from '../store.js';
import { JoinsErased, blank } from './forget.js';
import { joinedWith } from './joined.js';
import { partitionOf } from './partitions.js';
import { unreadOf } from './unread.js';
import type { Commit, Sessions } from './session.js';

/** Of keeping what arrives: each time something else was found to be the erased one's. */
const triesMax = 5;

export function postgresPeople({ query, transaction }: Sessions): People {
  return {
    values: async (tokens) => {
      const statements = [...new Set(tokens.map((token) => tokenParts(token).statement))];
      const rows = await query<{ observation: Id; content: string }>(
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
    holding: async (subject) =>
      transaction(async (client) => {
        const component = await componentOf(client, subject);
        return component === null ? null : (await held(client, [component])).holding;
      }),
    erase: async (subject, at) => transaction(async (client) => erase(client, subject, at)),
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

async function erase(
  client: pg.ClientBase,
  subject: SubjectName,
  at: Instant,
): Promise<Holding | null> {
  await lock(client);
  const component = await componentOf(client, subject);
  return component === null ? null : forget(client, await held(client, [component]), at);
}

/** Whoever receives, or reads again, ends before it or begins after it: a plain read is not kept waiting. */
async function lock(client: pg.ClientBase): Promise<void> {
  await client.query('lock table receipt in exclusive mode');
}

/**
 * A transaction that keeps what arrives. Where that says that somebody was erased under another name, what is
 * held under that one is erased first.
 */
export async function keeping<Result>(
  { transaction }: Sessions,
  work: (client: pg.PoolClient, commit: Commit) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction(work);
    } catch (error) {
      if (!(error instanceof JoinsErased) || tries === triesMax) throw error;
      const { components, at } = error;
      await transaction(async (client) => {
        await lock(client);
        await forget(client, await held(client, components), at);
      });
    }
  }
}

async function forget(client: pg.ClientBase, found: Found, at: Instant): Promise<Holding> {
  const { components, statements, receipts, unread, holding } = found;
  await client.query(
    'update name set erased_at = $2 where component = any($1::bigint[]) and erased_at is null',
    [components, at],
  );
  await client.query(
    `with gone as (
       delete from person where observation = any($1::bigint[]) returning seen_key, seen_content, bare
     )
     update seen set content = gone.bare
     from gone where seen.key = gone.seen_key and seen.content = gone.seen_content`,
    [statements],
  );
  await blank(client, receipts, at);
  await client.query('update unread set erased_at = $2 where receipt = any($1::bigint[])', [
    unread,
    at,
  ]);
  return holding;
}

interface Found {
  /** That of the subject, and those that are becoming one with it. */
  readonly components: readonly Id[];
  readonly statements: readonly Id[];
  readonly receipts: readonly Id[];
  /** They mention it, and wait to be read: others may be spoken of in them too. */
  readonly unread: readonly Id[];
  readonly holding: Holding;
}

async function componentOf(client: pg.ClientBase, { type, key }: SubjectName): Promise<Id | null> {
  const { rows } = await client.query<{ component: Id }>(
    'select component from subject where type = $1 and key = $2',
    [type, key],
  );
  return rows[0]?.component ?? null;
}

async function held(client: pg.ClientBase, of: readonly Id[]): Promise<Found> {
  const components = await joinedWith(client, of);
  const { rows: subjects } = await client.query<SubjectName & { readonly names: string[] }>(
    'select type, key, names from subject where component = any($1::bigint[]) order by type, key',
    [components],
  );
  const statements = await statementsOf(client, components);
  const filedUnder = await namesOf(client, components);
  const mention = mentionOf([...subjects.flatMap(({ names }) => names), ...filedUnder.map(spoken)]);
  const receipts = await receiptsOf(client, statements, mention);
  const unread = mention === null ? [] : await unreadOf(client, mention);
  const { rows: counts } = await client.query<{ persons: number; aside: number }>(
    `select (select count(*) from person where observation = any($1::bigint[])) as persons,
            (select count(*) from quarantine where receipt = any($2::bigint[])) as aside`,
    [statements, receipts],
  );
  const { persons = 0, aside = 0 } = counts[0] ?? {};
  const named = subjects.map(({ type: ofType, key: ofKey }) => ({ type: ofType, key: ofKey }));
  const holding = {
    subjects: named,
    statements: persons,
    receipts: receipts.length + unread.length,
    aside,
  };
  return { components, statements, receipts, unread, holding };
}

/** Those that it holds, and those that wait to be folded with it. */
async function statementsOf(
  client: pg.ClientBase,
  components: readonly Id[],
): Promise<readonly Id[]> {
  const { rows } = await client.query<{ id: Id }>(
    `select observation as id from fact where component = any($1::bigint[])
     union select unnest(observations) from inbox
           where partition = any($2::smallint[]) and component = any($1::bigint[])`,
    [components, components.map(partitionOf)],
  );
  return rows.map(({ id }) => id);
}

async function namesOf(
  client: pg.ClientBase,
  components: readonly Id[],
): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select name from name where component = any($1::bigint[])',
    [components],
  );
  return rows.map(({ name }) => name);
}

/** Those that its statements came with, and those with lines set aside that mention one of its names. */
async function receiptsOf(
  client: pg.ClientBase,
  statements: readonly Id[],
  mention: string | null,
): Promise<readonly Id[]> {
  const mentioning = `
       union
       select receipt from quarantine where content ~ $2
       union
       select receipt from receipt_body where receipt in (select receipt from quarantine)
       group by receipt having encode(string_agg(bytes, ''::bytea order by part), 'escape') ~ $2`;
  const { rows } = await client.query<{ id: Id }>(
    `select id from receipt where erased_at is null and id in (
       select receipt from observation where id = any($1::bigint[])
       ${mention === null ? '' : mentioning}
     ) order by id`,
    mention === null ? [statements] : [statements, mention],
  );
  return rows.map(({ id }) => id);
}
