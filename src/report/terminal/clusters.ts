// The faults of the terminal report: the table of clusters, then the largest ones one by one.
import { repairOf } from '../../core/detect/first-moves.js';
import { examplesOf } from '../../core/detect/examples.js';
import { causeWords, grouped } from '../../core/detect/pattern-names.js';
import type { Report, ReportCluster, ReportFinding } from '../../core/detect/report.js';
import {
  frequencyWords,
  hopsOf,
  kindWord,
  nameOf,
  placeOf,
  sinceWords,
  titleOf,
  whereOf,
} from '../cluster-words.js';
import { withPlainTimes } from '../statement-words.js';
import { hanging, paint, section, table, wrap } from './layout.js';
import type { Column, Page } from './layout.js';

const tableMax = 12;
const detailMax = 5;
const examplesMax = 3;

const columns: readonly Column[] = [
  { title: '#', align: 'right', shrinks: false },
  { title: 'what is wrong', align: 'left', shrinks: true },
  { title: 'where', align: 'left', shrinks: true },
  { title: 'count', align: 'right', shrinks: false },
  { title: 'of', align: 'right', shrinks: false },
  { title: 'week', align: 'right', shrinks: false },
  { title: 'kind', align: 'left', shrinks: false },
];

function rowOf(cluster: ReportCluster, index: number, all: readonly ReportCluster[]): string[] {
  const isTwin = (other: ReportCluster): boolean =>
    other !== cluster && titleOf(other) === titleOf(cluster) && whereOf(other) === whereOf(cluster);
  return [
    String(index + 1),
    titleOf(cluster),
    all.some(isTwin) ? placeOf(cluster) : whereOf(cluster),
    grouped(cluster.count),
    cluster.of_passing === null ? '·' : grouped(cluster.of_passing),
    grouped(cluster.worst_week),
    kindWord(cluster),
  ];
}

function whenOf(found: ReportFinding): string {
  return found.at === null ? '' : `, ${found.at.slice(0, 16).replace('T', ' ')}`;
}

function breakWords(found: readonly ReportFinding[]): string {
  const hops = hopsOf(found);
  return hops.length === 0 ? '' : `; the trail breaks at ${hops.slice(0, 2).join(', ')}`;
}

function detailOf(
  page: Page,
  cluster: ReportCluster,
  index: number,
  found: readonly ReportFinding[],
): string[] {
  const [first] = found;
  if (first === undefined) return [];
  const heading = hanging(page, `${index + 1}. `, `${titleOf(cluster)} (${kindWord(cluster)})`);
  const since = sinceWords(cluster);
  const examples = found.slice(0, examplesMax);
  return [
    '',
    ...heading.map((line) => paint(page, 'bold', line)),
    ...hanging(
      page,
      '   How often  ',
      frequencyWords(cluster) + (since === '' ? '' : `; ${since}`),
    ),
    ...hanging(page, '   What       ', withPlainTimes(first.explanation)),
    ...hanging(page, '   Why        ', `${causeWords[cluster.cause]} (${cluster.cause})`),
    ...hanging(page, '   Where      ', placeOf(cluster) + breakWords(found)),
    ...hanging(page, '   Involve    ', first.involve),
    ...hanging(page, '   Do now     ', first.remedy),
    ...hanging(page, '   For good   ', repairOf(cluster.pattern)),
    ...examples.flatMap((one, place) =>
      hanging(
        page,
        place === 0 ? '   Examples   ' : '              ',
        `${nameOf(one)}${whenOf(one)}`,
      ),
    ),
  ];
}

export function clusterTable(page: Page, report: Report): string[] {
  const { clusters } = report;
  if (clusters.length === 0) return [];
  const shown = clusters.slice(0, tableMax);
  const lines = [
    ...section(page, 'THE FAULTS BEHIND THE EXCEPTIONS'),
    ...table(page, columns, shown.map(rowOf)),
  ];
  const rest = clusters.slice(tableMax).reduce((sum, cluster) => sum + cluster.count, 0);
  if (rest > 0) {
    const more = `… and ${clusters.length - tableMax} smaller ones with ${grouped(rest)} exceptions: see report.json.`;
    lines.push(...wrap(more, page.columns - 2).map((line) => `  ${line}`));
  }
  const legend =
    'count: orders or items with the fault; of: handoffs that passed there; week: most in seven days.';
  lines.push(...wrap(legend, page.columns - 2).map((line) => paint(page, 'dim', `  ${line}`)));
  return lines;
}

/** The largest clusters one by one. */
export function clusterDetails(page: Page, { clusters, findings }: Report): string[] {
  const groups = examplesOf(findings);
  return clusters
    .slice(0, detailMax)
    .flatMap((cluster, index) =>
      detailOf(page, cluster, index, groups.get(cluster.fingerprint) ?? []),
    );
}
