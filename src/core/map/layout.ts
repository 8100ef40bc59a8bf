// Where the drawing puts systems and where arrows leave and enter them: columns from the shop window
// to the shelf; what only carries between them stands in a band below, so that no arrow crosses it.
import type { Role } from '../contract/contract.js';
import type { Arrow } from './arrows.js';
import type { MapNode } from './integration-map.js';

const boxWidth = 168;
const boxHeight = 52;
const portHeight = 18;
const gapX = 190;
const gapY = 34;
export const margin = 28;
const titleHeight = 60;
const legendHeight = 48;

interface Stage {
  readonly roles: readonly (Role | null)[];
  readonly isBelow: boolean;
}

const stages: readonly Stage[] = [
  { roles: ['storefront', 'marketplace', 'pos', 'merchant-portal'], isBelow: false },
  { roles: ['middleware', 'edi', 'payments', null], isBelow: true },
  { roles: ['erp'], isBelow: false },
  { roles: ['warehouse', 'carrier', 'supplier', 'supplier-portal'], isBelow: false },
];

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
  readonly width: number;
  readonly height: number;
}

function heightOf(node: MapNode, arrows: readonly Arrow[]): number {
  const ends = arrows.filter((arrow) => arrow.from === node.id || arrow.to === node.id).length;
  return Math.max(boxHeight, portHeight * (ends + 1));
}

function stackHeight(nodes: readonly MapNode[], arrows: readonly Arrow[]): number {
  const heights = nodes.map((node) => heightOf(node, arrows));
  return heights.reduce((sum, height) => sum + height + gapY, 0) - gapY;
}

/** Sized to its content; every node has a box. */
export function layoutOf(nodes: readonly MapNode[], arrows: readonly Arrow[]): Layout {
  const columns = stages
    .map(({ roles, isBelow }) => ({
      isBelow,
      nodes: nodes.filter((node) => roles.includes(node.role)),
    }))
    .filter((column) => column.nodes.length > 0);
  const above = columns.filter((column) => !column.isBelow);
  const top = Math.max(0, ...above.map((column) => stackHeight(column.nodes, arrows)));
  const boxes = new Map<string, Box>();
  let bottom = titleHeight + top;
  columns.forEach((column, index) => {
    const own = stackHeight(column.nodes, arrows);
    const isBelow = column.isBelow && above.length > 0;
    let y = titleHeight + (isBelow ? top + gapY : (top - own) / 2);
    for (const node of column.nodes) {
      const height = heightOf(node, arrows);
      const x = margin + index * (boxWidth + gapX);
      boxes.set(node.id, { node, column: index, x, y, width: boxWidth, height });
      y += height + gapY;
    }
    bottom = Math.max(bottom, y - gapY);
  });
  const width = 2 * margin + Math.max(1, columns.length) * (boxWidth + gapX) - gapX;
  return { boxes, width, height: bottom + legendHeight + margin };
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

function isRightSide({ box, other, isStart }: Touch): boolean {
  if (box.column === other.column) return isStart === box.y < other.y;
  return box.column < other.column;
}

function isForward({ box, other, isStart }: Touch): boolean {
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
    const key = `${isRightSide(touch) ? 'right' : 'left'} ${touch.box.node.id}`;
    const known = sides.get(key);
    if (known === undefined) sides.set(key, [touch]);
    else known.push(touch);
  }
  const ends = new Map<Arrow, Ends>();
  const nowhere: End = { x: 0, y: 0 };
  for (const side of sides.values()) {
    side.sort(compareTouches).forEach((touch, index) => {
      const { box, arrow, isStart } = touch;
      const x = isRightSide(touch) ? box.x + box.width : box.x;
      const end = { x, y: box.y + (box.height * (index + 1)) / (side.length + 1) };
      const known = ends.get(arrow) ?? { start: nowhere, finish: nowhere };
      ends.set(arrow, isStart ? { ...known, start: end } : { ...known, finish: end });
    });
  }
  return ends;
}
