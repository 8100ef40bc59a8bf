// The first part: what a person hands to a vendor or to the next team. It stands alone, so that it can
// be printed or sent without the rest.
import { counted, grouped } from '../core/detect/pattern-names.js';
import type { ReportCluster, ReportFinding } from '../core/detect/report.js';
import { entryWords, kindWord, nameOf, placeOf, subjectWords, titleOf } from './cluster-words.js';
import type { Markup, Part } from './markup.js';
import { markup } from './markup.js';
import { reasonTexts } from './report-words.js';
import { saidTable } from './said-table.js';
import type { Sight } from './sight.js';
import { withPlainTimes } from './statement-words.js';
import { table } from './table.js';
import type { TableColumn } from './table.js';

const clustersMax = 6;
const examplesMax = 5;
/** Statements of one system in an example: the part is to fit one sheet of paper. */
const statementsMax = 4;

/** A cluster and its number in the report. */
export type Numbered = readonly [cluster: ReportCluster, number: number];

/** What the part is about: structural clusters, else those that count. */
function leading({ report }: Sight): Numbered[] {
  const numbered = report.clusters.map((cluster, index): Numbered => [cluster, index + 1]);
  const structural = numbered.filter(([cluster]) => cluster.structural);
  if (structural.length > 0) return structural;
  return numbered.filter(([{ count, ignored }]) => count > ignored);
}

function clusterRow([cluster, number]: Numbered): Part[] {
  const of = cluster.of_passing === null ? '' : ` of ${grouped(cluster.of_passing)}`;
  return [
    number,
    markup`<a href="#fault-${number}">${titleOf(cluster)}</a>`,
    placeOf(cluster),
    grouped(cluster.count) + of,
    grouped(cluster.worst_week),
    cluster.days,
    kindWord(cluster),
  ];
}

const columns: readonly TableColumn[] = [
  { title: '#', holds: 'figures' },
  { title: 'what is wrong', holds: 'names' },
  { title: 'where' },
  { title: 'count', holds: 'figures' },
  { title: 'worst week', holds: 'figures' },
  { title: 'days', holds: 'figures' },
  { title: 'kind' },
];

/** The table of clusters, with links to each. */
export function clusterTable(clusters: readonly Numbered[], title: string): Markup {
  return markup`
    <p class="soft">${title}</p>
    ${table(title, columns, clusters.map(clusterRow))}`;
}

/** One finding of each of the leading clusters, orders first: never one subject twice. */
function examplesFor(sight: Sight): ReportFinding[] {
  const subjects = new Set<string>();
  const chosen: ReportFinding[] = [];
  const candidates = leading(sight)
    .flatMap(([{ fingerprint }]) => (sight.examples.get(fingerprint) ?? []).slice(0, 1))
    .filter((found) => sight.timelineOf(found) !== null);
  const orders = candidates.filter(({ subject }) => subject.type === 'order');
  const others = candidates.filter(({ subject }) => subject.type !== 'order');
  for (const found of [...orders, ...others]) {
    if (subjects.has(found.subject.key)) continue;
    subjects.add(found.subject.key);
    chosen.push(found);
  }
  return chosen.slice(0, examplesMax);
}

function example(found: ReportFinding, sight: Sight): Markup {
  const timeline = sight.timelineOf(found);
  const { entry, hop, involve } = found;
  return markup`
    <article>
      <h4>${subjectWords[found.subject.type]} <span class="id">${nameOf(found)}</span></h4>
      <p>${withPlainTimes(found.explanation)}</p>
      ${timeline === null ? null : saidTable(timeline, found, statementsMax)}
      <dl>
        <dt>Entered</dt><dd>${entryWords[entry]}</dd>
        ${hop === null ? null : markup`<dt>Trail breaks at</dt><dd>${hop}</dd>`}
        <dt>Involve</dt><dd>${involve}</dd>
      </dl>
    </article>`;
}

function reasons({ report }: Sight): Markup | null {
  const texts = reasonTexts(report);
  if (texts.length === 0) return null;
  return markup`<ul>${texts.map((text) => markup`<li>${text}</li>`)}</ul>`;
}

function leadingClusters(sight: Sight): Markup | null {
  const clusters = leading(sight);
  const [first] = clusters;
  if (first === undefined) return null;
  const title = first[0].structural
    ? 'Structural faults, the largest first'
    : 'Faults, the largest first';
  const more = clusters.length - clustersMax;
  const rest = markup`
    <p class="soft">${counted(more, 'further one')} under <a href="#faults">the faults</a>.</p>`;
  return markup`
    ${clusterTable(clusters.slice(0, clustersMax), title)}
    ${more > 0 ? rest : null}`;
}

function moves({ report }: Sight): Markup | null {
  const list = report.verdict.first_moves;
  if (list.length === 0) return null;
  return markup`<h3>First moves</h3><ol>${list.map((move) => markup`<li>${move}</li>`)}</ol>`;
}

function exampleParts(sight: Sight): Markup | null {
  const examples = examplesFor(sight);
  if (examples.length === 0) return null;
  const many = examples.length === 1 ? 'An example' : 'Examples';
  return markup`
    <h3>${many}, as each system has it</h3>
    <div class="examples">${examples.map((found) => example(found, sight))}</div>`;
}

export function frontPage(sight: Sight): Markup {
  return markup`
    <section aria-labelledby="front" class="front${sight.report.findings.length > 0 ? ' sheet' : ''}">
      <h2 id="front">The diagnosis in brief</h2>
      ${reasons(sight)}
      ${leadingClusters(sight)}
      ${moves(sight)}
      ${exampleParts(sight)}
    </section>`;
}
