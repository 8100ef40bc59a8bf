// What was read and what it can't show: connectivity beside agreement, coverage, unknowns, inputs, notes.
import { factNoun, grouped } from '../core/detect/pattern-names.js';
import type { Report, ReportCoverage, ReportInput } from '../core/detect/report.js';
import { instantOf } from '../core/observation/instant.js';
import type { Markup, Part } from './markup.js';
import { markup } from './markup.js';
import {
  agreementText,
  connectionText,
  costTexts,
  greenWords,
  handTexts,
  isGreenAndWrong,
  joinText,
  unreadTexts,
  linelessTexts,
  settlingWords,
} from './report-words.js';
import { timeText } from './statement-words.js';
import { table } from './table.js';
import type { TableColumn } from './table.js';

const unreadableMax = 20;
const inputsMax = 200;
const barWidth = 240;

type System = Report['connectivity']['systems'][string];

function systemRow([name, { events, errors, green }]: readonly [string, System]): Part[] {
  const state = events === 0 ? 'said nothing' : green ? 'no error' : 'errors were logged';
  return [name, grouped(events), grouped(errors), state];
}

const systemColumns: readonly TableColumn[] = [
  { title: 'System', holds: 'names' },
  { title: 'statements', holds: 'figures' },
  { title: 'errors', holds: 'figures' },
  { title: 'state' },
];

/** Two figures side by side: a dashboard's, and the one that matters. */
export function rightSection(report: Report): Markup {
  const systems = Object.entries(report.connectivity.systems);
  const title = 'What a dashboard of connections would show';
  return markup`
    <section aria-labelledby="right">
      <h2 id="right">Connected, and right</h2>
      <dl>
        <dt>Connected</dt><dd>${connectionText(report) ?? 'no system spoke'}</dd>
        <dt>Right</dt><dd>${agreementText(report)}</dd>
      </dl>
      ${isGreenAndWrong(report) ? markup`<p>${greenWords}</p>` : null}
      <p class="soft">${title}</p>
      ${table(title, systemColumns, systems.map(systemRow))}
    </section>`;
}

/** Where in the window a system was read, as a bar; null where the times do not tell. */
function coverageBar({ from, until }: ReportCoverage, window: Report['window']): Markup | null {
  const start = instantOf(window.from ?? '');
  const end = instantOf(window.until ?? '');
  const first = instantOf(from ?? '');
  const last = instantOf(until ?? '');
  if (start === undefined || end === undefined || end <= start) return null;
  if (first === undefined || last === undefined) return null;
  const place = (time: number): number =>
    Math.round(barWidth * Math.min(1, Math.max(0, (time - start) / (end - start))));
  const left = place(first);
  const width = Math.max(2, place(last) - left);
  const share = Math.round((100 * width) / barWidth);
  return markup`
    <svg viewBox="0 0 ${barWidth} 12" width="${barWidth}" height="12"
      role="img" aria-label="${share}% of the window">
      <rect class="void" width="${barWidth}" height="12" rx="2"/>
      <rect class="bar" x="${left}" width="${width}" height="12" rx="2"/>
    </svg>`;
}

function coverageRow(row: ReportCoverage, window: Report['window']): Part[] {
  const facts = row.facts.map(factNoun).join(', ');
  return [
    row.system,
    timeText(row.from ?? ''),
    timeText(row.until ?? ''),
    coverageBar(row, window),
    facts + (row.filter === null ? '' : ` (only ${row.filter})`),
  ];
}

const coverageColumns: readonly TableColumn[] = [
  { title: 'System', holds: 'names' },
  { title: 'from (UTC)', holds: 'times' },
  { title: 'until', holds: 'times' },
  { title: 'share of the window' },
  { title: 'facts', holds: 'texts' },
];

function linelessOrders(report: Report): Markup | null {
  const texts = linelessTexts(report);
  if (texts.length === 0) return null;
  return markup`<ul>${texts.map((text) => markup`<li>${text}</li>`)}</ul>`;
}

function settlingFiles(report: Report): Markup | null {
  const { settle_with: files } = report;
  if (files.length === 0) return null;
  return markup`
    <p>${settlingWords(report)}</p>
    <ul>${files.map((file) => markup`<li>${file}</li>`)}</ul>`;
}

function unknownText({ counts: { unknown } }: Report): Markup | null {
  if (unknown === 0) return null;
  const many = unknown === 1 ? '1 expectation' : `${grouped(unknown)} expectations`;
  return markup`
    <p>
      ${many} could not be judged. ${unknown === 1 ? 'It counts' : 'They count'} as unknown: neither
      as a fault nor as health.
    </p>`;
}

export function coverageSection(report: Report): Markup {
  const { coverage, window } = report;
  const title =
    'Each system is judged only on what its files show, from their first to their last time';
  const rows = coverage.map((row) => coverageRow(row, window));
  return markup`
    <section aria-labelledby="coverage">
      <h2 id="coverage">What the inputs can and cannot show</h2>
      ${unknownText(report)}
      ${linelessOrders(report)}
      ${settlingFiles(report)}
      <p class="soft">${title}</p>
      ${table(title, coverageColumns, rows)}
    </section>`;
}

function inputRow({ path, reader, proven, ...counts }: ReportInput): Part[] {
  const known = proven ? reader : `${reader ?? ''}, not proven on a real file`;
  return [
    markup`<span class="id">${path}</span>`,
    reader === null ? 'no reader knows it' : known,
    grouped(counts.observations),
    grouped(counts.unreadable_count),
  ];
}

const inputColumns: readonly TableColumn[] = [
  { title: 'File', holds: 'names' },
  { title: 'read as' },
  { title: 'statements', holds: 'figures' },
  { title: 'unreadable', holds: 'figures' },
];

function inputTable(inputs: readonly ReportInput[]): Markup {
  const more = inputs.length - inputsMax;
  return markup`
    ${table('Files', inputColumns, inputs.slice(0, inputsMax).map(inputRow))}
    ${more > 0 ? markup`<p class="soft">${grouped(more)} more files in report.json.</p>` : null}`;
}

function unreadablePart(report: Report): Markup | null {
  const rows = unreadTexts(report).map(
    ({ place, reason }) => markup`<li><span class="id">${place}</span>: ${reason}</li>`,
  );
  if (rows.length === 0) return null;
  const more = markup`<p class="soft">More are listed in report.json.</p>`;
  return markup`
    <h3>Could not be read</h3>
    <ul>${rows.slice(0, unreadableMax)}</ul>
    ${rows.length > unreadableMax ? more : null}`;
}

export function inputSection(report: Report): Markup {
  const { inputs, joins, notes } = report;
  const told = [...notes.map(({ text }) => text), ...handTexts(report), ...costTexts(report)];
  const joined = markup`<h3>Names that mean the same</h3><ul>${joins.map((join) => markup`<li>${joinText(join)}</li>`)}</ul>`;
  return markup`
    <section aria-labelledby="inputs">
      <h2 id="inputs">What was read</h2>
      ${told.length === 0 ? null : markup`<ul>${told.map((text) => markup`<li>${text}</li>`)}</ul>`}
      ${inputTable(inputs)}
      ${joins.length === 0 ? null : joined}
      ${unreadablePart(report)}
    </section>`;
}
