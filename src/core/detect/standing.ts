// A candidate that the totals of the run did not withdraw: it has a name and a state.
import { compareTexts } from '../observation/compare-texts.js';
import type { AcceptedException } from '../contract/contract.js';
import { limits } from '../limits.js';
import type { Instant } from '../observation/instant.js';
import { acceptedBy } from './accept.js';
import { patterns } from './finding.js';
import type { Candidate, PatternId } from './finding.js';
import { findingId, fingerprintOf } from './fingerprint.js';
import type { FindingState } from './report.js';

export interface Standing extends Omit<Candidate, 'condition'> {
  readonly id: string;
  readonly fingerprint: string;
  readonly state: FindingState;
}

const precedence: ReadonlyMap<string, number> = new Map(
  patterns.map((pattern, index) => [pattern, index]),
);

/** Place of a pattern in the order of finding.ts; least is most specific. */
export function precedenceOf(pattern: PatternId): number {
  return precedence.get(pattern) ?? patterns.length;
}

function compareTimes(one: Instant | null, other: Instant | null): number {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  return one - other;
}

/** The order of every list of findings: faults, precedence, time (unknown last), id. */
function compareStanding(one: Standing, other: Standing): number {
  if (one.level !== other.level) return one.level === 'fault' ? -1 : 1;
  return (
    precedenceOf(one.pattern) - precedenceOf(other.pattern) ||
    compareTimes(one.at, other.at) ||
    compareTexts(one.id, other.id)
  );
}

function earlier(one: Instant | null, other: Instant | null): Instant | null {
  return compareTimes(one, other) <= 0 ? one : other;
}

function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}

function union<Text extends string>(one: readonly Text[], other: readonly Text[]): Text[] {
  return [...new Set([...one, ...other])].sort();
}

/** One fault of one subject, stated twice; it is healed only when both are. */
function combine(one: Candidate, other: Candidate): Candidate {
  const healed = one.healedAt !== null && other.healedAt !== null;
  return {
    ...one,
    level: one.level === 'fault' ? 'fault' : other.level,
    also: union(one.also, other.also),
    entry: one.entry === 'unknown' ? other.entry : one.entry,
    hop: one.hop ?? other.hop,
    at: earlier(one.at, other.at),
    due: earlier(one.due, other.due),
    healedAt: healed ? later(one.healedAt, other.healedAt) : null,
    healedByHand: healed && (one.healedByHand || other.healedByHand),
    evidence: union(one.evidence, other.evidence),
  };
}

/** Candidates of one id in an order that depends on their content alone. */
function combineAll(same: readonly Candidate[]): Candidate {
  const keyed = same.map((found) => ({ found, key: JSON.stringify(found) }));
  keyed.sort((a, b) => compareTimes(a.found.at, b.found.at) || compareTexts(a.key, b.key));
  return keyed.map(({ found }) => found).reduce(combine);
}

function stateOf(found: Candidate, ignored: boolean): FindingState {
  if (ignored) return 'ignored';
  return found.healedAt === null ? 'open' : 'healed';
}

function alsoOf(found: Candidate): readonly PatternId[] {
  if (found.also.length === 0) return found.also;
  return found.also
    .filter((pattern) => pattern !== found.pattern)
    .sort((a, b) => precedenceOf(a) - precedenceOf(b));
}

/** Every field is named: a spread of this many makes an object that is slow to read, a run long. */
function standingOf(
  found: Candidate,
  name: Pick<Standing, 'id' | 'fingerprint'>,
  ignored: boolean,
): Standing {
  const { evidence } = found;
  return {
    id: name.id,
    fingerprint: name.fingerprint,
    state: stateOf(found, ignored),
    pattern: found.pattern,
    also: alsoOf(found),
    level: found.level,
    cause: found.cause,
    entry: found.entry,
    hop: found.hop,
    subject: found.subject,
    systems: found.systems,
    handoff: found.handoff,
    field: found.field,
    at: found.at,
    due: found.due,
    healedAt: found.healedAt,
    healedByHand: found.healedByHand,
    evidence:
      evidence.length > limits.findingEvidenceMax
        ? evidence.slice(0, limits.findingEvidenceMax)
        : evidence,
    details: found.details,
  };
}

interface Named {
  readonly fingerprint: string;
  readonly first: Candidate;
  /** All of them, the first too; only where there are several. */
  same: Candidate[] | null;
}

/** Candidates by id; most ids have one. */
function named(candidates: readonly Candidate[]): ReadonlyMap<string, Named> {
  const byId = new Map<string, Named>();
  for (const found of candidates) {
    const fingerprint = fingerprintOf(found);
    const id = findingId(fingerprint, found.subject);
    const known = byId.get(id);
    if (known === undefined) byId.set(id, { fingerprint, first: found, same: null });
    else if (known.same === null) known.same = [known.first, found];
    else known.same.push(found);
  }
  return byId;
}

/**
 * Names each candidate, makes one of those that name the same fault of the same subject, and marks
 * what the contract accepts. Sorted; the order of `candidates` does not matter.
 */
export function standing(
  candidates: readonly Candidate[],
  accept: readonly AcceptedException[],
  now: Instant,
): Standing[] {
  const all: Standing[] = [];
  for (const [id, { fingerprint, first, same }] of named(candidates)) {
    const found = same === null ? first : combineAll(same);
    const ignored = acceptedBy(accept, found, now) !== undefined;
    all.push(standingOf(found, { id, fingerprint }, ignored));
  }
  return all.sort(compareStanding);
}

/** A fault that the contract does not accept: what verdicts, signals and costs are made from. */
export function isActing(found: Standing): boolean {
  return found.level === 'fault' && found.state !== 'ignored';
}
