// Intake: receipts, their statements and where these are filed, in one transaction of a handful of
// statements whatever the size of the batch. Tables are touched in one order and rows in the order of
// their keys, so that writers never wait for each other in a circle (engine.md section 4).
import type pg from 'pg';
import { filings, newNames } from '../filing.js';
import type { Id } from '../../core/ledger/ledger.js';
import type { Arrival, Filed, Received } from '../store.js';
import { partitionOf } from './partitions.js';

const partBytes = 262_144;
/** Bytes of bodies in one statement, or little more. */
const statementBytes = 4_194_304;

export async function receive(
  client: pg.ClientBase,
  arrivals: readonly Arrival[],
): Promise<readonly Received[]> {
  const kept = await keepReceipts(client, arrivals);
  const fresh = await unseen(
    client,
    kept.flatMap(({ filed }) => filed),
  );
  await keepStatements(client, kept, fresh);
  await sight(client, fresh);
  await file(client, fresh);
  const isFresh = new Set(fresh.map(({ id }) => id));
  const isKept = new Set(kept);
  return arrivals.map((arrival) => {
    const accepted = isKept.has(arrival)
      ? arrival.filed.filter(({ id }) => isFresh.has(id)).length
      : 0;
    return {
      receipt: arrival.receipt.id,
      accepted,
      duplicate: arrival.filed.length - accepted,
    };
  });
}

/** The arrivals whose source position had not been received before. */
async function keepReceipts(
  client: pg.ClientBase,
  arrivals: readonly Arrival[],
): Promise<readonly Arrival[]> {
  const receipts = arrivals.map(({ receipt }) => receipt);
  const { rows } = await client.query<{ id: Id }>(
    `insert into receipt (id, system, source, position, at, headers, size, digest)
     select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[],
                          $6::jsonb[], $7::bigint[], $8::text[])
     on conflict do nothing returning id`,
    [
      receipts.map(({ id }) => id),
      receipts.map(({ system }) => system),
      receipts.map(({ source }) => source),
      receipts.map(({ position }) => position),
      receipts.map(({ at }) => at),
      receipts.map(({ headers }) => JSON.stringify(headers)),
      receipts.map(({ body }) => body.length),
      receipts.map(({ digest }) => digest),
    ],
  );
  const inserted = new Set(rows.map(({ id }) => id));
  const kept = arrivals.filter(({ receipt }) => inserted.has(receipt.id));
  await keepBodies(client, kept);
  return kept;
}

/**
 * Bodies travel as one value that the server cuts into parts: an array of bytea would travel as twice
 * as much text, and a statement a body costs a round trip each.
 */
async function keepBodies(client: pg.ClientBase, arrivals: readonly Arrival[]): Promise<void> {
  let parts: Part[] = [];
  let size = 0;
  for (const { receipt } of arrivals) {
    for (let from = 0; from < receipt.body.length; from += partBytes) {
      const bytes = receipt.body.subarray(from, from + partBytes);
      parts.push({ receipt: receipt.id, part: from / partBytes, start: size + 1, bytes });
      size += bytes.length;
      if (size < statementBytes) continue;
      await keepParts(client, parts);
      parts = [];
      size = 0;
    }
  }
  if (parts.length > 0) await keepParts(client, parts);
}

interface Part {
  readonly receipt: Id;
  readonly part: number;
  /** Of its first byte in the statement's one value, from 1. */
  readonly start: number;
  readonly bytes: Uint8Array;
}

async function keepParts(client: pg.ClientBase, parts: readonly Part[]): Promise<void> {
  await client.query(
    `insert into receipt_body (receipt, part, bytes)
     select receipt, part, substring($1::bytea from start for length)
     from unnest($2::bigint[], $3::integer[], $4::integer[], $5::integer[])
          as cut (receipt, part, start, length)`,
    [
      Buffer.concat(parts.map(({ bytes }) => bytes)),
      parts.map(({ receipt }) => receipt),
      parts.map(({ part }) => part),
      parts.map(({ start }) => start),
      parts.map(({ bytes }) => bytes.length),
    ],
  );
}

/** Statements that were not there word for word; one with another content is kept beside the first. */
async function unseen(client: pg.ClientBase, filed: readonly Filed[]): Promise<readonly Filed[]> {
  if (filed.length === 0) return [];
  const firsts = new Map<string, Filed>();
  for (const one of filed) if (!firsts.has(one.key)) firsts.set(one.key, one);
  const keys = [...firsts.keys()].sort();
  const { rows: added } = await client.query<{ key: string }>(
    `insert into seen (key, content) select * from unnest($1::text[], $2::text[])
     on conflict do nothing returning key`,
    [keys, keys.map((key) => firsts.get(key)?.content)],
  );
  const isNew = new Set(added.map(({ key }) => key));
  const contents = await contentsOf(
    client,
    keys.filter((key) => !isNew.has(key)),
  );
  for (const key of isNew) contents.set(key, firsts.get(key)?.content ?? '');
  return filed.filter(
    (one) =>
      (isNew.has(one.key) && firsts.get(one.key) === one) || contents.get(one.key) !== one.content,
  );
}

async function contentsOf(
  client: pg.ClientBase,
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const { rows } = await client.query<{ key: string; content: string }>(
    'select key, content from seen where key = any($1::text[])',
    [keys],
  );
  return new Map(rows.map(({ key, content }) => [key, content]));
}

async function keepStatements(
  client: pg.ClientBase,
  kept: readonly Arrival[],
  fresh: readonly Filed[],
): Promise<void> {
  const isFresh = new Set(fresh.map(({ id }) => id));
  const rows = kept.flatMap(({ receipt, filed }) =>
    filed.filter(({ id }) => isFresh.has(id)).map((one) => ({ receipt: receipt.id, one })),
  );
  if (rows.length > 0) {
    await client.query(
      `insert into observation (id, receipt, system, kind, at, content)
       select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::text[])`,
      [
        rows.map(({ one }) => one.id),
        rows.map(({ receipt }) => receipt),
        rows.map(({ one }) => one.system),
        rows.map(({ one }) => one.kind),
        rows.map(({ one }) => one.at),
        rows.map(({ one }) => one.text),
      ],
    );
  }
  const held = kept.flatMap(({ receipt, quarantined }) =>
    quarantined.map((one) => ({ receipt: receipt.id, one })),
  );
  if (held.length === 0) return;
  await client.query(
    `insert into quarantine (id, receipt, line, kind, reason, content)
     select * from unnest($1::bigint[], $2::bigint[], $3::integer[], $4::text[], $5::text[], $6::text[])`,
    [
      held.map(({ one }) => one.id),
      held.map(({ receipt }) => receipt),
      held.map(({ one }) => one.line),
      held.map(({ one }) => one.kind),
      held.map(({ one }) => one.reason),
      held.map(({ one }) => one.text),
    ],
  );
}

/** Mostly there is nothing to write: each system says the same kinds of things again and again. */
async function sight(client: pg.ClientBase, fresh: readonly Filed[]): Promise<void> {
  const sighted = new Map<string, Pick<Filed, 'system' | 'kind' | 'at' | 'global'>>();
  for (const one of fresh) {
    const key = `${one.system}\u0000${one.kind}`;
    const before = sighted.get(key) ?? one;
    const at = one.at < before.at ? one.at : before.at;
    sighted.set(key, { ...before, at, global: before.global || one.global });
  }
  const rows = [...sighted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  await client.query(
    `insert into sighting (system, kind, since, global)
     select * from unnest($1::text[], $2::text[], $3::bigint[], $4::boolean[])
                   as s (system, kind, since, global)
     where not exists (
       select from sighting k
       where k.system = s.system and k.kind = s.kind and k.since <= s.since and k.global >= s.global
     )
     on conflict (system, kind) do update
     set since = least(sighting.since, excluded.since), global = sighting.global or excluded.global`,
    [
      rows.map(({ system }) => system),
      rows.map(({ kind }) => kind),
      rows.map(({ at }) => at),
      rows.map(({ global }) => global),
    ],
  );
}

async function file(client: pg.ClientBase, fresh: readonly Filed[]): Promise<void> {
  if (fresh.length === 0) return;
  const names = [...new Set(fresh.flatMap((one) => one.names))].sort();
  const known = await componentsOf(client, names);
  const added = newNames(fresh, known);
  if (added.length > 0) {
    const { rows } = await client.query<{ name: string }>(
      `insert into name (name, component) select * from unnest($1::text[], $2::bigint[])
       on conflict do nothing returning name`,
      [added.map(([name]) => name), added.map(([, component]) => component)],
    );
    const ours = new Set(rows.map(({ name }) => name));
    for (const [name, component] of added) if (ours.has(name)) known.set(name, component);
    // Another intake was faster with these.
    const raced = added.map(([name]) => name).filter((name) => !ours.has(name));
    for (const [name, component] of await componentsOf(client, raced)) known.set(name, component);
  }
  const rows = filings(fresh, known);
  await client.query(
    `insert into inbox (partition, component, observation, message)
     select * from unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::jsonb[])`,
    [
      rows.map(({ component }) => partitionOf(component)),
      rows.map(({ component }) => component),
      rows.map(({ observation }) => observation),
      rows.map(({ ties }) => (ties.length === 0 ? null : JSON.stringify({ ties }))),
    ],
  );
}

async function componentsOf(
  client: pg.ClientBase,
  names: readonly string[],
): Promise<Map<string, Id>> {
  if (names.length === 0) return new Map();
  const { rows } = await client.query<{ name: string; component: Id }>(
    'select name, component from name where name = any($1::text[])',
    [names],
  );
  return new Map(rows.map(({ name, component }) => [name, component]));
}
