// The faults of the terminal report: the table of clusters, then the largest ones one by one.
import { repairOf } from '../../core/detect/first-moves.js';
import { causeWords, counted, grouped, patternTitles } from '../../core/detect/pattern-names.js';
import type { Report, ReportCluster, ReportFinding } from '../../core/detect/report.js';
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

function whereOf(cluster: ReportCluster): string {
  return cluster.handoff ?? cluster.systems.join(' → ');
}

function kindWord(cluster: ReportCluster): string {
  if (cluster.since_baseline === 'gone') return 'gone';
  if (cluster.count === cluster.ignored) return 'accepted';
  if (cluster.structural) return 'structural';
  return cluster.outage ? 'outage' : 'isolated';
}

function titleOf(cluster: ReportCluster): string {
  const field = cluster.field === null ? '' : `: ${cluster.field}`;
  return patternTitles[cluster.pattern] + field;
}

function rowOf(cluster: ReportCluster, index: number): string[] {
  return [
    String(index + 1),
    titleOf(cluster),
    whereOf(cluster),
    grouped(cluster.count),
    cluster.of_passing === null ? '·' : grouped(cluster.of_passing),
    grouped(cluster.worst_week),
    kindWord(cluster),
  ];
}

/** `114-2233 (#1001)`: what a person would search for, one name a namespace, at most two. */
function nameOf(found: ReportFinding): string {
  const { refs, key } = found.subject;
  const names = [refs['order']?.[0], ...Object.values(refs).map((values) => values[0])];
  const distinct = [...new Set(names.filter((name) => name !== undefined))];
  const [first, second] = distinct;
  if (first === undefined) return key;
  return second === undefined ? first : `${first} (${second})`;
}

function whenOf(found: ReportFinding): string {
  return found.at === null ? '' : `, ${found.at.slice(0, 16).replace('T', ' ')}`;
}

function sinceWords(cluster: ReportCluster): string {
  const parts: string[] = [];
  if (cluster.recurrences > 0) {
    parts.push(`came back ${counted(cluster.recurrences, 'time')} after it was cleaned up`);
  }
  if (cluster.since_baseline === 'new') parts.push('new since the baseline');
  if (cluster.since_baseline === 'same') parts.push('as in the baseline');
  if (cluster.since_baseline === 'returned') parts.push('returned since the baseline');
  if (cluster.ignored > 0) parts.push(`${cluster.ignored} accepted by the contract`);
  if (cluster.healed > 0) parts.push(`${cluster.healed} since healed`);
  return parts.join('; ');
}

function hopsOf(found: readonly ReportFinding[]): string {
  const hops = [...new Set(found.map((one) => one.hop).filter((hop) => hop !== null))].sort();
  return hops.length === 0 ? '' : `; the trail breaks at ${hops.slice(0, 2).join(', ')}`;
}

function frequencyWords(cluster: ReportCluster): string {
  const of = cluster.of_passing === null ? '' : ` of ${grouped(cluster.of_passing)} that passed`;
  const days = cluster.days === 1 ? 'one day' : `${cluster.days} separate days`;
  return `${grouped(cluster.count)}${of}, on ${days}, ${grouped(cluster.worst_week)} in the worst week`;
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
  const systems = cluster.systems.join(' → ');
  const where = cluster.handoff === null ? systems : `${cluster.handoff}, ${systems}`;
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
    ...hanging(page, '   What       ', first.explanation),
    ...hanging(page, '   Why        ', `${causeWords[cluster.cause]} (${cluster.cause})`),
    ...hanging(page, '   Where      ', where + hopsOf(found)),
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

/** Open faults show a person more than healed or accepted ones. */
function examplesBy(findings: readonly ReportFinding[]): ReadonlyMap<string, ReportFinding[]> {
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

export function clusterSections(page: Page, report: Report): string[] {
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
  const groups = examplesBy(report.findings);
  shown.slice(0, detailMax).forEach((cluster, index) => {
    lines.push(...detailOf(page, cluster, index, groups.get(cluster.fingerprint) ?? []));
  });
  return lines;
}
