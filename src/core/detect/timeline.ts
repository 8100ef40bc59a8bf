// What was said of the subjects of some findings, and what was owed to whom: the statements of a bucket
// are folded once more, for the few subjects that a person will look at.
import type { Handoff } from '../handoff/handoff.js';
import { obligations } from '../handoff/owed.js';
import { orderSubjects } from '../identity/exact.js';
import { limits } from '../limits.js';
import { compareTexts } from '../observation/compare-texts.js';
import type { Decimal } from '../observation/decimal.js';
import { decimalText, moneyText } from '../observation/decimal.js';
import { instantOf, instantText } from '../observation/instant.js';
import { isTest, ofOneWorld } from '../observation/live.js';
import type { Observation, ObservationData } from '../observation/observation.js';
import { citation, refValues } from '../observation/observation.js';
import { arrivals, compareStatements } from '../order/arrivals.js';
import { classOf } from '../order/class.js';
import { foldOrder } from '../order/fold.js';
import type { OrderRun } from '../order/judge.js';
import { orderReference } from '../order/subject.js';
import type {
  ReportFinding,
  ReportTimeline,
  TimelineHandoff,
  TimelineStatement,
} from './report.js';

/** The findings of one subject. */
type Findings = readonly [ReportFinding, ...ReportFinding[]];

/**
 * Timelines of the subjects that `findings` are about.
 * @param bucket all statements that may be about them; may hold other subjects too
 */
export function timelinesOf(
  bucket: readonly Observation[],
  findings: readonly ReportFinding[],
  run: OrderRun,
): ReportTimeline[] {
  const subjects = new Map<string, [ReportFinding, ...ReportFinding[]]>();
  for (const found of findings) {
    const key = JSON.stringify([found.subject.type, found.subject.key]);
    const known = subjects.get(key);
    if (known === undefined) subjects.set(key, [found]);
    else known.push(found);
  }
  const orders = [...subjects.values()].filter(([{ subject }]) => subject.type === 'order');
  const others = [...subjects.values()].filter(([{ subject }]) => subject.type !== 'order');
  return [
    ...(orders.length === 0 ? [] : orderTimelines(bucket, orders, run)),
    ...others.map((found) => {
      const statements = arrivals(
        bucket.filter((one) => !isTest(one) && isAbout(one, found)),
      ).statements;
      return timeline(found, statements, []);
    }),
  ];
}

function orderTimelines(
  bucket: readonly Observation[],
  wanted: readonly Findings[],
  run: OrderRun,
): ReportTimeline[] {
  const { context, items } = run;
  const timelines: ReportTimeline[] = [];
  for (const { key, statements, conflicts } of orderSubjects(bucket, run.identity)) {
    const arrived = arrivals(ofOneWorld(statements));
    const record = foldOrder({ key, arrivals: arrived, conflicts, items, context });
    const reference = orderReference(record);
    const found = wanted.find(([{ subject }]) => subject.key === reference.key);
    if (found === undefined) continue;
    const handoffs = obligations({ record, orderClass: classOf(record), context });
    // Two contents under one id are one statement to the fold, and two to whoever looks.
    const disputed = record.conflicts.flatMap((conflict) => contentsOf(conflict.statements));
    const said = [...new Set([...record.statements, ...disputed])].sort(compareStatements);
    timelines.push(timeline(found, said, handoffs));
  }
  return timelines;
}

/** Without repeats, and with all that stands under one id. */
function contentsOf(disputed: readonly Observation[]): readonly Observation[] {
  const { statements, conflicts } = arrivals(disputed);
  return [...statements, ...conflicts.flatMap((conflict) => conflict.statements)];
}

/** Whether a statement bears one of the subject's names, or is cited. */
function isAbout(statement: Observation, [first, ...more]: Findings): boolean {
  const { type, refs } = first.subject;
  // Items of a bucket differ in their hash alone, and may be named by each system's own SKU.
  if (type === 'stock') return true;
  const named = Object.entries(refs).some(([namespace, values]) =>
    refValues(statement.refs, namespace).some((value) => values.includes(value)),
  );
  if (named) return true;
  const cited = citation(statement);
  return [first, ...more].some(({ evidence }) => evidence.includes(cited));
}

function timeline(
  found: Findings,
  statements: readonly Observation[],
  handoffs: readonly Handoff[],
): ReportTimeline {
  const [{ subject }] = found;
  const kept = nearest(found, statements);
  return {
    subject: { type: subject.type, key: subject.key },
    statements: kept.map(statementRow),
    handoffs: handoffRows(found, handoffs),
    left_out: statements.length - kept.length,
  };
}

/** The cited statements and those nearest to them in time, in the order in which they came. */
function nearest(found: Findings, statements: readonly Observation[]): readonly Observation[] {
  if (statements.length <= limits.timelineStatementsMax) return statements;
  const cited = new Set(found.flatMap(({ evidence }) => evidence));
  const times = found
    .flatMap(({ at, due, healed_at: healed }) => [at, due, healed])
    .flatMap((time) => instantOf(time ?? '') ?? []);
  const from = Math.min(...times);
  const until = Math.max(...times);
  const distance = (one: Observation): number => {
    if (cited.has(citation(one))) return -1;
    return Math.max(0, from - one.until, one.at - until);
  };
  const kept = statements
    .map((statement, index) => ({ index, distance: distance(statement) }))
    .sort((a, b) => a.distance - b.distance || a.index - b.index)
    .slice(0, limits.timelineStatementsMax)
    .map(({ index }) => index);
  const chosen = new Set(kept);
  return statements.filter((_statement, index) => chosen.has(index));
}

const worstFirst: readonly Handoff['state'][] = ['overdue', 'seen-late', 'waiting', 'expected'];

/** What is not simply met, the worst first; for other subjects than orders what the findings name. */
function handoffRows(found: Findings, handoffs: readonly Handoff[]): TimelineHandoff[] {
  const open = handoffs
    .filter(({ state }) => worstFirst.includes(state))
    .map(handoffRow)
    .sort(
      (a, b) =>
        worstFirst.indexOf(a.state) - worstFirst.indexOf(b.state) || compareTexts(a.rule, b.rule),
    );
  const named = found.flatMap((one) => namedHandoff(one, open));
  return [...open, ...named].slice(0, limits.timelineHandoffsMax);
}

function handoffRow(handoff: Handoff): TimelineHandoff {
  const { rule, to, trigger, state, due, effect, waitingFor } = handoff;
  return {
    rule: rule.id,
    from: trigger.system,
    to,
    state,
    at: instantText(trigger.at),
    due: due === null ? null : instantText(due.until),
    effect: effect === null ? null : instantText(effect.until),
    waiting_for: waitingFor,
  };
}

function namedHandoff(found: ReportFinding, known: readonly TimelineHandoff[]): TimelineHandoff[] {
  const { handoff: rule, at, due, healed_at: effect, systems } = found;
  const [from] = systems;
  const to = systems.at(-1);
  if (rule === null || at === null || due === null || from === undefined || to === undefined) {
    return [];
  }
  if (known.some((one) => one.rule === rule)) return [];
  return [{ rule, from, to, state: 'overdue', at, due, effect, waiting_for: null }];
}

function statementRow(statement: Observation): TimelineStatement {
  const { system, id, kind, at, until, basis, data } = statement;
  const asOf = data.asOf ?? data.decisionBasis?.asOf ?? null;
  return {
    system,
    id,
    kind,
    at: instantText(at),
    until: until === at ? null : instantText(until),
    basis,
    word: statement.native ?? null,
    says: saysOf(data),
    as_of: asOf === null ? null : instantText(asOf),
  };
}

const linesShown = 2;

function linesText({ lines }: ObservationData): string | undefined {
  if (lines === undefined || lines.length === 0) return undefined;
  const shown = lines
    .slice(0, linesShown)
    .map(({ sku, line, qty }) => `${decimalText(qty)} × ${sku ?? line ?? 'a line'}`);
  const more = lines.length > linesShown ? [`${lines.length - linesShown} more`] : [];
  return [...shown, ...more].join(' + ');
}

function pair(from: string | undefined, to: string | undefined): string {
  return [from, to].filter((end) => end !== undefined).join(' → ');
}

function labelled(label: string, value: Decimal | undefined): string | undefined {
  return value === undefined ? undefined : `${label} ${decimalText(value)}`;
}

/** The values of a statement that a person compares between systems. */
function saysOf(data: ObservationData): string {
  const { amount, total, currency, inStock } = data;
  const parts = [
    data.record,
    data.state,
    linesText(data),
    total === undefined ? undefined : moneyText(total),
    amount === undefined ? undefined : moneyText({ amount, currency: currency ?? null }),
    data.type,
    pair(data.from, data.to),
    data.kindOf,
    pair(data.statusIn, data.statusOut),
    labelled('available', data.available),
    labelled('on hand', data.onHand),
    labelled('reserved', data.reserved),
    labelled('change', data.delta),
    inStock === undefined ? undefined : inStock ? 'in stock' : 'out of stock',
    data.rows === undefined ? undefined : `${data.rows} rows`,
    data.metric === undefined ? undefined : `${data.metric} ${data.value ?? ''}`.trim(),
    pair(data.decision, data.outcome),
    data.carrier,
    data.what,
    data.reason,
    data.code,
    data.error,
    data.errors?.[0],
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}
