// Where the drawing puts systems: boxes in columns, sized to the arrows that touch them, with room between
// two boxes for the arrows that pass a column by. Everything stands on a grid, which keeps lines apart:
// arrows touch right sides at whole steps of it, left sides at half steps, and pass at quarter steps.
import type { MapNode } from '../../core/map/integration-map.js';
import type { Arrow } from './arrows.js';
import { columnsOf } from './columns.js';
import { coursesOf } from './courses.js';
import type { Course, Side } from './courses.js';

export const boxWidth = 168;
/** A step of the grid: one line of writing, and the line below it. */
export const step = 20;
const boxSteps = 3;
const gapSteps = 2;
const laneStep = step / 2;
/** From a box to the nearest arrow that passes it. */
const laneMargin = 15;

/** A box without the x that its column gets. */
export interface Stand {
  readonly node: MapNode;
  readonly column: number;
  readonly top: number;
  readonly height: number;
}

export interface Standing {
  readonly columns: number;
  readonly stands: ReadonlyMap<string, Stand>;
  readonly courses: readonly Course[];
  /** Heights at which an arrow passes a column by. */
  readonly lanes: ReadonlyMap<Course, number>;
  readonly bottom: number;
}

/** Column -> gap, counted from the top -> the arrows that pass there, from the top. */
type Passing = readonly ReadonlyMap<number, readonly Course[]>[];

function heightOf(node: MapNode, courses: readonly Course[]): number {
  const ports = (side: Side): number =>
    courses.reduce(
      (sum, { start, finish }) =>
        sum +
        Number(start.id === node.id && start.side === side) +
        Number(finish.id === node.id && finish.side === side),
      0,
    );
  return step * Math.max(boxSteps, ports('left') + 1, ports('right') + 1);
}

function laneRoom(count: number, least: number): number {
  const wanted = count === 0 ? 0 : 2 * laneMargin + laneStep * (count - 1);
  return Math.max(least, step * Math.ceil(wanted / step));
}

function center({ top, height }: Stand): number {
  return top + height / 2;
}

class Stacks {
  readonly #columns: readonly (readonly MapNode[])[];
  readonly #heights: ReadonlyMap<string, number>;
  readonly #top: number;

  constructor(columns: readonly MapNode[][], courses: readonly Course[], top: number) {
    this.#columns = columns;
    this.#heights = new Map(columns.flat().map((node) => [node.id, heightOf(node, courses)]));
    this.#top = top;
  }

  /** Columns beside each other, each in the middle of the height. */
  placed(passing: Passing): Omit<Standing, 'courses' | 'columns'> {
    const tops = this.#columns.map((_nodes, column) => this.#stack(column, this.#top, passing));
    const bottom = Math.max(this.#top, ...tops.map((stack) => stack.bottom));
    const stands = new Map<string, Stand>();
    const lanes = new Map<Course, number>();
    tops.forEach((stack, column) => {
      const spare = step * Math.floor((bottom - stack.bottom) / (2 * step));
      const { stands: own, lanes: passed } = this.#stack(column, this.#top + spare, passing);
      for (const stand of own) stands.set(stand.node.id, stand);
      for (const [course, y] of passed) lanes.set(course, y);
    });
    return { stands, lanes, bottom };
  }

  #stack(column: number, top: number, passing: Passing) {
    const stands: Stand[] = [];
    const lanes = new Map<Course, number>();
    const nodes = this.#columns[column] ?? [];
    let y = top;
    for (let gap = 0; gap <= nodes.length; gap += 1) {
      const passers = passing[column]?.get(gap) ?? [];
      passers.forEach((course, index) => lanes.set(course, y + laneMargin + laneStep * index));
      const isInside = gap > 0 && gap < nodes.length;
      y += laneRoom(passers.length, isInside ? gapSteps * step : 0);
      const node = nodes[gap];
      if (node === undefined) continue;
      const height = this.#heights.get(node.id) ?? 0;
      stands.push({ node, column, top: y, height });
      y += height;
    }
    return { stands, lanes, bottom: y };
  }
}

/** Each arrow that passes a column by does so in the gap that is nearest to the way between its ends. */
function passingOf(
  columns: readonly MapNode[][],
  courses: readonly Course[],
  stacks: Stacks,
): Passing {
  const { stands } = stacks.placed([]);
  const middle = ({ start, finish }: Course): number => {
    const ends = [stands.get(start.id), stands.get(finish.id)];
    return ends.reduce((sum, stand) => sum + (stand === undefined ? 0 : center(stand)) / 2, 0);
  };
  const sorted = courses.toSorted((one, other) => middle(one) - middle(other));
  return columns.map((nodes, column) => {
    const gaps = new Map<number, Course[]>();
    for (const course of sorted) {
      if (course.passes !== column) continue;
      const edges = nodes.flatMap((node) => {
        const stand = stands.get(node.id);
        return stand === undefined ? [] : [stand.top, stand.top + stand.height];
      });
      const gap = nearestGap(edges, middle(course));
      gaps.set(gap, [...(gaps.get(gap) ?? []), course]);
    }
    return gaps;
  });
}

/** @param edges tops and bottoms of the boxes, from the top */
function nearestGap(edges: readonly number[], y: number): number {
  let [nearest, least] = [0, Number.POSITIVE_INFINITY];
  for (let gap = 0; 2 * gap <= edges.length; gap += 1) {
    const [above, below] = [edges[2 * gap - 1], edges[2 * gap]];
    const distance = Math.max(0, (above ?? y) - y, y - (below ?? y));
    if (distance >= least) continue;
    [nearest, least] = [gap, distance];
  }
  return nearest;
}

/** @param top of the first row, a multiple of `step` */
export function standingOf(
  nodes: readonly MapNode[],
  arrows: readonly Arrow[],
  top: number,
): Standing {
  const columns = columnsOf(nodes, arrows);
  const courses = coursesOf(columns, arrows);
  const stacks = new Stacks(columns, courses, top);
  const placed = stacks.placed(passingOf(columns, courses, stacks));
  return { ...placed, columns: columns.length, courses };
}
