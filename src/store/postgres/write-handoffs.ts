// What the handoffs of one fold came to, and which of them are to be claimed.
import type pg from 'pg';
import type { HandoffState, Id } from '../../core/ledger/ledger.js';
import { readyOf } from '../claim-order.js';
import type { Decided } from './folding.js';
import { onceEach } from './once-each.js';
import { together } from './session.js';

export async function writeHandoffs(
  client: pg.ClientBase,
  decided: readonly Decided[],
): Promise<void> {
  const added: HandoffRow[] = [];
  const changed: HandoffRow[] = [];
  for (const { component, outcomes } of decided) {
    const known = new Map(component.handoffs.map((handoff) => [handoff.key, handoff]));
    for (const handoff of outcomes.handoffs) {
      const before = known.get(handoff.key);
      const row = { component: component.id, handoff, before };
      if (before === undefined) added.push(row);
      else if (!sameHandoff(before, handoff)) changed.push(row);
    }
  }
  const once = onceEach(added, ({ handoff }) => handoff.key);
  await together([
    addHandoffs(client, once),
    updateHandoffs(client, changed),
    queue(client, [...once, ...changed]),
    unqueue(client, changed),
  ]);
}

interface HandoffRow {
  readonly component: Id;
  readonly handoff: HandoffState;
  readonly before: HandoffState | undefined;
}

async function addHandoffs(client: pg.ClientBase, rows: readonly HandoffRow[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: 'add-handoffs',
    text: `insert into handoff (component, key, state, carriage, waiting_for, due, not_before,
                                attempts, detail, errand, command, subject, rule, destination)
           select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[],
                                $6::bigint[], $7::bigint[], $8::integer[], $9::text[], $10::text[],
                                $11::text[], $12::text[], $13::text[], $14::text[])
           on conflict (key) do update
           set component = excluded.component, subject = excluded.subject, state = excluded.state,
               carriage = excluded.carriage, waiting_for = excluded.waiting_for, due = excluded.due,
               not_before = excluded.not_before, attempts = excluded.attempts,
               command = excluded.command, detail = excluded.detail, errand = excluded.errand`,
    values: [
      ...changing(rows),
      rows.map(({ handoff }) => handoff.command),
      rows.map(({ handoff }) => handoff.subject),
      rows.map(({ handoff }) => handoff.rule),
      rows.map(({ handoff }) => handoff.to),
    ],
  });
}

/** A command is long, and hardly ever another than before. */
async function updateHandoffs(client: pg.ClientBase, rows: readonly HandoffRow[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: 'update-handoffs',
    text: `update handoff
           set component = u.component, subject = u.subject, state = u.state,
               carriage = u.carriage, waiting_for = u.waiting_for, due = u.due,
               not_before = u.not_before, attempts = u.attempts, detail = u.detail,
               errand = u.errand,
               command = case when u.recommanded then u.command else handoff.command end
           from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[],
                       $7::bigint[], $8::integer[], $9::text[], $10::text[], $11::text[],
                       $12::boolean[], $13::text[])
                as u (component, key, state, carriage, waiting_for, due, not_before, attempts,
                      detail, errand, command, recommanded, subject)
           where handoff.key = u.key`,
    values: [
      ...changing(rows),
      rows.map(({ handoff, before }) =>
        handoff.command === before?.command ? null : handoff.command,
      ),
      rows.map(({ handoff, before }) => handoff.command !== before?.command),
      rows.map(({ handoff }) => handoff.subject),
    ],
  });
}

/** The columns that a later fold may change, in the order of both statements. */
function changing(rows: readonly HandoffRow[]): unknown[][] {
  return [
    rows.map(({ component }) => component),
    rows.map(({ handoff }) => handoff.key),
    rows.map(({ handoff }) => handoff.state),
    rows.map(({ handoff }) => handoff.carriage),
    rows.map(({ handoff }) => handoff.waitingFor),
    rows.map(({ handoff }) => handoff.due),
    rows.map(({ handoff }) => handoff.notBefore),
    rows.map(({ handoff }) => handoff.attempts),
    rows.map(({ handoff }) => handoff.detail),
    rows.map(({ handoff }) => handoff.errand),
  ];
}

/** What has an errand stands in the send queue, and nothing else does. */
async function queue(client: pg.ClientBase, rows: readonly HandoffRow[]): Promise<void> {
  const ready = rows.filter(({ handoff }) => handoff.errand !== null);
  if (ready.length === 0) return;
  const turns = ready.map(({ handoff }) => readyOf(handoff));
  await client.query({
    name: 'queue',
    text: `insert into send (destination, not_before, handoff, number, since, confirm_by, version)
           select * from unnest($1::text[], $2::bigint[], $3::text[], $4::integer[], $5::bigint[],
                                $6::bigint[], $7::text[])
           on conflict (handoff) do update
           set not_before = excluded.not_before, number = excluded.number, since = excluded.since,
               confirm_by = excluded.confirm_by, version = excluded.version`,
    values: [
      ready.map(({ handoff }) => handoff.to),
      ready.map(({ handoff }) => handoff.notBefore ?? 0),
      ready.map(({ handoff }) => handoff.key),
      ready.map(({ handoff }) => handoff.attempts + 1),
      turns.map(({ since }) => since),
      turns.map(({ confirmBy }) => confirmBy),
      turns.map(({ version }) => version),
    ],
  });
}

/** A claim takes its row itself: only what had an errand, and has none now, may still lie there. */
async function unqueue(client: pg.ClientBase, rows: readonly HandoffRow[]): Promise<void> {
  const others = rows.filter(
    ({ handoff, before }) =>
      handoff.errand === null && before !== undefined && before.errand !== null,
  );
  if (others.length === 0) return;
  await client.query({
    name: 'unqueue',
    text: 'delete from send where handoff = any($1::text[])',
    values: [others.map(({ handoff }) => handoff.key)],
  });
}

function sameHandoff(before: HandoffState, now: HandoffState): boolean {
  return (Object.keys(now) as (keyof HandoffState)[]).every((name) => before[name] === now[name]);
}
