// All that is known of the components of one fold, in one round trip. A component that no fold has seen
// has nothing but its statements.
import type pg from 'pg';
import type { Id, Verdict } from '../../core/ledger/ledger.js';
import type { Arrived, InboxRow, Loaded } from './folding.js';
import { attemptOf, findingOf, handoffOf, subjectOf } from './rows.js';
import type { AttemptRow, FindingRow, HandoffRow, SubjectRow } from './rows.js';
import type { Sealed } from './seal.js';
import { sealedOf } from './seals.js';
import { together } from './session.js';

interface FactRow {
  readonly component: Id;
  readonly id: Id;
  readonly text: string;
  readonly verdict: Verdict | null;
}

type Owned<Row> = Row & { readonly component: Id };

interface Load {
  /** By their ids. */
  readonly components: readonly Loaded[];
  readonly arrived: readonly Arrived[];
}

export async function loaded(client: pg.ClientBase, here: readonly InboxRow[]): Promise<Load> {
  const first = new Map<Id, InboxRow>();
  for (const row of here) if (!first.has(row.component)) first.set(row.component, row);
  const components = [...first.values()].sort((a, b) => a.component - b.component);
  if (components.length === 0) return { components: [], arrived: [] };
  const known = components.filter((row) => row.known).map(({ component }) => component);
  const [before, arrived, handoffs, findings, attempts, subjects] = await together([
    factsBefore(client, known),
    arrivedOf(client, here),
    rowsOf<HandoffRow>(client, 'handoff', known),
    rowsOf<FindingRow>(client, 'finding', known),
    rowsOf<AttemptRow>(client, 'attempt', known),
    rowsOf<Owned<SubjectRow>>(client, 'subject', known),
  ]);
  const facts = grouped(
    withoutRepeats([...before, ...arrived.map((one) => ({ ...one, verdict: null }))]),
  );
  const ofHandoffs = grouped(handoffs);
  const ofFindings = grouped(findings);
  const ofAttempts = grouped(attempts);
  const ofSubjects = grouped(subjects);
  const all = components.map(({ component: id, wake, known: isKnown }) => ({
    id,
    wake,
    known: isKnown,
    facts: (facts.get(id) ?? [])
      .map(({ id: fact, text, verdict }) => ({ id: fact, text, verdict }))
      .sort((a, b) => a.id - b.id),
    handoffs: (ofHandoffs.get(id) ?? []).map(handoffOf),
    findings: (ofFindings.get(id) ?? []).map(findingOf),
    // The table gives them in no order, and the ids of several processes are in none.
    attempts: (ofAttempts.get(id) ?? []).toSorted((a, b) => a.number - b.number).map(attemptOf),
    subjects: (ofSubjects.get(id) ?? []).map(subjectOf),
  }));
  return { components: all, arrived };
}

async function factsBefore(client: pg.ClientBase, known: readonly Id[]): Promise<FactRow[]> {
  if (known.length === 0) return [];
  const { rows } = await client.query<FactRow>({
    name: 'facts',
    text: `select f.component, o.id, o.content as text, f.verdict
           from fact f join observation o on o.id = f.observation
           where f.component = any($1::bigint[]) and not f.past`,
    values: [known],
  });
  return rows;
}

/** A statement whose row is not there: nobody can judge it, and its link says so. */
const gone = { receipt: 0, commitment: '', text: '' };

/** The statements that have just arrived, in the order of their rows. */
export async function arrivedOf(
  client: pg.ClientBase,
  here: readonly InboxRow[],
): Promise<readonly Arrived[]> {
  const ids = here.flatMap(({ observations }) => observations);
  if (ids.length === 0) return [];
  const { rows } = await client.query<Sealed>({ name: 'arrived', text: sealedOf, values: [ids] });
  const statements = new Map(rows.map((row) => [row.id, row]));
  return here.flatMap(({ partition, component, observations }) =>
    observations.map((id) => ({
      ...(statements.get(id) ?? { ...gone, id }),
      partition,
      component,
    })),
  );
}

/** A statement that is a fact already may arrive again: a component that was taken in is told twice. */
function withoutRepeats(facts: readonly FactRow[]): readonly FactRow[] {
  const seen = new Map<Id, Set<Id>>();
  return facts.filter(({ component, id }) => {
    const ofComponent = seen.get(component) ?? new Set<Id>();
    seen.set(component, ofComponent);
    if (ofComponent.has(id)) return false;
    ofComponent.add(id);
    return true;
  });
}

async function rowsOf<Row extends Owned<object>>(
  client: pg.ClientBase,
  table: 'handoff' | 'finding' | 'attempt' | 'subject',
  ids: readonly Id[],
): Promise<readonly Row[]> {
  if (ids.length === 0) return [];
  const { rows } = await client.query<Row>({
    name: `${table}s`,
    text: `select * from ${table} where component = any($1::bigint[])`,
    values: [ids],
  });
  return rows;
}

function grouped<Row extends { readonly component: Id }>(
  rows: readonly Row[],
): ReadonlyMap<Id, readonly Row[]> {
  const groups = new Map<Id, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.component);
    if (group === undefined) groups.set(row.component, [row]);
    else group.push(row);
  }
  return groups;
}
