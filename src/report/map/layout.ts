// Where the drawing puts systems and where arrows leave and enter them: columns from the shop window
// to the shelf; what only carries between them stands in a band below, so that no arrow crosses it.
import type { Role } from '../../core/contract/contract.js';
import type { Arrow } from './arrows.js';
import type { MapNode } from '../../core/map/integration-map.js';

const boxWidth = 168;
const boxHeight = 52;
const portHeight = 18;
const gapX = 300;
const gapY = 34;
export const margin = 28;
const titleHeight = 60;
const legendHeight = 48;

/** Columns from left to right. */
const stages: readonly (readonly Role[])[] = [
  ['storefront', 'marketplace', 'pos', 'merchant-portal'],
  ['erp'],
  ['warehouse', 'carrier', 'supplier', 'supplier-portal'],
];

/** What stands in the band below. */
const between: readonly (Role | null)[] = ['middleware', 'edi', 'payments', null];

export interface Box {
  readonly node: MapNode;
  readonly column: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly columns: number;
  readonly width: number;
  readonly height: number;
}

function heightOf(node: MapNode, arrows: readonly Arrow[]): number {
  const ends = arrows.filter((arrow) => arrow.from === node.id || arrow.to === node.id).length;
  return Math.max(boxHeight, portHeight * (ends + 1));
}

function stackHeight(nodes: readonly MapNode[], arrows: readonly Arrow[]): number {
  const heights = nodes.map((node) => heightOf(node, arrows));
  return heights.reduce((sum, height) => sum + height + gapY, -gapY);
}

/** Puts nodes below each other in one column, from `top` on; the y below the last. */
function stack(
  boxes: Map<string, Box>,
  nodes: readonly MapNode[],
  arrows: readonly Arrow[],
  { column, top }: { readonly column: number; readonly top: number },
): number {
  let y = top;
  for (const node of nodes) {
    const height = heightOf(node, arrows);
    const x = margin + column * (boxWidth + gapX);
    boxes.set(node.id, { node, column, x, y, width: boxWidth, height });
    y += height + gapY;
  }
  return y;
}

/** Sized to its content; every node has a box. */
export function layoutOf(nodes: readonly MapNode[], arrows: readonly Arrow[]): Layout {
  const above = stages
    .map((roles) => nodes.filter((node) => node.role !== null && roles.includes(node.role)))
    .filter((column) => column.length > 0);
  const band = nodes.filter((node) => between.includes(node.role));
  const columns = Math.max(1, above.length, Math.min(band.length, stages.length));
  const tallest = Math.max(0, ...above.map((column) => stackHeight(column, arrows)));
  const boxes = new Map<string, Box>();
  above.forEach((column, index) => {
    const top = titleHeight + (tallest - stackHeight(column, arrows)) / 2;
    stack(boxes, column, arrows, { column: index, top });
  });
  const bandTop = titleHeight + (tallest > 0 ? tallest + gapY : 0);
  let bottom = bandTop;
  for (let column = 0; column < columns; column += 1) {
    const own = band.filter((_node, index) => index % columns === column);
    bottom = Math.max(bottom, stack(boxes, own, arrows, { column, top: bandTop }));
  }
  const width = 2 * margin + columns * (boxWidth + gapX) - gapX;
  return { boxes, columns, width, height: bottom - gapY + legendHeight + margin };
}

/** The x of the side and the y of the port at which an arrow touches a box. */
export interface End {
  readonly x: number;
  readonly y: number;
}

export interface Ends {
  readonly start: End;
  readonly finish: End;
}

interface Touch {
  readonly arrow: Arrow;
  readonly box: Box;
  readonly other: Box;
  readonly isStart: boolean;
}

/** Arrows inside one column bend towards the middle of the page, never off its edge. */
function isRightSide({ box, other }: Touch, columns: number): boolean {
  if (box.column === other.column) return box.column === 0 || box.column < columns - 1;
  return box.column < other.column;
}

function isForward({ box, other, isStart }: Touch): boolean {
  if (box.column === other.column) return isStart;
  return isStart ? box.column < other.column : other.column < box.column;
}

/** Ports in the order of what they lead to, so that few arrows cross. */
function compareTouches(one: Touch, other: Touch): number {
  return one.other.y - other.other.y || Number(isForward(other)) - Number(isForward(one));
}

function touchesOf(arrows: readonly Arrow[], layout: Layout): Touch[] {
  return arrows.flatMap((arrow) => {
    const from = layout.boxes.get(arrow.from);
    const to = layout.boxes.get(arrow.to);
    if (from === undefined || to === undefined) return [];
    return [
      { arrow, box: from, other: to, isStart: true },
      { arrow, box: to, other: from, isStart: false },
    ];
  });
}

/** Spreads the ends of all arrows over the sides of the boxes. */
export function endsOf(arrows: readonly Arrow[], layout: Layout): ReadonlyMap<Arrow, Ends> {
  const touches = touchesOf(arrows, layout);
  const sides = new Map<string, Touch[]>();
  for (const touch of touches) {
    const key = `${isRightSide(touch, layout.columns) ? 'right' : 'left'} ${touch.box.node.id}`;
    const known = sides.get(key);
    if (known === undefined) sides.set(key, [touch]);
    else known.push(touch);
  }
  const ends = new Map<Arrow, Ends>();
  const nowhere: End = { x: 0, y: 0 };
  for (const side of sides.values()) {
    side.sort(compareTouches).forEach((touch, index) => {
      const { box, arrow, isStart } = touch;
      const x = isRightSide(touch, layout.columns) ? box.x + box.width : box.x;
      const end = { x, y: box.y + (box.height * (index + 1)) / (side.length + 1) };
      const known = ends.get(arrow) ?? { start: nowhere, finish: nowhere };
      ends.set(arrow, isStart ? { ...known, start: end } : { ...known, finish: end });
    });
  }
  return ends;
}
