// The map as one HTML page: the drawing, the gaps in words, and the rules that would close them.
import { counted, factNoun, grouped } from '../../core/detect/pattern-names.js';
import type { IntegrationMap, MapGap } from '../../core/map/integration-map.js';
import type { Markup, Part } from '../markup.js';
import { markup } from '../markup.js';
import { pageOf } from '../page-frame.js';
import { gapWords } from '../report-words.js';
import { table, wide } from '../table.js';
import type { TableColumn } from '../table.js';
import { drawnArrows, stateWords } from './arrows.js';
import type { Arrow } from './arrows.js';
import { mapDrawing } from './drawing.js';

const gapsMax = 200;
const ownersMax = 60;

function gapRow({ kind, from, to, fact, because }: MapGap): Part[] {
  return [gapWords[kind], from, to, fact === null ? null : factNoun(fact), because];
}

const gapColumns: readonly TableColumn[] = [
  { title: 'gap' },
  { title: 'from' },
  { title: 'to' },
  { title: 'fact' },
  { title: 'why', holds: 'texts' },
];

function gapTable(gaps: readonly MapGap[]): Markup | null {
  if (gaps.length === 0) return null;
  const more = gaps.length - gapsMax;
  return markup`
    ${table('Gaps', gapColumns, gaps.slice(0, gapsMax).map(gapRow))}
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

function arrowRow({ from, to, facts, shown, faults, state }: Arrow): Part[] {
  const passing = facts.map(factNoun).join(', ');
  return [`${from} → ${to}`, passing, grouped(shown), grouped(faults), stateWords[state]];
}

const arrowColumns: readonly TableColumn[] = [
  { title: 'from → to', holds: 'names' },
  { title: 'what passes', holds: 'texts' },
  { title: 'seen', holds: 'figures' },
  { title: 'faults', holds: 'figures' },
  { title: 'state' },
];

/** What the arrows show, for whoever does not see them. */
function arrowTable(map: IntegrationMap): Markup | null {
  const { drawn } = drawnArrows(map);
  if (drawn.length === 0) return null;
  return markup`
    <details class="screen">
      <summary>The same in words: ${counted(drawn.length, 'arrow')}</summary>
      ${table('Arrows of the map', arrowColumns, drawn.map(arrowRow))}
    </details>`;
}

/** The drawing and all that it can't show. */
export function mapParts(map: IntegrationMap): Markup {
  const { gaps } = map;
  return markup`
    ${wide('Integration map', mapDrawing(map))}
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
