// All that is known of the components of one fold, in five statements.
import type pg from 'pg';
import type {
  Attempt,
  Component,
  Fact,
  FindingState,
  HandoffState,
  Id,
  Verdict,
} from '../../core/ledger/ledger.js';
import type { InboxRow } from './folding.js';
import { attemptOf, findingOf, handoffOf } from './rows.js';
import type { AttemptRow, FindingRow, HandoffRow } from './rows.js';

interface FactRow {
  readonly component: Id;
  readonly id: Id;
  readonly text: string;
  readonly verdict: Verdict | null;
}

export async function loaded(
  client: pg.ClientBase,
  here: readonly InboxRow[],
): Promise<readonly Component[]> {
  const ids = [...new Set(here.map(({ component }) => component))].sort((a, b) => a - b);
  if (ids.length === 0) return [];
  const facts = grouped(await factRows(client, ids, here), ({ id, text, verdict }) => ({
    id,
    text,
    verdict,
  }));
  const handoffs = grouped<HandoffRow, HandoffState>(
    await rowsOf(client, 'handoff', ids),
    handoffOf,
  );
  const findings = grouped<FindingRow, FindingState>(
    await rowsOf(client, 'finding', ids),
    findingOf,
  );
  const attempts = grouped<AttemptRow, Attempt>(await rowsOf(client, 'attempt', ids), attemptOf);
  return ids.map((id) => ({
    id,
    facts: (facts.get(id) ?? []).sort((a: Fact, b: Fact) => a.id - b.id),
    handoffs: handoffs.get(id) ?? [],
    findings: findings.get(id) ?? [],
    attempts: attempts.get(id) ?? [],
  }));
}

/** Facts that were there, and the statements that have just arrived. */
async function factRows(
  client: pg.ClientBase,
  ids: readonly Id[],
  here: readonly InboxRow[],
): Promise<FactRow[]> {
  const arrived = here.filter(({ observation }) => observation !== null);
  const { rows } = await client.query<FactRow>(
    `select f.component, o.id, o.content as text, f.verdict
     from fact f join observation o on o.id = f.observation
     where f.component = any($1::bigint[])
     union all
     select a.component, o.id, o.content, null
     from (select distinct * from unnest($2::bigint[], $3::bigint[]) as a (component, observation)) a
     join observation o on o.id = a.observation
     where not exists (
       select from fact f where f.component = a.component and f.observation = a.observation
     )`,
    [ids, arrived.map(({ component }) => component), arrived.map(({ observation }) => observation)],
  );
  return rows;
}

async function rowsOf<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  table: 'handoff' | 'finding' | 'attempt',
  ids: readonly Id[],
): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    `select * from ${table} where component = any($1::bigint[])`,
    [ids],
  );
  return rows;
}

function grouped<Row extends { readonly component: Id }, Value>(
  rows: readonly Row[],
  valueOf: (row: Row) => Value,
): Map<Id, Value[]> {
  const groups = new Map<Id, Value[]>();
  for (const row of rows) {
    const group = groups.get(row.component);
    if (group === undefined) groups.set(row.component, [valueOf(row)]);
    else group.push(valueOf(row));
  }
  return groups;
}
