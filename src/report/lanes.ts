// Where a swim-lane drawing puts things: one lane a system, one column an instant. Distances grow with
// the logarithm of the time between, so that seconds and weeks fit one picture, in their order.
import { instantOf } from '../core/observation/instant.js';
import type { ReportTimeline, TimelineHandoff, TimelineStatement } from '../core/detect/report.js';
import { statementWord } from './statement-words.js';

const nameWidth = 118;
const firstColumn = nameWidth + 24;
const columnMin = 62;
const columnMax = 104;
const letterWidth = 6.2;
const wordMax = 20;
export const rowHeight = 22;
export const headHeight = 44;
const lanePadding = 8;
const tail = 150;

export interface Column {
  readonly time: number;
  readonly text: string;
  readonly x: number;
}

/** A statement: a point, or a bar where its time is an interval. */
export interface Mark {
  readonly statement: TimelineStatement;
  readonly x: number;
  /** The end of the interval; null: a point. */
  readonly until: number | null;
  readonly row: number;
  readonly word: string;
}

/** An obligation: from its trigger to its deadline, and what lies past it. */
export interface Span {
  readonly handoff: TimelineHandoff;
  readonly x: number;
  readonly due: number | null;
  /** Where it ends: the effect, or the end of what was read; null: at the deadline. */
  readonly end: number | null;
  readonly row: number;
}

export interface Lane {
  readonly system: string;
  readonly y: number;
  readonly rows: number;
  readonly marks: readonly Mark[];
  readonly spans: readonly Span[];
}

export interface Lanes {
  readonly lanes: readonly Lane[];
  readonly columns: readonly Column[];
  readonly width: number;
  readonly height: number;
}

function timesOf(timeline: ReportTimeline, end: string | null): string[] {
  const ends = (one: TimelineHandoff): (string | null)[] => [
    one.at,
    one.due,
    one.effect ?? (one.state === 'overdue' ? end : null),
  ];
  const all = [
    ...timeline.statements.flatMap(({ at, until }) => [at, until]),
    ...timeline.handoffs.flatMap(ends),
  ];
  return all.filter((time) => time !== null);
}

/** Columns from left to right, one a second in which something stands. */
function columnsOf(times: readonly string[]): Column[] {
  const seconds = new Map<number, string>();
  for (const text of times) {
    const time = instantOf(text);
    if (time !== undefined) seconds.set(Math.floor(time / 1_000), text);
  }
  const columns: Column[] = [];
  let x = firstColumn;
  let before: number | null = null;
  for (const time of [...seconds.keys()].sort((a, b) => a - b)) {
    if (before !== null) x += Math.min(columnMax, columnMin + 2.5 * Math.log2(time - before));
    columns.push({ time, text: seconds.get(time) ?? '', x: Math.round(x) });
    before = time;
  }
  return columns;
}

/** A bare statement of state is labelled with its state. */
function labelOf({ kind, word }: TimelineStatement): string {
  return kind === 'order.status' && word !== null ? word.slice(0, wordMax) : statementWord(kind);
}

/** Rows of one lane: each thing takes the first row in which it covers nothing. */
class Rows {
  readonly #ends: number[] = [];

  take(from: number, until: number): number {
    const free = this.#ends.findIndex((end) => end <= from);
    const row = free === -1 ? this.#ends.length : free;
    this.#ends[row] = until;
    return row;
  }

  get count(): number {
    return Math.max(1, this.#ends.length);
  }
}

class Placing {
  readonly #columns: ReadonlyMap<number, number>;
  readonly #end: string | null;

  constructor(columns: readonly Column[], end: string | null) {
    this.#columns = new Map(columns.map(({ time, x }) => [time, x]));
    this.#end = end;
  }

  x(time: string): number {
    return this.#columns.get(Math.floor((instantOf(time) ?? 0) / 1_000)) ?? firstColumn;
  }

  mark(statement: TimelineStatement, rows: Rows): Mark {
    const x = this.x(statement.at);
    const until = statement.until === null ? null : this.x(statement.until);
    const word = labelOf(statement);
    const row = rows.take(x - 8, (until ?? x) + 14 + word.length * letterWidth);
    return { statement, x, until, row, word };
  }

  span(handoff: TimelineHandoff, rows: Rows): Span {
    const x = this.x(handoff.at);
    const due = handoff.due === null ? null : this.x(handoff.due);
    const last = handoff.effect ?? (handoff.state === 'overdue' ? this.#end : null);
    const end = last === null ? null : this.x(last);
    const label = x + 10 + (handoff.rule.length + 24) * letterWidth;
    return { handoff, x, due, end, row: rows.take(x - 8, Math.max(label, end ?? due ?? x)) };
  }
}

/** Systems in the order in which they first speak; who should have and did not stand last. */
function systemsOf({ statements, handoffs }: ReportTimeline, concerned: readonly string[]) {
  return [
    ...new Set([
      ...statements.map(({ system }) => system),
      ...concerned,
      ...handoffs.map(({ to }) => to),
    ]),
  ];
}

/**
 * @param concerned systems that have a lane though they say nothing
 * @param end of what was read: overdue obligations last until then
 */
export function lanesOf(
  timeline: ReportTimeline,
  concerned: readonly string[],
  end: string | null,
): Lanes {
  const columns = columnsOf(timesOf(timeline, end));
  const placing = new Placing(columns, end);
  let y = headHeight;
  const lanes = systemsOf(timeline, concerned).map((system): Lane => {
    const rows = new Rows();
    const own = timeline.statements.filter((one) => one.system === system);
    const marks = own.map((statement) => placing.mark(statement, rows));
    const owed = timeline.handoffs.filter((one) => one.to === system);
    const owedRows = new Rows();
    const spans = owed.map((handoff) => placing.span(handoff, owedRows));
    const below = marks.length === 0 ? 0 : rows.count;
    const lane = {
      system,
      y,
      marks,
      spans: spans.map((span) => ({ ...span, row: span.row + below })),
      rows: Math.max(1, below + (spans.length === 0 ? 0 : owedRows.count)),
    };
    y += lane.rows * rowHeight + lanePadding;
    return lane;
  });
  const width = (columns.at(-1)?.x ?? firstColumn) + tail;
  return { lanes, columns, width, height: y };
}
