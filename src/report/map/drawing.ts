// Draws the integration map as SVG: systems as boxes, one arrow a pair of systems, as wide as what
// passes; gaps dashed. It stands in the page of a report and as a file of its own.
import { counted, roleWords } from '../../core/detect/pattern-names.js';
import type { EdgeState, IntegrationMap } from '../../core/map/integration-map.js';
import type { Markup } from '../markup.js';
import { markup } from '../markup.js';
import { drawnArrows, stateWords } from './arrows.js';
import type { Arrow } from './arrows.js';
import { labelSize, layoutOf, margin } from './routes.js';
import type { Box, Point, Route } from './routes.js';
import { mapStyle } from './style.js';
import { fittedBold, textWidth } from './text-width.js';

type ArrowState = EdgeState | 'gap';

const legend: readonly ArrowState[] = ['kept', 'failing', 'silent', 'unproven', 'gap'];

const headHeight = 80;
const legendHeight = 40;
const legendLine = 26;
const titleSize = 16;
const nameSize = 13;
const boxPadding = 8;
/** How far before a corner a line begins to bend. */
const bendMax = 5;

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function pair({ x, y }: Point): string {
  return `${rounded(x)} ${rounded(y)}`;
}

/** A point on the way from a corner to the next point, where the bend begins or ends. */
function bendAt(corner: Point, towards: Point): Point {
  const [x, y] = [towards.x - corner.x, towards.y - corner.y];
  const length = Math.abs(x) + Math.abs(y);
  const share = length === 0 ? 0 : Math.min(bendMax, length / 2) / length;
  return { x: corner.x + x * share, y: corner.y + y * share };
}

/** The line with its corners rounded. */
function pathOf(points: readonly Point[]): string {
  const pieces = points.map((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (before === undefined) return `M${pair(point)}`;
    if (after === undefined) return `L${pair(point)}`;
    return `L${pair(bendAt(point, before))}Q${pair(point)} ${pair(bendAt(point, after))}`;
  });
  return pieces.join('');
}

/** From 1.4 for a handful to 4 for the busiest pair. */
function widthOf({ shown }: Arrow, most: number): number {
  if (shown === 0 || most === 0) return 1.4;
  return rounded(1.4 + (2.6 * Math.log1p(shown)) / Math.log1p(most));
}

function drawRoute({ arrow, points, label }: Route, most: number): Markup {
  const x = label.anchor === 'start' ? label.x : label.x + label.width;
  return markup`
    <g>
      <title>${arrow.title}</title>
      <path class="arrow ${arrow.state}" d="${pathOf(points)}" stroke-width="${widthOf(arrow, most)}"
        marker-end="url(#map-${arrow.state})"/>
      <text class="label ${arrow.state}" x="${rounded(x)}" y="${rounded(label.y + label.height - 2)}"
        text-anchor="${label.anchor}">${arrow.label}</text>
    </g>`;
}

function drawBox({ node, x, y, width, height }: Box): Markup {
  const role = node.role === null ? 'role unknown' : roleWords[node.role];
  const errors = node.errors > 0 ? counted(node.errors, 'error') : null;
  const center = rounded(x + width / 2);
  const middle = rounded(y + height / 2) - (errors === null ? 0 : 8);
  const room = width - 2 * boxPadding;
  return markup`
    <g>
      <title>${node.id}: ${role}, ${counted(node.events, 'statement')}, ${errors ?? 'no error'}</title>
      <rect class="box" x="${rounded(x)}" y="${rounded(y)}" width="${width}" height="${height}" rx="6"/>
      <text class="system" x="${center}" y="${middle - 3}" text-anchor="middle">
        ${fittedBold(node.id, room, nameSize)}
      </text>
      <text x="${center}" y="${middle + 14}" text-anchor="middle">${role}</text>
      ${
        errors === null
          ? null
          : markup`
            <text class="label" x="${center}" y="${middle + 29}" text-anchor="middle">${errors}</text>`
      }
    </g>`;
}

function drawLegend(top: number): Markup[] {
  let x = margin;
  return legend.map((state) => {
    const words = stateWords[state];
    const mark = markup`
      <path class="arrow ${state}" stroke-width="2" d="M${x} ${top}h${legendLine}"/>
      <text x="${x + legendLine + 6}" y="${top + 4}">${words}</text>`;
    x += legendWidth(words);
    return mark;
  });
}

function legendWidth(words: string): number {
  return legendLine + 6 + textWidth(words, labelSize) + 14;
}

function markers(): Markup[] {
  return legend.map(
    (state) => markup`
      <marker id="map-${state}" viewBox="0 0 8 8" refX="7" refY="4" orient="auto"
        markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse">
        <path class="${state}" d="M0 0L8 4L0 8z"/>
      </marker>`,
  );
}

function titleOf({ nodes, gaps }: IntegrationMap): string {
  return `Integration map: ${counted(nodes.length, 'system')}, ${counted(gaps.length, 'gap')}`;
}

/** What the drawing leaves out, and how to read its labels. */
function remarkOf(arrows: readonly Arrow[], left: number): string {
  const pairs = `${counted(left, 'pair')} of which the inputs show nothing`;
  return [
    arrows.some(({ faults }) => faults > 0) ? ['✗: faults.'] : [],
    arrows.some(({ gaps }) => gaps > 0) ? ['gap: told below.'] : [],
    left > 0 ? [`${pairs} ${left === 1 ? 'is' : 'are'} left out.`] : [],
  ]
    .flat()
    .join(' ');
}

/** One `<svg>` element, sized to its content, for a page. */
export function mapDrawing(map: IntegrationMap): Markup {
  const { drawn, left } = drawnArrows(map);
  const layout = layoutOf(map.nodes, drawn, headHeight);
  const [title, remark] = [titleOf(map), remarkOf(drawn, left)];
  const legendRoom = legend.reduce(
    (sum, state) => sum + legendWidth(stateWords[state]),
    2 * margin,
  );
  const titleRoom = 2 * margin + textWidth(title, titleSize, true);
  const remarkRoom = 2 * margin + textWidth(remark, labelSize);
  const width = Math.ceil(Math.max(layout.width, legendRoom, titleRoom, remarkRoom));
  const height = layout.height + legendHeight + margin;
  const most = Math.max(0, ...drawn.map(({ shown }) => shown));
  return markup`
    <svg class="map" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"
      width="${width}" height="${height}" role="img" aria-label="${title}. ${remark}">
      ${mapStyle}
      <defs>${markers()}</defs>
      <rect class="ground" width="100%" height="100%"/>
      <text class="title" x="${margin}" y="34">${title}</text>
      <text x="${margin}" y="54">${remark}</text>
      ${layout.routes.map((route) => drawRoute(route, most))}
      ${layout.boxes.map(drawBox)}
      ${drawLegend(layout.height + legendHeight)}
    </svg>`;
}

/** The same as a file. */
export function mapSvg(map: IntegrationMap): string {
  return mapDrawing(map).text;
}
