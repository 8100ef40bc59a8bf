// Everything that a database holds, as lines of text, and back into an empty one: the backup, and the way
// from one major version of PostgreSQL to the next. Rows stand in PostgreSQL's own text form of a row,
// so that no type of ours can lose anything on the way.
import type pg from 'pg';
import type { Instant } from '../../core/observation/instant.js';
import type { Unfit } from './migrate.js';
import { migrate, migrateWithin, schemaNumber } from './migrate.js';
import { beginOwedEpoch, epochIsOwed } from './restore.js';
import { connection, sessionAlone } from './session.js';

const format = 1;
/** Characters that are read at once, and one row more, which may be a part of a body: half a million of them. */
const charactersRead = 8_000_000;
const rowsRead = 10_000;
/** Rows that are written at once, and characters of them, or few more. */
const rowsWritten = 2_000;
const charactersWritten = 16_000_000;

interface Head {
  readonly weir: 'export';
  readonly format: number;
  readonly schema: number;
  readonly at: Instant;
}

/** Before the rows of each table, whose columns may stand in another order elsewhere. */
interface TableLine {
  readonly table: string;
  readonly columns: readonly string[];
}

interface SequenceLine {
  readonly sequence: string;
  readonly value: number;
}

/** The last line: without it a file was cut. */
interface EndLine {
  readonly end: number;
}

export interface Written {
  readonly tables: number;
  readonly rows: number;
}

/** As it stands at one moment, the hub running or not. `write` may wait for the disk. */
export async function exported(
  url: string,
  at: Instant,
  write: (line: string) => Promise<void>,
): Promise<Written | Unfit> {
  return withClient(url, async (client) => {
    const unfit = await migrate(client);
    if (unfit !== null) return unfit;
    await beginOwedEpoch(client);
    await client.query(nextRows);
    await client.query('begin isolation level repeatable read read only');
    const head: Head = { weir: 'export', format, schema: await schemaNumber(client), at };
    await write(JSON.stringify(head));
    let rows = 0;
    const tables = await tablesOf(client);
    for (const table of tables) {
      await write(JSON.stringify(table satisfies TableLine));
      for await (const row of rowsOf(client, table)) {
        await write(JSON.stringify(row));
        rows += 1;
      }
    }
    for (const sequence of await sequencesOf(client)) await write(JSON.stringify(sequence));
    await client.query('commit');
    await write(JSON.stringify({ end: rows } satisfies EndLine));
    return { tables: tables.length, rows };
  });
}

/** Into an empty database, all or nothing. What was on its way is looked up before it is sent again. */
export async function imported(
  url: string,
  lines: AsyncIterable<string>,
): Promise<Written | Unfit> {
  return withClient(url, async (client) => {
    const iterator = lines[Symbol.asyncIterator]();
    const head = headOf((await iterator.next()).value as string | undefined);
    if ('unfit' in head) return head;
    // The tables with their rows: an empty ledger, left behind, would be read as health.
    await client.query('begin');
    const written =
      (await migrateWithin(client, head.schema)) ??
      (await unlessEmpty(client)) ??
      (await new Loading(client).all(iterator));
    if ('unfit' in written) {
      await client.query('rollback');
      return written;
    }
    await epochIsOwed(client, head.at);
    await client.query('commit');
    // Schemas of a later version first change what was loaded; then what was open is marked.
    const later = await migrate(client);
    if (later !== null) return later;
    await beginOwedEpoch(client);
    return written;
  });
}

async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = await sessionAlone(connection(url, 'weir backup'));
  try {
    await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0');
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function headOf(line: string | undefined): Head | Unfit {
  const head = parsed(line ?? '');
  if (head?.['weir'] !== 'export') return { unfit: 'This is no file of weir export.' };
  if (head['format'] === format) return head as unknown as Head;
  const unfit = `This file is of another format (${String(head['format'])}): use the version of Weir that wrote it, or a newer one.`;
  return { unfit };
}

function parsed(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value = JSON.parse(line) as unknown;
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

async function unlessEmpty(client: pg.ClientBase): Promise<Unfit | null> {
  const { rows } = await client.query<{ held: boolean }>(
    'select exists (select from receipt) as held',
  );
  if (rows[0]?.held !== true) return null;
  return { unfit: 'This database holds a ledger already: import into an empty one.' };
}

async function tablesOf(client: pg.ClientBase): Promise<readonly TableLine[]> {
  const { rows } = await client.query<TableLine>(
    `select c.relname as table, array_agg(quote_ident(a.attname) order by a.attnum)::text[] as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
       and c.relname <> 'weir_migration' and a.attnum > 0 and not a.attisdropped
     group by c.relname order by c.relname`,
  );
  return rows;
}

/** `fetch` counts rows, which may be of ten bytes or of half a million. */
const nextRows = `
  create or replace function pg_temp.next_rows(characters bigint, most bigint) returns setof text
  language plpgsql as $body$
  declare
    source refcursor := 'exported';
    line text;
  begin
    while characters > 0 and most > 0 loop
      fetch source into line;
      exit when not found;
      return next line;
      characters := characters - length(line);
      most := most - 1;
    end loop;
  end $body$`;

async function* rowsOf(
  client: pg.ClientBase,
  { table, columns }: TableLine,
): AsyncGenerator<string> {
  await client.query(
    `declare exported no scroll cursor for
     select row(${columns.join(', ')})::text as row from ${quoted(table)}`,
  );
  for (;;) {
    const { rows } = await client.query<{ row: string }>(
      'select row from pg_temp.next_rows($1, $2) as row',
      [charactersRead, rowsRead],
    );
    for (const { row } of rows) yield row;
    if (rows.length === 0) break;
  }
  await client.query('close exported');
}

async function sequencesOf(client: pg.ClientBase): Promise<readonly SequenceLine[]> {
  const { rows } = await client.query<SequenceLine>(
    `select sequencename as sequence, coalesce(last_value, 0) as value from pg_sequences
     where schemaname = current_schema() order by 1`,
  );
  return rows;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** One import under way: rows are gathered and written a set at a time. */
class Loading {
  readonly #client: pg.ClientBase;
  #into: string | null = null;
  #gathered: string[] = [];
  #characters = 0;
  #rows = 0;
  #tables = 0;

  constructor(client: pg.ClientBase) {
    this.#client = client;
  }

  async all(lines: AsyncIterator<string>): Promise<Written | Unfit> {
    for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
      const line = next.value;
      if (line.startsWith('"')) {
        await this.#row(JSON.parse(line) as string);
        continue;
      }
      const said = parsed(line);
      if (said === null) return cut;
      await this.#flush();
      if ('table' in said) await this.#open(said as unknown as TableLine);
      else if ('sequence' in said) await this.#set(said as unknown as SequenceLine);
      else return said['end'] === this.#rows ? { tables: this.#tables, rows: this.#rows } : cut;
    }
    return cut;
  }

  async #row(row: string): Promise<void> {
    this.#rows += 1;
    this.#gathered.push(row);
    this.#characters += row.length;
    const isEnough = this.#gathered.length >= rowsWritten || this.#characters >= charactersWritten;
    if (isEnough) await this.#flush();
  }

  /** A new table's own rows, such as its partitions, make way for those of the file. */
  async #open({ table, columns }: TableLine): Promise<void> {
    this.#tables += 1;
    await this.#client.query(`delete from ${quoted(table)}`);
    const { rows } = await this.#client.query<{ name: string; type: string }>(
      `select quote_ident(a.attname) as name, format_type(a.atttypid, a.atttypmod) as type
       from pg_attribute a
       where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`,
      [quoted(table)],
    );
    const types = new Map(rows.map(({ name, type }) => [name, type]));
    const fields = columns.map((name) => `${name} ${types.get(name) ?? 'text'}`);
    await this.#client.query('drop type if exists pg_temp.imported');
    await this.#client.query(`create type pg_temp.imported as (${fields.join(', ')})`);
    this.#into = `insert into ${quoted(table)} (${columns.join(', ')}) overriding system value
                  select (line::pg_temp.imported).* from unnest($1::text[]) as line`;
  }

  async #set({ sequence, value }: SequenceLine): Promise<void> {
    if (value < 1) return;
    await this.#client.query('select setval($1::regclass, $2)', [quoted(sequence), value]);
  }

  async #flush(): Promise<void> {
    if (this.#into === null || this.#gathered.length === 0) return;
    await this.#client.query(this.#into, [this.#gathered]);
    this.#gathered = [];
    this.#characters = 0;
  }
}

const cut: Unfit = {
  unfit:
    'The file ends early or is damaged: nothing was taken in. Copy it again from where it was made.',
};
