// What people ask of the ledger. Pages are cut by key, never by offset, and a page has a limit.
import type { SubjectType } from '../../core/observation/kinds.js';
import type { Id, SubjectState } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Sighting, Story, Told } from '../store.js';
import { openOf, shownHandoff } from '../under-way.js';
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
    query<Told>(
      `select o.id, o.receipt, o.at, coalesce(r.at, o.at) as "arrivedAt", o.content as text,
              f.verdict, f.reason
       from fact f join observation o on o.id = f.observation left join receipt r on r.id = o.receipt
       where f.component = $1 order by o.at, o.id`,
      [component],
    ),
    query<HandoffRow>('select * from handoff where component = $1 order by key', [component]),
    query<FindingRow>('select * from finding where component = $1 order by id', [component]),
    query<AttemptRow>('select * from attempt where component = $1 order by at, number', [
      component,
    ]),
  ]);
  const made = attempts.map(attemptOf);
  return {
    subject: subjectOf(found),
    told,
    handoffs: handoffs.map(handoffOf).map((one) => shownHandoff(one, openOf(one, made))),
    findings: findings.map(findingOf),
    attempts: made,
  };
}

export async function sightings({ query }: Sessions): Promise<readonly Sighting[]> {
  return query<{ system: string; kind: string; from: Instant; global: boolean }>(
    'select system, kind, since as "from", global from sighting order by system, kind',
    [],
  );
}
