// Draws the integration map as one self-contained SVG: systems as boxes, one arrow a pair of
// systems, gaps dashed. Pure text; opens in any browser.
import { roleWords } from '../detect/pattern-names.js';
import { arrowsOf } from './arrows.js';
import type { Arrow } from './arrows.js';
import type { EdgeState, IntegrationMap } from './integration-map.js';
import { endsOf, layoutOf, margin } from './layout.js';
import type { Box, Ends, Layout } from './layout.js';

type ArrowState = EdgeState | 'gap';

const colours: Readonly<Record<ArrowState, string>> = {
  kept: '#2e7d32',
  failing: '#c62828',
  silent: '#c62828',
  unproven: '#78909c',
  gap: '#e65100',
};

const legend: readonly (readonly [ArrowState, string, number])[] = [
  ['kept', 'arrives', 100],
  ['failing', 'some fail (✗ faults)', 170],
  ['silent', 'never seen', 120],
  ['unproven', 'not shown by the inputs', 190],
  ['gap', 'gap', 80],
];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for XML and HTML; names come from foreign files. */
export function escapeMarkup(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').replace(/[&<>"']/g, (found) => entities[found] ?? '');
}

function shortened(text: string, most: number): string {
  const letters = Array.from(text);
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function dashes(state: ArrowState): string {
  return state === 'gap' || state === 'silent' ? ' stroke-dasharray="6 5"' : '';
}

/** Bends out on the side that the arrow leaves by, and in on the side that it enters by. */
function pathOf({ start, finish }: Ends, sameColumn: boolean, leavesRight: boolean): string {
  const reach = sameColumn ? 60 : Math.abs(finish.x - start.x) * 0.45;
  const out = leavesRight ? reach : -reach;
  const into = sameColumn ? out : -out;
  const points = [start.x, start.y, start.x + out, start.y, finish.x + into, finish.y, finish.x];
  const [x0, y0, x1, y1, x2, y2, x3] = points.map(rounded);
  return `M ${x0 ?? ''} ${y0 ?? ''} C ${x1 ?? ''} ${y1 ?? ''}, ${x2 ?? ''} ${y2 ?? ''}, ${x3 ?? ''} ${rounded(finish.y)}`;
}

/** Just outside of the box that it leaves, above its own line. */
function labelOf({ start }: Ends, leavesRight: boolean, text: string): string {
  const x = rounded(start.x + (leavesRight ? 12 : -12));
  const anchor = leavesRight ? 'start' : 'end';
  return `x="${x}" y="${rounded(start.y - 4)}" text-anchor="${anchor}">${escapeMarkup(text)}`;
}

function drawArrow(arrow: Arrow, ends: Ends, layout: Layout): string {
  const from = layout.boxes.get(arrow.from);
  const to = layout.boxes.get(arrow.to);
  if (from === undefined || to === undefined) return '';
  const leavesRight = ends.start.x > from.x;
  const colour = colours[arrow.state];
  const more = arrow.facts.length > 1 ? ` +${arrow.facts.length - 1}` : '';
  const faults = arrow.faults > 0 ? ` ✗${arrow.faults}` : '';
  const text = shortened(arrow.facts[0] ?? '', 20) + more + faults;
  const path = pathOf(ends, from.column === to.column, leavesRight);
  return [
    `<g><title>${escapeMarkup(arrow.title)}</title>`,
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.8"${dashes(arrow.state)} marker-end="url(#${arrow.state})"/>`,
    `<text class="label" fill="${colour}" ${labelOf(ends, leavesRight, text)}</text></g>`,
  ].join('');
}

function drawBox({ node, x, y, width, height }: Box): string {
  const role = node.role === null ? 'role unknown' : roleWords[node.role];
  const errors = node.errors > 0 ? ` · ${node.errors} errors` : '';
  const border = node.errors > 0 ? colours.failing : '#37474f';
  const center = x + width / 2;
  const middle = y + height / 2;
  return [
    `<g><title>${escapeMarkup(`${node.id}: ${role}, ${node.events} statements${errors}`)}</title>`,
    `<rect x="${rounded(x)}" y="${rounded(y)}" width="${width}" height="${height}" rx="8" fill="#ffffff" stroke="${border}" stroke-width="1.5"/>`,
    `<text class="name" x="${rounded(center)}" y="${rounded(middle - 3)}" text-anchor="middle">${escapeMarkup(shortened(node.id, 20))}</text>`,
    `<text class="role" x="${rounded(center)}" y="${rounded(middle + 14)}" text-anchor="middle">${escapeMarkup(role + errors)}</text></g>`,
  ].join('');
}

function drawLegend(layout: Layout): string {
  const y = layout.height - margin;
  let x = margin;
  return legend
    .map(([state, words, width]) => {
      const mark = `<path d="M ${x} ${y} h 26" stroke="${colours[state]}" stroke-width="2"${dashes(state)}/>`;
      const text = `<text class="role" x="${x + 32}" y="${y + 4}">${words}</text>`;
      x += width;
      return mark + text;
    })
    .join('');
}

function markers(): string {
  return Object.entries(colours)
    .map(
      ([name, colour]) =>
        `<marker id="${name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M 0 0 L 8 4 L 0 8 z" fill="${colour}"/></marker>`,
    )
    .join('');
}

const css =
  'text{font-family:system-ui,sans-serif}.title{font-size:18px;font-weight:600}.name{font-size:14px;font-weight:600;fill:#102027}.role{font-size:11px;fill:#455a64}.label{font-size:11px;paint-order:stroke;stroke:#f5f7f8;stroke-width:4px}';

/** One `<svg>` element, sized to its content. */
export function mapSvg(map: IntegrationMap): string {
  const arrows = arrowsOf(map);
  const layout = layoutOf(map.nodes, arrows);
  const legendWidth = legend.reduce((sum, [, , width]) => sum + width, 2 * margin);
  const width = Math.max(layout.width, legendWidth);
  const gaps = map.gaps.length === 1 ? '1 gap' : `${map.gaps.length} gaps`;
  const size = `viewBox="0 0 ${width} ${layout.height}" width="${width}" height="${layout.height}"`;
  const ends = [...endsOf(arrows, layout)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="Integration map">`,
    `<style>${css}</style><defs>${markers()}</defs>`,
    '<rect width="100%" height="100%" fill="#f5f7f8"/>',
    `<text class="title" x="${margin}" y="34">Integration map: ${map.nodes.length} systems, ${gaps}</text>`,
    ...ends.map(([arrow, at]) => drawArrow(arrow, at, layout)),
    ...[...layout.boxes.values()].map(drawBox),
    drawLegend(layout),
    '</svg>',
  ].join('\n');
}
