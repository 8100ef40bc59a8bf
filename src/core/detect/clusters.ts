// Faults with one fingerprint are one structural fault behind many exceptions: how many, of how
// many that passed, how often, and whether cleaning up by hand ever changed anything.
import { day } from '../observation/instant.js';
import type { Instant } from '../observation/instant.js';
import { clustersBefore, goneClusters, sinceBaseline } from './baseline.js';
import type { Before } from './baseline.js';
import { isOneOutage, isStructural, separateDays, worstWeek } from './bursts.js';
import { systemPair } from './fingerprint.js';
import type { Report, ReportCluster } from './report.js';
import { compareTexts } from '../observation/compare-texts.js';
import { isActing, precedenceOf } from './standing.js';
import type { Standing } from './standing.js';
import type { Tally } from './tally.js';

const returnWithin = 28 * day;

/** Handoffs of one rule to one destination whose outcome is known. */
function passing(tally: Tally, rule: string | null, to: string | undefined): number | null {
  const counts = rule === null ? undefined : tally.handoffs.get(`${rule}→${to ?? ''}`);
  if (counts === undefined) return null;
  return counts.seen + counts.seenLate + counts.overdue;
}

function timesOf(faults: readonly Standing[], field: 'at' | 'healedAt'): Instant[] {
  const times: Instant[] = [];
  for (const found of faults) {
    const time = found[field];
    if (time !== null) times.push(time);
  }
  return times.sort((a, b) => a - b);
}

/**
 * The Phantom Patch: how often the fault came back within 28 days after a clean-up by hand, which a
 * statement must show. Repairs with no new fault between them are one clean-up.
 */
export function recurrencesOf(faults: readonly Standing[]): number {
  const starts = timesOf(faults, 'at');
  let count = 0;
  let counted: Instant | null = null;
  const cleaned = faults.filter((found) => found.healedByHand);
  for (const healed of timesOf(cleaned, 'healedAt')) {
    const next = starts.find((at) => at > healed);
    if (next === undefined || next - healed > returnWithin || next === counted) continue;
    counted = next;
    count += 1;
  }
  return count;
}

type Recurrences = Pick<ReportCluster, 'recurrences' | 'recurrences_by_hand'>;

/** A fault that was gone from the baseline has come back, by whatever it had gone. */
function recurrencesWith(before: Before | undefined, own: number): Recurrences {
  if (before === undefined) return { recurrences: own, recurrences_by_hand: own };
  const { recurrences, recurrences_by_hand: byHand = 0 } = before.cluster;
  return before.cleaned
    ? { recurrences: own + recurrences + 1, recurrences_by_hand: own + byHand }
    : { recurrences: Math.max(own, recurrences), recurrences_by_hand: Math.max(own, byHand) };
}

function clusterOf(
  faults: readonly [Standing, ...Standing[]],
  tally: Tally,
  baseline: Report | null,
  before: Before | undefined,
): ReportCluster {
  const [first] = faults;
  const acting = faults.filter(isActing);
  const times = timesOf(acting, 'at');
  const systems = systemPair(first.systems);
  const passed = passing(tally, first.handoff, systems[systems.length - 1]);
  return {
    fingerprint: first.fingerprint,
    handoff: first.handoff,
    pattern: first.pattern,
    cause: first.cause,
    field: first.field,
    count: faults.length,
    of_passing: passed === null || passed < faults.length ? null : passed,
    worst_week: worstWeek(times),
    days: separateDays(times),
    structural: isStructural(times),
    ...recurrencesWith(before, recurrencesOf(acting)),
    since_baseline: sinceBaseline(baseline, before),
    systems,
    ignored: faults.length - acting.length,
    healed: faults.filter((found) => found.state === 'healed').length,
    outage: isOneOutage(times),
  };
}

function compareClusters(one: ReportCluster, other: ReportCluster): number {
  if (one.structural !== other.structural) return one.structural ? -1 : 1;
  return (
    other.count - one.count ||
    precedenceOf(one.pattern) - precedenceOf(other.pattern) ||
    compareTexts(one.fingerprint, other.fingerprint)
  );
}

/** One cluster a fingerprint of faults; structural ones first, then the largest; gone ones last. */
export function clustersOf(
  standing: readonly Standing[],
  tally: Tally,
  baseline: Report | null,
): ReportCluster[] {
  const groups = new Map<string, [Standing, ...Standing[]]>();
  for (const found of standing) {
    if (found.level !== 'fault') continue;
    const group = groups.get(found.fingerprint);
    if (group === undefined) groups.set(found.fingerprint, [found]);
    else group.push(found);
  }
  const before = clustersBefore(baseline);
  const clusters: ReportCluster[] = [];
  for (const [fingerprint, faults] of groups) {
    clusters.push(clusterOf(faults, tally, baseline, before.get(fingerprint)));
  }
  clusters.push(...goneClusters(before, new Set(groups.keys())));
  return clusters.sort(compareClusters);
}
