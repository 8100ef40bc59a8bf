// What a component of stock, of a feed, of documents or of purchases comes to. The judges are the
// audit's; the record of it is, for now, what each system said last.
import type { Context } from '../detect/context.js';
import type { Candidate } from '../detect/finding.js';
import { emptyTally } from '../detect/tally.js';
import { judgeDocuments, nextAnswerDue } from '../document/judge.js';
import { judgeFeeds, nextFeedDue } from '../feed/judge.js';
import { hearingRef, speaksOfHearing, unheardGaps } from '../feed/unheard.js';
import { limits } from '../limits.js';
import type { SubjectType } from '../observation/kinds.js';
import type { Instant } from '../observation/instant.js';
import { day, instantText, soonest } from '../observation/instant.js';
import { isTest } from '../observation/live.js';
import type { Observation } from '../observation/observation.js';
import { refValues } from '../observation/observation.js';
import { subjectTypeOf } from '../observation/subject-type.js';
import { judgePurchases } from '../purchase/judge.js';
import { judgeStock } from '../stock/judge.js';
import type { Component, Id, Outcomes, SubjectState } from './ledger.js';
import { pastLimit, withinLimit } from './past-limit.js';
import { registersOf } from './registers.js';
import type { Deciding, ReadFact } from './deciding.js';
import { findingsOf, wakeBefore } from './standing-findings.js';

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
  given: readonly ReadFact[],
  deciding: Deciding,
): Outcomes {
  // A figure of a test must reach no register, and so no channel.
  const facts = given.filter(({ statement }) => !isTest(statement));
  const retired = type === 'stock' || type === 'feed' ? retiredOf(facts) : [];
  const settled = new Set(retired);
  const bounded = withinLimit(facts.filter(({ fact }) => !settled.has(fact.id)));
  const statements = bounded.facts.map(({ statement }) => statement);
  // What was held was held for a fault of ours: what is past the limit is not read again.
  const fresh = facts.filter(isFresh);
  const tests = given.filter((one) => isTest(one.statement) && isFresh(one));
  const past = new Set(bounded.past.map(({ id }) => id));
  const subjects = subjectsOf(type, bounded.facts);
  const registers =
    type === 'stock'
      ? registersOf(component, bounded.facts, deciding)
      : { handoffs: component.handoffs, wake: null };
  const candidates = [
    ...candidatesOf(type, statements, deciding.context),
    ...pastLimit(component, bounded, subjects[0] && { type, key: subjects[0].key, refs: {} }),
  ];
  const findings = findingsOf(component, candidates, deciding);
  return {
    verdicts: [
      ...fresh
        .filter(({ fact }) => !past.has(fact.id))
        .map(({ fact: { id } }) => ({ id, verdict: 'applied', reason: '' }) as const),
      ...tests.map(
        ({ fact: { id } }) => ({ id, verdict: 'rejected', reason: testReason }) as const,
      ),
      ...bounded.past,
    ],
    subjects,
    handoffs: registers.handoffs,
    findings,
    retired,
    wake: wakeBefore(wakeOf(type, statements, { registers, context: deciding.context }), findings),
  };
}

const testReason = 'a test beside live business';

function isFresh({ fact: { verdict } }: ReadFact): boolean {
  return verdict === null || verdict === 'held';
}

/** Right after the next deadline: silence is an event. */
function wakeOf(
  type: OtherType,
  statements: readonly Observation[],
  {
    registers,
    context,
  }: { readonly registers: { readonly wake: Instant | null }; readonly context: Context },
): Instant | null {
  const due = dueOf(type, statements, context);
  return soonest([registers.wake ?? [], due === null ? [] : ((due + 1) as Instant)].flat());
}

function dueOf(
  type: OtherType,
  statements: readonly Observation[],
  context: Context,
): Instant | null {
  if (type === 'document') return nextAnswerDue(statements, context);
  const isFeed = type === 'feed' && !statements.some(speaksOfHearing);
  return isFeed ? nextFeedDue(statements, context) : null;
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
      return statements.some(speaksOfHearing)
        ? unheardGaps(statements)
        : judgeFeeds(statements, context, tally).candidates;
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

/**
 * Kept in the journal, and read by no later fold: what is old, and where that is still too much the
 * oldest of the rest. What tells a figure of today stays: each shelf's newest, and the changes since.
 */
function retiredOf(facts: readonly ReadFact[]): readonly Id[] {
  const newest = new Map<string, ReadFact>();
  let end = -Infinity;
  for (const one of facts) {
    const { at } = one.statement;
    end = Math.max(end, at);
    if (isDelta(one)) continue;
    const shelf = shelfOf(one);
    const before = newest.get(shelf);
    if (before === undefined || before.statement.at <= at) newest.set(shelf, one);
  }
  const stays = new Set(newest.values());
  const settled = facts
    .filter((one) => !stays.has(one) && !(isDelta(one) && isSince(one, newest)))
    .sort((a, b) => a.statement.at - b.statement.at || a.fact.id - b.fact.id);
  const old = settled.filter(({ statement }) => statement.at < end - keptMillis).length;
  const surplus = facts.length - limits.componentStatementsMax;
  return settled.slice(0, Math.max(old, surplus)).map(({ fact }) => fact.id);
}

function isDelta({ statement: { kind, data } }: ReadFact): boolean {
  return kind === 'stock.adjusted' && data.available === undefined && data.onHand === undefined;
}

function isSince(delta: ReadFact, newest: ReadonlyMap<string, ReadFact>): boolean {
  const level = newest.get(shelfOf(delta));
  return level !== undefined && level.statement.at <= delta.statement.at;
}

/** What a newer statement takes the place of an older one in: an item in its place, a feed, a figure. */
function shelfOf({ statement }: ReadFact): string {
  const { system, kind, refs, data } = statement;
  const said = kind === 'stock.adjusted' ? 'stock.level' : kind;
  const place = [system, said, refValues(refs, 'sku'), refValues(refs, 'location')];
  if (subjectTypeOf(kind) !== 'feed') return JSON.stringify(place);
  const { supplier, metric = data.decisionBasis?.metric, decision } = data;
  return JSON.stringify([...place, refValues(refs, 'feed'), supplier, metric, decision]);
}

function subjectsOf(type: OtherType, facts: readonly ReadFact[]): readonly SubjectState[] {
  const namespace = naming[type];
  const byName = new Map<string, ReadFact[]>();
  for (const one of facts) {
    const { refs } = one.statement;
    const names = refValues(refs, speaksOfHearing(one.statement) ? hearingRef : namespace);
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
