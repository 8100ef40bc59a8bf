// What was read and what it can't show: connectivity beside agreement, coverage, unknowns, inputs, notes.
import { factNoun, grouped } from '../core/detect/pattern-names.js';
import type { Report, ReportCoverage, ReportInput } from '../core/detect/report.js';
import { instantOf } from '../core/observation/instant.js';
import type { Markup } from './markup.js';
import { markup, table } from './markup.js';
import {
  agreementText,
  connectionText,
  costTexts,
  greenWords,
  handTexts,
  isGreenAndWrong,
  joinText,
} from './report-words.js';
import { timeText } from './statement-words.js';

const unreadableMax = 20;
const inputsMax = 200;
const barWidth = 240;

type System = Report['connectivity']['systems'][string];

function systemRow([name, { events, errors, green }]: readonly [string, System]): Markup {
  const state = events === 0 ? 'said nothing' : green ? 'no error' : 'errors were logged';
  return markup`
    <tr>
      <th scope="row">${name}</th>
      <td class="n">${grouped(events)}</td>
      <td class="n">${grouped(errors)}</td>
      <td>${state}</td>
    </tr>`;
}

/** Two figures side by side: a dashboard's, and the one that matters. */
export function rightSection(report: Report): Markup {
  const systems = Object.entries(report.connectivity.systems);
  const title = 'What a dashboard of connections would show';
  const columns = [
    { title: 'System' },
    { title: 'statements', figures: true },
    { title: 'errors', figures: true },
    { title: 'state' },
  ];
  return markup`
    <section aria-labelledby="right">
      <h2 id="right">Connected, and right</h2>
      <dl>
        <dt>Connected</dt><dd>${connectionText(report) ?? 'no system spoke'}</dd>
        <dt>Right</dt><dd>${agreementText(report)}</dd>
      </dl>
      ${isGreenAndWrong(report) ? markup`<p>${greenWords}</p>` : null}
      <p class="soft">${title}</p>
      ${table(title, columns, markup`<tbody>${systems.map(systemRow)}</tbody>`)}
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

function coverageRow(row: ReportCoverage, window: Report['window']): Markup {
  const facts = row.facts.map(factNoun).join(', ');
  return markup`
    <tr>
      <th scope="row">${row.system}</th>
      <td class="t">${timeText(row.from ?? '')}</td>
      <td class="t">${timeText(row.until ?? '')}</td>
      <td>${coverageBar(row, window)}</td>
      <td class="l">${facts}${row.filter === null ? '' : ` (only ${row.filter})`}</td>
    </tr>`;
}

function settlingFiles({ settle_with: files }: Report): Markup | null {
  if (files.length === 0) return null;
  return markup`
    <p>These files would settle most of them:</p>
    <ul>${files.map((file) => markup`<li>${file}</li>`)}</ul>`;
}

export function coverageSection(report: Report): Markup {
  const { coverage, window } = report;
  const title =
    'Each system is judged only on what its files show, from their first to their last time';
  const titles = ['System', 'from (UTC)', 'until', 'share of the window', 'facts'];
  const body = markup`<tbody>${coverage.map((row) => coverageRow(row, window))}</tbody>`;
  return markup`
    <section aria-labelledby="coverage">
      <h2 id="coverage">What the inputs can and cannot show</h2>
      <p>
        ${grouped(report.counts.unknown)} expectations could not be judged. They count as unknown:
        neither as faults nor as health.
      </p>
      ${settlingFiles(report)}
      <p class="soft">${title}</p>
      ${table(
        title,
        titles.map((text) => ({ title: text })),
        body,
      )}
    </section>`;
}

function inputRow({ path, reader, proven, ...counts }: ReportInput): Markup {
  const known = proven ? reader : `${reader ?? ''}, not proven on a real file`;
  return markup`
    <tr>
      <td class="id">${path}</td>
      <td>${reader === null ? 'no reader knows it' : known}</td>
      <td class="n">${grouped(counts.observations)}</td>
      <td class="n">${grouped(counts.unreadable_count)}</td>
    </tr>`;
}

function inputTable(inputs: readonly ReportInput[]): Markup {
  const columns = [
    { title: 'File' },
    { title: 'read as' },
    { title: 'statements', figures: true },
    { title: 'unreadable', figures: true },
  ];
  const body = markup`<tbody>${inputs.slice(0, inputsMax).map(inputRow)}</tbody>`;
  const more = inputs.length - inputsMax;
  return markup`
    ${table('Files', columns, body)}
    ${more > 0 ? markup`<p class="soft">${grouped(more)} more files in report.json.</p>` : null}`;
}

function unreadablePart({ inputs }: Report): Markup | null {
  const rows = inputs.flatMap(({ path, unreadable }) =>
    unreadable.slice(0, unreadableMax).map(({ line, reason }) => {
      const place = line === null ? path : `${path}:${line}`;
      return markup`<li><span class="id">${place}</span>: ${reason}</li>`;
    }),
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
