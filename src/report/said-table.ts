// System by system: what it says of one subject, and when. The table that a vendor is shown.
import { counted } from '../core/detect/pattern-names.js';
import type {
  ReportFinding,
  ReportTimeline,
  TimelineHandoff,
  TimelineStatement,
} from '../core/detect/report.js';
import type { Markup, Part } from './markup.js';
import { markup } from './markup.js';
import { tableHead, wide } from './table.js';
import { statedTime, statementText, timeMark } from './statement-words.js';

interface Saying {
  readonly system: string;
  readonly statements: readonly TimelineStatement[];
  /** Obligations towards this system that it has not met. */
  readonly lacking: readonly TimelineHandoff[];
}

/** The statements that the finding cites, and the latest of the others; null: all of them. */
function toldOf(
  statements: readonly TimelineStatement[],
  { evidence }: ReportFinding,
  most: number | null,
): readonly TimelineStatement[] {
  if (most === null || statements.length <= most) return statements;
  const rank = ({ system, id }: TimelineStatement): number =>
    evidence.includes(`${system}/${id}`) ? 1 : 0;
  const ranked = statements
    .map((statement, index) => ({ statement, index }))
    .sort((a, b) => rank(b.statement) - rank(a.statement) || b.index - a.index);
  const chosen = new Set(ranked.slice(0, most).map(({ statement }) => statement));
  return statements.filter((statement) => chosen.has(statement));
}

function sayingsOf(timeline: ReportTimeline, found: ReportFinding, most: number | null): Saying[] {
  const lacking = timeline.handoffs.filter(({ state }) => state === 'overdue');
  const systems = new Set([
    ...timeline.statements.map(({ system }) => system),
    ...found.systems,
    ...lacking.map(({ to }) => to),
  ]);
  return [...systems].map((system) => {
    const own = timeline.statements.filter((one) => one.system === system);
    return {
      system,
      statements: toldOf(own, found, most),
      lacking: lacking.filter(({ to }) => to === system),
    };
  });
}

interface Row {
  readonly says: Part;
  readonly when: Part;
  readonly lacks: boolean;
}

function saidRow(statement: TimelineStatement): Row {
  return { says: statementText(statement), when: statedTime(statement), lacks: false };
}

function lackRow({ rule, due }: TimelineHandoff): Row {
  const when = due === null ? null : markup`was due ${timeMark(due)}`;
  return { says: markup`Nothing for <code>${rule}</code>`, when, lacks: true };
}

/** The rows of one system: its statements, then what it lacks. */
function groupOf({ system, statements, lacking }: Saying): Markup {
  const told = [...statements.map(saidRow), ...lacking.map(lackRow)];
  const silent: Row = { says: 'Nothing in what was read', when: null, lacks: true };
  const rows = told.length === 0 ? [silent] : told;
  const name = markup`<th scope="rowgroup" rowspan="${rows.length}">${system}</th>`;
  const lines = rows.map(
    ({ says, when, lacks }, index) => markup`
      <tr class="${lacks ? 'lack' : 'said'}">
        ${index === 0 ? name : null}<td class="w">${says}</td><td class="t">${when}</td>
      </tr>`,
  );
  return markup`<tbody>${lines}</tbody>`;
}

const columns = [{ title: 'System' }, { title: 'says' }, { title: 'when (UTC)' }];

/** @param most statements of one system that are told; null: all of them */
export function saidTable(
  timeline: ReportTimeline,
  found: ReportFinding,
  most: number | null = null,
): Markup {
  const sayings = sayingsOf(timeline, found, most);
  const told = sayings.reduce((sum, { statements }) => sum + statements.length, 0);
  const untold = timeline.statements.length - told + timeline.left_out;
  const more = markup`<p class="soft">${counted(untold, 'further statement')} about it.</p>`;
  const groups = sayings.map(groupOf);
  return markup`
    ${wide('What each system says', markup`<table class="said">${tableHead(columns)}${groups}</table>`)}
    ${untold === 0 ? null : more}`;
}
