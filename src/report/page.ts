// The report as one HTML page that needs no other file: it opens from disk, prints, and can be sent.
import { counted } from '../core/detect/pattern-names.js';
import type { Report } from '../core/detect/report.js';
import { faultSections } from './faults.js';
import { frontPage } from './front.js';
import { laneMarkers } from './lanes-drawing.js';
import { mapParts } from './map/page.js';
import { markup } from './markup.js';
import { pageOf } from './page-frame.js';
import { extentText, headline } from './report-words.js';
import { sightOf } from './sight.js';
import { checklistSection, feedSection, signalSection } from './signs.js';
import { coverageSection, inputSection, rightSection } from './sources.js';
import { timeMark } from './statement-words.js';

const places = [
  ['front', 'In brief'],
  ['right', 'Connected, and right'],
  ['map', 'Map'],
  ['faults', 'Faults'],
  ['signals', 'Signals'],
  ['questions', 'Ten questions'],
  ['feeds', 'Feeds'],
  ['coverage', 'Coverage'],
  ['inputs', 'Inputs'],
] as const;

function listed({ findings }: Report): string {
  if (findings.length === 0) return '';
  const all = `${counted(findings.length, 'finding')} in report.json`;
  return `${all}; the clean-up files beside it list those of each fault.`;
}

export function reportHtml(report: Report): string {
  const sight = sightOf(report);
  const feeds = feedSection(report);
  const links = places
    .filter(([id]) => id !== 'feeds' || feeds !== null)
    .map(([id, text]) => markup`<li><a href="#${id}">${text}</a></li>`);
  const title = headline(report);
  const body = markup`
    <a class="skip" href="#main">To the diagnosis</a>
    <header>
      <p class="soft">Weir ${report.weir}, an audit of ${extentText(report)}</p>
      <h1>${title}</h1>
      <nav aria-label="Parts of the report"><ul>${links}</ul></nav>
    </header>
    <main id="main">
      ${laneMarkers}
      ${frontPage(sight)}
      ${rightSection(report)}
      <section aria-labelledby="map">
        <h2 id="map">The integration map</h2>
        ${mapParts(report.map)}
      </section>
      ${faultSections(sight)}
      ${signalSection(report)}
      ${checklistSection(report)}
      ${feeds}
      ${coverageSection(report)}
      ${inputSection(report)}
    </main>
    <footer>
      <p class="soft">
        Made ${timeMark(report.generated_at)}. All times are UTC.
        ${listed(report)}
      </p>
    </footer>`;
  return pageOf(`Weir audit: ${title}`, body);
}
