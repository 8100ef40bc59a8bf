// What a component of orders comes to: the very functions of the audit over all that it holds, and
// then what the ledger keeps of it (docs/decisions/005).
import { shortDigest } from '../detect/fingerprint.js';
import { emptyTally } from '../detect/tally.js';
import { everyObligation } from '../handoff/owed.js';
import type { Handoff } from '../handoff/handoff.js';
import type { Instant } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { refValues } from '../observation/observation.js';
import type { JudgedOrder } from '../order/judged.js';
import { judgedOrders } from '../order/judge.js';
import { handoffKey } from './anchor.js';
import { carried, noLongerOwed } from './carriage.js';
import type { Said } from './command.js';
import { commandOf } from './command.js';
import type { Attempt, Component, HandoffState, Judged, Outcomes, SubjectState } from './ledger.js';
import type { Deciding, ReadFact } from './reading.js';
import { findingsOf } from './standing-findings.js';
import { headlineOf, viewStates } from './view-states.js';

export function decideOrders(
  component: Component,
  facts: readonly ReadFact[],
  deciding: Deciding,
): Outcomes {
  const { now } = deciding.context;
  const said = new Map(facts.map((one) => [one.statement, one.said]));
  const run = { ...deciding.orders, tally: emptyTally() };
  const judged = judgedOrders(
    facts.map(({ statement }) => statement),
    run,
  );
  const orders = judged.map(({ order }) => order);
  const owed = orders.flatMap((order) => handoffsOf(order, { component, said, now }));
  const current = new Set(owed.map(({ state }) => state.key));
  const gone = component.handoffs
    .filter(({ key }) => !current.has(key))
    .map((handoff) => noLongerOwed(handoff, attemptsAt(component, handoff.key)));
  const candidates = judged.flatMap((judgement) => judgement.candidates);
  return {
    verdicts: verdictsOf(facts, orders),
    subjects: orders.map((order) => subjectOf(order, said)),
    handoffs: [...owed.map(({ state }) => state), ...gone],
    findings: findingsOf(component, candidates, deciding),
    retired: [],
    wake: wakeOf(
      owed.map(({ handoff }) => handoff),
      now,
    ),
  };
}

interface Given {
  readonly component: Component;
  readonly said: ReadonlyMap<Observation, Said>;
  readonly now: Instant;
}

function handoffsOf(
  order: JudgedOrder,
  { component, said, now }: Given,
): readonly { readonly handoff: Handoff; readonly state: HandoffState }[] {
  const { record, orderClass, context } = order;
  const states = new Map<string, { readonly handoff: Handoff; readonly state: HandoffState }>();
  for (const handoff of everyObligation({ record, orderClass, context })) {
    const key = keyOf(handoff, component);
    if (states.has(key)) continue;
    const attempts = attemptsAt(component, key);
    const before = component.handoffs.find((stored) => stored.key === key);
    const jitter = Number.parseInt(shortDigest(key).slice(0, 4), 16) / 0xffff;
    const { carriage, notBefore, state } = carried({ handoff, attempts, now, jitter });
    // Bytes that have been sent are sent again as they were.
    const sent = attempts.length > 0 ? (before?.command ?? null) : null;
    const sayOf = (statement: Observation): Said => said.get(statement) ?? {};
    const command =
      carriage === 'ready'
        ? (sent ?? JSON.stringify(commandOf(handoff, { key, record, said: sayOf })))
        : (before?.command ?? null);
    states.set(key, {
      handoff,
      state: {
        key,
        subject: record.key,
        rule: handoff.rule.id,
        to: handoff.to,
        state,
        carriage,
        waitingFor:
          record.placing === null && handoff.state === 'waiting' ? 'placing' : handoff.waitingFor,
        due: handoff.due?.until ?? null,
        notBefore,
        attempts: attempts.length,
        command,
        detail: JSON.stringify({
          trigger: `${handoff.trigger.system}/${handoff.trigger.id}`,
          mode: handoff.rule.mode,
          effect: handoff.effect?.at ?? null,
        }),
      },
    });
  }
  return [...states.values()];
}

/**
 * An order is created once: where one attempt was made under the name that its first placing gave, a
 * placing that is seen later does not make it another handoff.
 */
function keyOf(handoff: Handoff, component: Component): string {
  const key = handoffKey(handoff);
  if (handoff.rule.operation !== 'create-order') return key;
  const sent = component.handoffs.find(
    ({ rule, to, attempts }) => rule === handoff.rule.id && to === handoff.to && attempts > 0,
  );
  return sent?.key ?? key;
}

function attemptsAt({ attempts }: Component, key: string): readonly Attempt[] {
  return attempts.filter(({ handoff }) => handoff === key);
}

function verdictsOf(facts: readonly ReadFact[], orders: readonly JudgedOrder[]): readonly Judged[] {
  const latest = new Map<string, Instant>();
  for (const { fact, statement } of facts) {
    const before = latest.get(statement.system);
    if (fact.verdict === null || (before !== undefined && before >= statement.at)) continue;
    latest.set(statement.system, statement.at);
  }
  return facts
    .filter(({ fact }) => fact.verdict === null)
    .map(({ fact, statement }) => ({ id: fact.id, ...verdictOf(statement, orders, latest) }));
}

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
  const newest = latest.get(statement.system);
  return newest !== undefined && statement.at < newest
    ? { verdict: 'late', reason: 'a later statement of the same system had arrived before it' }
    : applied;
}

function subjectOf(order: JudgedOrder, said: ReadonlyMap<Observation, Said>): SubjectState {
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
      lines: record.placing === null ? [] : (said.get(record.placing)?.['lines'] ?? []),
      views: viewStates(record),
      systems: [...new Set(record.statements.map(({ system }) => system))].sort(),
      placed: record.placing === null ? null : refValues(record.placing.refs, 'order'),
    }),
  };
}

/** Right after the next deadline: silence is an event (design.md, law 7). */
function wakeOf(handoffs: readonly Handoff[], now: Instant): Instant | null {
  let next: number | null = null;
  for (const { due, state } of handoffs) {
    if (due === null || state !== 'expected' || due.until < now) continue;
    const after = due.until + 1;
    if (next === null || after < next) next = after;
  }
  return next as Instant | null;
}
