// The second half of the terminal report: map, signals, staleness, checklist, and what the inputs
// could not show.
import { questions } from '../../core/contract/answers.js';
import { counted, grouped } from '../../core/detect/pattern-names.js';
import type { Answer, Report } from '../../core/detect/report.js';
import type { MapGap } from '../../core/map/integration-map.js';
import {
  costTexts,
  gapEnds,
  gapWords,
  handTexts,
  isOld,
  joinText,
  pointingText,
  lagText,
  linelessTexts,
  settlingWords,
  signalWords,
  unreadTexts,
} from '../report-words.js';
import { bullets, hanging, paint, section, table, wrap } from './layout.js';
import type { Page, Style } from './layout.js';

const gapsMax = 10;
const ownersMax = 4;
const unreadableMax = 5;

const answerStyle: Readonly<Record<Answer, Style>> = { yes: 'green', no: 'red', unknown: 'dim' };
const signalStyle: Readonly<Record<Answer, Style>> = { yes: 'red', no: 'green', unknown: 'dim' };

function answerCell(page: Page, answer: Answer, styles: Readonly<Record<Answer, Style>>): string {
  return paint(page, styles[answer], answer.padEnd(7));
}

/** The first line of `lines` behind a coloured answer; a painted cell has no width of its own. */
function behindAnswer(cell: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => (index === 0 ? `  ${cell}  ${line}` : `           ${line}`));
}

/** Owners that nobody named are one sentence, however many there are. */
function ownerText(gaps: readonly MapGap[]): string[] {
  const facts = [...new Set(gaps.map((gap) => gap.fact ?? gap.because))];
  if (facts.length === 0) return [];
  const more = facts.length > ownersMax ? ` and ${facts.length - ownersMax} more` : '';
  const names = facts.slice(0, ownersMax).join(', ') + more;
  return [`no owner: the contract names nobody for ${counted(gaps.length, 'handoff')} (${names})`];
}

export function mapSection(page: Page, report: Report): string[] {
  const { gaps, closing_set: closing } = report.map;
  if (gaps.length === 0) return [];
  const lines = section(page, `GAPS ON THE MAP (${gaps.length})`);
  const owners = gaps.filter((gap) => gap.kind === 'no-owner');
  const others = gaps.filter((gap) => gap.kind !== 'no-owner');
  const texts = others
    .slice(0, gapsMax)
    .map((gap) => `${gapWords[gap.kind]}${gapEnds(gap)}: ${gap.because}`);
  lines.push(...bullets(page, [...texts, ...ownerText(owners)]));
  if (others.length > gapsMax) {
    lines.push(`  … and ${others.length - gapsMax} more: weir map --gaps and the same PATH`);
  }
  if (closing.length > 0) {
    const text = `The fewest handoff rules that would close them: ${closing.join(', ')}.`;
    lines.push(...hanging(page, '  ', text));
  }
  return lines;
}

export function signalSection(page: Page, report: Report): string[] {
  const present = report.signals.filter((signal) => signal.present === 'yes').length;
  const lines = section(page, `SIGNALS OF A STRUCTURAL GAP (${present} of 6 present)`);
  for (const signal of report.signals) {
    const count = signal.count > 0 ? ` (${grouped(signal.count)})` : '';
    const text = wrap(signalWords[signal.id] + count, page.columns - 11);
    lines.push(...behindAnswer(answerCell(page, signal.present, signalStyle), text));
  }
  return lines;
}

/** Only feeds that show an indicator are listed; the rest are a number. */
export function stalenessSection(page: Page, report: Report): string[] {
  if (report.staleness.length === 0) return [];
  const column = (title: string, shrinks = false) => ({ title, align: 'left' as const, shrinks });
  const old = report.staleness.filter(isOld);
  const rest = report.staleness.length - old.length;
  const listed = table(
    page,
    [
      column('feed', true),
      column('constant lag'),
      column('errors after it'),
      column('disputes'),
      column('cascade'),
    ],
    old.map((row) => [
      row.feed,
      lagText(row),
      row.downstream_errors,
      row.metric_dispute,
      row.cascade,
    ]),
  );
  return [
    ...section(page, 'OLD FIGURES'),
    ...(old.length === 0 ? [] : listed),
    ...(rest === 0
      ? []
      : [`  ${counted(rest, 'feed')} ${rest === 1 ? 'shows' : 'show'} no sign of it.`]),
  ];
}

export function checklistSection(page: Page, report: Report): string[] {
  const lines = section(page, `TEN QUESTIONS (yes is healthy; ${pointingText(report)})`);
  for (const row of report.checklist) {
    const question = questions[row.question - 1] ?? '';
    const stated = row.basis === 'stated' ? ' [stated]' : '';
    const text = [
      ...hanging(
        { ...page, columns: page.columns - 11 },
        `${row.question}. `.padStart(4),
        question,
      ),
      ...(row.answer === 'unknown' && row.basis === 'evidenced'
        ? []
        : hanging({ ...page, columns: page.columns - 11 }, '    ', row.because + stated)),
    ];
    lines.push(...behindAnswer(answerCell(page, row.answer, answerStyle), text));
  }
  return lines;
}

export function unknownSection(page: Page, report: Report): string[] {
  const { unknown } = report.counts;
  const lineless = linelessTexts(report);
  if (unknown === 0 && report.settle_with.length + lineless.length === 0) return [];
  const lines = section(page, 'WHAT THE INPUTS CANNOT SHOW');
  const many = `${grouped(unknown)} expectations could not be judged. They count as unknown: neither as faults nor as health.`;
  if (unknown > 0) lines.push(...wrap(many, page.columns - 2).map((line) => `  ${line}`));
  if (lineless.length > 0) lines.push(...bullets(page, lineless));
  if (report.settle_with.length > 0) {
    lines.push(`  ${settlingWords(report)}`);
    lines.push(...bullets(page, report.settle_with));
  }
  return lines;
}

export function joinSection(page: Page, { joins }: Report): string[] {
  if (joins.length === 0) return [];
  return [...section(page, 'NAMES THAT MEAN THE SAME'), ...bullets(page, joins.map(joinText))];
}

export function noteSection(page: Page, report: Report): string[] {
  const all = [
    ...report.notes.map((note) => note.text),
    ...handTexts(report),
    ...costTexts(report),
  ];
  return all.length === 0 ? [] : [...section(page, 'NOTES'), ...bullets(page, all)];
}

export function unreadableSection(page: Page, report: Report): string[] {
  const broken = report.inputs.filter((file) => file.unreadable_count > 0);
  if (broken.length === 0) return [];
  const count = broken.reduce((sum, file) => sum + file.unreadable_count, 0);
  const lines = section(page, `COULD NOT BE READ (${grouped(count)})`);
  const rows = unreadTexts(report);
  for (const { place, reason } of rows.slice(0, unreadableMax)) {
    lines.push(...hanging(page, '  • ', `${place}: ${reason}`));
  }
  if (rows.length > unreadableMax) lines.push('  … and more: see report.json');
  return lines;
}
