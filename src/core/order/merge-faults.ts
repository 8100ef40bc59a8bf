// Several patterns may fit one fault of one order: the most specific names it, the others are `also`.
import type { Candidate, PatternId } from '../detect/finding.js';
import { patterns } from '../detect/finding.js';
import type { OrderFault } from './judged.js';

const precedence: ReadonlyMap<PatternId, number> = new Map(
  patterns.map((pattern, index) => [pattern, index]),
);

function rank(fault: OrderFault): number {
  return precedence.get(fault.candidate.pattern) ?? patterns.length;
}

interface Kept {
  readonly fault: OrderFault;
  readonly also: Set<PatternId>;
  readonly explained: OrderFault[];
}

export function mergeFaults(faults: readonly OrderFault[]): Candidate[] {
  if (faults.length === 0) return [];
  const kept: Kept[] = [];
  for (const fault of [...faults].sort((a, b) => rank(a) - rank(b))) {
    const reason = kept.find((one) => explains(one.fault, fault));
    if (reason === undefined) {
      kept.push({ fault, also: new Set(fault.candidate.also), explained: [] });
      continue;
    }
    reason.explained.push(fault);
    if (fault.candidate.level === 'fault' && reason.fault.fact !== 'identity') {
      addTo(reason, fault);
    }
  }
  return kept.map(({ fault, also, explained }) => ({
    ...fault.candidate,
    also: patterns.filter((pattern) => also.has(pattern)),
    ...beneath(fault, explained),
  }));
}

/**
 * What explains nothing where the run takes it back: two definitions of a figure, and a system that was
 * never meant to hold the order. What the order lacks besides is its own fault then.
 */
function beneath(
  { candidate }: OrderFault,
  explained: readonly OrderFault[],
): Pick<Candidate, 'beneath'> {
  const { condition, beneath: own = [] } = candidate;
  if (explained.length === 0) return {};
  if (condition?.kind === 'class-shown') {
    return { beneath: [...own, ...mergeFaults(explained.map(withoutAbsent))] };
  }
  return condition?.kind === 'difference' ? { beneath: [...own, ...mergeFaults(explained)] } : {};
}

/** A third truth that was only the absence of the order is none where it may be absent. */
function withoutAbsent(fault: OrderFault): OrderFault {
  const { candidate, lacking } = fault;
  if (candidate.pattern !== 'three-truths' || new Set(lacking).size > 1) return fault;
  return { ...fault, candidate: { ...candidate, pattern: 'status-void' } };
}

function addTo(reason: Kept, fault: OrderFault): void {
  for (const pattern of [fault.candidate.pattern, ...fault.candidate.also]) {
    if (pattern !== reason.fault.candidate.pattern) reason.also.add(pattern);
  }
}

/**
 * Two records of one order are worked on one by one: whoever ships shows more than was ordered. Once the
 * record is voided, what left twice is still to be seen to.
 */
function isWorkedTwice({ candidate }: OrderFault, { candidate: other }: OrderFault): boolean {
  const { pattern, healedAt } = candidate;
  return pattern === 'duplicate-draft' && healedAt === null && other.field === 'shipped';
}

/** Whether a more specific fault is the reason of another, so that the two are one. */
function explains(reason: OrderFault, other: OrderFault): boolean {
  const shared = other.lacking.some((system) => reason.lacking.includes(system));
  if (reason.fact === 'identity') return true;
  if (other.fact === 'delay') return shared && reason.fact !== 'delay';
  if (reason.fact === 'existence') {
    // What the system does not hold, it cannot show the life of.
    if (other.fact === 'existence' || other.candidate.pattern === 'three-truths') return true;
    return other.fact === 'quantity' ? isWorkedTwice(reason, other) : shared;
  }
  if (reason.fact === 'shipped')
    return shared && (other.fact === 'shipped' || other.fact === 'books');
  if (reason.fact === 'cancelled') {
    return other.fact === 'cancelled' || (shared && other.fact === 'refunded');
  }
  return shared && other.fact === reason.fact;
}
