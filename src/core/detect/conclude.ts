// The last step of the core: from what each subject's judges found and counted to the report of
// the whole run. Pure: everything that the report depends on is in the input.
import type { Answers } from '../contract/answers.js';
import type { Contract } from '../contract/contract.js';
import { integrationMap } from '../map/build.js';
import type { Coverage, Span } from '../observation/coverage.js';
import { spanOf } from '../observation/coverage.js';
import { instantText } from '../observation/instant.js';
import type { Instant } from '../observation/instant.js';
import { checklistOf } from './checklist.js';
import { clockNotes } from './clock-offset.js';
import { clustersOf } from './clusters.js';
import { costOf, workaroundsOf } from './cost.js';
import type { Window } from './cost.js';
import type { Candidate, PatternId, PatternWords } from './finding.js';
import { matchLoneRecords } from './orphaned-payment.js';
import { explanationOf, remedyOf } from './mended.js';
import { counted } from './pattern-names.js';
import type {
  Report,
  ReportAgreement,
  ReportCoverage,
  ReportFinding,
  ReportInput,
  ReportJoin,
  ReportNote,
  ReportStaleness,
} from './report.js';
import { settleWith } from './settle-with.js';
import { judgedHandoffs, signalsOf } from './signals.js';
import { compareTexts } from '../observation/compare-texts.js';
import { standing } from './standing.js';
import { settled } from './suspended.js';
import type { Standing } from './standing.js';
import type { Tally } from './tally.js';
import { unmappedFindings } from './unmapped.js';
import { costsPastDue } from './vendor-bill.js';
import { verdictOf } from './verdict.js';
import { withdraw } from './withdraw.js';

export interface ConcludeInput {
  /** Of the package, e.g. `0.1.0`. */
  readonly version: string;
  readonly generatedAt: Instant;
  /** Where 99.9% of the times lie; null: no statement was read. */
  readonly window: { readonly from: Instant; readonly until: Instant } | null;
  readonly inputs: readonly ReportInput[];
  readonly joins: readonly ReportJoin[];
  readonly coverage: Coverage;
  readonly contract: Contract;
  readonly candidates: readonly Candidate[];
  readonly tally: Tally;
  /** What answers.yaml states; `noAnswers` where there is none. */
  readonly answers: Answers;
  readonly baseline: Report | null;
  readonly staleness: readonly ReportStaleness[];
  readonly words: Readonly<Record<PatternId, PatternWords>>;
}

const textOrNull = (at: Instant | null): string | null => (at === null ? null : instantText(at));

function sumOf(counts: Iterable<number>): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}

function agreementOf(tally: Tally): ReportAgreement {
  const judged = tally.agreeing + tally.disagreeing;
  return {
    orders_agreeing: judged === 0 ? null : Math.floor((10_000 * tally.agreeing) / judged) / 10_000,
    agreeing: tally.agreeing,
    disagreeing: tally.disagreeing,
    in_flight: tally.inFlight,
    unknown: tally.agreementUnknown,
    oldest_disagreement: textOrNull(tally.oldestDisagreement),
  };
}

/** Green is what a dashboard of connections would say: it spoke, and logged no error. */
function connectivityOf({ tally, contract }: ConcludeInput): Report['connectivity'] {
  const systems: Record<string, { events: number; errors: number; green: boolean }> = {};
  for (const name of [...new Set([...contract.systems.keys(), ...tally.events.keys()])].sort()) {
    const { events, errors } = tally.events.get(name) ?? { events: 0, errors: 0 };
    systems[name] = { events, errors, green: events > 0 && errors === 0 };
  }
  return { systems };
}

/** Rows of one system differ in their time; its orders stand on each, as they are counted over all. */
function coverageRows(coverage: Coverage, { stated }: Tally): ReportCoverage[] {
  return [...coverage.systems]
    .sort((a, b) => compareTexts(a[0], b[0]))
    .flatMap(([system, covered]) => {
      const spans = new Map<string, { readonly span: Span; readonly facts: string[] }>();
      for (const kind of [...covered.kinds].sort()) {
        const span = spanOf(covered, kind) ?? covered;
        const key = `${instantText(span.from)} ${instantText(span.until)}`;
        const row = spans.get(key) ?? { span, facts: [] };
        row.facts.push(kind);
        spans.set(key, row);
      }
      return [...spans.values()].map(({ span, facts }) => ({
        system,
        facts,
        from: instantText(span.from),
        until: instantText(span.until),
        filter: covered.filter,
        orders: stated.get(system)?.orders ?? 0,
        orders_without_lines: stated.get(system)?.withoutLines ?? 0,
      }));
    });
}

function involveWords(found: Standing, input: ConcludeInput): string {
  const words = input.words[found.pattern].involve(found);
  const owner = input.contract.rules.find((rule) => rule.id === found.handoff)?.owner ?? null;
  return owner === null ? words : `${owner} (owner of ${found.handoff ?? ''}); ${words}`;
}

/** Prose is made here and nowhere before: only for what stands. */
function findingOf(found: Standing, input: ConcludeInput): ReportFinding {
  const words = input.words[found.pattern];
  return {
    id: found.id,
    fingerprint: found.fingerprint,
    level: found.level,
    pattern: found.pattern,
    also: found.also,
    cause: found.cause,
    entry: found.entry,
    hop: found.hop,
    subject: { type: found.subject.type, key: found.subject.key, refs: found.subject.refs },
    shown: found.subject.shown ?? {},
    systems: found.systems,
    handoff: found.handoff,
    at: textOrNull(found.at),
    due: textOrNull(found.due),
    healed_at: textOrNull(found.healedAt),
    state: found.state,
    evidence: found.evidence,
    explanation: explanationOf(words, found),
    remedy: remedyOf(words, found),
    involve: involveWords(found, input),
  };
}

function acceptNotes(all: readonly Standing[]): ReportNote[] {
  const count = all.filter((found) => found.state === 'ignored').length;
  if (count === 0) return [];
  const text = `${counted(count, 'finding matches', 'findings match')} the contract's accept list: counted and listed as ignored, and left out of the verdict.`;
  return [{ kind: 'accepted', text, count }];
}

/** Facts that came in an order that no system's rules allow: kept, and told once a kind. */
function implausibleNotes(tally: Tally): ReportNote[] {
  return [...tally.implausible].map(([key, count]) => {
    const [system = '', axis = '', step = ''] = key.split('|');
    const times = counted(count, 'time');
    const text = `${system} went from ${step.replace('→', ' to ')} on ${axis} ${times}: taken as said, but no legal step.`;
    return { kind: 'implausible', text, count };
  });
}

function countsOf({ tally, inputs }: ConcludeInput, unknown: number): Report['counts'] {
  return {
    observations: sumOf(inputs.map((file) => file.observations)),
    duplicates: tally.duplicates,
    orders: tally.orders,
    stock_items: tally.stockItems,
    feeds: tally.feeds,
    documents: tally.documents,
    unknown,
  };
}

/** Everything that follows from the standing findings alone. */
function diagnosis(
  all: readonly Standing[],
  input: ConcludeInput,
  withdrawn: ReturnType<typeof withdraw>,
): Pick<Report, 'clusters' | 'signals' | 'checklist' | 'map' | 'verdict' | 'settle_with' | 'cost'> {
  const { contract, tally, baseline, coverage } = input;
  const staleness = input.staleness;
  const window = windowOf(input);
  const clusters = clustersOf(all, tally, baseline);
  const signals = signalsOf({ tally, contract, standing: all, clusters });
  const checklist = checklistOf({ tally, contract, standing: all, answers: input.answers });
  const gaps = withdrawn.gaps;
  const map = integrationMap({ contract, coverage, tally, standing: all, staleness, gaps });
  const settle = settleWith(tally, contract, window);
  const verdict = verdictOf({
    standing: all,
    clusters,
    signals,
    checklist,
    staleness,
    agreement: agreementOf(tally),
    map,
    settleWith: settle,
    tickets: input.answers.tickets,
    unknown: unknownOf(tally, withdrawn.unknown),
    judged: judgedHandoffs(tally) - withdrawn.unknownHandoffs,
  });
  const cost = costOf(all, tally, contract, window);
  return { clusters, signals, checklist, map, verdict, settle_with: settle, cost };
}

function unknownOf(tally: Tally, withdrawn: number): number {
  return sumOf(tally.unknown.values()) + withdrawn;
}

function windowOf({ window }: ConcludeInput): Window {
  if (window === null) return { from: null, until: null };
  return { from: instantText(window.from), until: instantText(window.until) };
}

/**
 * The report of a run, without timelines: they need the lines again. Neither the order of candidates
 * nor the division of the run matters.
 */
export function conclude(given: ConcludeInput): Report {
  const input = { ...given, tally: settled(given.tally) };
  const { tally, contract } = input;
  const matched = matchLoneRecords(input.candidates, [...tally.lone.values()]);
  const withdrawn = withdraw(matched, tally);
  const costs = costsPastDue(tally.costsOwed, tally.vendorBills);
  const candidates = [...withdrawn.kept, ...unmappedFindings(tally), ...costs];
  const all = standing(candidates, contract.accept, input.coverage.until);
  const found = diagnosis(all, input, withdrawn);
  const own = [...acceptNotes(all), ...implausibleNotes(tally), ...clockNotes(tally, contract)];
  const notes = [...withdrawn.notes, ...own];
  return {
    weir: input.version,
    format: 1,
    generated_at: instantText(input.generatedAt),
    window: windowOf(input),
    inputs: input.inputs,
    joins: input.joins,
    coverage: coverageRows(input.coverage, tally),
    counts: countsOf(input, unknownOf(tally, withdrawn.unknown)),
    agreement: agreementOf(tally),
    connectivity: connectivityOf(input),
    findings: all.map((one) => findingOf(one, input)),
    clusters: found.clusters,
    timelines: [],
    signals: found.signals,
    staleness: input.staleness.toSorted((a, b) => compareTexts(a.feed, b.feed)),
    map: found.map,
    workarounds: workaroundsOf(tally, contract, windowOf(input)),
    notes: notes.sort((a, b) => compareTexts(a.kind + a.text, b.kind + b.text)),
    checklist: found.checklist,
    verdict: found.verdict,
    settle_with: found.settle_with,
    cost: found.cost,
  };
}
