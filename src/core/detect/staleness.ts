// The three indicators of a staleness cascade, by feed: a lag of always the same
// number of business days, errors in several consumers at once, one metric always in dispute. All
// three confirm it; one or two only raise the suspicion.
import { businessDaysBetween, dayOf } from '../feed/business-days.js';
import type { JudgedFeed } from '../feed/judged.js';
import type { Decision, FeedWorld, Showing } from '../feed/record.js';
import type { Instant } from '../observation/instant.js';
import type { Candidate } from './finding.js';
import type { Dispute } from './metric-dispute.js';
import type { Answer, ReportStaleness } from './report.js';

export interface StalenessInput {
  readonly world: FeedWorld;
  readonly feeds: ReadonlyMap<string, JudgedFeed>;
  readonly disputes: readonly Dispute[];
  readonly downstream: Downstream;
}

/** What was found of other subjects: whether anything was, and the faults that name a feed or a supplier. */
export interface Downstream {
  readonly looked: boolean;
  readonly errors: readonly Candidate[];
}

const lagDaysMin = 5;
const errorTypesMin = 3;
const disputesMin = 2;
/** Of the last disputes, those that must be over one metric: three of four. */
const disputesLooked = 4;
const disputesShare = 0.75;

/** Of all that was found: what may be a stale feed's damage. */
export function downstreamOf(found: readonly Candidate[]): Downstream {
  const faults = found.filter(({ level, subject }) => level === 'fault' && subject.type !== 'feed');
  const errors = faults.filter(
    ({ subject }) => subject.refs['feed'] !== undefined || subject.refs['supplier'] !== undefined,
  );
  return { looked: faults.length > 0, errors };
}

/** One row a feed, by name. */
export function stalenessOf(input: StalenessInput): ReportStaleness[] {
  const { downstream } = input;
  const showings = byFeed(input.world.showings);
  const decisions = byFeed(input.world.decisions);
  const disputes = byFeed(input.disputes);
  const rows: ReportStaleness[] = [];
  for (const name of [...input.feeds.keys()].sort()) {
    const feed = input.feeds.get(name);
    if (feed === undefined) continue;
    const used = {
      showings: showings.get(name) ?? [],
      decisions: decisions.get(name) ?? [],
      disputes: disputes.get(name) ?? [],
    };
    rows.push(rowOf(feed, { ...used, downstream }));
  }
  return rows;
}

function byFeed<Item extends { readonly feed: string | null }>(
  items: readonly Item[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    if (item.feed === null) continue;
    const group = groups.get(item.feed);
    if (group === undefined) groups.set(item.feed, [item]);
    else group.push(item);
  }
  return groups;
}

/** What was shown, decided and disputed by the figures of one feed. */
interface RowInput {
  readonly showings: readonly Showing[];
  readonly decisions: readonly Decision[];
  readonly disputes: readonly Dispute[];
  readonly downstream: Downstream;
}

function rowOf(feed: JudgedFeed, input: RowInput): ReportStaleness {
  const constant = constantLag(feed, input.showings);
  const downstream = downstreamErrors(feed, input, constant.lag);
  const dispute = metricDispute(input);
  return {
    feed: feed.name,
    constant_lag: constant.answer,
    lag: constant.answer === 'yes' ? `P${constant.lag ?? 0}D` : null,
    downstream_errors: downstream,
    metric_dispute: dispute,
    cascade: cascadeOf([constant.answer, downstream, dispute]),
  };
}

function cascadeOf(answers: readonly Answer[]): ReportStaleness['cascade'] {
  const present = answers.filter((answer) => answer === 'yes').length;
  if (present === answers.length) return 'confirmed';
  if (present > 0) return 'suspected';
  // Without a constant lag it is no cascade, whatever else cannot be told.
  if (answers[0] === 'no' || answers.every((answer) => answer === 'no')) return 'no';
  return 'unknown';
}

interface Lag {
  readonly answer: Answer;
  /** Business days. */
  readonly lag: number | null;
}

interface Sample {
  readonly day: number;
  readonly lag: number;
}

/** The worst of the feed's deliveries and of each system that shows its figures. */
function constantLag(feed: JudgedFeed, showings: readonly Showing[]): Lag {
  const series = new Map<string, Sample[]>();
  const put = (system: string, at: Instant, asOf: Instant): void => {
    const day = dayOf(feed.days, at);
    if (!feed.days.isWorked(day)) return;
    const samples = series.get(system) ?? [];
    samples.push({ day, lag: businessDaysBetween(feed.days, dayOf(feed.days, asOf), day) });
    series.set(system, samples);
  };
  for (const view of feed.record.views.values()) {
    for (const { arrived, asOf } of view.arrivals) put(`feed ${view.system}`, arrived.at, asOf);
  }
  for (const showing of showings) {
    if (showing.asOf !== null) put(showing.system, showing.at, showing.asOf);
  }
  const lags = [...series.values()].map(lagOf);
  const worst = lags
    .filter((lag) => lag.answer === 'yes')
    .sort((a, b) => (b.lag ?? 0) - (a.lag ?? 0))[0];
  return worst ?? lags.find((lag) => lag.answer === 'no') ?? { answer: 'unknown', lag: null };
}

function lagOf(samples: readonly Sample[]): Lag {
  const lag = samples[0]?.lag ?? 0;
  if (lag === 0 || samples.some((sample) => sample.lag !== lag)) return { answer: 'no', lag: null };
  const days = new Set(samples.map((sample) => sample.day));
  return days.size < lagDaysMin ? { answer: 'unknown', lag: null } : { answer: 'yes', lag };
}

/** Errors of different kinds, each by a figure older than what the source had then. */
function downstreamErrors(feed: JudgedFeed, input: RowInput, lag: number | null): Answer {
  const kinds = new Set<string>();
  const looked = input.downstream.looked || input.decisions.length > 0;
  for (const decision of input.decisions) {
    if (decidedOnOlder(decision, feed, input.showings, lag)) kinds.add(decision.decision);
  }
  if (input.disputes.length > 0) kinds.add('dispute');
  const suppliers = suppliersOf(feed, input.showings);
  for (const found of input.downstream.errors) {
    const { refs } = found.subject;
    const named =
      (refs['feed'] ?? []).includes(feed.name) ||
      (refs['supplier'] ?? []).some((one) => suppliers.has(one));
    if (named) kinds.add(found.pattern);
  }
  if (kinds.size >= errorTypesMin) return 'yes';
  return looked ? 'no' : 'unknown';
}

function suppliersOf(
  { name, context }: JudgedFeed,
  showings: readonly Showing[],
): ReadonlySet<string> {
  const suppliers = new Set<string>();
  const from = context.contract.feeds.get(name)?.from;
  if (from !== undefined) suppliers.add(from);
  for (const { supplier } of showings) suppliers.add(supplier);
  return suppliers;
}

function decidedOnOlder(
  decision: Decision,
  feed: JudgedFeed,
  showings: readonly Showing[],
  lag: number | null,
): boolean {
  const { asOf, at, system } = decision;
  if (asOf === null) return false;
  // Where the feed itself is always behind, the day of the decision is what the source knew.
  if (lag !== null && lag > 0) {
    return businessDaysBetween(feed.days, dayOf(feed.days, asOf), dayOf(feed.days, at)) >= lag;
  }
  const newer = (one: Instant | null, shown: Instant): boolean =>
    one !== null && one > asOf && shown <= at;
  const shown = showings.some((one) => one.system !== system && newer(one.asOf, one.at));
  if (shown) return true;
  return [...feed.record.views.values()].some((view) =>
    view.arrivals.some((arrival) => newer(arrival.asOf, arrival.arrived.until)),
  );
}

/** One metric in at least three of the last four disputes, and more than once. */
function metricDispute({ showings, disputes }: RowInput): Answer {
  const days = new Map<string, Dispute>();
  for (const dispute of disputes) {
    const day = new Date(dispute.later.at).toISOString().slice(0, 10);
    days.set(`${day} ${dispute.metric}`, dispute);
  }
  const last = [...days.values()].sort((a, b) => a.later.at - b.later.at).slice(-disputesLooked);
  const counts = new Map<string, number>();
  for (const { metric } of last) counts.set(metric, (counts.get(metric) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  if (most >= disputesMin && most >= disputesShare * last.length) return 'yes';
  if (last.length > 0) return 'unknown';
  return comparable(showings) ? 'no' : 'unknown';
}

/** Two systems show a figure of the feed, so that they could disagree. */
function comparable(showings: readonly Showing[]): boolean {
  const systems = new Map<string, string>();
  for (const showing of showings) {
    const key = `${showing.supplier}\u0000${showing.metric}`;
    const known = systems.get(key);
    if (known === undefined) systems.set(key, showing.system);
    else if (known !== showing.system) return true;
  }
  return false;
}
