// The signs behind the verdict: six signals, the ten questions with what is evidenced apart from what is
// stated, and feeds with their as-of beside their arrival.
import { questions } from '../core/contract/answers.js';
import { durationWords } from '../core/contract/duration.js';
import { counted, grouped } from '../core/detect/pattern-names.js';
import type {
  Answer,
  ChecklistAnswer,
  Report,
  ReportSignal,
  TimelineStatement,
} from '../core/detect/report.js';
import { instantOf } from '../core/observation/instant.js';
import type { Markup } from './markup.js';
import { markup, table } from './markup.js';
import { isOld, signalWords } from './report-words.js';
import { timeMark } from './statement-words.js';

const arrivalsMax = 10;
const feedsMax = 12;

const signalAnswers: Readonly<Record<Answer, string>> = {
  yes: 'present',
  no: 'not present',
  unknown: 'unknown',
};

function signalRow({ id, present, count }: ReportSignal): Markup {
  return markup`
    <tr>
      <td class="${present === 'yes' ? 'bad' : ''}">${signalAnswers[present]}</td>
      <td>${signalWords[id]}</td>
      <td class="n">${count === 0 ? '' : grouped(count)}</td>
    </tr>`;
}

export function signalSection({ signals }: Report): Markup {
  const present = signals.filter((signal) => signal.present === 'yes').length;
  const columns = [
    { title: 'Signal' },
    { title: 'what it says' },
    { title: 'times', figures: true },
  ];
  return markup`
    <section aria-labelledby="signals">
      <h2 id="signals">Signals of a structural gap</h2>
      <p>${present} of ${signals.length} are present.</p>
      ${table('Signals', columns, markup`<tbody>${signals.map(signalRow)}</tbody>`)}
    </section>`;
}

function questionRow({ question, answer, because }: ChecklistAnswer): Markup {
  return markup`
    <tr>
      <td class="n">${question}</td>
      <td>${questions[question - 1] ?? ''}</td>
      <td class="${answer === 'no' ? 'bad' : ''}">${answer}</td>
      <td class="w l">${because}</td>
    </tr>`;
}

function questionTable(title: string, rows: readonly ChecklistAnswer[]): Markup | null {
  if (rows.length === 0) return null;
  const columns = [
    { title: '#', figures: true },
    { title: 'question' },
    { title: 'answer' },
    { title: 'because' },
  ];
  const body = markup`<tbody>${rows.map(questionRow)}</tbody>`;
  return markup`<h3>${title}</h3>${table(title, columns, body)}`;
}

export function checklistSection({ checklist }: Report): Markup {
  const pointing = checklist.filter(({ answer }) => answer === 'no').length;
  const stated = checklist.filter(({ basis }) => basis === 'stated');
  const evidenced = checklist.filter(({ basis }) => basis === 'evidenced');
  const known = evidenced.filter(({ answer }) => answer !== 'unknown');
  const open = evidenced.filter(({ answer }) => answer === 'unknown');
  return markup`
    <section aria-labelledby="questions">
      <h2 id="questions">Ten questions</h2>
      <p>
        Yes is the healthy answer. ${pointing} of ${checklist.length} point at the handoffs.
      </p>
      ${questionTable('Evidenced by what was read', known)}
      ${questionTable('Stated in answers.yaml, and not evidenced', stated)}
      ${questionTable('Unanswered', open)}
    </section>`;
}

/** What arrived of a feed, as far as a shown finding brought it here. */
function arrivalsOf({ timelines }: Report, feed: string): TimelineStatement[] {
  const own = timelines.find(({ subject }) => subject.type === 'feed' && subject.key === feed);
  return (own?.statements ?? [])
    .filter(({ kind, as_of: asOf }) => kind === 'feed.snapshot' && asOf !== null)
    .slice(-arrivalsMax);
}

/** How old a figure was when it arrived. */
function ageText({ at, as_of: asOf }: TimelineStatement): string {
  return durationWords((instantOf(at) ?? 0) - (instantOf(asOf ?? '') ?? 0));
}

function arrivalRow(arrival: TimelineStatement): Markup {
  const { system, at, as_of: asOf } = arrival;
  return markup`
    <tr>
      <td>${system}</td>
      <td class="t">${timeMark(asOf ?? '')}</td>
      <td class="t">${timeMark(at)}</td>
      <td class="n">${ageText(arrival)}</td>
    </tr>`;
}

function arrivalTable(report: Report, feed: string): Markup | null {
  const arrivals = arrivalsOf(report, feed);
  const last = arrivals.at(-1);
  if (last === undefined) return null;
  const columns = [
    { title: 'System' },
    { title: 'as of (UTC)' },
    { title: 'arrived' },
    { title: 'age', figures: true },
  ];
  const body = markup`<tbody>${arrivals.map(arrivalRow)}</tbody>`;
  return markup`
    <details>
      <summary><span class="id">${feed}</span>: ${ageText(last)} old when it last arrived</summary>
      ${table(`Snapshots of ${feed}`, columns, body)}
    </details>`;
}

function feedRow(row: Report['staleness'][number]): Markup {
  return markup`
    <tr>
      <th scope="row">${row.feed}</th>
      <td>${row.constant_lag}${row.lag === null ? '' : `, ${row.lag}`}</td>
      <td>${row.downstream_errors}</td>
      <td>${row.metric_dispute}</td>
      <td>${row.cascade}</td>
    </tr>`;
}

function feedTable(old: Report['staleness']): Markup | null {
  if (old.length === 0) return null;
  const titles = ['Feed', 'constant lag', 'errors after it', 'disputes', 'cascade'];
  const columns = titles.map((title) => ({ title }));
  return table('Feeds', columns, markup`<tbody>${old.map(feedRow)}</tbody>`);
}

/** Null where the run has no feeds. */
export function feedSection(report: Report): Markup | null {
  const { staleness, timelines } = report;
  const feeds = timelines.filter(({ subject }) => subject.type === 'feed').slice(0, feedsMax);
  if (staleness.length === 0 && feeds.length === 0) return null;
  const old = staleness.filter(isOld);
  const rest = staleness.length - old.length;
  const well = markup`
    <p>${counted(rest, 'feed')} ${rest === 1 ? 'shows' : 'show'} no sign of an old figure.</p>`;
  const tables = feeds
    .map(({ subject }) => arrivalTable(report, subject.key))
    .filter((made) => made !== null);
  const arrivals = markup`<h3>As-of beside arrival, around the findings</h3>${tables}`;
  return markup`
    <section aria-labelledby="feeds">
      <h2 id="feeds">Feeds</h2>
      ${feedTable(old)}
      ${rest === 0 ? null : well}
      ${tables.length === 0 ? null : arrivals}
    </section>`;
}
