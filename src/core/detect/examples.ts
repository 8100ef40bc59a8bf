// Which findings stand as examples for all: a page can't show a hundred thousand of them.
import { limits } from '../limits.js';
import type { Report, ReportFinding } from './report.js';

/** Faults by fingerprint. Open ones tell a person more than healed or accepted ones, and come first. */
export function examplesOf(
  findings: readonly ReportFinding[],
): ReadonlyMap<string, readonly ReportFinding[]> {
  const groups = new Map<string, ReportFinding[]>();
  for (const state of ['open', 'seen', 'healed', 'resolved', 'ignored']) {
    for (const found of findings) {
      if (found.level !== 'fault' || found.state !== state) continue;
      const group = groups.get(found.fingerprint);
      if (group === undefined) groups.set(found.fingerprint, [found]);
      else group.push(found);
    }
  }
  return groups;
}

/** The findings that the HTML report shows one by one, in the order of their clusters. */
export function shownFindings({ clusters, findings }: Report): ReportFinding[] {
  const groups = examplesOf(findings);
  return clusters
    .flatMap(({ fingerprint }) => (groups.get(fingerprint) ?? []).slice(0, limits.examplesMax))
    .slice(0, limits.findingsShownMax);
}
