// What a component of stock, of a feed, of documents or of purchases comes to. The judges are the
// audit's; the record of it is, for now, what each system said last.
import type { Context } from '../detect/context.js';
import type { Candidate } from '../detect/finding.js';
import { emptyTally } from '../detect/tally.js';
import { judgeDocuments } from '../document/judge.js';
import { judgeFeeds } from '../feed/judge.js';
import type { SubjectType } from '../observation/kinds.js';
import { day, instantText } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { refValues } from '../observation/observation.js';
import { judgePurchases } from '../purchase/judge.js';
import { judgeStock } from '../stock/judge.js';
import type { Component, Fact, Id, Outcomes, SubjectState } from './ledger.js';
import type { Deciding, ReadFact } from './reading.js';
import { findingsOf } from './standing-findings.js';

type OtherType = Exclude<SubjectType, 'order'>;

/** Namespace that names the subject, by type. */
const naming: Readonly<Record<OtherType, string>> = {
  stock: 'sku',
  feed: 'feed',
  document: 'document',
  purchase: 'purchase',
};

/** Figures older than so long before the newest settle nothing any more. */
const keptMillis = 7 * day;

export function decideOthers(
  type: OtherType,
  component: Component,
  facts: readonly ReadFact[],
  deciding: Deciding,
): Outcomes {
  const statements = facts.map(({ statement }) => statement);
  const fresh = component.facts.filter(({ verdict }) => verdict === null);
  return {
    verdicts: fresh.map(({ id }) => ({ id, verdict: 'applied', reason: '' })),
    subjects: subjectsOf(type, facts),
    handoffs: component.handoffs,
    findings: findingsOf(component, candidatesOf(type, statements, deciding.context), deciding),
    retired: type === 'stock' || type === 'feed' ? retiredOf(facts) : [],
    wake: null,
  };
}

function candidatesOf(
  type: OtherType,
  statements: readonly Observation[],
  context: Context,
): readonly Candidate[] {
  const tally = emptyTally();
  switch (type) {
    case 'document':
      return judgeDocuments(statements, context, tally);
    case 'purchase':
      return judgePurchases(statements, context, tally);
    case 'feed':
      return judgeFeeds(statements, context, tally).candidates;
    case 'stock':
      return [...grouped(statements)].flatMap(([sku, ofSku]) =>
        judgeStock(sku, ofSku, [], context, tally),
      );
  }
}

function grouped(statements: readonly Observation[]): ReadonlyMap<string, readonly Observation[]> {
  const groups = new Map<string, Observation[]>();
  for (const statement of statements) {
    for (const sku of refValues(statement.refs, 'sku')) {
      const group = groups.get(sku);
      if (group === undefined) groups.set(sku, [statement]);
      else group.push(statement);
    }
  }
  return groups;
}

/** Kept in the journal, and read by no later fold; each system's newest of a kind always stays. */
function retiredOf(facts: readonly ReadFact[]): readonly Id[] {
  const newest = new Map<string, ReadFact>();
  for (const one of facts) {
    const { system, kind, at } = one.statement;
    const before = newest.get(`${system}\u0000${kind}`);
    if (before === undefined || before.statement.at < at) newest.set(`${system}\u0000${kind}`, one);
  }
  const end = Math.max(...facts.map(({ statement }) => statement.at));
  const stays = new Set<Fact>([...newest.values()].map(({ fact }) => fact));
  return facts
    .filter(({ fact, statement }) => statement.at < end - keptMillis && !stays.has(fact))
    .map(({ fact }) => fact.id);
}

function subjectsOf(type: OtherType, facts: readonly ReadFact[]): readonly SubjectState[] {
  const namespace = naming[type];
  const byName = new Map<string, ReadFact[]>();
  for (const one of facts) {
    const names = refValues(one.statement.refs, namespace);
    const [name = `${one.statement.system}/${one.statement.id}`] = names;
    const group = byName.get(name);
    if (group === undefined) byName.set(name, [one]);
    else group.push(one);
  }
  return [...byName].map(([name, ofName]) => subjectOf(type, name, ofName));
}

function subjectOf(type: OtherType, name: string, facts: readonly ReadFact[]): SubjectState {
  const views: Record<string, unknown> = {};
  const sorted = [...facts].sort((a, b) => a.statement.at - b.statement.at);
  for (const { statement, said } of sorted) {
    views[statement.system] = { kind: statement.kind, at: instantText(statement.at), ...said };
  }
  const last = sorted.at(-1)?.statement;
  const headline = last === undefined ? '' : `${last.kind} by ${last.system}`;
  return {
    type,
    key: name,
    headline,
    names: [name, `${naming[type]}:${name}`],
    state: JSON.stringify({ refs: { [naming[type]]: [name] }, headline, views }),
  };
}
