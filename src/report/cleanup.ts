// The clean-up file of one cluster: every finding with the names of its subject, what each system shows
// of it, and what to do. For whoever works through the backlog in a spreadsheet.
import { examplesOf } from '../core/detect/examples.js';
import type { Report, ReportCluster, ReportFinding } from '../core/detect/report.js';
import { csvRow } from './csv.js';
import { timeText, withPlainTimes } from './statement-words.js';

/** Names beyond so many namespaces are left out. */
const namespacesMax = 24;
const namesMax = 20;

/** Without it Excel reads UTF-8 as the code page of the machine; every reader of CSV skips it. */
const byteOrderMark = '\ufeff';

export interface CleanUpFile {
  readonly name: string;
  readonly cluster: ReportCluster;
  /** The file's text in pieces; empty clusters have no file. */
  readonly rows: () => Generator<string>;
}

/** `cleanup-3-status-void.csv`: the number is the cluster's place in the report. */
export function cleanUpName(cluster: ReportCluster, index: number): string {
  return `cleanup-${index + 1}-${cluster.pattern}.csv`;
}

/** Names that `cleanUpName` gives. */
export const cleanUpForm = /^cleanup-\d+-[a-z-]+\.csv$/;

/** One file a cluster that has findings; what is open stands first. */
export function cleanUpFiles({ clusters, findings }: Report): CleanUpFile[] {
  const groups = examplesOf(findings);
  return clusters.flatMap((cluster, index) => {
    const found = groups.get(cluster.fingerprint);
    if (found === undefined) return [];
    return [{ name: cleanUpName(cluster, index), cluster, rows: () => rowsOf(found) }];
  });
}

function* rowsOf(findings: readonly ReportFinding[]): Generator<string> {
  const namespaces = [...new Set(findings.flatMap(({ subject }) => Object.keys(subject.refs)))];
  const named = namespaces.sort().slice(0, namespacesMax);
  const systems = [...new Set(findings.flatMap(systemsOf))].sort();
  yield (
    byteOrderMark +
    csvRow([
      'subject',
      'type',
      'state',
      'went wrong at (UTC)',
      'due (UTC)',
      'healed at (UTC)',
      ...named.map((namespace) => `name: ${namespace}`),
      ...systems.map((system) => `in ${system}`),
      'what is wrong',
      'what to do',
      'who to involve',
      'finding',
    ])
  );
  for (const found of findings) {
    const { subject, state, at, due, healed_at: healed } = found;
    yield csvRow([
      subject.key,
      subject.type,
      state,
      timeText(at ?? ''),
      timeText(due ?? ''),
      timeText(healed ?? ''),
      ...named.map((namespace) => namesText(subject.refs[namespace] ?? [])),
      ...systems.map((system) => shownText(found, system)),
      withPlainTimes(found.explanation),
      found.remedy,
      found.involve,
      found.id,
    ]);
  }
}

function namesText(names: readonly string[]): string {
  const more = names.length > namesMax ? [`and ${names.length - namesMax} more`] : [];
  return [...names.slice(0, namesMax), ...more].join('; ');
}

/** Those that show the order, those concerned, and those that are cited. */
function systemsOf({ shown, systems, evidence }: ReportFinding): string[] {
  const cited = evidence.map((one) => one.slice(0, one.indexOf('/')));
  return [...Object.keys(shown), ...systems, ...cited];
}

/** What a system shows of the subject, and what of the fault: what it is cited with, or nothing. */
function shownText(found: ReportFinding, system: string): string {
  const shown = found.shown[system];
  const cited = found.evidence.filter((one) => one.startsWith(`${system}/`));
  const parts = shown === undefined ? [] : [shown];
  if (cited.length > 0) {
    parts.push(`cited: ${cited.map((one) => one.slice(system.length + 1)).join(', ')}`);
  } else if (found.systems.includes(system)) {
    const { handoff, due } = found;
    const rule = handoff === null ? '' : ` for ${handoff}`;
    parts.push(`nothing${rule}${due === null ? '' : `, due ${timeText(due)} UTC`}`);
  }
  return parts.join('; ');
}
