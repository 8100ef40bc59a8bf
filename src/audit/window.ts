// Where the run's times lie: the window, each system's coverage, and what is so far outside that it
// is a clock or a format gone wrong.
import type { Span, SystemCoverage } from '../core/observation/coverage.js';
import type { Instant } from '../core/observation/instant.js';

import type { Kind } from '../core/observation/kinds.js';
import { kinds } from '../core/observation/kinds.js';

/** A day of one system, by the run's names. */
export interface SpokenDay {
  readonly system: string;
  /** Where it stands: each export by itself, all lines of observations together. */
  readonly source: number;
  readonly day: number;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** A kind that a source shows of a system; undefined: one that nobody knows. */
export interface ShownFact {
  readonly system: string;
  readonly source: number;
  readonly kind: Kind | undefined;
}

export interface Window {
  readonly from: Instant;
  readonly until: Instant;
}

/** Of the times, this share may lie far outside at either end. */
const outlierShare = 0.0005;
const marginDaysMin = 30;

/**
 * First and last time of the run without its outliers: times further from the 99.9% in the middle
 * than that middle is long, and than 30 days. Null where nothing was said at all.
 */
export function windowOf(days: readonly SpokenDay[]): Window | null {
  const counts = new Map<number, number>();
  let total = 0;
  for (const { day: number, count } of days) {
    counts.set(number, (counts.get(number) ?? 0) + count);
    total += count;
  }
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const spare = Math.floor(total * outlierShare);
  const first = dayAfter(sorted, spare);
  const last = dayAfter(sorted.reverse(), spare);
  if (first === null || last === null) return null;
  const margin = Math.max(last - first + 1, marginDaysMin);
  let from = Number.POSITIVE_INFINITY;
  let until = Number.NEGATIVE_INFINITY;
  for (const spoken of days) {
    if (spoken.day < first - margin || spoken.day > last + margin) continue;
    from = Math.min(from, spoken.first);
    until = Math.max(until, spoken.last);
  }
  return { from: from as Instant, until: until as Instant };
}

function dayAfter(days: readonly (readonly [number, number])[], spare: number): number | null {
  let passed = 0;
  for (const [number, count] of days) {
    passed += count;
    if (passed > spare) return number;
  }
  return null;
}

/**
 * What each system can show: its kinds, from its first to its last time inside the window; and where
 * its sources end apart, for each kind from the first to the last time of the sources that show it.
 */
export function coverageOf(
  days: readonly SpokenDay[],
  facts: readonly ShownFact[],
  window: Window,
): Map<string, SystemCoverage> {
  const systems = new Map<string, Map<number, Span>>();
  for (const { system, source, first, last } of days) {
    if (last < window.from || first > window.until) continue;
    const sources = systems.get(system) ?? new Map<number, Span>();
    systems.set(system, sources);
    const from = Math.max(first, window.from) as Instant;
    const until = Math.min(last, window.until) as Instant;
    sources.set(source, hull(sources.get(source), { from, until }));
  }
  return new Map(
    [...systems]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([system, sources]) => {
        const own = facts.filter((fact) => fact.system === system);
        return [system, covered([...sources], own)];
      }),
  );
}

function covered(
  sources: readonly (readonly [number, Span])[],
  facts: readonly ShownFact[],
): SystemCoverage {
  let whole: Span | undefined;
  for (const [, span] of sources) whole = hull(whole, span);
  const spans = new Map<Kind, Span>();
  for (const [source, span] of sources) {
    for (const { kind, source: of } of facts) {
      if (of === source && kind !== undefined) spans.set(kind, hull(spans.get(kind), span));
    }
  }
  const shown = new Set(kinds.filter((kind) => facts.some((fact) => fact.kind === kind)));
  const { from, until } = whole ?? { from: 0 as Instant, until: 0 as Instant };
  return { from, until, kinds: shown, filter: null, ...(sources.length > 1 ? { spans } : {}) };
}

function hull(known: Span | undefined, { from, until }: Span): Span {
  if (known === undefined) return { from, until };
  return {
    from: Math.min(known.from, from) as Instant,
    until: Math.max(known.until, until) as Instant,
  };
}
