// What the components of one fold came to, written set by set in one round trip. Rows that say what
// they said before are not written again.
import type pg from 'pg';
import type { SubjectState } from '../../core/ledger/ledger.js';
import type { Decided, InboxRow } from './folding.js';
import { onceEach } from './once-each.js';
import { together } from './session.js';
import { writeHandoffs } from './write-handoffs.js';

export async function written(
  client: pg.ClientBase,
  decided: readonly Decided[],
  here: readonly InboxRow[],
): Promise<void> {
  if (decided.length === 0) return;
  await together([
    writeFacts(client, decided),
    retireFacts(client, decided, here),
    writeComponents(client, decided),
    writeSubjects(client, decided),
    writeHandoffs(client, decided),
    writeFindings(client, decided),
  ]);
}

async function writeFacts(client: pg.ClientBase, decided: readonly Decided[]): Promise<void> {
  const rows = decided.flatMap(({ component, outcomes }) => {
    const retired = new Set(outcomes.retired);
    return outcomes.verdicts
      .filter(({ id }) => !retired.has(id))
      .map((judged) => ({ component: component.id, ...judged }));
  });
  if (rows.length === 0) return;
  await client.query({
    name: 'write-facts',
    text: `insert into fact (component, observation, verdict, reason, past)
           select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::boolean[])
           on conflict (component, observation)
           do update set verdict = excluded.verdict, reason = excluded.reason, past = excluded.past`,
    values: [
      rows.map(({ component }) => component),
      rows.map(({ id }) => id),
      rows.map(({ verdict }) => verdict),
      rows.map(({ reason }) => reason),
      rows.map(({ past = false }) => past),
    ],
  });
}

async function retireFacts(
  client: pg.ClientBase,
  decided: readonly Decided[],
  here: readonly InboxRow[],
): Promise<void> {
  const retired = decided.flatMap(({ component, outcomes }) =>
    outcomes.retired.map((id) => ({ component: component.id, id })),
  );
  if (retired.length === 0 || here.length === 0) return;
  await client.query({
    name: 'retire-facts',
    text: `delete from fact using unnest($1::bigint[], $2::bigint[]) as gone (component, observation)
           where fact.component = gone.component and fact.observation = gone.observation`,
    values: [retired.map(({ component }) => component), retired.map(({ id }) => id)],
  });
}

async function writeComponents(client: pg.ClientBase, decided: readonly Decided[]): Promise<void> {
  const rows = decided.filter(
    ({ component, outcomes }) => !component.known || component.wake !== outcomes.wake,
  );
  if (rows.length === 0) return;
  await client.query({
    name: 'write-components',
    text: `insert into component (id, wake) select * from unnest($1::bigint[], $2::bigint[])
           on conflict (id) do update set wake = excluded.wake`,
    values: [rows.map(({ component }) => component.id), rows.map(({ outcomes }) => outcomes.wake)],
  });
}

async function writeSubjects(client: pg.ClientBase, decided: readonly Decided[]): Promise<void> {
  // Both are sent before either is answered: nothing may follow a rollback.
  await together([removeSubjects(client, decided), addSubjects(client, decided)]);
}

async function removeSubjects(client: pg.ClientBase, decided: readonly Decided[]): Promise<void> {
  const gone = decided.flatMap(({ component, outcomes }) =>
    component.subjects
      .filter((before) => !outcomes.subjects.some((now) => isSameSubject(before, now)))
      .map((subject) => ({ component: component.id, subject })),
  );
  if (gone.length === 0) return;
  await client.query({
    name: 'remove-subjects',
    text: `delete from subject
           using unnest($1::bigint[], $2::text[], $3::text[]) as gone (component, type, key)
           where subject.component = gone.component and subject.type = gone.type
             and subject.key = gone.key`,
    values: [
      gone.map(({ component }) => component),
      gone.map(({ subject }) => subject.type),
      gone.map(({ subject }) => subject.key),
    ],
  });
}

async function addSubjects(client: pg.ClientBase, decided: readonly Decided[]): Promise<void> {
  const rows = onceEach(
    decided.flatMap(({ component, outcomes }) =>
      outcomes.subjects
        .filter((subject) => !standsIn(component.subjects, subject))
        .map((subject) => ({ component: component.id, subject })),
    ),
    ({ subject }) => `${subject.type} ${subject.key}`,
  );
  if (rows.length === 0) return;
  await client.query({
    name: 'write-subjects',
    text: `insert into subject (component, type, key, headline, names, state)
           select component, type, key, headline, string_to_array(names, chr(31)), state
           from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                as s (component, type, key, headline, names, state)
           on conflict (type, key) do update
           set component = excluded.component, headline = excluded.headline,
               names = excluded.names, state = excluded.state`,
    values: [
      rows.map(({ component }) => component),
      rows.map(({ subject }) => subject.type),
      rows.map(({ subject }) => subject.key),
      rows.map(({ subject }) => subject.headline),
      // An array of arrays would have to be rectangular.
      rows.map(({ subject }) => subject.names.join('\u001f')),
      rows.map(({ subject }) => subject.state),
    ],
  });
}

type Standing = Pick<SubjectState, 'type' | 'key'>;

function isSameSubject(before: Standing, now: Standing): boolean {
  return before.type === now.type && before.key === now.key;
}

/** What follows from the state, names and headline, is the same where the state is. */
function standsIn(before: Decided['component']['subjects'], now: SubjectState): boolean {
  return before.some(
    (one) => isSameSubject(one, now) && one.state === now.state && one.headline === now.headline,
  );
}

async function writeFindings(client: pg.ClientBase, decided: readonly Decided[]): Promise<void> {
  const rows = onceEach(
    decided.flatMap(({ component, outcomes }) => {
      const before = new Map(component.findings.map((finding) => [finding.id, finding]));
      return outcomes.findings
        .filter((finding) => JSON.stringify(before.get(finding.id)) !== JSON.stringify(finding))
        .map((finding) => ({ component: component.id, finding }));
    }),
    ({ finding }) => finding.id,
  );
  if (rows.length === 0) return;
  await client.query({
    name: 'write-findings',
    text: `insert into finding (component, id, fingerprint, pattern, cause, level, subject, handoff,
                                state, at, detail)
           select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[],
                                $6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[],
                                $11::text[])
           on conflict (id) do update
           set component = excluded.component, cause = excluded.cause, level = excluded.level,
               state = excluded.state, at = excluded.at, detail = excluded.detail`,
    values: [
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
  });
}
