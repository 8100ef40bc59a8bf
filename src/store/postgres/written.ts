// What the components of one fold came to, written set by set. Rows that say what they said before
// are not written again.
import type pg from 'pg';
import type { HandoffState } from '../../core/ledger/ledger.js';
import type { Decided, InboxRow } from './folding.js';

export async function written(
  client: pg.ClientBase,
  decided: readonly Decided[],
  here: readonly InboxRow[],
): Promise<void> {
  if (decided.length === 0) return;
  await writeFacts(client, decided, here);
  await writeComponents(client, decided);
  await writeSubjects(client, decided);
  await writeHandoffs(client, decided);
  await writeFindings(client, decided);
}

async function writeFacts(
  client: pg.ClientBase,
  decided: readonly Decided[],
  here: readonly InboxRow[],
): Promise<void> {
  const rows = decided.flatMap(({ component, outcomes }) => {
    const retired = new Set(outcomes.retired);
    return outcomes.verdicts
      .filter(({ id }) => !retired.has(id))
      .map((judged) => ({ component: component.id, ...judged }));
  });
  if (rows.length > 0) {
    await client.query(
      `insert into fact (component, observation, verdict, reason)
       select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[])
       on conflict (component, observation)
       do update set verdict = excluded.verdict, reason = excluded.reason`,
      [
        rows.map(({ component }) => component),
        rows.map(({ id }) => id),
        rows.map(({ verdict }) => verdict),
        rows.map(({ reason }) => reason),
      ],
    );
  }
  const retired = decided.flatMap(({ component, outcomes }) =>
    outcomes.retired.map((id) => ({ component: component.id, id })),
  );
  if (retired.length === 0 || here.length === 0) return;
  await client.query(
    `delete from fact using unnest($1::bigint[], $2::bigint[]) as gone (component, observation)
     where fact.component = gone.component and fact.observation = gone.observation`,
    [retired.map(({ component }) => component), retired.map(({ id }) => id)],
  );
}

async function writeComponents(client: pg.ClientBase, decided: readonly Decided[]): Promise<void> {
  await client.query(
    `insert into component (id, wake) select * from unnest($1::bigint[], $2::bigint[])
     on conflict (id) do update set wake = excluded.wake
     where component.wake is distinct from excluded.wake`,
    [decided.map(({ component }) => component.id), decided.map(({ outcomes }) => outcomes.wake)],
  );
}

async function writeSubjects(client: pg.ClientBase, decided: readonly Decided[]): Promise<void> {
  const rows = decided.flatMap(({ component, outcomes }) =>
    outcomes.subjects.map((subject) => ({ component: component.id, subject })),
  );
  await client.query(
    `delete from subject
     where component = any($1::bigint[])
       and (type, key) not in (select * from unnest($2::text[], $3::text[]))`,
    [
      decided.map(({ component }) => component.id),
      rows.map(({ subject }) => subject.type),
      rows.map(({ subject }) => subject.key),
    ],
  );
  if (rows.length === 0) return;
  await client.query(
    `insert into subject (component, type, key, headline, names, state)
     select component, type, key, headline, string_to_array(names, chr(31)), state
     from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
          as s (component, type, key, headline, names, state)
     on conflict (type, key) do update
     set component = excluded.component, headline = excluded.headline, names = excluded.names,
         state = excluded.state
     where (subject.component, subject.state) is distinct from (excluded.component, excluded.state)`,
    [
      rows.map(({ component }) => component),
      rows.map(({ subject }) => subject.type),
      rows.map(({ subject }) => subject.key),
      rows.map(({ subject }) => subject.headline),
      // An array of arrays would have to be rectangular.
      rows.map(({ subject }) => subject.names.join('\u001f')),
      rows.map(({ subject }) => subject.state),
    ],
  );
}

async function writeHandoffs(client: pg.ClientBase, decided: readonly Decided[]): Promise<void> {
  const rows = decided.flatMap(({ component, outcomes }) => {
    const before = new Map(component.handoffs.map((handoff) => [handoff.key, handoff]));
    return outcomes.handoffs
      .filter((handoff) => !sameHandoff(before.get(handoff.key), handoff))
      .map((handoff) => ({ component: component.id, handoff }));
  });
  if (rows.length === 0) return;
  await client.query(
    `insert into handoff (component, key, subject, rule, destination, state, carriage, waiting_for,
                          due, not_before, attempts, command, detail)
     select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                          $7::text[], $8::text[], $9::bigint[], $10::bigint[], $11::integer[],
                          $12::text[], $13::text[])
     on conflict (key) do update
     set component = excluded.component, subject = excluded.subject, state = excluded.state,
         carriage = excluded.carriage, waiting_for = excluded.waiting_for, due = excluded.due,
         not_before = excluded.not_before, attempts = excluded.attempts,
         command = excluded.command, detail = excluded.detail`,
    [
      rows.map(({ component }) => component),
      rows.map(({ handoff }) => handoff.key),
      rows.map(({ handoff }) => handoff.subject),
      rows.map(({ handoff }) => handoff.rule),
      rows.map(({ handoff }) => handoff.to),
      rows.map(({ handoff }) => handoff.state),
      rows.map(({ handoff }) => handoff.carriage),
      rows.map(({ handoff }) => handoff.waitingFor),
      rows.map(({ handoff }) => handoff.due),
      rows.map(({ handoff }) => handoff.notBefore),
      rows.map(({ handoff }) => handoff.attempts),
      rows.map(({ handoff }) => handoff.command),
      rows.map(({ handoff }) => handoff.detail),
    ],
  );
  await queue(
    client,
    rows.map(({ handoff }) => handoff),
  );
}

/** What is ready stands in the send queue, and nothing else does. */
async function queue(client: pg.ClientBase, changed: readonly HandoffState[]): Promise<void> {
  const ready = changed.filter(({ carriage }) => carriage === 'ready');
  const others = changed.filter(({ carriage }) => carriage !== 'ready');
  if (others.length > 0) {
    await client.query('delete from send where handoff = any($1::text[])', [
      others.map(({ key }) => key),
    ]);
  }
  if (ready.length === 0) return;
  await client.query(
    `insert into send (destination, not_before, handoff)
     select * from unnest($1::text[], $2::bigint[], $3::text[])
     on conflict (handoff) do update set not_before = excluded.not_before`,
    [
      ready.map(({ to }) => to),
      ready.map(({ notBefore }) => notBefore ?? 0),
      ready.map(({ key }) => key),
    ],
  );
}

function sameHandoff(before: HandoffState | undefined, now: HandoffState): boolean {
  if (before === undefined) return false;
  return (Object.keys(now) as (keyof HandoffState)[]).every((name) => before[name] === now[name]);
}

async function writeFindings(client: pg.ClientBase, decided: readonly Decided[]): Promise<void> {
  const rows = decided.flatMap(({ component, outcomes }) => {
    const before = new Map(component.findings.map((finding) => [finding.id, finding]));
    return outcomes.findings
      .filter((finding) => JSON.stringify(before.get(finding.id)) !== JSON.stringify(finding))
      .map((finding) => ({ component: component.id, finding }));
  });
  if (rows.length === 0) return;
  await client.query(
    `insert into finding (component, id, fingerprint, pattern, cause, level, subject, handoff, state,
                          at, detail)
     select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                          $7::text[], $8::text[], $9::text[], $10::bigint[], $11::text[])
     on conflict (id) do update
     set component = excluded.component, cause = excluded.cause, level = excluded.level,
         state = excluded.state, at = excluded.at, detail = excluded.detail`,
    [
      rows.map(({ component }) => component),
      rows.map(({ finding }) => finding.id),
      rows.map(({ finding }) => finding.fingerprint),
      rows.map(({ finding }) => finding.pattern),
      rows.map(({ finding }) => finding.cause),
      rows.map(({ finding }) => finding.level),
      rows.map(({ finding }) => finding.subject),
      rows.map(({ finding }) => finding.handoff),
      rows.map(({ finding }) => finding.state),
      rows.map(({ finding }) => finding.at),
      rows.map(({ finding }) => finding.detail),
    ],
  );
}
