// Where the run's times lie: the window, each system's coverage, and what is so far outside that it
// is a clock or a format gone wrong (interfaces section 4, `window`).
import type { SystemCoverage } from '../core/observation/coverage.js';
import type { Instant } from '../core/observation/instant.js';

import type { Kind } from '../core/observation/kinds.js';
import { kinds } from '../core/observation/kinds.js';

/** A day of one system, by the run's names. */
export interface SpokenDay {
  readonly system: string;
  readonly day: number;
  readonly count: number;
  readonly first: number;
  readonly last: number;
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

/** What each system can show: its kinds, from its first to its last time inside the window. */
export function coverageOf(
  days: readonly SpokenDay[],
  facts: ReadonlyMap<string, ReadonlySet<number>>,
  window: Window,
): Map<string, SystemCoverage> {
  const systems = new Map<string, SystemCoverage>();
  for (const spoken of days) {
    const { system } = spoken;
    if (spoken.last < window.from || spoken.first > window.until) continue;
    const known = systems.get(system);
    const from = Math.max(Math.min(known?.from ?? spoken.first, spoken.first), window.from);
    const until = Math.min(Math.max(known?.until ?? spoken.last, spoken.last), window.until);
    systems.set(system, {
      from: from as Instant,
      until: until as Instant,
      kinds: known?.kinds ?? kindsOf(facts.get(system)),
      filter: null,
    });
  }
  return new Map([...systems].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function kindsOf(numbers: ReadonlySet<number> | undefined): ReadonlySet<Kind> {
  const shown = new Set<Kind>();
  for (const [number, kind] of kinds.entries()) if (numbers?.has(number) === true) shown.add(kind);
  return shown;
}
