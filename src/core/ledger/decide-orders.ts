// What a component of orders comes to: the very functions of the audit over all that it holds, and
// then what the ledger keeps of it (docs/decisions/005).
import type { Rule } from '../contract/contract.js';
import type { Context } from '../detect/context.js';
import type { Candidate } from '../detect/finding.js';
import { candidate } from '../detect/finding.js';
import { emptyTally } from '../detect/tally.js';
import type { Instant } from '../observation/instant.js';
import { isTest } from '../observation/live.js';
import type { Observation } from '../observation/observation.js';
import { citation, refValues } from '../observation/observation.js';
import type { JudgedOrder } from '../order/judged.js';
import { judgedOrders } from '../order/judge.js';
import { isOfSameEntity } from './anchor.js';
import { noLongerOwed } from './carriage.js';
import type { Command, SaidByData } from './command.js';
import { saidByData } from './command.js';
import { withUndone } from './compensation.js';
import { jitterOf, settlingOf } from './deriving.js';
import { isOpen } from './deafness.js';
import { shows } from './evidence.js';
import type { Owed } from './handoffs-of.js';
import { handoffsOf, nothingOwed, undoneName } from './handoffs-of.js';
import { handoffDetail } from './ledger.js';
import type { Component, HandoffState, Judged, Outcomes, SubjectState, Verdict } from './ledger.js';
import type { Bounded } from './past-limit.js';
import { pastLimit } from './past-limit.js';
import { oneAtATime } from './one-at-a-time.js';
import { ownOrders } from './own-orders.js';
import type { Deciding, ReadFact } from './deciding.js';
import { findingsOf, wakeBefore } from './standing-findings.js';
import { attemptsAt } from './rows-of.js';
import { asTwin, sentTwice } from './twins.js';
import { headlineOf, viewStates } from './view-states.js';

export function decideOrders(component: Component, bounded: Bounded, deciding: Deciding): Outcomes {
  const { facts, past } = bounded;
  const said = saidByData(facts);
  const run = { ...deciding.orders, tally: emptyTally() };
  const all = judgedOrders(
    facts.map(({ statement }) => statement),
    run,
  );
  const own = ownOrders(all.map(({ order }) => order));
  const judged = own.size === 0 ? all : all.filter(({ order }) => own.has(order));
  const orders = judged.map(({ order }) => order);
  // Which of the orders it is about, a component does not know that only containers speak of.
  const each = orders.map((order) =>
    own.has(order) ? handoffsOf(order, { component, said, deciding }) : nothingOwed,
  );
  const owed = each.flatMap((one) => one.owed);
  const states = owed.map(({ state }) => state);
  const undone = new Set(each.flatMap((one) => [...one.undone]));
  const standing = new Map(each.flatMap((one) => [...one.standing]));
  const gone = goneOf(component, states, { facts, deciding, undone, standing });
  const { attempts } = component;
  const { contract, now } = deciding.context;
  const inTurn = oneAtATime([...gone, ...states], { attempts, contract, now });
  const handoffs = withUndone(inTurn);
  const candidates = [
    ...judged.flatMap((judgement) => judgement.candidates),
    ...orders.flatMap((order, index) => mismatches(order, each[index]?.owed ?? [])),
    ...orders.flatMap((order) => sentTwice(order, { component, standing })),
    ...pastLimit(component, bounded, orders[0]?.subject),
  ];
  const findings = findingsOf(component, candidates, deciding);
  return {
    verdicts: [...verdictsOf(facts, orders), ...past],
    subjects: orders.map((order) => subjectOf(order, said)),
    handoffs,
    findings,
    retired: [],
    wake: wakeBefore(wakeOf(owed, deciding.context), findings),
  };
}

interface Going {
  readonly facts: readonly ReadFact[];
  readonly deciding: Deciding;
  readonly undone: ReadonlySet<string>;
  readonly standing: ReadonlyMap<string, string>;
}

/** What stood there and is owed no longer. */
function goneOf(
  component: Component,
  current: readonly HandoffState[],
  { facts, deciding, undone, standing }: Going,
): readonly HandoffState[] {
  const { contract } = deciding.context;
  const keys = new Set(current.map(({ key }) => key));
  return component.handoffs
    .filter(({ key }) => !keys.has(key))
    .map((handoff) => {
      const { key, rule: id, to } = handoff;
      const rule = ruleAsSent(
        handoff,
        contract.rules.find((one) => one.id === id),
      );
      const left = noLongerOwed(handoff, {
        attempts: attemptsAt(component, key),
        settling: rule === undefined ? unsettled : settlingOf({ rule, to }, contract),
        rule,
        jitter: jitterOf(key),
        undone: undone.has(undoneName(id, to)),
        shown: isShown(handoff, rule, facts),
      });
      const stands = standing.get(key);
      return stands === undefined || !keys.has(stands) ? left : asTwin(left, stands);
    });
}

/** A rule about holds and releases asks for the one or the other. */
function ruleAsSent({ command }: HandoffState, rule: Rule | undefined): Rule | undefined {
  if (rule === undefined || command === null) return rule;
  return { ...rule, operation: (JSON.parse(command) as Command).operation };
}

const unsettled = { canBeAsked: false, keysKeptMillis: null, settlesMillis: 0 } as const;

/** It was shown when it was still owed, or what it is about is shown now. */
function isShown(
  handoff: HandoffState,
  rule: Rule | undefined,
  facts: readonly ReadFact[],
): boolean {
  if (handoffDetail(handoff).effect !== null) return true;
  if (rule === undefined) return false;
  return facts.some(
    ({ statement }) =>
      statement.system === handoff.to &&
      shows(rule.operation, statement) &&
      isOfSameEntity(handoff.key, statement),
  );
}

/** What was read back and is otherwise than it was sent. */
function mismatches(order: JudgedOrder, owed: readonly Owed[]): readonly Candidate[] {
  return owed.flatMap(({ handoff, state }) => {
    const { compared, mode } = handoffDetail(state);
    if (compared === null || mode !== 'live') return [];
    return compared.differing.map(({ field, sent, held }) =>
      candidate({
        pattern: 'transform-mismatch',
        cause: 'mapping',
        entry: 'translation',
        subject: order.subject,
        systems: [handoff.trigger.system, handoff.to],
        handoff: handoff.rule.id,
        field,
        at: compared.at,
        evidence: [citation(handoff.trigger)],
        details: { what: 'changed', field, stated: sent, shown: held },
      }),
    );
  });
}

function verdictsOf(facts: readonly ReadFact[], orders: readonly JudgedOrder[]): readonly Judged[] {
  const latest = new Map<string, Instant>();
  for (const { fact, statement } of facts) {
    const before = latest.get(statement.system);
    if (fact.verdict === null || (before !== undefined && before >= statement.at)) continue;
    latest.set(statement.system, statement.at);
  }
  return facts
    .filter(({ fact }) => fact.verdict === null || anew.has(fact.verdict))
    .map(({ fact, statement }) => ({
      fact,
      // What was held came before whatever has been judged since.
      judged: verdictOf(statement, orders, fact.verdict === 'held' ? new Map() : latest),
    }))
    .filter(({ fact, judged }) => judged.verdict !== fact.verdict)
    .map(({ fact, judged }) => ({ id: fact.id, ...judged }));
}

/**
 * Judged at each fold: a word that nobody knew may be known by now, a conflict resolved, and what failed
 * mended.
 */
const anew: ReadonlySet<Verdict> = new Set(['unmapped', 'held']);

const applied = { verdict: 'applied', reason: '' } as const;

function verdictOf(
  statement: Observation,
  orders: readonly JudgedOrder[],
  latest: ReadonlyMap<string, Instant>,
): Omit<Judged, 'id'> {
  for (const { record } of orders) {
    const word = record.unmapped.find((unmapped) => unmapped.statement === statement);
    if (word !== undefined) {
      const reason = `no vocabulary of ${statement.system} knows the status "${word.native}"`;
      return { verdict: 'unmapped', reason };
    }
    if (record.conflicts.some((conflict) => conflict.statements.includes(statement))) {
      return { verdict: 'held', reason: 'its identity is in conflict: see the finding' };
    }
    if (record.test && record.statements.includes(statement)) {
      return { verdict: 'rejected', reason: 'a test order in a live ledger' };
    }
  }
  if (isTest(statement)) return { verdict: 'rejected', reason: 'a test beside live business' };
  const newest = latest.get(statement.system);
  return newest !== undefined && statement.at < newest
    ? { verdict: 'late', reason: 'a later statement of the same system had arrived before it' }
    : applied;
}

function subjectOf(order: JudgedOrder, said: SaidByData): SubjectState {
  const { record, subject } = order;
  const names = Object.entries(subject.refs).flatMap(([namespace, values]) =>
    values.flatMap((value) => [value, `${namespace}:${value}`]),
  );
  const headline = headlineOf(record);
  return {
    type: 'order',
    key: record.key,
    headline,
    names: [...new Set([record.key, ...names])].sort(),
    state: JSON.stringify({
      refs: subject.refs,
      headline,
      lines: record.placing === null ? [] : (said.get(record.placing.data)?.['lines'] ?? []),
      views: viewStates(record),
      systems: [...new Set(record.statements.map(({ system }) => system))].sort(),
      placed: record.placing === null ? null : refValues(record.placing.refs, 'order'),
    }),
  };
}

/** So often it is looked whether a destination that nobody hears can be heard again. */
const unheardMillis = 300_000;

/** Right after the next deadline: silence is an event. */
function wakeOf(owed: readonly Owed[], { now, coverage }: Context): Instant | null {
  let next: number | null = null;
  for (const { handoff, wake } of owed) {
    const { due, state } = handoff;
    const isRunning = due !== null && state === 'expected' && due.until >= now;
    // Who is listened to again may show that it holds nothing.
    const isUnheard =
      state === 'not-covered' && coverage.systems.get(handoff.to)?.holes?.some(isOpen) === true;
    const again = isRunning ? due.until + 1 : isUnheard ? now + unheardMillis : null;
    for (const after of [again, wake]) {
      if (after !== null && (next === null || after < next)) next = after;
    }
  }
  return next as Instant | null;
}
