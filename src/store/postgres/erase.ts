// Erasing on PostgreSQL, in two steps. First, while nothing is received, what the statements of the subject
// brought is deleted and its names are marked: from then on what arrives under them is kept without
// (forget.ts). Then what was set aside before is searched for its names, and keeps nobody waiting.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import { isTooLong } from '../group-commit.js';
import type { Holding, SubjectName } from '../people.js';
import { mentionOf, spoken } from '../people.js';
import { JoinsErased, blank } from './forget.js';
import { joinedWith } from './joined.js';
import type { Mentioning } from './mentions.js';
import { mentioning } from './mentions.js';
import { partitionOf } from './partitions.js';
import type { Commit, Sessions } from './session.js';
import { withoutLimits } from './session.js';

/** Of keeping what arrives: each time something else was found to be the erased one's. */
const triesMax = 5;

/** Null: there is no such subject. */
export async function holding(open: Sessions, subject: SubjectName): Promise<Holding | null> {
  const found = await open.transaction(async (client) => {
    const components = await componentsOf(client, subject);
    return components === null ? null : held(client, components);
  });
  if (found === null) return null;
  let all = found.holding;
  for await (const page of mentioning(open, found.mention)) {
    all = withMore(all, await open.transaction(async (client) => left(client, page, found)));
  }
  return all;
}

export async function erase(
  open: Sessions,
  subject: SubjectName,
  at: Instant,
): Promise<Holding | null> {
  return forgetAll(open, async (client) => componentsOf(client, subject), at);
}

/**
 * A transaction that keeps what arrives. Where that says that somebody was erased under another name, what is
 * held under that one is erased first.
 */
export async function keeping<Result>(
  open: Sessions,
  work: (client: pg.PoolClient, commit: Commit) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await open.transaction(work);
    } catch (error) {
      if (!(error instanceof JoinsErased) || tries === triesMax) throw error;
      const { components, at } = error;
      await forgetAll(open, async () => Promise.resolve(components), at);
    }
  }
}

/**
 * The same of what can't be less: where it takes longer than a transaction may it is tried once more, and has
 * as long as it takes. Whoever brought it would come again with as much, and never end.
 */
export async function keepingPatiently<Result>(
  open: Sessions,
  work: (client: pg.PoolClient, commit: Commit) => Promise<Result>,
): Promise<Result> {
  try {
    return await keeping(open, work);
  } catch (error) {
    if (!isTooLong(error)) throw error;
    return keeping(open, async (client, commit) => {
      await withoutLimits(client);
      return work(client, commit);
    });
  }
}

type Components = (client: pg.ClientBase) => Promise<readonly Id[] | null>;

async function forgetAll(
  open: Sessions,
  components: Components,
  at: Instant,
): Promise<Holding | null> {
  const found = await open.transaction(async (client) => {
    // Whoever receives, or reads again, ends before it or begins after it: a plain read is not kept waiting.
    await client.query('lock table receipt in exclusive mode');
    const of = await components(client);
    return of === null ? null : forget(client, await held(client, of), at);
  });
  if (found === null) return null;
  let all = found.holding;
  for await (const page of mentioning(open, found.mention)) {
    const more = await open.transaction(async (client) => {
      const some = await left(client, page, found);
      if (page.isUnread) await mark(client, some.receipts, at);
      else await blank(client, some.receipts, at);
      return some;
    });
    all = withMore(all, more);
  }
  return all;
}

async function forget(client: pg.ClientBase, found: Found, at: Instant): Promise<Found> {
  const { components, statements, receipts } = found;
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
  return found;
}

/** They wait to be read, and others may be spoken of in them too: their bytes go once they are read. */
async function mark(client: pg.ClientBase, unread: readonly Id[], at: Instant): Promise<void> {
  await client.query('update unread set erased_at = $2 where receipt = any($1::bigint[])', [
    unread,
    at,
  ]);
}

interface Found {
  /** That of the subject, and those that are becoming one with it. */
  readonly components: readonly Id[];
  readonly statements: readonly Id[];
  /** That the statements came with. */
  readonly receipts: readonly Id[];
  /** Fits a text that mentions one of its names; null: none can. */
  readonly mention: string | null;
  /** Without what only mentions it. */
  readonly holding: Holding;
}

async function componentsOf(
  client: pg.ClientBase,
  { type, key }: SubjectName,
): Promise<readonly Id[] | null> {
  const { rows } = await client.query<{ component: Id }>(
    'select component from subject where type = $1 and key = $2',
    [type, key],
  );
  return rows.length === 0 ? null : rows.map(({ component }) => component);
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
  const receipts = await receiptsOf(client, statements);
  const { rows: counts } = await client.query<{ persons: number }>(
    'select count(*) as persons from person where observation = any($1::bigint[])',
    [statements],
  );
  const named = subjects.map(({ type, key }) => ({ type, key }));
  const own = {
    subjects: named,
    statements: counts[0]?.persons ?? 0,
    receipts: receipts.length,
    quarantined: await quarantinedIn(client, receipts),
  };
  return { components, statements, receipts, mention, holding: own };
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

async function receiptsOf(
  client: pg.ClientBase,
  statements: readonly Id[],
): Promise<readonly Id[]> {
  const { rows } = await client.query<{ id: Id }>(
    `select id from receipt where erased_at is null
       and id in (select receipt from observation where id = any($1::bigint[])) order by id`,
    [statements],
  );
  return rows.map(({ id }) => id);
}

/** Lines of these receipts that were set aside. */
async function quarantinedIn(client: pg.ClientBase, receipts: readonly Id[]): Promise<number> {
  const { rows } = await client.query<{ lines: number }>(
    'select count(*) as lines from quarantine where receipt = any($1::bigint[])',
    [receipts],
  );
  return rows[0]?.lines ?? 0;
}

interface More {
  readonly receipts: readonly Id[];
  readonly quarantined: number;
}

function withMore(all: Holding, more: More): Holding {
  const receipts = all.receipts + more.receipts.length;
  return { ...all, receipts, quarantined: all.quarantined + more.quarantined };
}

/** What of a page is there to be erased, and is not counted already: held, so that nobody reads it meanwhile. */
async function left(
  client: pg.ClientBase,
  { receipts: found, isUnread }: Mentioning,
  { receipts: own }: Found,
): Promise<More> {
  const table = isUnread ? 'select receipt as id from unread' : 'select id from receipt';
  const column = isUnread ? 'receipt' : 'id';
  const { rows } = await client.query<{ id: Id }>(
    `${table} where ${column} = any($1::bigint[]) and ${column} <> all($2::bigint[])
       and erased_at is null order by ${column} for update`,
    [found, own],
  );
  const receipts = rows.map(({ id }) => id);
  return { receipts, quarantined: isUnread ? 0 : await quarantinedIn(client, receipts) };
}
