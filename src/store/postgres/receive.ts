// Intake: receipts, their statements and where these are filed, in one transaction of a handful of
// statements whatever the size of the batch. Tables are touched in one order and rows in the order of
// their keys, so that writers never wait for each other in a circle.
import type pg from 'pg';
import type { Id } from '../../core/ledger/ledger.js';
import type { Arrival, Filed, Received } from '../store.js';
import type { KnownNames } from './file.js';
import { file, filingsOf, namesKnown } from './file.js';
import { keepOffsets } from './offsets.js';
import { clearQuarantined, heldForReading, keepQuarantined } from './quarantined.js';
import { blank, forgetErased, forgetUnreadable, mayKeep } from './forget.js';
import { keepPersons } from './people.js';
import { erasedWith, isOfErased } from '../people.js';
import { noteSeen, unseen } from './seen.js';
import type { Commit } from './session.js';
import { together } from './session.js';
import { clearUnread, keepUnread } from './unread.js';

const partBytes = 262_144;
/** Bytes of bodies in one statement, or little more. */
const statementBytes = 4_194_304;

/**
 * What ends a transaction, sent with its last statements.
 * @param components that are going to be folded for them.
 */
type Last = (components: ReadonlySet<Id>) => Promise<unknown>;

/** Two round trips, and one more where some of it has been received before. */
export async function receive(
  client: pg.ClientBase,
  arrivals: readonly Arrival[],
  last: Last,
): Promise<readonly Received[]> {
  const [inserted, known, isNew] = await together([
    keepReceipts(client, arrivals),
    namesKnown(client, filedOf(arrivals)),
    noteSeen(client, arrivals),
  ]);
  const kept = arrivals.filter(({ receipt }) => inserted.has(receipt.id));
  const offsets = arrivals.flatMap(({ offset }) => offset ?? []);
  const [, , , fresh] = await together([
    keepBodies(client, kept),
    keepOffsets(client, offsets),
    keepUnread(client, kept),
    keepReadings(client, kept, { known, isNew, last }),
  ]);
  return arrivals.map((arrival) => receivedOf(arrival, fresh));
}

function receivedOf({ receipt, filed }: Arrival, fresh: ReadonlySet<Id>): Received {
  const accepted = filed.filter(({ id }) => fresh.has(id)).length;
  return { receipt: receipt.id, accepted, duplicate: filed.length - accepted };
}

/** What kept receipts are read as, in the place of what was set aside of them: three round trips. */
export async function refile(
  client: pg.ClientBase,
  arrivals: readonly Arrival[],
  commit: Commit,
): Promise<readonly Received[]> {
  const receipts = arrivals.map(({ receipt }) => receipt.id);
  const held = await heldForReading(client, receipts);
  const kept = arrivals.filter(({ receipt }) => held.has(receipt.id));
  const [, marked, known, isNew] = await together([
    clearQuarantined(client, [...held]),
    clearUnread(client, receipts),
    namesKnown(client, filedOf(kept)),
    noteSeen(client, kept),
  ]);
  const last = async (): Promise<unknown> => {
    for (const [receipt, at] of marked) await blank(client, [receipt], at);
    return commit();
  };
  const fresh = await keepReadings(client, kept, { known, isNew, last });
  return arrivals.map((arrival) => {
    const { receipt } = arrival;
    const nothing = { receipt: receipt.id, accepted: 0, duplicate: 0 };
    return held.has(receipt.id) ? receivedOf(arrival, fresh) : nothing;
  });
}

interface Keeping {
  readonly known: KnownNames;
  /** Keys that had not been seen. */
  readonly isNew: ReadonlySet<string>;
  readonly last: Last;
}

/** @returns ids of the statements that were not there word for word. */
async function keepReadings(
  client: pg.ClientBase,
  kept: readonly Arrival[],
  { known, isNew, last }: Keeping,
): Promise<ReadonlySet<Id>> {
  const erased = erasedWith(filedOf(kept), known.erased);
  mayKeep(kept, known, erased);
  const { fresh, filed } = await unseen(client, filedOf(kept), isNew);
  // Under the key of another order's statement it is filed under that order as well.
  const { components } = filed === fresh ? known : await namesKnown(client, filed);
  const filing = filingsOf(filed, components);
  const ending = async (): Promise<unknown> => last(new Set(filing.rows.keys()));
  const writing = [
    keepQuarantined(client, kept),
    keepStatements(client, kept, fresh),
    keepPersons(
      client,
      fresh.filter((one) => !isOfErased(one, erased)),
    ),
    file(client, filing),
  ];
  if (erased.size > 0 || kept.some(({ quarantined }) => quarantined.length > 0)) {
    await together(writing);
    if (erased.size > 0) await forgetErased(client, kept, erased);
    await forgetUnreadable(client, kept);
    await ending();
  } else {
    await together([...writing, ending()]);
  }
  return new Set(fresh.map(({ id }) => id));
}

function filedOf(arrivals: readonly Arrival[]): readonly Filed[] {
  return arrivals.flatMap(({ filed }) => filed);
}

/** Ids of those whose source position had not been received before. */
async function keepReceipts(
  client: pg.ClientBase,
  arrivals: readonly Arrival[],
): Promise<ReadonlySet<Id>> {
  if (arrivals.length === 0) return new Set();
  const receipts = arrivals.map(({ receipt }) => receipt);
  const { rows } = await client.query<{ id: Id }>({
    name: 'keep-receipts',
    text: `insert into receipt (id, system, source, position, at, headers, size, digest, salt, commitment)
     select r.*, drawn.salt, sha256(uuid_send(drawn.salt) || convert_to(r.digest, 'UTF8'))
     from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[],
                 $6::jsonb[], $7::bigint[], $8::text[])
          as r (id, system, source, position, at, headers, size, digest)
     -- A salt a row: what refers to nothing of a row is drawn once for all.
     cross join lateral (select gen_random_uuid() as salt where r.id is not null) as drawn
     on conflict do nothing returning id`,
    values: [
      receipts.map(({ id }) => id),
      receipts.map(({ system }) => system),
      receipts.map(({ source }) => source),
      receipts.map(({ position }) => position),
      receipts.map(({ at }) => at),
      receipts.map(({ headers }) => JSON.stringify(headers)),
      receipts.map(({ body }) => body.length),
      receipts.map(({ digest }) => digest),
    ],
  });
  return new Set(rows.map(({ id }) => id));
}

/**
 * Bodies travel as one value that the server cuts into parts: an array of bytea would travel as twice
 * as much text, and a statement a body costs a round trip each.
 */
async function keepBodies(client: pg.ClientBase, arrivals: readonly Arrival[]): Promise<void> {
  const statements: Part[][] = [];
  let size = statementBytes;
  for (const { receipt } of arrivals) {
    for (let from = 0; from < receipt.body.length; from += partBytes) {
      if (size >= statementBytes) {
        statements.push([]);
        size = 0;
      }
      const bytes = receipt.body.subarray(from, from + partBytes);
      const part = { receipt: receipt.id, part: from / partBytes, start: size + 1, bytes };
      statements.at(-1)?.push(part);
      size += bytes.length;
    }
  }
  await together(statements.map(async (parts) => keepParts(client, parts)));
}

interface Part {
  readonly receipt: Id;
  readonly part: number;
  /** Of its first byte in the statement's one value, from 1. */
  readonly start: number;
  readonly bytes: Uint8Array;
}

async function keepParts(client: pg.ClientBase, parts: readonly Part[]): Promise<void> {
  await client.query({
    name: 'keep-bodies',
    text: `insert into receipt_body (receipt, part, bytes)
     select receipt, part, substring($1::bytea from start for length)
     from unnest($2::bigint[], $3::integer[], $4::integer[], $5::integer[])
          as cut (receipt, part, start, length)`,
    values: [
      Buffer.concat(parts.map(({ bytes }) => bytes)),
      parts.map(({ receipt }) => receipt),
      parts.map(({ part }) => part),
      parts.map(({ start }) => start),
      parts.map(({ bytes }) => bytes.length),
    ],
  });
}

/** With the first time that each system says such a thing: mostly there is nothing new of that. */
async function keepStatements(
  client: pg.ClientBase,
  kept: readonly Arrival[],
  fresh: readonly Filed[],
): Promise<void> {
  if (fresh.length === 0) return;
  const isFresh = new Set(fresh.map(({ id }) => id));
  const rows = kept.flatMap(({ receipt, filed }) =>
    filed.filter(({ id }) => isFresh.has(id)).map((one) => ({ receipt: receipt.id, one })),
  );
  const sighted = sightingsOf(fresh);
  await client.query({
    name: 'keep-statements',
    text: `with sighted as (
       insert into sighting (system, kind, since, global)
       select * from unnest($7::text[], $8::text[], $9::bigint[], $10::boolean[])
                     as s (system, kind, since, global)
       where not exists (
         select from sighting k
         where k.system = s.system and k.kind = s.kind and k.since <= s.since and k.global >= s.global
       )
       on conflict (system, kind) do update
       set since = least(sighting.since, excluded.since), global = sighting.global or excluded.global
     )
     insert into observation (id, receipt, system, kind, at, content)
     select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::text[])`,
    values: [
      rows.map(({ one }) => one.id),
      rows.map(({ receipt }) => receipt),
      rows.map(({ one }) => one.system),
      rows.map(({ one }) => one.kind),
      rows.map(({ one }) => one.at),
      rows.map(({ one }) => one.text),
      sighted.map(({ system }) => system),
      sighted.map(({ kind }) => kind),
      sighted.map(({ at }) => at),
      sighted.map(({ global }) => global),
    ],
  });
}

type Sighting = Pick<Filed, 'system' | 'kind' | 'at' | 'global'>;

/** Each kind of each system once, in the order in which their rows are locked. */
function sightingsOf(fresh: readonly Filed[]): readonly Sighting[] {
  const sighted = new Map<string, Sighting>();
  for (const one of fresh) {
    const key = `${one.system}\u0000${one.kind}`;
    const before = sighted.get(key) ?? one;
    const at = one.at < before.at ? one.at : before.at;
    sighted.set(key, { ...before, at, global: before.global || one.global });
  }
  return [...sighted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
