// Folds what was said of feeds: snapshots by feed and system, and the figures that systems show or
// decide by, each with the feed that carries it. Pure, and free of the order of arrival.
import type { Contract, FeedDeclaration } from '../contract/contract.js';
import type { Instant } from '../observation/instant.js';
import { liveOf } from '../observation/live.js';
import type { Observation } from '../observation/observation.js';
import { refOf } from '../observation/observation.js';
import { arrivals, compareStatements } from '../order/arrivals.js';
import { figuresOf } from './figures.js';
import type { Arrival, Decision, FeedRecord, FeedView, FeedWorld, Showing } from './record.js';

export function foldFeeds(observations: readonly Observation[], contract: Contract): FeedWorld {
  const { statements, duplicates } = arrivals(liveOf(observations));
  const files = new Map<string, Map<string, Observation[]>>();
  for (const statement of statements) {
    if (statement.kind !== 'feed.snapshot' && statement.kind !== 'feed.failed') continue;
    const name = refOf(statement.refs, 'feed') ?? statement.system;
    const systems = files.get(name) ?? new Map<string, Observation[]>();
    const list = systems.get(statement.system) ?? [];
    list.push(statement);
    files.set(name, systems.set(statement.system, list));
  }
  const feeds = new Map<string, FeedRecord>();
  for (const name of [...files.keys()].sort()) {
    feeds.set(name, foldFeed(name, files.get(name) ?? new Map(), contract.feeds.get(name)));
  }
  const carriers = carriersOf(feeds, contract);
  const showings: Showing[] = [];
  const decisions: Decision[] = [];
  for (const statement of statements) {
    if (statement.kind === 'metric.shown') showings.push(showingOf(statement, carriers));
    else if (statement.kind === 'decision.made') decisions.push(decisionOf(statement, carriers));
  }
  return { feeds, showings, decisions, duplicates };
}

function foldFeed(
  name: string,
  systems: ReadonlyMap<string, readonly Observation[]>,
  declared: FeedDeclaration | undefined,
): FeedRecord {
  const views = new Map<string, FeedView>();
  for (const system of [...systems.keys()].sort()) {
    const statements = systems.get(system) ?? [];
    const snapshots = statements.filter((statement) => statement.kind === 'feed.snapshot');
    views.set(system, {
      system,
      arrivals: arrivalsOf(snapshots, declared),
      failures: statements.filter((statement) => statement.kind === 'feed.failed'),
    });
  }
  return { name, views };
}

/** Snapshots by when they arrived. */
function arrivalsOf(
  snapshots: readonly Observation[],
  declared: FeedDeclaration | undefined,
): Arrival[] {
  const readLater = readTogether(snapshots);
  const found: Arrival[] = [];
  for (const statement of snapshots) {
    const { asOf } = statement.data;
    if (asOf === undefined) continue;
    // `seen` tells when a snapshot came, unless the whole log was read in one go.
    const exact = statement.basis === 'event' && !readLater;
    const at = exact && statement.seen > statement.at ? statement.seen : statement.at;
    const until = Math.max(at, statement.until) as Instant;
    found.push({ statement, asOf, arrived: { at, until }, complete: true });
  }
  found.sort((a, b) => a.arrived.at - b.arrived.at || compareStatements(a.statement, b.statement));
  return declared === undefined ? found : checked(found, declared);
}

function readTogether(snapshots: readonly Observation[]): boolean {
  const [first] = snapshots;
  if (first === undefined || snapshots.length < 2) return false;
  return (
    snapshots.every((one) => one.seen === first.seen) &&
    snapshots.some((one) => one.at !== first.at)
  );
}

/** A file with too few rows never resets the clock. */
function checked(found: readonly Arrival[], { minRows, maxDrop }: FeedDeclaration): Arrival[] {
  let before: number | null = null;
  return found.map((arrival) => {
    const { rows } = arrival.statement.data;
    if (rows === undefined) return arrival;
    const few = minRows !== null && rows < minRows;
    const collapsed = maxDrop !== null && before !== null && rows < before * (1 - maxDrop);
    if (few || collapsed) return { ...arrival, complete: false };
    before = rows;
    return arrival;
  });
}

/** Which feed carries a figure: by supplier and metric, by supplier, and by metric alone. */
interface Carriers {
  readonly feeds: ReadonlySet<string>;
  readonly byFigure: ReadonlyMap<string, string | null>;
  readonly bySupplier: ReadonlyMap<string, string | null>;
  readonly byMetric: ReadonlyMap<string, string | null>;
}

function carriersOf(feeds: ReadonlyMap<string, FeedRecord>, contract: Contract): Carriers {
  const byFigure = new Map<string, string | null>();
  const bySupplier = new Map<string, string | null>();
  const byMetric = new Map<string, string | null>();
  for (const { name, from } of contract.feeds.values()) note(bySupplier, from, name);
  for (const [name, feed] of feeds) {
    for (const { supplier, metric } of figuresOf(feed)) {
      note(bySupplier, supplier, name);
      note(byFigure, `${supplier}\u0000${metric}`, name);
      note(byMetric, metric, name);
    }
  }
  return {
    feeds: new Set([...contract.feeds.keys(), ...feeds.keys()]),
    byFigure,
    bySupplier,
    byMetric,
  };
}

/** Two feeds under one key: nothing tells which. */
function note(names: Map<string, string | null>, key: string, feed: string): void {
  const known = names.get(key);
  if (known === undefined) names.set(key, feed);
  else if (known !== feed) names.set(key, null);
}

function carrierOf(
  carriers: Carriers,
  statement: Observation,
  supplier: string | undefined,
  metric: string | undefined,
): string | null {
  const named = refOf(statement.refs, 'feed');
  if (named !== undefined) return named;
  if (supplier !== undefined) {
    const figure = carriers.byFigure.get(`${supplier}\u0000${metric ?? ''}`);
    return figure ?? carriers.bySupplier.get(supplier) ?? null;
  }
  return metric === undefined ? null : (carriers.byMetric.get(metric) ?? null);
}

function showingOf(statement: Observation, carriers: Carriers): Showing {
  const { supplier = '', metric = '', value = '', asOf } = statement.data;
  return {
    system: statement.system,
    at: statement.at,
    until: statement.until,
    supplier,
    metric,
    value,
    asOf: asOf ?? null,
    feed: carrierOf(carriers, statement, supplier, metric),
    statement,
  };
}

function decisionOf(statement: Observation, carriers: Carriers): Decision {
  const { decision = '', outcome = '', decisionBasis } = statement.data;
  const { metric, feed } = qualified(decisionBasis?.metric, carriers);
  const supplier = statement.data.supplier ?? refOf(statement.refs, 'supplier');
  return {
    system: statement.system,
    at: statement.at,
    until: statement.until,
    decision,
    outcome,
    metric: metric ?? null,
    value: decisionBasis?.value ?? null,
    asOf: decisionBasis?.asOf ?? statement.data.asOf ?? null,
    feed: feed ?? carrierOf(carriers, statement, supplier, metric),
    statement,
  };
}

/** `acme-performance.on_time_delivery_rate` names the feed and the metric, as the contract does. */
function qualified(
  metric: string | undefined,
  carriers: Carriers,
): { metric: string | undefined; feed: string | null } {
  const dot = metric?.indexOf('.') ?? -1;
  if (metric === undefined || dot < 0) return { metric, feed: null };
  const feed = metric.slice(0, dot);
  return carriers.feeds.has(feed)
    ? { metric: metric.slice(dot + 1), feed }
    : { metric, feed: null };
}
