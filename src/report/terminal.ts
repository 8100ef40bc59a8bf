// The report as a person reads it in a terminal or pastes it into an e-mail: pure, and never a line
// wider than asked for.
import type { Report, ReportVerdict } from '../core/detect/report.js';
import {
  agreementText,
  connectionText,
  extentText,
  greenWords,
  headline,
  isGreenAndWrong,
  reasonTexts,
} from './report-words.js';
import { clusterDetails, clusterTable } from './terminal/clusters.js';
import {
  checklistSection,
  joinSection,
  mapSection,
  noteSection,
  signalSection,
  stalenessSection,
  unknownSection,
  unreadableSection,
} from './terminal/evidence.js';
import { bullets, framed, hanging, section, wrap } from './terminal/layout.js';
import type { Page, Style } from './terminal/layout.js';

export interface TerminalOptions {
  /** Narrower than 60 is read as 60, wider than 120 as 120: longer lines are hard to read. */
  readonly columns: number;
  readonly colour: boolean;
  /** Only the verdict, the first moves, the two figures and the table of faults. */
  readonly brief?: boolean;
  /** Paths of the files written beside it, shown last. */
  readonly written?: readonly string[];
}

const columnsMin = 60;
const columnsMax = 120;

const verdictStyle: Readonly<Record<ReportVerdict['kind'], Style>> = {
  structural: 'red',
  isolated: 'yellow',
  delay: 'yellow',
  healthy: 'green',
};

function titleLines(page: Page, report: Report): string[] {
  return [...wrap(`Weir ${report.weir} · ${extentText(report)}`, page.columns), ''];
}

function verdictLines(page: Page, report: Report): string[] {
  return [
    ...framed(page, verdictStyle[report.verdict.kind], [headline(report)]),
    ...bullets(page, reasonTexts(report)),
  ];
}

/** Two numbers side by side: what a dashboard of connections shows, and what is right. */
function rightAndConnected(page: Page, report: Report): string[] {
  const connected = connectionText(report);
  const lines = [
    ...section(page, 'CONNECTED, AND RIGHT'),
    ...(connected === null ? [] : hanging(page, '  Connected  ', connected)),
    ...hanging(page, '  Right      ', agreementText(report)),
  ];
  if (isGreenAndWrong(report)) {
    lines.push(...hanging(page, '  ', greenWords));
  }
  return lines;
}

function moves(page: Page, report: Report): string[] {
  const list = report.verdict.first_moves;
  if (list.length === 0) return [];
  return [
    ...section(page, 'DO FIRST'),
    ...list.flatMap((move, index) => hanging(page, `  ${index + 1}. `, move)),
  ];
}

function writtenLines(page: Page, written: readonly string[]): string[] {
  return written.length === 0 ? [] : [...section(page, 'WRITTEN'), ...bullets(page, written)];
}

/** The whole report as text that ends in a line break. */
export function terminalReport(report: Report, options: TerminalOptions): string {
  const columns = Math.min(columnsMax, Math.max(columnsMin, Math.floor(options.columns)));
  const page: Page = { columns, colour: options.colour };
  const first = [
    ...titleLines(page, report),
    ...verdictLines(page, report),
    ...moves(page, report),
    ...rightAndConnected(page, report),
    ...clusterTable(page, report),
  ];
  const rest = options.brief === true ? [] : details(page, report);
  const written = writtenLines(page, options.written ?? []);
  return `${[...first, ...rest, ...written].join('\n')}\n`;
}

function details(page: Page, report: Report): string[] {
  return [
    ...clusterDetails(page, report),
    ...mapSection(page, report),
    ...signalSection(page, report),
    ...stalenessSection(page, report),
    ...checklistSection(page, report),
    ...joinSection(page, report),
    ...noteSection(page, report),
    ...unknownSection(page, report),
    ...unreadableSection(page, report),
  ];
}
