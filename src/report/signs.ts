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
import type { Markup, Part } from './markup.js';
import { markup } from './markup.js';
import { isOld, lagText, pointingText, signalWords } from './report-words.js';
import { timeMark } from './statement-words.js';
import { table } from './table.js';
import type { TableColumn } from './table.js';

const arrivalsMax = 10;
const feedsMax = 12;

const signalAnswers: Readonly<Record<Answer, string>> = {
  yes: 'present',
  no: 'not present',
  unknown: 'unknown',
};

function signalRow({ id, present, count }: ReportSignal): Part[] {
  const answer = signalAnswers[present];
  return [
    signalWords[id],
    present === 'yes' ? markup`<span class="bad">${answer}</span>` : answer,
    count === 0 ? null : grouped(count),
  ];
}

export function signalSection({ signals }: Report): Markup {
  const present = signals.filter((signal) => signal.present === 'yes').length;
  const columns: readonly TableColumn[] = [
    { title: 'Signal', holds: 'names' },
    { title: 'answer' },
    { title: 'times', holds: 'figures' },
  ];
  return markup`
    <section aria-labelledby="signals">
      <h2 id="signals">Signals of a structural gap</h2>
      <p>${present} of ${signals.length} ${present === 1 ? 'is' : 'are'} present.</p>
      ${table('Signals', columns, signals.map(signalRow))}
    </section>`;
}

function questionRow({ question, answer, because }: ChecklistAnswer): Part[] {
  return [
    question,
    questions[question - 1] ?? null,
    answer === 'no' ? markup`<span class="bad">${answer}</span>` : answer,
    because,
  ];
}

function questionTable(title: string, rows: readonly ChecklistAnswer[]): Markup | null {
  if (rows.length === 0) return null;
  const columns: readonly TableColumn[] = [
    { title: '#', holds: 'figures' },
    { title: 'question', holds: 'names' },
    { title: 'answer' },
    { title: 'because', holds: 'texts' },
  ];
  return markup`<h3>${title}</h3>${table(title, columns, rows.map(questionRow))}`;
}

/** What nobody can tell from what was read has no reason of its own. */
function unanswered(rows: readonly ChecklistAnswer[]): Markup | null {
  if (rows.length === 0) return null;
  const items = rows.map(
    ({ question }) => markup`<li value="${question}">${questions[question - 1] ?? ''}</li>`,
  );
  return markup`
    <h3>Unanswered</h3>
    <p>Nothing that was read can tell; answers.yaml can say.</p>
    <ol>${items}</ol>`;
}

export function checklistSection(report: Report): Markup {
  const { checklist } = report;
  const stated = checklist.filter(({ basis }) => basis === 'stated');
  const evidenced = checklist.filter(({ basis }) => basis === 'evidenced');
  const known = evidenced.filter(({ answer }) => answer !== 'unknown');
  const open = evidenced.filter(({ answer }) => answer === 'unknown');
  return markup`
    <section aria-labelledby="questions">
      <h2 id="questions">Ten questions</h2>
      <p>
        Yes is the healthy answer; of ${checklist.length}, ${pointingText(report)}.
      </p>
      ${questionTable('Evidenced by what was read', known)}
      ${questionTable('Stated in answers.yaml, and not evidenced', stated)}
      ${unanswered(open)}
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

function arrivalRow(arrival: TimelineStatement): Part[] {
  const { system, at, as_of: asOf } = arrival;
  return [system, timeMark(asOf ?? ''), timeMark(at), ageText(arrival)];
}

function arrivalTable(report: Report, feed: string): Markup | null {
  const arrivals = arrivalsOf(report, feed);
  const last = arrivals.at(-1);
  if (last === undefined) return null;
  const columns: readonly TableColumn[] = [
    { title: 'System', holds: 'names' },
    { title: 'as of (UTC)', holds: 'times' },
    { title: 'arrived', holds: 'times' },
    { title: 'age', holds: 'figures' },
  ];
  return markup`
    <details>
      <summary><span class="id">${feed}</span>: ${ageText(last)} old when it last arrived</summary>
      ${table(`Snapshots of ${feed}`, columns, arrivals.map(arrivalRow))}
    </details>`;
}

function feedRow(row: Report['staleness'][number]): Part[] {
  return [row.feed, lagText(row), row.downstream_errors, row.metric_dispute, row.cascade];
}

function feedTable(old: Report['staleness']): Markup | null {
  if (old.length === 0) return null;
  const columns: readonly TableColumn[] = [
    { title: 'Feed', holds: 'names' },
    { title: 'constant lag' },
    { title: 'errors after it' },
    { title: 'disputes' },
    { title: 'cascade' },
  ];
  return table('Feeds', columns, old.map(feedRow));
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
  const lag = markup`
    <p class="soft">
      A constant lag is one of the deliveries, or of what some system shows of the figures.
    </p>`;
  const tables = feeds
    .map(({ subject }) => arrivalTable(report, subject.key))
    .filter((made) => made !== null);
  const arrivals = markup`<h3>As-of beside arrival, around the findings</h3>${tables}`;
  return markup`
    <section aria-labelledby="feeds">
      <h2 id="feeds">Feeds</h2>
      ${feedTable(old)}
      ${old.length === 0 ? null : lag}
      ${rest === 0 ? null : well}
      ${tables.length === 0 ? null : arrivals}
    </section>`;
}
