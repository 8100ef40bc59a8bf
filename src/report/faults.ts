// Every cluster with what a person needs to mend it, and its examples one by one.
import { repairOf } from '../core/detect/first-moves.js';
import { causeWords, counted, grouped, patternTitles } from '../core/detect/pattern-names.js';
import type { ReportCluster, ReportFinding } from '../core/detect/report.js';
import { cleanUpName } from './cleanup.js';
import {
  entryWords,
  frequencyWords,
  hopsOf,
  kindWord,
  nameOf,
  placeOf,
  sinceWords,
  subjectWords,
  titleOf,
} from './cluster-words.js';
import type { Numbered } from './front.js';
import { clusterTable } from './front.js';
import { drawTimeline } from './lanes-drawing.js';
import type { Markup, Part } from './markup.js';
import { markup } from './markup.js';
import { saidTable } from './said-table.js';
import type { Sight } from './sight.js';
import { timeMark, withPlainTimes } from './statement-words.js';
import { weekBars } from './weeks.js';

const listedMax = 200;
const hopsMax = 4;
const evidenceMax = 8;
/** Clusters of which an example stands open; the rest open on demand, and are not printed. */
const openedMax = 12;

/** `since 2026-03-02 10:00 · due …`. */
function timesOf({ at, due, healed_at: healed, state }: ReportFinding): Markup {
  const parts = [
    at === null ? null : markup`since ${timeMark(at)}`,
    due === null ? null : markup`due ${timeMark(due)}`,
    healed === null ? null : markup`healed ${timeMark(healed)}`,
    state === 'open' ? null : state,
  ].filter((part) => part !== null);
  return markup`${parts.map((part, index) => (index === 0 ? part : [' · ', part]))}`;
}

function evidenceText({ evidence }: ReportFinding): string {
  const more = evidence.length > evidenceMax ? ` and ${evidence.length - evidenceMax} more` : '';
  return evidence.slice(0, evidenceMax).join(', ') + more;
}

function alsoText({ also }: ReportFinding): Markup | null {
  if (also.length === 0) return null;
  const titles = also.map((pattern) => patternTitles[pattern]).join('; ');
  return markup`<p class="soft">Also: ${titles}.</p>`;
}

const untold = markup`<p class="soft">Too many statements speak of it to be drawn.</p>`;

const firstBearer = markup`
  <p class="soft">What was said of the order in which the word stood first; its finding stands for all.</p>`;

function exampleBody(found: ReportFinding, sight: Sight): Markup {
  const timeline = sight.timelineOf(found);
  if (timeline === null) return untold;
  const { until } = sight.report.window;
  const whose = found.pattern === 'unmapped-status' ? firstBearer : null;
  return markup`${whose}${drawTimeline(timeline, found, until)}${saidTable(timeline, found)}`;
}

function exampleOf(found: ReportFinding, sight: Sight, isOpen: boolean): Markup {
  return markup`
    <details${isOpen ? markup` open` : null}>
      <summary>
        ${subjectWords[found.subject.type]} <span class="id">${nameOf(found)}</span>
      </summary>
      <p class="soft t">${timesOf(found)}</p>
      <p>${withPlainTimes(found.explanation)}</p>
      ${alsoText(found)}
      ${exampleBody(found, sight)}
      <p class="soft">Evidence: <span class="id">${evidenceText(found)}</span></p>
    </details>`;
}

function row(title: string, text: Part): Markup {
  return markup`<dt>${title}</dt><dd>${text}</dd>`;
}

/** Where the values entered, whom to involve and what to do, by the first of the examples. */
function remedyRows(examples: readonly ReportFinding[]): Part {
  const [first] = examples;
  if (first === undefined) return null;
  const hops = hopsOf(examples).slice(0, hopsMax).join(', ');
  const trail = hops === '' ? '' : `; the trail breaks at ${hops}`;
  return [
    row('Entered', entryWords[first.entry] + trail),
    row('Involve', first.involve),
    row('Do now', first.remedy),
  ];
}

function listRow(cluster: ReportCluster, number: number, count: number): Markup | null {
  if (count === 0) return null;
  const file = cleanUpName(cluster, number - 1);
  const all = count === 1 ? 'the one finding' : `all ${grouped(count)} findings`;
  return row('Clean up', markup`<a href="${file}">${file}</a>: ${all}`);
}

function examplePart(count: number, examples: readonly Part[]): Markup | null {
  if (examples.length === 0) return null;
  const shown = examples.length === count ? '' : `${examples.length} of `;
  return markup`<h4>${shown}${counted(count, 'finding')}</h4>${examples}`;
}

function clusterSection([cluster, number]: Numbered, sight: Sight): Markup {
  const all = sight.faults.get(cluster.fingerprint) ?? [];
  const examples = sight.examples.get(cluster.fingerprint) ?? [];
  const since = sinceWords(cluster);
  const weeks = weekBars(all, sight.report.window);
  const kind = cluster.structural ? 'tag bad' : 'tag';
  const drawn = examples.map((found, index) =>
    exampleOf(found, sight, index === 0 && number <= openedMax),
  );
  return markup`
    <section class="fault" aria-labelledby="fault-${number}">
      <h3 id="fault-${number}">
        ${number}. ${titleOf(cluster)} <span class="${kind}">${kindWord(cluster)}</span>
      </h3>
      <dl>
        ${row('How often', frequencyWords(cluster) + (since === '' ? '' : `; ${since}`))}
        ${weeks === null ? null : row('Week by week', weeks)}
        ${row('Why', `${causeWords[cluster.cause]} (${cluster.cause})`)}
        ${row('Where', placeOf(cluster))}
        ${remedyRows(examples.length > 0 ? examples : all.slice(0, 1))}
        ${row('For good', repairOf(cluster.pattern))}
        ${listRow(cluster, number, all.length)}
      </dl>
      ${examplePart(all.length, drawn)}
    </section>`;
}

const legend = markup`
  <p class="soft">
    In a timeline each system has a lane and each instant a column; distances are not to scale.
    A point is a statement, a ring one that is cited as evidence, a wide bar a time that is only
    known to lie within it. A dashed line leads from what triggered an obligation to its deadline,
    a thin upright mark; a heavy line is what lies past it, up to its effect or to the end of what
    was read.
  </p>`;

const tableTitle =
  'count: orders or items with the fault, of the handoffs that passed there; worst week: most in seven days';

export function faultSections(sight: Sight): Markup {
  const numbered = sight.report.clusters.map((cluster, index): Numbered => [cluster, index + 1]);
  if (numbered.length === 0) {
    return markup`
      <section aria-labelledby="faults">
        <h2 id="faults">The faults behind the exceptions</h2><p>No fault was found.</p>
      </section>`;
  }
  const told = numbered.slice(0, listedMax);
  const rest = counted(numbered.length - listedMax, 'smaller one');
  return markup`
    <section aria-labelledby="faults">
      <h2 id="faults" class="new-page">The faults behind the exceptions</h2>
      ${clusterTable(told, tableTitle)}
      ${numbered.length > listedMax ? markup`<p class="soft">${rest} in report.json.</p>` : null}
      ${legend}
      ${told.map((one) => clusterSection(one, sight))}
    </section>`;
}
