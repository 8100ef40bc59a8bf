// What people ask of the ledger. Pages are cut by key, never by offset, and a page has a limit.
import type { SubjectType } from '../../core/observation/kinds.js';
import type {
  FindingState,
  HandoffState,
  Id,
  SubjectState,
  Verdict,
} from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import type {
  Counts,
  FindingQuestion,
  HandoffQuestion,
  Page,
  Sighting,
  Story,
  Told,
} from '../store.js';
import type { AttemptRow, FindingRow, HandoffRow, SubjectRow } from './rows.js';
import { attemptOf, findingOf, handoffOf, subjectOf } from './rows.js';
import type { Sessions } from './session.js';

export async function named(
  { query }: Sessions,
  name: string,
  most: number,
): Promise<readonly SubjectState[]> {
  const rows = await query<SubjectRow>(
    'select type, key, headline, names, state from subject where names @> array[$1] order by key limit $2',
    [name, most],
  );
  return rows.map(subjectOf);
}

interface OwnedSubject extends SubjectRow {
  readonly component: Id;
}

export async function story(
  { query }: Sessions,
  type: SubjectType,
  key: string,
): Promise<Story | null> {
  const [found] = await query<OwnedSubject>(
    'select component, type, key, headline, names, state from subject where type = $1 and key = $2',
    [type, key],
  );
  if (found === undefined) return null;
  const { component } = found;
  const [told, handoffs, findings, attempts] = await Promise.all([
    query<{ id: Id; receipt: Id; text: string; verdict: Verdict; reason: string }>(
      `select o.id, o.receipt, o.content as text, f.verdict, f.reason
       from fact f join observation o on o.id = f.observation
       where f.component = $1 order by o.at, o.id`,
      [component],
    ),
    query<HandoffRow>('select * from handoff where component = $1 order by key', [component]),
    query<FindingRow>('select * from finding where component = $1 order by id', [component]),
    query<AttemptRow>('select * from attempt where component = $1 order by id', [component]),
  ]);
  return {
    subject: subjectOf(found),
    told: told satisfies readonly Told[],
    handoffs: handoffs.map(handoffOf),
    findings: findings.map(findingOf),
    attempts: attempts.map(attemptOf),
  };
}

/** Conditions `column = $n` for what the question names; null matches everything. */
function conditions(named: Readonly<Record<string, string | undefined>>): {
  readonly where: string;
  readonly values: readonly string[];
} {
  const given = Object.entries(named).flatMap(([column, value]) =>
    value === undefined ? [] : [[column, value] as const],
  );
  return {
    where: given.map(([column], index) => ` and ${column} = $${index + 3}`).join(''),
    values: given.map(([, value]) => value),
  };
}

function page<Row, State>(
  rows: readonly Row[],
  most: number,
  read: { readonly state: (row: Row) => State; readonly key: (row: Row) => string },
): Page<State> {
  const last = rows.length > most ? rows[most - 1] : undefined;
  return {
    rows: rows.slice(0, most).map(read.state),
    next: last === undefined ? null : read.key(last),
  };
}

export async function handoffs(
  { query }: Sessions,
  question: HandoffQuestion,
): Promise<Page<HandoffState>> {
  const { after, most, state, rule, to, subject } = question;
  const { where, values } = conditions({ state, rule, destination: to, subject });
  const rows = await query<HandoffRow>(
    `select * from handoff where key > $1${where} order by key limit $2`,
    [after ?? '', most + 1, ...values],
  );
  return page(rows, most, { state: handoffOf, key: ({ key }) => key });
}

export async function findings(
  { query }: Sessions,
  question: FindingQuestion,
): Promise<Page<FindingState>> {
  const { after, most, state, pattern, cause, handoff, subject } = question;
  const { where, values } = conditions({ state, pattern, cause, handoff, subject });
  const rows = await query<FindingRow>(
    `select * from finding where id > $1${where} order by id limit $2`,
    [after ?? '', most + 1, ...values],
  );
  return page(rows, most, { state: findingOf, key: ({ id }) => id });
}

export async function sightings({ query }: Sessions): Promise<readonly Sighting[]> {
  return query<{ system: string; kind: string; from: Instant; global: boolean }>(
    'select system, kind, since as "from", global from sighting order by system, kind',
    [],
  );
}

export async function counts({ query }: Sessions): Promise<Counts> {
  const [totals] = await query<{
    receipts: number;
    quarantined: number;
    observations: number;
    inbox: number;
  }>(
    `select (select count(*) from receipt) as receipts, (select count(*) from quarantine) as quarantined,
            (select count(*) from observation) as observations, (select count(*) from inbox) as inbox`,
    [],
  );
  const tally = async (statement: string): Promise<Record<string, number>> => {
    const rows = await query<{ word: string; count: number }>(statement, []);
    return Object.fromEntries(rows.map(({ word, count }) => [word, count]));
  };
  return {
    receipts: totals?.receipts ?? 0,
    quarantined: totals?.quarantined ?? 0,
    observations: totals?.observations ?? 0,
    inbox: totals?.inbox ?? 0,
    verdicts: await tally('select verdict as word, count(*) from fact group by 1'),
    handoffs: await tally('select state as word, count(*) from handoff group by 1'),
    findings: await tally(
      `select pattern as word, count(*) from finding where state = 'open' group by 1`,
    ),
  };
}
