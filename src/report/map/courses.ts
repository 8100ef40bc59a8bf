// The way of an arrow through the columns: by which sides it leaves and enters, between which columns it
// runs, and which column it passes by.
import type { MapNode } from '../../core/map/integration-map.js';
import type { Arrow } from './arrows.js';

export type Side = 'left' | 'right';

export interface Touch {
  readonly id: string;
  readonly column: number;
  readonly side: Side;
}

export interface Course {
  readonly arrow: Arrow;
  readonly start: Touch;
  readonly finish: Touch;
  /** The column between those of its ends; null: they are neighbours or the same. */
  readonly passes: number | null;
  /** Which of its ends bears the label: the one farther from the middle of the page, else its start. */
  readonly labelled: 'start' | 'finish';
}

/** Spaces between columns, counted from the left; a single column has one at its right. */
export function channelCount(columns: number): number {
  return Math.max(1, columns - 1);
}

/** The channel that a side lies at. */
export function channelOf({ column, side }: Touch): number {
  return side === 'right' ? column : column - 1;
}

function sidesOf(from: number, to: number, columns: number): readonly [Side, Side] {
  if (from < to) return ['right', 'left'];
  if (from > to) return ['left', 'right'];
  return from < channelCount(columns) ? ['right', 'right'] : ['left', 'left'];
}

/** Arrows from a system to itself or to one that is not drawn have none. */
export function coursesOf(
  columns: readonly (readonly MapNode[])[],
  arrows: readonly Arrow[],
): Course[] {
  const columnOf = new Map(
    columns.flatMap((nodes, at) => nodes.map(({ id }) => [id, at] as const)),
  );
  const middle = (columns.length - 1) / 2;
  return arrows.flatMap((arrow): Course[] => {
    const from = columnOf.get(arrow.from);
    const to = columnOf.get(arrow.to);
    if (from === undefined || to === undefined || arrow.from === arrow.to) return [];
    const [out, into] = sidesOf(from, to, columns.length);
    return [
      {
        arrow,
        start: { id: arrow.from, column: from, side: out },
        finish: { id: arrow.to, column: to, side: into },
        passes: Math.abs(from - to) > 1 ? (from + to) / 2 : null,
        labelled: Math.abs(to - middle) > Math.abs(from - middle) ? 'finish' : 'start',
      },
    ];
  });
}
