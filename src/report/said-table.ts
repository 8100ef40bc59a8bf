// System by system: what it says of one subject, and when. The table that a vendor is shown.
import { counted } from '../core/detect/pattern-names.js';
import type {
  ReportFinding,
  ReportTimeline,
  TimelineHandoff,
  TimelineStatement,
} from '../core/detect/report.js';
import type { Markup, Part } from './markup.js';
import { markup, table } from './markup.js';
import { statedTime, statementText, timeMark } from './statement-words.js';

interface Saying {
  readonly system: string;
  readonly statements: readonly TimelineStatement[];
  /** Obligations towards this system that it has not met. */
  readonly lacking: readonly TimelineHandoff[];
}

function sayingsOf(timeline: ReportTimeline, found: ReportFinding): Saying[] {
  const lacking = timeline.handoffs.filter(({ state }) => state === 'overdue');
  const systems = new Set([
    ...timeline.statements.map(({ system }) => system),
    ...found.systems,
    ...lacking.map(({ to }) => to),
  ]);
  return [...systems].map((system) => ({
    system,
    statements: timeline.statements.filter((one) => one.system === system),
    lacking: lacking.filter(({ to }) => to === system),
  }));
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

export function saidTable(timeline: ReportTimeline, found: ReportFinding): Markup {
  const more = counted(timeline.left_out, 'further statement');
  return markup`
    ${table('What each system says', columns, sayingsOf(timeline, found).map(groupOf))}
    ${timeline.left_out === 0 ? null : markup`<p class="soft">${more} about it, farther off in time.</p>`}`;
}
