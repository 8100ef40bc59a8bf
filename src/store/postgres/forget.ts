// What arrives and speaks of somebody who was erased, on PostgreSQL: it is kept without values and without
// bytes.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import { erasedReason, isOfErased, mentionOf, spoken, unreadTexts, wordsOf } from '../people.js';
import type { Arrival } from '../store.js';
import type { KnownNames } from './file.js';

/** What was to be kept says that an erased subject is one with components of which nobody has erased anything. */
export class JoinsErased extends Error {
  readonly components: readonly Id[];
  readonly at: Instant;

  constructor(components: readonly Id[], at: Instant) {
    super('what arrived joins an erased subject with another');
    this.components = components;
    this.at = at;
  }
}

/** @param erased names of the erased, with those that the arrivals bring. */
export function mayKeep(
  arrivals: readonly Arrival[],
  { components, erased: before }: KnownNames,
  erased: ReadonlySet<string>,
): void {
  const [first] = arrivals;
  if (first === undefined || erased.size === before.size) return;
  const joined = [...erased].flatMap((name) => {
    const component = before.has(name) ? undefined : components.get(name);
    return component === undefined ? [] : [component];
  });
  if (joined.length > 0) throw new JoinsErased([...new Set(joined)], first.receipt.at);
}

/** What has just been kept and speaks of a name that was erased keeps none of its bytes. */
export async function forgetErased(
  client: pg.ClientBase,
  arrivals: readonly Arrival[],
  erased: ReadonlySet<string>,
): Promise<void> {
  for (const { receipt, filed } of arrivals) {
    const late = filed.filter((one) => isOfErased(one, erased));
    if (late.length === 0) continue;
    await blank(client, [receipt.id], receipt.at);
    const persons = late.flatMap(({ key, content, person }) =>
      person === undefined ? [] : [{ key, content, bare: person.bare }],
    );
    await client.query(
      `update seen set content = late.bare
       from unnest($1::text[], $2::text[], $3::text[]) as late (key, content, bare)
       where seen.key = late.key and seen.content = late.content`,
      [
        persons.map(({ key }) => key),
        persons.map(({ content }) => content),
        persons.map(({ bare }) => bare),
      ],
    );
    // Names that it brings are the same subject's. Several subjects' statement connects nobody.
    const names = late.filter(({ container }) => !container).flatMap((one) => one.names);
    await client.query(
      'update name set erased_at = $2 where name = any($1::text[]) and erased_at is null',
      [names, receipt.at],
    );
  }
}

export async function blank(
  client: pg.ClientBase,
  receipts: readonly Id[],
  at: Instant,
): Promise<void> {
  await client.query('delete from receipt_body where receipt = any($1::bigint[])', [receipts]);
  await client.query(
    "update quarantine set content = '', reason = $2 where receipt = any($1::bigint[])",
    [receipts, erasedReason],
  );
  await client.query(
    `update receipt set erased_at = $2, size = 0, headers = '{}', digest = '', salt = null
     where id = any($1::bigint[])`,
    [receipts, at],
  );
}

const wordsAtOnce = 10_000;
/** As `name_erased` has it. */
const wordOfName = `coalesce(
  substring(name from '([A-Za-z0-9]{3,})(?:[^A-Za-z0-9]+[A-Za-z0-9]{0,2})*$'),
  substring(name from '([A-Za-z0-9]+)[^A-Za-z0-9]*$')
)`;

/** The same of what has just been kept, could not be read, and mentions such a name. */
export async function forgetUnreadable(
  client: pg.ClientBase,
  arrivals: readonly Arrival[],
): Promise<void> {
  const unreadable = arrivals.filter(({ quarantined }) => quarantined.length > 0);
  if (unreadable.length === 0 || !(await isAnyErased(client))) return;
  for (const arrival of unreadable) {
    const { receipt } = arrival;
    if (await mentionsErased(client, unreadTexts(arrival))) {
      await blank(client, [receipt.id], receipt.at);
    }
  }
}

async function isAnyErased(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ erased: boolean }>({
    name: 'any-erased',
    text: 'select exists (select from name where erased_at is not null) as erased',
  });
  return rows[0]?.erased === true;
}

/** There may be many erased names: those are looked at that have a word of the texts. */
async function mentionsErased(client: pg.ClientBase, texts: readonly string[]): Promise<boolean> {
  const words = [...wordsOf(texts)];
  for (let from = 0; from < words.length; from += wordsAtOnce) {
    const { rows } = await client.query<{ name: string }>({
      name: 'names-of-words',
      text: `select name from name
             where erased_at is not null and ${wordOfName} = any($1::text[])`,
      values: [words.slice(from, from + wordsAtOnce)],
    });
    const mention = mentionOf(rows.map(({ name }) => spoken(name)));
    const mentioned = mention === null ? null : new RegExp(mention);
    if (mentioned !== null && texts.some((text) => mentioned.test(text))) return true;
  }
  return false;
}
