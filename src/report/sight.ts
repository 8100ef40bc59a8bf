// A report as its page sees it: with what is looked up again and again already found.
import { examplesOf, shownFindings } from '../core/detect/examples.js';
import type { Report, ReportFinding, ReportTimeline } from '../core/detect/report.js';

export interface Sight {
  readonly report: Report;
  /** The examples of each cluster, by fingerprint; all of them together are at most 200. */
  readonly examples: ReadonlyMap<string, readonly ReportFinding[]>;
  /** All faults of each cluster. */
  readonly faults: ReadonlyMap<string, readonly ReportFinding[]>;
  readonly timelineOf: (found: ReportFinding) => ReportTimeline | null;
}

const keyOf = ({ subject }: Pick<ReportTimeline, 'subject'>): string =>
  `${subject.type} ${subject.key}`;

export function sightOf(report: Report): Sight {
  const examples = new Map<string, ReportFinding[]>();
  for (const found of shownFindings(report)) {
    const known = examples.get(found.fingerprint);
    if (known === undefined) examples.set(found.fingerprint, [found]);
    else known.push(found);
  }
  const timelines = new Map(report.timelines.map((one) => [keyOf(one), one]));
  return {
    report,
    examples,
    faults: examplesOf(report.findings),
    timelineOf: (found) => timelines.get(keyOf(found)) ?? null,
  };
}
