// An order as its detectors see it: the record, what is owed, and the means to state a fault.
import type { Context } from '../detect/context.js';
import type { Candidate, SubjectReference } from '../detect/finding.js';
import { candidate } from '../detect/finding.js';
import type { Handoff } from '../handoff/handoff.js';
import { limits } from '../limits.js';
import type { Observation } from '../observation/observation.js';
import { citation } from '../observation/observation.js';
import type { OrderClass } from './class.js';
import type { OrderRecord } from './record.js';

export interface JudgedOrder {
  readonly record: OrderRecord;
  readonly orderClass: OrderClass;
  readonly handoffs: readonly Handoff[];
  /** Those past due, and those whose effect came late and by hand. */
  readonly overdue: readonly Handoff[];
  readonly context: Context;
  readonly subject: SubjectReference;
}

/** Which fact of the order is concerned: faults of one fact at one system are one fault. */
export type Fact =
  | 'identity'
  | 'existence'
  | 'shipped'
  | 'cancelled'
  | 'changed'
  | 'held'
  | 'paid'
  | 'refunded'
  | 'books'
  | 'quantity'
  | 'delay';

/** What an order's detector returns: a candidate, and what it may explain or be explained by. */
export interface OrderFault {
  readonly fact: Fact;
  /** Systems that lack the fact, or hold it wrongly. */
  readonly lacking: readonly string[];
  readonly candidate: Candidate;
  /** `system|kind` that was not read and may make it right: then it is unknown, and no fault. */
  readonly wanting?: string;
}

export type OrderDetector = (order: JudgedOrder) => OrderFault[];

type Given = Pick<Candidate, 'pattern' | 'cause'> & Partial<Candidate>;

/** States a fault of one fact at the systems that lack it. */
export function fault(
  order: JudgedOrder,
  fact: Fact,
  lacking: readonly string[],
  given: Given,
): OrderFault {
  const subject = order.subject;
  return { fact, lacking, candidate: candidate({ subject, systems: lacking, ...given }) };
}

export function cited(statements: readonly (Observation | null | undefined)[]): string[] {
  const citations: string[] = [];
  for (const statement of statements) {
    if (statement === null || statement === undefined) continue;
    const text = citation(statement);
    if (!citations.includes(text)) citations.push(text);
    if (citations.length === limits.findingEvidenceMax) break;
  }
  return citations;
}

export function overdueOf(record: OrderRecord, handoffs: readonly Handoff[]): readonly Handoff[] {
  let overdue: Handoff[] | null = null;
  for (const handoff of handoffs) {
    if (handoff.state !== 'overdue' && !handMended(record, handoff)) continue;
    overdue ??= [];
    overdue.push(handoff);
  }
  return overdue ?? none;
}

const none: readonly Handoff[] = [];

/** An effect that came late and by hand is the fault, mended once; not a delay. */
export function handMended(record: OrderRecord, handoff: Handoff): boolean {
  const { effect, due } = handoff;
  if (handoff.state !== 'seen-late' || effect === null || due === null) return false;
  return record.corrections.some(
    (correction) =>
      correction.kind === 'hand.corrected' &&
      correction.at >= due.at &&
      correction.at <= effect.until + handMendedWithinMillis,
  );
}

const handMendedWithinMillis = 3_600_000;

/** The parts of a candidate that a missed handoff gives. */
export function missed(
  order: JudgedOrder,
  handoff: Handoff,
): Pick<Candidate, 'handoff' | 'at' | 'due' | 'healedAt' | 'healedByHand'> {
  const byHand = handMended(order.record, handoff);
  return {
    handoff: handoff.rule.id,
    at: handoff.trigger.at,
    due: handoff.due?.until ?? null,
    healedAt: byHand ? (handoff.effect?.at ?? null) : null,
    healedByHand: byHand,
  };
}
