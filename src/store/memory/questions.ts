// Rows in memory: filtered and paged as the ledger's questions have them, and merged.
import type { FindingState, HandoffState } from '../../core/ledger/ledger.js';
import type { FindingQuestion, HandoffQuestion, Page } from '../store.js';

export function tallied(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

export function asksForHandoff(
  { state, rule, to, subject }: HandoffQuestion,
  one: HandoffState,
): boolean {
  return (
    (state === undefined || state === one.state) &&
    (rule === undefined || rule === one.rule) &&
    (to === undefined || to === one.to) &&
    (subject === undefined || subject === one.subject)
  );
}

export function asksForFinding(question: FindingQuestion, one: FindingState): boolean {
  const { state, pattern, cause, handoff, subject } = question;
  return (
    (state === undefined || state === one.state) &&
    (pattern === undefined || pattern === one.pattern) &&
    (cause === undefined || cause === one.cause) &&
    (handoff === undefined || handoff === one.handoff) &&
    (subject === undefined || subject === one.subject)
  );
}

export function pageOf<Row>(
  rows: readonly Row[],
  { after, most }: { readonly after: string | null; readonly most: number },
  keyOf: (row: Row) => string,
): Page<Row> {
  const sorted = [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const wanted = sorted.filter((row) => after === null || keyOf(row) > after);
  const last = wanted.length > most ? wanted[most - 1] : undefined;
  return { rows: wanted.slice(0, most), next: last === undefined ? null : keyOf(last) };
}

/** What is new or changed takes the place of what was there; the rest stays. */
export function merged<Row>(
  before: readonly Row[],
  now: readonly Row[],
  keyOf: (row: Row) => string,
): readonly Row[] {
  const rows = new Map(before.map((row) => [keyOf(row), row]));
  for (const row of now) rows.set(keyOf(row), row);
  return [...rows.values()];
}
