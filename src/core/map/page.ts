// The map as one HTML page: the drawing, the gaps in words, and the rules that would close them.
import { escapeMarkup, mapSvg } from './drawing.js';
import type { IntegrationMap, MapGap } from './integration-map.js';

const css =
  'body{font-family:system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#102027;background:#fff}svg{max-width:100%;height:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #cfd8dc;vertical-align:top}';

function gapRow(gap: MapGap): string {
  const cells = [gap.kind, gap.from ?? '', gap.to ?? '', gap.fact ?? '', gap.because];
  return `<tr>${cells.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join('')}</tr>`;
}

function gapTable(gaps: readonly MapGap[]): string {
  if (gaps.length === 0) return '<p>No gap was found.</p>';
  const head = ['gap', 'from', 'to', 'fact', 'why'].map((title) => `<th>${title}</th>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>${gaps.map(gapRow).join('')}</tbody></table>`;
}

function closingText(rules: readonly string[]): string {
  if (rules.length === 0) return '';
  const items = rules.map((rule) => `<li><code>${escapeMarkup(rule)}</code></li>`).join('');
  return `<h2>The fewest handoff rules that close them</h2><ul>${items}</ul>`;
}

/** A page that needs no other file and no network. */
export function mapHtml(map: IntegrationMap): string {
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>Integration map</title><style>${css}</style></head><body>`,
    '<h1>Integration map</h1>',
    mapSvg(map),
    `<h2>Gaps (${map.gaps.length})</h2>`,
    gapTable(map.gaps),
    closingText(map.closing_set),
    '</body></html>',
    '',
  ].join('\n');
}
