// The map as one HTML page: the drawing, the gaps in words, and the rules that would close them.
import { counted, factNoun, grouped } from '../../core/detect/pattern-names.js';
import type { IntegrationMap, MapGap } from '../../core/map/integration-map.js';
import type { Markup } from '../markup.js';
import { markup, table } from '../markup.js';
import { pageOf } from '../page-frame.js';
import { gapWords } from '../report-words.js';
import { drawnArrows, stateWords } from './arrows.js';
import type { Arrow } from './arrows.js';
import { mapDrawing } from './drawing.js';

const gapsMax = 200;
const ownersMax = 60;

function gapRow(gap: MapGap): Markup {
  return markup`
    <tr>
      <td>${gapWords[gap.kind]}</td>
      <td>${gap.from}</td>
      <td>${gap.to}</td>
      <td>${gap.fact}</td>
      <td class="w l">${gap.because}</td>
    </tr>`;
}

function gapTable(gaps: readonly MapGap[]): Markup | null {
  if (gaps.length === 0) return null;
  const columns = ['gap', 'from', 'to', 'fact', 'why'].map((title) => ({ title }));
  const body = markup`<tbody>${gaps.slice(0, gapsMax).map(gapRow)}</tbody>`;
  const more = gaps.length - gapsMax;
  return markup`
    ${table('Gaps', columns, body)}
    ${more > 0 ? markup`<p class="soft">${counted(more, 'further gap')} in report.json.</p>` : null}`;
}

/** Owners that nobody named are one sentence, however many there are. */
function ownerText(gaps: readonly MapGap[]): Markup | null {
  if (gaps.length === 0) return null;
  const facts = [...new Set(gaps.map(({ fact, because }) => fact ?? because))];
  const more = facts.length > ownersMax ? ', …' : '';
  return markup`
    <details>
      <summary>No owner: the contract names nobody for ${counted(gaps.length, 'handoff')}</summary>
      <p>${facts.slice(0, ownersMax).join(', ')}${more}</p>
    </details>`;
}

function closingText(rules: readonly string[]): Markup | null {
  if (rules.length === 0) return null;
  return markup`
    <h3>The fewest handoff rules that would close them</h3>
    <ul>${rules.map((rule) => markup`<li><code>${rule}</code></li>`)}</ul>`;
}

function arrowRow({ from, to, facts, shown, faults, state }: Arrow): Markup {
  return markup`
    <tr>
      <th scope="row">${from} → ${to}</th>
      <td class="w l">${facts.map(factNoun).join(', ')}</td>
      <td class="n">${grouped(shown)}</td>
      <td class="n">${grouped(faults)}</td>
      <td>${stateWords[state]}</td>
    </tr>`;
}

/** What the arrows show, for whoever does not see them. */
function arrowTable(map: IntegrationMap): Markup | null {
  const { drawn } = drawnArrows(map);
  if (drawn.length === 0) return null;
  const columns = [
    { title: 'from → to' },
    { title: 'what passes' },
    { title: 'seen', figures: true },
    { title: 'faults', figures: true },
    { title: 'state' },
  ];
  const body = markup`<tbody>${drawn.map(arrowRow)}</tbody>`;
  return markup`
    <details>
      <summary>The same in words: ${counted(drawn.length, 'arrow')}</summary>
      ${table('Arrows of the map', columns, body)}
    </details>`;
}

/** The drawing and all that it can't show. */
export function mapParts(map: IntegrationMap): Markup {
  const { gaps } = map;
  return markup`
    <div class="wide" tabindex="0" role="region" aria-label="Integration map">${mapDrawing(map)}</div>
    ${arrowTable(map)}
    <h3>Gaps (${gaps.length})</h3>
    ${gaps.length === 0 ? markup`<p>No gap was found.</p>` : null}
    ${gapTable(gaps.filter(({ kind }) => kind !== 'no-owner'))}
    ${ownerText(gaps.filter(({ kind }) => kind === 'no-owner'))}
    ${closingText(map.closing_set)}`;
}

/** A page that needs no other file and no network. */
export function mapHtml(map: IntegrationMap): string {
  const body = markup`
    <header><h1>Integration map</h1></header>
    <main id="main"><h2>Systems and what passes between them</h2>${mapParts(map)}</main>`;
  return pageOf('Integration map', body);
}
