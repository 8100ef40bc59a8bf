// Draws the integration map as one self-contained SVG: systems in columns from the shop window to
// the shelf, one arrow a pair of systems, gaps dashed. Pure text; opens in any browser or e-mail.
import type { Role } from '../contract/contract.js';
import { roleWords } from '../detect/pattern-names.js';
import type { EdgeState, IntegrationMap, MapEdge, MapGap, MapNode } from './integration-map.js';

const box = { width: 168, height: 52 };
const gapX = 190;
const gapY = 46;
const margin = 28;
const titleHeight = 56;
const legendHeight = 40;

const stages: readonly (readonly (Role | null)[])[] = [
  ['storefront', 'marketplace', 'pos', 'merchant-portal'],
  ['middleware', 'edi', 'payments', null],
  ['erp'],
  ['warehouse', 'carrier', 'supplier', 'supplier-portal'],
];

const colours: Readonly<Record<EdgeState | 'gap', string>> = {
  kept: '#2e7d32',
  failing: '#c62828',
  silent: '#c62828',
  unproven: '#78909c',
  gap: '#ef6c00',
};

/** Worst first: an arrow that stands for several facts has the colour of the worst. */
const severity: readonly EdgeState[] = ['silent', 'failing', 'unproven', 'kept'];

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

interface Placed {
  readonly node: MapNode;
  readonly x: number;
  readonly y: number;
  readonly column: number;
}

interface Layout {
  readonly placed: ReadonlyMap<string, Placed>;
  readonly width: number;
  readonly height: number;
}

function layoutOf(nodes: readonly MapNode[]): Layout {
  const columns = stages
    .map((roles) => nodes.filter((node) => roles.includes(node.role)))
    .filter((column) => column.length > 0);
  const rows = Math.max(1, ...columns.map((column) => column.length));
  const inner = rows * (box.height + gapY) - gapY;
  const placed = new Map<string, Placed>();
  columns.forEach((column, index) => {
    const top = (inner - (column.length * (box.height + gapY) - gapY)) / 2;
    column.forEach((node, row) => {
      const x = margin + index * (box.width + gapX);
      const y = titleHeight + top + row * (box.height + gapY);
      placed.set(node.id, { node, x, y, column: index });
    });
  });
  const width = 2 * margin + columns.length * (box.width + gapX) - gapX;
  return {
    placed,
    width: Math.max(width, 560),
    height: titleHeight + inner + legendHeight + margin,
  };
}

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly facts: readonly string[];
  readonly state: EdgeState | 'gap';
  readonly faults: number;
  readonly title: string;
}

function arrowOf(edges: readonly [MapEdge, ...MapEdge[]]): Arrow {
  const [first] = edges;
  const state = severity.find((one) => edges.some((edge) => edge.state === one)) ?? 'unproven';
  const worstFirst = edges.toSorted(
    (a, b) => severity.indexOf(a.state) - severity.indexOf(b.state),
  );
  return {
    from: first.from,
    to: first.to,
    facts: worstFirst.map((edge) => edge.fact),
    state,
    faults: edges.reduce((sum, edge) => sum + edge.faults, 0),
    title: edges
      .map((edge) => `${edge.fact}: ${edge.shown} seen, ${edge.faults} faults (${edge.state})`)
      .join('\n'),
  };
}

function gapArrow(gap: MapGap, from: string, to: string): Arrow {
  return { from, to, facts: [gap.fact ?? gap.kind], state: 'gap', faults: 0, title: gap.because };
}

function arrowsOf(map: IntegrationMap): Arrow[] {
  const pairs = new Map<string, [MapEdge, ...MapEdge[]]>();
  for (const edge of map.edges) {
    const key = JSON.stringify([edge.from, edge.to]);
    const known = pairs.get(key);
    if (known === undefined) pairs.set(key, [edge]);
    else known.push(edge);
  }
  const arrows = [...pairs.values()].map(arrowOf);
  for (const gap of map.gaps) {
    if (gap.from === null || gap.to === null) continue;
    const key = JSON.stringify([gap.from, gap.to]);
    if (pairs.has(key) || arrows.some((one) => one.from === gap.from && one.to === gap.to))
      continue;
    arrows.push(gapArrow(gap, gap.from, gap.to));
  }
  return arrows;
}

interface Curve {
  readonly path: string;
  readonly label: { readonly x: number; readonly y: number };
}

/** Out on one side and in on the other; both directions of a pair run beside each other. */
function curveBetween(from: Placed, to: Placed): Curve {
  const middle = box.height / 2;
  if (from.column === to.column) {
    const bulge = 54;
    const down = from.y < to.y;
    const x = down ? from.x + box.width : from.x;
    const out = down ? bulge : -bulge;
    const [y1, y2] = [from.y + middle, to.y + middle];
    const path = `M ${x} ${y1} C ${x + out} ${y1}, ${x + out} ${y2}, ${x} ${y2}`;
    return { path, label: { x: x + out * 0.75, y: (y1 + y2) / 2 } };
  }
  const forward = from.column < to.column;
  const shift = forward ? -9 : 9;
  const x1 = forward ? from.x + box.width : from.x;
  const x2 = forward ? to.x : to.x + box.width;
  const [y1, y2] = [from.y + middle + shift, to.y + middle + shift];
  const bend = (x2 - x1) * 0.45;
  const path = `M ${x1} ${y1} C ${x1 + bend} ${y1}, ${x2 - bend} ${y2}, ${x2} ${y2}`;
  // A third of the way along, so that arrows which meet do not put their labels on one spot.
  const label = { x: x1 + (x2 - x1) * 0.36, y: y1 + (y2 - y1) * 0.29 - 5 };
  return { path, label };
}

function drawArrow(arrow: Arrow, layout: Layout): string {
  const from = layout.placed.get(arrow.from);
  const to = layout.placed.get(arrow.to);
  if (from === undefined || to === undefined || from === to) return '';
  const { path, label } = curveBetween(from, to);
  const dashed = arrow.state === 'gap' || arrow.state === 'silent' ? ' stroke-dasharray="6 5"' : '';
  const more = arrow.facts.length > 1 ? ` +${arrow.facts.length - 1}` : '';
  const faults = arrow.faults > 0 ? ` ✗${arrow.faults}` : '';
  const text = shortened(arrow.facts[0] ?? '', 20) + more + faults;
  return [
    `<g><title>${escapeMarkup(arrow.title)}</title>`,
    `<path d="${path}" fill="none" stroke="${colours[arrow.state]}" stroke-width="2"${dashed} marker-end="url(#${arrow.state})"/>`,
    `<text class="label" x="${label.x}" y="${label.y}" text-anchor="middle" fill="${colours[arrow.state]}">${escapeMarkup(text)}</text></g>`,
  ].join('');
}

function drawNode({ node, x, y }: Placed): string {
  const role = node.role === null ? 'role unknown' : roleWords[node.role];
  const errors = node.errors > 0 ? ` · ${node.errors} errors` : '';
  const border = node.errors > 0 ? colours.failing : '#37474f';
  const center = x + box.width / 2;
  return [
    `<g><title>${escapeMarkup(`${node.id}: ${role}, ${node.events} statements${errors}`)}</title>`,
    `<rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="8" fill="#ffffff" stroke="${border}" stroke-width="1.5"/>`,
    `<text class="name" x="${center}" y="${y + 22}" text-anchor="middle">${escapeMarkup(shortened(node.id, 20))}</text>`,
    `<text class="role" x="${center}" y="${y + 39}" text-anchor="middle">${escapeMarkup(role + errors)}</text></g>`,
  ].join('');
}

const legend: readonly (readonly [EdgeState | 'gap', string])[] = [
  ['kept', 'arrives'],
  ['failing', 'some fail (✗ faults)'],
  ['silent', 'never seen'],
  ['unproven', 'not shown by the inputs'],
  ['gap', 'gap'],
];

function drawLegend(layout: Layout): string {
  const y = layout.height - margin;
  return legend
    .map(([state, words], index) => {
      const x = margin + index * 158;
      const dashed = state === 'gap' || state === 'silent' ? ' stroke-dasharray="6 5"' : '';
      return `<path d="M ${x} ${y} h 26" stroke="${colours[state]}" stroke-width="2"${dashed}/><text class="role" x="${x + 32}" y="${y + 4}">${words}</text>`;
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
  const layout = layoutOf(map.nodes);
  const width = Math.max(layout.width, margin + legend.length * 158);
  const gaps = map.gaps.length === 1 ? '1 gap' : `${map.gaps.length} gaps`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${layout.height}" width="${width}" height="${layout.height}" role="img" aria-label="Integration map">`,
    `<style>${css}</style><defs>${markers()}</defs>`,
    `<rect width="100%" height="100%" fill="#f5f7f8"/>`,
    `<text class="title" x="${margin}" y="34">Integration map: ${map.nodes.length} systems, ${gaps}</text>`,
    ...arrowsOf(map).map((arrow) => drawArrow(arrow, layout)),
    ...[...layout.placed.values()].map(drawNode),
    drawLegend(layout),
    '</svg>',
  ].join('\n');
}
