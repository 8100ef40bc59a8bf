// Draws the integration map as SVG: systems as boxes, one arrow a pair of systems, as wide as what
// passes; gaps dashed. It stands in the page of a report and as a file of its own.
import { counted, roleWords } from '../../core/detect/pattern-names.js';
import type { EdgeState, IntegrationMap } from '../../core/map/integration-map.js';
import type { Markup } from '../markup.js';
import { css, markup } from '../markup.js';
import { drawnArrows } from './arrows.js';
import type { Arrow } from './arrows.js';
import { endsOf, layoutOf, margin } from './layout.js';
import type { Box, Ends, Layout } from './layout.js';

type ArrowState = EdgeState | 'gap';

const legend: readonly (readonly [ArrowState, string, number])[] = [
  ['kept', 'arrives', 100],
  ['failing', 'some fail (✗ faults)', 170],
  ['silent', 'never seen', 120],
  ['unproven', 'not shown by the inputs', 190],
  ['gap', 'gap: no rule, or never sent', 200],
];

/** Blue, vermilion and grey, told apart by their dashes too; the page's own colours where it has them. */
const look = css`
  .map {
    --m-ground: var(--card, #f5f6f8);
    --m-box: var(--ground, #fff);
    --m-ink: var(--ink, #191d23);
    --m-soft: var(--soft, #555e6b);
    --m-kept: var(--say, #1b5e9e);
    --m-bad: var(--bad, #a83a00);
    --m-none: var(--wait, #6b7280);
  }
  .map text {
    font-family: system-ui, sans-serif;
    font-size: 11px;
    fill: var(--m-soft);
  }
  .map .title {
    font-size: 16px;
    font-weight: 650;
    fill: var(--m-ink);
  }
  .map .system {
    font-size: 13px;
    font-weight: 650;
    fill: var(--m-ink);
  }
  .map .ground {
    fill: var(--m-ground);
  }
  .map .box {
    fill: var(--m-box);
    stroke: var(--m-ink);
    stroke-width: 1.2;
  }
  .map .arrow {
    fill: none;
    stroke: var(--m-bad);
  }
  .map .arrow.kept {
    stroke: var(--m-kept);
  }
  .map .arrow.unproven {
    stroke: var(--m-none);
  }
  .map .arrow.silent {
    stroke-dasharray: 7 5;
  }
  .map .arrow.gap {
    stroke-dasharray: 2 4;
  }
  .map .label {
    paint-order: stroke;
    stroke: var(--m-ground);
    stroke-width: 4px;
    fill: var(--m-bad);
  }
  .map .label.kept {
    fill: var(--m-kept);
  }
  .map .label.unproven {
    fill: var(--m-soft);
  }
  .map marker path {
    fill: var(--m-bad);
  }
  .map marker .kept {
    fill: var(--m-kept);
  }
  .map marker .unproven {
    fill: var(--m-none);
  }
`;

function shortened(text: string, most: number): string {
  const letters = Array.from(text);
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Bends out on the side that the arrow leaves by, and in on the side that it enters by. */
function pathOf({ start, finish }: Ends, sameColumn: boolean, leavesRight: boolean): string {
  const reach = sameColumn ? 60 : Math.abs(finish.x - start.x) * 0.45;
  const out = leavesRight ? reach : -reach;
  const into = sameColumn ? out : -out;
  const pair = (x: number, y: number): string => `${rounded(x)} ${rounded(y)}`;
  return `M${pair(start.x, start.y)}C${pair(start.x + out, start.y)} ${pair(finish.x + into, finish.y)} ${pair(finish.x, finish.y)}`;
}

/** From 1.4 for a handful to 4 for the busiest pair. */
function widthOf({ shown }: Arrow, most: number): number {
  if (shown === 0 || most === 0) return 1.4;
  return rounded(1.4 + (2.6 * Math.log1p(shown)) / Math.log1p(most));
}

function drawArrow(arrow: Arrow, ends: Ends, layout: Layout, most: number): Markup | null {
  const from = layout.boxes.get(arrow.from);
  const to = layout.boxes.get(arrow.to);
  if (from === undefined || to === undefined) return null;
  const leavesRight = ends.start.x > from.x;
  const more = arrow.facts.length > 1 ? ` +${arrow.facts.length - 1}` : '';
  const faults = arrow.faults > 0 ? ` ✗${arrow.faults}` : '';
  const gap = arrow.gaps > 0 ? ' · gap' : '';
  const text = shortened(arrow.facts[0] ?? '', 20) + more + faults + gap;
  const path = pathOf(ends, from.column === to.column, leavesRight);
  // Just outside of the box that it leaves, above its own line.
  const x = rounded(ends.start.x + (leavesRight ? 12 : -12));
  const anchor = leavesRight ? 'start' : 'end';
  return markup`
    <g>
      <title>${arrow.title}</title>
      <path class="arrow ${arrow.state}" d="${path}" stroke-width="${widthOf(arrow, most)}"
        marker-end="url(#map-${arrow.state})"/>
      <text class="label ${arrow.state}" x="${x}" y="${rounded(ends.start.y - 4)}"
        text-anchor="${anchor}">${text}</text>
    </g>`;
}

function drawBox({ node, x, y, width, height }: Box): Markup {
  const role = node.role === null ? 'role unknown' : roleWords[node.role];
  const errors = node.errors > 0 ? ` · ${counted(node.errors, 'error')}` : '';
  const center = rounded(x + width / 2);
  const middle = rounded(y + height / 2);
  return markup`
    <g>
      <title>${node.id}: ${role}, ${counted(node.events, 'statement')}${errors}</title>
      <rect class="box" x="${rounded(x)}" y="${rounded(y)}" width="${width}" height="${height}" rx="6"/>
      <text class="system" x="${center}" y="${middle - 3}" text-anchor="middle">
        ${shortened(node.id, 20)}
      </text>
      <text x="${center}" y="${middle + 14}" text-anchor="middle">${role}${errors}</text>
    </g>`;
}

function drawLegend(layout: Layout): Markup[] {
  const y = layout.height - margin;
  let x = margin;
  return legend.map(([state, words, width]) => {
    const mark = markup`
      <path class="arrow ${state}" stroke-width="2" d="M${x} ${y}h26"/>
      <text x="${x + 32}" y="${y + 4}">${words}</text>`;
    x += width;
    return mark;
  });
}

function markers(): Markup[] {
  return legend.map(
    ([state]) => markup`
      <marker id="map-${state}" viewBox="0 0 8 8" refX="7" refY="4" orient="auto"
        markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse">
        <path class="${state}" d="M0 0L8 4L0 8z"/>
      </marker>`,
  );
}

/** One `<svg>` element, sized to its content, for a page. */
export function mapDrawing(map: IntegrationMap): Markup {
  const { drawn: arrows, left } = drawnArrows(map);
  const layout = layoutOf(map.nodes, arrows);
  const { height } = layout;
  const width = Math.max(
    layout.width,
    legend.reduce((sum, [, , own]) => sum + own, 2 * margin),
  );
  const most = Math.max(0, ...arrows.map(({ shown }) => shown));
  const systems = counted(map.nodes.length, 'system');
  const more =
    left === 0
      ? ''
      : `; ${counted(left, 'pair')} of which the inputs show nothing ${left === 1 ? 'is' : 'are'} left out`;
  const title = `Integration map: ${systems}, ${counted(map.gaps.length, 'gap')}${more}`;
  const ends = [...endsOf(arrows, layout)];
  return markup`
    <svg class="map" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"
      width="${width}" height="${height}" role="img" aria-label="${title}">
      ${look}
      <defs>${markers()}</defs>
      <rect class="ground" width="100%" height="100%"/>
      <text class="title" x="${margin}" y="34">${title}</text>
      ${ends.map(([arrow, at]) => drawArrow(arrow, at, layout, most))}
      ${[...layout.boxes.values()].map(drawBox)}
      ${drawLegend(layout)}
    </svg>`;
}

/** The same as a file. */
export function mapSvg(map: IntegrationMap): string {
  return mapDrawing(map).text;
}
