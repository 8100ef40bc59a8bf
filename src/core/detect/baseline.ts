// What became of each fault since an earlier report (`--baseline`).
import type { Report, ReportCluster, SinceBaseline } from './report.js';

export interface Before {
  readonly cluster: ReportCluster;
  /** All of it was healed, resolved or gone when that report was written. */
  readonly cleaned: boolean;
}

function openFingerprints(baseline: Report): ReadonlySet<string> {
  const open = new Set<string>();
  for (const found of baseline.findings) {
    const isOpen = found.state === 'open' || found.state === 'seen';
    if (isOpen && found.level === 'fault') open.add(found.fingerprint);
  }
  return open;
}

/** The clusters of the earlier report by fingerprint; empty where there is none. */
export function clustersBefore(baseline: Report | null): ReadonlyMap<string, Before> {
  const before = new Map<string, Before>();
  if (baseline === null) return before;
  const open = openFingerprints(baseline);
  for (const cluster of baseline.clusters) {
    const ignored = cluster.count > 0 && cluster.ignored === cluster.count;
    const cleaned = !ignored && !open.has(cluster.fingerprint);
    before.set(cluster.fingerprint, { cluster, cleaned });
  }
  return before;
}

export function sinceBaseline(baseline: Report | null, before: Before | undefined): SinceBaseline {
  if (baseline === null) return null;
  if (before === undefined) return 'new';
  return before.cleaned ? 'returned' : 'same';
}

/** What the earlier report had and this one has not: shown with a count of none. */
export function goneClusters(
  before: ReadonlyMap<string, Before>,
  present: ReadonlySet<string>,
): ReportCluster[] {
  const gone: ReportCluster[] = [];
  for (const [fingerprint, { cluster }] of before) {
    if (present.has(fingerprint)) continue;
    gone.push({
      ...cluster,
      count: 0,
      of_passing: null,
      worst_week: 0,
      days: 0,
      structural: false,
      since_baseline: 'gone',
      ignored: 0,
      healed: 0,
      outage: false,
    });
  }
  return gone;
}
