// The report as a person reads it in a terminal or pastes it into an e-mail: pure, and never a line
// wider than asked for.
import { grouped } from '../core/detect/pattern-names.js';
import type { Report, ReportVerdict } from '../core/detect/report.js';
import { clusterSections } from './terminal/clusters.js';
import {
  checklistSection,
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

const verdictWords: Readonly<Record<ReportVerdict['kind'], string>> = {
  structural: 'Structural',
  isolated: 'Isolated',
  delay: 'Only delays',
  healthy: 'Healthy',
};

function headline(report: Report): string[] {
  const { kind, certainty, because } = report.verdict;
  const [first, ...rest] = because;
  const { agreeing, disagreeing } = report.agreement;
  if (kind === 'healthy' && agreeing + disagreeing === 0) return [first ?? '', ...rest];
  const sure = certainty === 'certain' ? '' : ` (${certainty})`;
  return [`${verdictWords[kind]}${sure}: ${first ?? ''}`, ...rest];
}

function titleLines(page: Page, report: Report): string[] {
  const { from, until } = report.window;
  const window =
    from === null || until === null
      ? 'no time that could be read'
      : `${from.slice(0, 10)} to ${until.slice(0, 10)}`;
  const files = `${grouped(report.inputs.length)} ${report.inputs.length === 1 ? 'file' : 'files'}`;
  const { observations, orders } = report.counts;
  const text = `Weir ${report.weir} · ${window} · ${files}, ${grouped(observations)} statements, ${grouped(orders)} orders`;
  return [...wrap(text, page.columns), ''];
}

function verdictLines(page: Page, report: Report): string[] {
  const [head, ...rest] = headline(report);
  return [...framed(page, verdictStyle[report.verdict.kind], [head ?? '']), ...bullets(page, rest)];
}

function agreementText(report: Report): string {
  const { agreement } = report;
  const judged = agreement.agreeing + agreement.disagreeing;
  if (agreement.orders_agreeing === null) return 'no order could be judged';
  const share = (Math.floor(agreement.orders_agreeing * 1_000) / 10).toFixed(1);
  const oldest =
    agreement.oldest_disagreement === null
      ? ''
      : `; the oldest disagreement is of ${agreement.oldest_disagreement.slice(0, 10)}`;
  return `${share}%: ${grouped(agreement.agreeing)} of ${grouped(judged)} orders show the same in every system that was read${oldest}. ${grouped(agreement.in_flight)} are on their way, ${grouped(agreement.unknown)} unknown.`;
}

/** Two numbers side by side: what a dashboard of connections shows, and what is right. */
function rightAndConnected(page: Page, report: Report): string[] {
  const systems = Object.entries(report.connectivity.systems);
  const spoke = systems.filter(([, system]) => system.events > 0);
  const green = spoke.filter(([, system]) => system.green).length;
  const errors = spoke
    .filter(([, system]) => system.errors > 0)
    .map(([name, system]) => `${name} ${grouped(system.errors)}`);
  const connected = `${green} of ${spoke.length} systems spoke without an error${errors.length === 0 ? '' : ` (errors: ${errors.join(', ')})`}`;
  const lines = [
    ...section(page, 'CONNECTED, AND RIGHT'),
    ...(spoke.length === 0 ? [] : hanging(page, '  Connected  ', connected)),
    ...hanging(page, '  Right      ', agreementText(report)),
  ];
  if (green > 0 && report.agreement.disagreeing > 0) {
    lines.push(
      ...hanging(
        page,
        '  ',
        'A green connection only says that calls arrive, not that what they say is right.',
      ),
    );
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
  const lines = [
    ...titleLines(page, report),
    ...verdictLines(page, report),
    ...moves(page, report),
    ...rightAndConnected(page, report),
    ...clusterSections(page, report),
    ...mapSection(page, report),
    ...signalSection(page, report),
    ...stalenessSection(page, report),
    ...checklistSection(page, report),
    ...noteSection(page, report),
    ...unknownSection(page, report),
    ...unreadableSection(page, report),
    ...writtenLines(page, options.written ?? []),
  ];
  return `${lines.join('\n')}\n`;
}
