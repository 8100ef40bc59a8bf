// Draws the timeline of one subject as swim lanes: what each system said and when, what each was owed
// and by when. The table beside it says the same in words.
import type { ReportFinding, ReportTimeline, TimelineHandoff } from '../core/detect/report.js';
import type { Lane, Lanes, Mark, Span } from './lanes.js';
import { headHeight, lanesOf, rowHeight } from './lanes.js';
import type { Markup } from './markup.js';
import { markup } from './markup.js';
import { statementText, timeText } from './statement-words.js';
import { wide } from './table.js';

const nameLetters = 17;

function shortened(text: string, most: number): string {
  const letters = Array.from(text);
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

/** Times above their columns; the day where it changes. */
function head({ columns, height }: Lanes): Markup[] {
  return columns.map(({ text, x }, index) => {
    const [day = '', time = ''] = timeText(text).split(' ');
    const before = timeText(columns[index - 1]?.text ?? '').slice(0, 10);
    return markup`
      <line class="grid" x1="${x}" x2="${x}" y1="${headHeight - 8}" y2="${height}"/>
      ${before === day ? null : markup`<text x="${x - 4}" y="14">${day}</text>`}
      <text class="soft" x="${x - 4}" y="30">${time}</text>`;
  });
}

function drawMark(mark: Mark, lane: Lane, cited: ReadonlySet<string>): Markup {
  const y = lane.y + mark.row * rowHeight + 12;
  const { statement, x, until, word } = mark;
  const look = cited.has(`${statement.system}/${statement.id}`) ? 'cited' : 'dot';
  const width = Math.max(6, (until ?? x) - x);
  const shape =
    until === null
      ? markup`<circle class="${look}" cx="${x}" cy="${y}" r="4.5"/>`
      : markup`<rect class="span" x="${x}" y="${y - 4}" width="${width}" height="8" rx="2"/>`;
  return markup`
    <g>
      <title>${statementText(statement)}, ${timeText(statement.at)}</title>
      ${shape}
      <text x="${(until ?? x) + 9}" y="${y + 4}">${word}</text>
    </g>`;
}

function spanWords({ rule, state, waiting_for: wanted }: TimelineHandoff): string {
  switch (state) {
    case 'overdue':
      return `${rule}: overdue`;
    case 'seen-late':
      return `${rule}: came late`;
    case 'waiting':
      return `${rule}: waits${wanted === null ? '' : ` for ${wanted}`}`;
    case 'expected':
      return `${rule}: not due yet`;
    case 'seen':
    case 'not-covered':
      return rule;
  }
}

/** @param from height of the statement that triggered it; null: it is not drawn */
function drawSpan(span: Span, lane: Lane, from: number | null): Markup {
  const y = lane.y + span.row * rowHeight + 16;
  const { handoff, x, due, end } = span;
  const isLate = handoff.state === 'overdue' || handoff.state === 'seen-late';
  const down = markup`<path class="wait" d="M${x} ${from}V${y}" marker-end="url(#owed)"/>`;
  const late = markup`<path class="late" d="M${due} ${y}H${end}"/>`;
  const mark = markup`<line class="due" x1="${due}" x2="${due}" y1="${y - 8}" y2="${y + 6}"/>`;
  return markup`
    <g>
      ${from === null ? null : down}
      <path class="wait" d="M${x} ${y}H${due ?? end ?? x + 40}"/>
      ${isLate && due !== null && end !== null && end > due ? late : null}
      ${due === null ? null : mark}
      <text class="${isLate ? 'bad' : 'soft'}" x="${Math.min(x, due ?? x) + 8}" y="${y - 6}">
        ${spanWords(handoff)}
      </text>
    </g>`;
}

/** Where the statement that triggered an obligation stands, so that a line can lead from it. */
function triggerHeight({ handoff: { from, at } }: Span, lanes: readonly Lane[]): number | null {
  const lane = lanes.find(({ system }) => system === from);
  const mark = lane?.marks.find(({ statement }) => statement.at === at);
  return lane === undefined || mark === undefined ? null : lane.y + mark.row * rowHeight + 12;
}

function drawGround(lane: Lane, index: number, width: number): Markup {
  const height = lane.rows * rowHeight + 4;
  const ground = markup`
    <rect class="card" x="0" y="${lane.y - 2}" width="${width}" height="${height}"/>`;
  const name = shortened(lane.system, nameLetters);
  return markup`
    ${index % 2 === 0 ? ground : null}
    <text class="name" x="6" y="${lane.y + 16}">${name}</text>`;
}

/** In words what the drawing shows, for whoever does not see it. */
function summary(timeline: ReportTimeline): string {
  const systems = new Set(timeline.statements.map(({ system }) => system)).size;
  const late = timeline.handoffs
    .filter(({ state }) => state === 'overdue')
    .map(({ rule, to, due }) => `${rule} to ${to} overdue since ${timeText(due ?? '')}`);
  const said = `${timeline.statements.length} statements of ${systems} systems`;
  return [said, ...late].join('; ');
}

/** The arrow's head, once a page. */
export const laneMarkers = markup`
  <svg width="0" height="0" aria-hidden="true">
    <defs>
      <marker id="owed" viewBox="0 0 8 8" refX="4" refY="7"
        markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse">
        <path class="owed" d="M0 0L8 0L4 8z"/>
      </marker>
    </defs>
  </svg>`;

export function drawTimeline(
  timeline: ReportTimeline,
  found: ReportFinding,
  end: string | null,
): Markup | null {
  const drawn = lanesOf(timeline, found.systems, end);
  if (drawn.columns.length === 0) return null;
  const cited = new Set(found.evidence);
  const { lanes, width, height } = drawn;
  const drawing = markup`
    <svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"
      role="img" aria-label="${summary(timeline)}">
      ${lanes.map((lane, index) => drawGround(lane, index, width))}
      ${head(drawn)}
      ${lanes.flatMap((lane) =>
        lane.spans.map((span) => drawSpan(span, lane, triggerHeight(span, lanes))),
      )}
      ${lanes.flatMap((lane) => lane.marks.map((mark) => drawMark(mark, lane, cited)))}
    </svg>`;
  return wide(`Timeline of ${found.subject.key}`, drawing);
}
