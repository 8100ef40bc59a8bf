// What the totals of the run take back: a class that a system never shows is one gap on the map,
// a difference that most of a class has is one note, a limit nobody wrote is learned or dropped.
import { durationWords } from '../contract/duration.js';
import { limits } from '../limits.js';
import type { MapGap } from '../map/integration-map.js';
import { differenceText } from './difference-note.js';
import type { Candidate, Condition } from './finding.js';
import { latencyCount, latencyQuantile } from './latency.js';
import type { ReportNote } from './report.js';
import type { Tally } from './tally.js';
import { refutesEcho } from './trigger-gap.js';

const constantShare = 0.8;
/** Of the names of one side that must meet the other's. */
const matchedShare = 0.8;
const comparedMin = 20;
const learnedFactor = 3;
/** Start of the classes of payments (`paymentClass`): what they lack is an order. */
const paymentPrefix = 'payment|';

export interface Withdrawn {
  readonly kept: readonly Candidate[];
  readonly gaps: readonly MapGap[];
  readonly notes: readonly ReportNote[];
  /** Expectations that turned from faults into unknowns. */
  readonly unknown: number;
  /** Those of them that are handoffs, counted as overdue when they were judged. */
  readonly unknownHandoffs: number;
}

/** Three times the median of enough completed handoffs; null where too few completed. */
function learnedLimitMillis(tally: Tally, rule: string, to: string): number | null {
  const latency = tally.handoffs.get(`${rule}→${to}`)?.latency;
  if (latency === undefined || latencyCount(latency) < limits.learnedLimitMin) return null;
  const median = latencyQuantile(latency, 0.5);
  return median === null ? null : learnedFactor * median;
}

/** Shown of a class, and of how many; payments ask how many of them find their order. */
interface Shown {
  readonly orders: number;
  readonly shown: number;
}

function shownOf(tally: Tally, system: string, belongs: (orderClass: string) => boolean): Shown {
  let orders = 0;
  let shown = 0;
  for (const [orderClass, counts] of tally.classes) {
    if (!belongs(orderClass)) continue;
    orders += counts.orders;
    shown += counts.shownBy.get(system) ?? 0;
  }
  return { orders, shown };
}

/**
 * Whether a system shows nothing of a class, or of all that its channel sells: a small class of an
 * unshown channel is no less unshown. Payments of which too few find their order are an input
 * problem, and nothing is concluded from the rest.
 */
function isClassGap(tally: Tally, system: string, orderClass: string): boolean {
  const own = shownOf(tally, system, (other) => other === orderClass);
  if (orderClass.startsWith(paymentPrefix)) {
    return own.orders >= limits.classGapMin && own.shown / own.orders < matchedShare;
  }
  if (own.shown > 0) return false;
  const channel = orderClass.slice(0, orderClass.indexOf('|') + 1);
  const all = shownOf(tally, system, (other) => other.startsWith(channel));
  const channelUnshown = all.shown === 0 && all.orders >= limits.classGapMin;
  return channelUnshown || own.orders >= limits.classGapMin;
}

/** Most of a class of some size find what they ask for. */
function isShown(tally: Tally, system: string, orderClass: string | null): boolean {
  const counts = orderClass === null ? undefined : tally.classes.get(orderClass);
  if (counts === undefined || counts.orders < limits.classGapMin) return false;
  return (counts.shownBy.get(system) ?? 0) / counts.orders >= matchedShare;
}

/** A difference's row counts it; the row of its group (the key up to the last bar) the compared. */
function differenceOf(tally: Tally, key: string): { count: number; compared: number } {
  const own = tally.differences.get(key);
  const group = tally.differences.get(key.slice(0, Math.max(0, key.lastIndexOf('|'))));
  const compared = Math.max(own?.compared ?? 0, group?.compared ?? 0);
  return { count: own?.count ?? 0, compared };
}

/** The difference that most have; null: there is none. */
function constantOf(tally: Tally, keys: readonly string[]): string | null {
  const constant = keys.find((key) => {
    const { count, compared } = differenceOf(tally, key);
    return compared >= comparedMin && count / compared >= constantShare;
  });
  return constant ?? null;
}

function refutes(tally: Tally, condition: Condition): boolean {
  switch (condition.kind) {
    case 'class-shown':
      return (
        isClassGap(tally, condition.system, condition.orderClass) &&
        !isShown(tally, condition.system, condition.alike ?? null)
      );
    case 'difference':
      return constantOf(tally, condition.keys) !== null;
    case 'echo':
      return refutesEcho(tally, condition);
    case 'learned': {
      const limit = learnedLimitMillis(tally, condition.rule, condition.to);
      return limit === null || condition.tookMillis <= limit;
    }
  }
}

/** A condition that is refuted takes its fault back: nothing is wrong, or nobody can tell. */
export type Outcome = 'stands' | 'right' | 'unknown';

export function outcomeOf(tally: Tally, condition: Condition): Outcome {
  if (!refutes(tally, condition)) return 'stands';
  if (condition.kind === 'class-shown') return 'unknown';
  if (condition.kind !== 'learned') return 'right';
  return learnedLimitMillis(tally, condition.rule, condition.to) === null ? 'unknown' : 'right';
}

function least(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

function classGaps(tally: Tally, withdrawn: readonly Candidate[]): MapGap[] {
  const sources = new Map<string, { system: string; orderClass: string; from: string | null }>();
  for (const found of withdrawn) {
    if (found.condition?.kind !== 'class-shown') continue;
    const { system, orderClass } = found.condition;
    const key = JSON.stringify([system, orderClass]);
    const from = found.systems.find((name) => name !== system) ?? null;
    const known = sources.get(key);
    sources.set(key, { system, orderClass, from: least(known?.from ?? null, from) });
  }
  return [...sources.values()].map(({ system, orderClass, from }) => {
    const count = tally.classes.get(orderClass)?.orders ?? 0;
    const known = { kind: 'never-seen' as const, from, order_class: orderClass, count };
    if (orderClass.startsWith(paymentPrefix)) {
      const because = `None of the ${count} payments of ${from ?? 'this system'} finds an order that was read: other orders, or names that nobody joined?`;
      return { ...known, to: null, fact: 'payment.captured', because };
    }
    const words = orderClass.replaceAll('|', ' × ');
    const because = `${system} shows none of the ${count} orders of the class ${words}: never sent, or intended?`;
    return { ...known, to: system, fact: 'order.placed', because };
  });
}

function differenceNotes(tally: Tally, withdrawn: readonly Candidate[]): ReportNote[] {
  const texts = new Map<string, string>();
  for (const found of withdrawn) {
    if (found.condition?.kind !== 'difference') continue;
    const key = constantOf(tally, found.condition.keys);
    if (key === null) continue;
    const { count, compared } = differenceOf(tally, key);
    const what = found.field ?? found.details['field'] ?? 'a figure';
    const between = [...found.systems].sort().join(' and ');
    const share = `on ${count} of ${compared} orders compared`;
    const text = differenceText(key, { between, what, share });
    const known = texts.get(key);
    texts.set(key, known === undefined || text < known ? text : known);
  }
  return [...texts].map(([key, text]) => ({
    kind: 'constant-difference',
    text,
    count: differenceOf(tally, key).count,
  }));
}

function learnedNotes(tally: Tally, withdrawn: readonly Candidate[]): ReportNote[] {
  const counts = new Map<string, number>();
  for (const found of withdrawn) {
    if (found.condition?.kind !== 'learned') continue;
    const key = `${found.condition.rule}→${found.condition.to}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => {
    const arrow = key.lastIndexOf('→');
    const limit = learnedLimitMillis(tally, key.slice(0, arrow), key.slice(arrow + 1));
    const text =
      limit === null
        ? `${key} has no written deadline and fewer than ${limits.learnedLimitMin} completed handoffs to learn one from: ${count} could not be judged.`
        : `${key} has no written deadline; the learned one (three times the median) is ${durationWords(limit)}.`;
    return { kind: 'few-completed', text, count };
  });
}

/** Divides the candidates by what the whole run says of their conditions. */
export function withdraw(candidates: readonly Candidate[], tally: Tally): Withdrawn {
  const kept: Candidate[] = [];
  const withdrawn: Candidate[] = [];
  let unknown = 0;
  let unknownHandoffs = 0;
  const judge = ({ beneath = [], ...found }: Candidate): void => {
    const outcome = found.condition === undefined ? 'stands' : outcomeOf(tally, found.condition);
    (outcome === 'stands' ? kept : withdrawn).push(found);
    if (outcome === 'unknown') {
      unknown += 1;
      if (found.handoff !== null) unknownHandoffs += 1;
    }
    if (outcome !== 'stands') beneath.forEach(judge);
  };
  candidates.forEach(judge);
  return {
    kept,
    gaps: classGaps(tally, withdrawn),
    notes: [...differenceNotes(tally, withdrawn), ...learnedNotes(tally, withdrawn)],
    unknown,
    unknownHandoffs,
  };
}
