// The lines of the drawing: level from a box, upright on a track of its own between two columns, level
// again. No line runs through a box, no two lie on each other, and labels stand clear of all of them.
import type { MapNode } from '../../core/map/integration-map.js';
import type { Arrow } from './arrows.js';
import { channelCount, channelOf } from './courses.js';
import type { Course, Side, Touch } from './courses.js';
import { boxWidth, standingOf, step } from './layout.js';
import type { Stand, Standing } from './layout.js';
import { textWidth } from './text-width.js';
import { tracksOf } from './tracks.js';
import type { Run } from './tracks.js';

export const margin = 28;
export const labelSize = 11;
const labelHeight = 12;
/** From a label to the line that it stands on. */
const labelRise = 3;
/** From a box to a label: the head of an arrow lies there. */
const labelGap = 12;
const trackWidth = 9;
const channelMin = 150;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Area extends Point {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Area {
  readonly node: MapNode;
}

export interface Route {
  readonly arrow: Arrow;
  /** Level and upright lines in turn, from the start to the head. */
  readonly points: readonly Point[];
  readonly label: Area & { readonly anchor: 'start' | 'end' };
}

export interface Layout {
  readonly boxes: readonly Box[];
  readonly routes: readonly Route[];
  readonly width: number;
  readonly height: number;
}

type Ends = Readonly<Record<'start' | 'finish', number>>;

/** Heights at which arrows touch one side of a box: whole steps at the right, half steps at the left. */
function portsOf({ top, height }: Stand, side: Side, count: number): number[] {
  const offset = side === 'right' ? 0 : step / 2;
  const first = top + height / 2 - ((count - 1) * step) / 2;
  const snapped = Math.round((first - offset) / step) * step + offset;
  return Array.from({ length: count }, (_, index) => snapped + index * step);
}

/** Ports of all arrows, on each side in the order of what they lead to, so that few cross. */
function endsOf({ stands, courses, lanes }: Standing): ReadonlyMap<Course, Ends> {
  const ends = new Map(courses.map((course) => [course, { start: 0, finish: 0 }]));
  const aim = (course: Course, end: 'start' | 'finish'): number => {
    const other = stands.get(course[end === 'start' ? 'finish' : 'start'].id);
    return lanes.get(course) ?? (other === undefined ? 0 : other.top + other.height / 2);
  };
  const touches = courses.flatMap((course) =>
    (['start', 'finish'] as const).map((end) => ({ course, end, aim: aim(course, end) })),
  );
  for (const stand of stands.values()) {
    for (const side of ['left', 'right'] as const) {
      const own = touches
        .filter(({ course, end }) => course[end].id === stand.node.id && course[end].side === side)
        .sort((one, other) => one.aim - other.aim);
      const ports = portsOf(stand, side, own.length);
      own.forEach(({ course, end }, index) => {
        const known = ends.get(course);
        if (known !== undefined) known[end] = ports[index] ?? 0;
      });
    }
  }
  return ends;
}

interface Crossing {
  readonly course: Course;
  readonly run: Run;
}

/** A touch as the wall of the channel that it lies at. */
function wallOf({ side }: Touch): Side {
  return side === 'right' ? 'left' : 'right';
}

/** What runs in each channel. */
function crossingsOf(standing: Standing, ends: ReadonlyMap<Course, Ends>): Crossing[][] {
  const channels: Crossing[][] = Array.from({ length: channelCount(standing.columns) }, () => []);
  for (const [course, { start, finish }] of ends) {
    const out = { wall: wallOf(course.start), y: start };
    const into = { wall: wallOf(course.finish), y: finish };
    const lane = standing.lanes.get(course);
    if (lane === undefined) {
      channels[channelOf(course.start)]?.push({ course, run: [out, into] });
      continue;
    }
    channels[channelOf(course.start)]?.push({ course, run: [out, { wall: into.wall, y: lane }] });
    channels[channelOf(course.finish)]?.push({ course, run: [{ wall: out.wall, y: lane }, into] });
  }
  return channels;
}

interface Channel {
  readonly width: number;
  /** From the left wall to the track of each arrow. */
  readonly tracks: ReadonlyMap<Course, number>;
}

/** Wide enough for the labels at both walls, and the tracks in between. */
function measured(crossings: readonly Crossing[], channel: number): Channel {
  const room = (wall: Side): number => {
    const labels = crossings
      .map(({ course }) => ({ touch: course[course.labelled], text: course.arrow.label }))
      .filter(({ touch }) => channelOf(touch) === channel && wallOf(touch) === wall)
      .map(({ text }) => textWidth(text, labelSize));
    return labelGap + Math.max(0, ...labels) + trackWidth;
  };
  const byRun = new Map(crossings.map(({ course, run }) => [run, course]));
  const placed = tracksOf([...byRun.keys()]);
  const [left, right] = [room('left'), room('right')];
  const last = Math.max(0, ...placed.values());
  const spare = Math.max(0, channelMin - left - right - last * trackWidth);
  const tracks = new Map<Course, number>();
  for (const [run, track] of placed) {
    const course = byRun.get(run);
    if (course !== undefined) tracks.set(course, left + spare / 2 + track * trackWidth);
  }
  return { width: left + right + last * trackWidth + spare, tracks };
}

class Placing {
  readonly #standing: Standing;
  readonly #ends: ReadonlyMap<Course, Ends>;
  readonly #channels: readonly Channel[];
  /** The left side of each column. */
  readonly #columns: readonly number[];

  constructor(standing: Standing) {
    this.#standing = standing;
    this.#ends = endsOf(standing);
    this.#channels = crossingsOf(standing, this.#ends).map(measured);
    const columns = [margin];
    for (const { width } of this.#channels) columns.push((columns.at(-1) ?? 0) + boxWidth + width);
    this.#columns = columns;
  }

  get width(): number {
    const last = this.#standing.columns - 1;
    const hasOuter = this.#standing.columns === 1 && this.#ends.size > 0;
    const outer = hasOuter ? (this.#channels[0]?.width ?? 0) : 0;
    return (this.#columns[Math.max(0, last)] ?? margin) + boxWidth + outer + margin;
  }

  boxes(): Box[] {
    return [...this.#standing.stands.values()].map(({ node, column, top, height }) => ({
      node,
      x: this.#columns[column] ?? margin,
      y: top,
      width: boxWidth,
      height,
    }));
  }

  route(course: Course): Route {
    const ends = this.#ends.get(course) ?? { start: 0, finish: 0 };
    const start = { x: this.#wall(course.start), y: ends.start };
    const finish = { x: this.#wall(course.finish), y: ends.finish };
    const out = this.#track(course, channelOf(course.start));
    const into = this.#track(course, channelOf(course.finish));
    const lane = this.#standing.lanes.get(course);
    const turns = [{ x: out, y: start.y }];
    if (lane !== undefined) turns.push({ x: out, y: lane }, { x: into, y: lane });
    turns.push({ x: into, y: finish.y });
    const label = this.#label(course, course.labelled === 'start' ? start : finish);
    return { arrow: course.arrow, points: [start, ...turns, finish], label };
  }

  #label({ arrow, ...course }: Course, port: Point): Route['label'] {
    const width = textWidth(arrow.label, labelSize);
    const isRight = course[course.labelled].side === 'right';
    const x = isRight ? port.x + labelGap : port.x - labelGap - width;
    const y = port.y - labelRise - labelHeight;
    return { x, y, width, height: labelHeight, anchor: isRight ? 'start' : 'end' };
  }

  #wall({ column, side }: Touch): number {
    return (this.#columns[column] ?? margin) + (side === 'right' ? boxWidth : 0);
  }

  #track(course: Course, channel: number): number {
    const wall = (this.#columns[channel] ?? margin) + boxWidth;
    return wall + (this.#channels[channel]?.tracks.get(course) ?? 0);
  }
}

/** @param top of the first row, a multiple of `step` */
export function layoutOf(nodes: readonly MapNode[], arrows: readonly Arrow[], top: number): Layout {
  const standing = standingOf(nodes, arrows, top);
  const placing = new Placing(standing);
  return {
    boxes: placing.boxes(),
    routes: standing.courses.map((course) => placing.route(course)),
    width: placing.width,
    height: standing.bottom,
  };
}
