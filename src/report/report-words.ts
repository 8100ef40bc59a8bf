// The sentences of a report that stand both in the terminal and on the page.
import { counted, filesText, grouped, lagWords } from '../core/detect/pattern-names.js';
import type { Report, ReportJoin, ReportVerdict, SignalId } from '../core/detect/report.js';
import type { GapKind, MapGap } from '../core/map/integration-map.js';

const verdictWords: Readonly<Record<ReportVerdict['kind'], string>> = {
  structural: 'Structural',
  isolated: 'Isolated',
  delay: 'Only delays',
  healthy: 'Healthy',
};

export const gapWords: Readonly<Record<GapKind, string>> = {
  'never-seen': 'never seen',
  'no-owner': 'no owner',
  'no-acknowledgement': 'no acknowledgement',
  'no-consumer': 'nobody takes it',
  'no-source': 'nobody states it',
  batch: 'batch',
};

export const signalWords: Readonly<Record<SignalId, string>> = {
  'notified-before-recorded': 'Customers or channels know of a shipment before you do',
  'no-full-sequence': 'No single system holds the full history of an order',
  'each-right-alone': 'Each system is right about what it got, and they differ',
  repeats: 'The same fault repeats within a week',
  'books-gap': 'Revenue is posted without its cost or stock',
  'new-channel-worse': 'A new channel made it worse',
};

/** The verdict in a sentence. */
export function headline(report: Report): string {
  const { kind, certainty, because } = report.verdict;
  const { agreeing, disagreeing } = report.agreement;
  const [first = ''] = because;
  if (kind === 'healthy' && agreeing + disagreeing === 0) return first;
  const sure = certainty === 'certain' ? '' : ` (${certainty})`;
  return `${verdictWords[kind]}${sure}: ${first}`;
}

/** `2026-02-02 to 2026-03-01 · 15 files, 28,173 statements, 2,033 orders`. */
export function extentText({ window, inputs, counts }: Report): string {
  const { from, until } = window;
  const time =
    from === null || until === null
      ? 'no time that could be read'
      : `${from.slice(0, 10)} to ${until.slice(0, 10)}`;
  const files = `${grouped(inputs.length)} ${inputs.length === 1 ? 'file' : 'files'}`;
  const { observations, orders } = counts;
  return `${time} · ${files}, ${grouped(observations)} statements, ${grouped(orders)} orders`;
}

/** What a dashboard of connections would show; null: no system spoke. */
export function connectionText({ connectivity }: Report): string | null {
  const spoke = Object.entries(connectivity.systems).filter(([, system]) => system.events > 0);
  if (spoke.length === 0) return null;
  const green = spoke.filter(([, system]) => system.green).length;
  const errors = spoke
    .filter(([, system]) => system.errors > 0)
    .map(([name, system]) => `${name} ${grouped(system.errors)}`);
  const told = errors.length === 0 ? '' : ` (errors: ${errors.join(', ')})`;
  return `${green} of ${counted(spoke.length, 'system')} spoke without an error${told}`;
}

/** How many orders are right. */
export function agreementText({ agreement }: Report): string {
  const judged = agreement.agreeing + agreement.disagreeing;
  if (agreement.orders_agreeing === null) return 'no order could be judged';
  const share = (Math.floor(agreement.orders_agreeing * 1_000) / 10).toFixed(1);
  const oldest =
    agreement.oldest_disagreement === null
      ? ''
      : `; the oldest disagreement is of ${agreement.oldest_disagreement.slice(0, 10)}`;
  return `${share}%: ${grouped(agreement.agreeing)} of ${grouped(judged)} orders show the same in every system that was read${oldest}. ${grouped(agreement.in_flight)} are on their way, ${grouped(agreement.unknown)} unknown.`;
}

export function isGreenAndWrong({ connectivity, agreement }: Report): boolean {
  return (
    agreement.disagreeing > 0 && Object.values(connectivity.systems).some(({ green }) => green)
  );
}

export const greenWords =
  'A green connection only says that calls arrive, not that what they say is right.';

/** The systems that state orders without their lines: `erp states 312 of 400 orders without their lines`. */
export function linelessTexts({ coverage }: Report): string[] {
  const texts = coverage
    .filter((row) => row.orders_without_lines > 0)
    .map((row) => {
      const all = row.orders_without_lines === row.orders;
      const many = all ? '' : `${grouped(row.orders_without_lines)} of `;
      return (
        `${row.system} states ${many}${counted(row.orders, 'order')} without ${row.orders === 1 ? 'its' : 'their'} lines: ` +
        'no quantity of these can be compared.'
      );
    });
  return [...new Set(texts)];
}

/** What the list of files that would settle most begins with. */
export function settlingWords({ counts }: Report): string {
  return counts.unknown > 0
    ? 'These files would settle most of them:'
    : 'These files would show more:';
}

/** `, erp → shop`; empty where neither end is known. */
export function gapEnds({ from, to }: MapGap): string {
  if (from !== null && to !== null) return `, ${from} → ${to}`;
  if (to !== null) return `, to ${to}`;
  return from === null ? '' : `, from ${from}`;
}

/** `erp.external = shop.order_name: 690 of 700 matched, # taken off`. */
export function joinText(join: ReportJoin): string {
  const { between, matched, of, right } = join;
  const [first, second] = between;
  const own = trimText(join);
  const taken =
    right === undefined
      ? own
      : [`${own} of ${first}`, `${trimText(right)} of ${second}`].join(' and ');
  const told = `${first} = ${second}: ${grouped(matched)} of ${grouped(of)} matched`;
  return taken === '' ? told : `${told}, ${taken} taken off`;
}

function trimText({ trim, suffix }: Pick<ReportJoin, 'trim' | 'suffix'>): string {
  const texts = [trim ?? '', suffix ?? ''].filter((text) => text !== '');
  return texts.map((text) => `"${text}"`).join(' and ');
}

/** Whether a feed shows any sign of a cascade of old figures. */
export function isOld(row: Report['staleness'][number]): boolean {
  const signs = [row.constant_lag, row.downstream_errors, row.metric_dispute];
  return signs.includes('yes') || row.cascade === 'confirmed' || row.cascade === 'suspected';
}

/** Whether a feed always lags, and by how much: `yes, 1 business day`. */
export function lagText({ constant_lag: answer, lag }: Report['staleness'][number]): string {
  return lag === null ? answer : `${answer}, ${lagWords(lag)}`;
}

/** How many of the ten questions are answered with no: `6 point at the handoffs`. */
export function pointingText({ checklist }: Report): string {
  const pointing = checklist.filter(({ answer }) => answer === 'no').length;
  return pointing === 1 ? '1 points at the handoffs' : `${pointing} point at the handoffs`;
}

/** Files of which nothing could be read; null: there are none. */
function lostText({ inputs }: Report): string | null {
  const lost = inputs.filter((one) => one.observations === 0 && one.unreadable_count > 0).length;
  if (lost === 0) return null;
  if (lost === inputs.length) return 'Nothing could be read of any file.';
  const all = grouped(inputs.length);
  return `Nothing could be read of ${grouped(lost)} of the ${all} files: the last part says why.`;
}

/** What stands behind the headline. */
export function reasonTexts(report: Report): string[] {
  const [, ...rest] = report.verdict.because;
  const lost = lostText(report);
  return lost === null ? rest : [...rest, lost];
}

/** What could not be read, and why: first what is wrong with whole files, each reason once. */
export interface Unread {
  readonly place: string;
  readonly reason: string;
}

export function unreadTexts({ inputs }: Report): Unread[] {
  const lines: Unread[] = [];
  const files = new Map<string, string[]>();
  for (const { path, unreadable } of inputs) {
    for (const { line, reason } of unreadable) {
      if (line === null) files.set(reason, [...(files.get(reason) ?? []), path]);
      else lines.push({ place: `${path}:${line}`, reason });
    }
  }
  const whole = [...files].map(([reason, paths]) => ({ place: filesText(paths), reason }));
  return [...whole, ...lines];
}

/** What is done by hand. */
export function handTexts({ workarounds }: Report): string[] {
  return workarounds.map((row) => {
    const seen = row.basis === 'stated' ? 'stated' : counted(row.count, 'time');
    const minutes =
      (row.minutes_per_week ?? 0) === 0 ? '' : `, ${row.minutes_per_week} minutes a week`;
    return `By hand: ${row.name}${row.who === null ? '' : ` (${row.who})`}: ${seen}${minutes}`;
  });
}

export function costTexts({ cost }: Report): string[] {
  if (cost === null) return [];
  const money = cost.amount === null ? '' : `, ${cost.amount} ${cost.currency ?? ''}`.trimEnd();
  const week =
    cost.minutes_per_week === null ? '' : `; ${grouped(cost.minutes_per_week)} minutes a week`;
  return [`Cost of these faults by the contract: ${grouped(cost.minutes)} minutes${money}${week}`];
}
