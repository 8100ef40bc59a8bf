// One stock item: what its systems stated is folded, what the channels are owed is derived, and
// what was missed is named. Pure: what it counts goes into the tally that the caller owns.
import type { Context } from '../detect/context.js';
import type { Candidate } from '../detect/finding.js';
import { detectInversion } from '../detect/inversion.js';
import { countHandoff, increase } from '../detect/count-handoff.js';
import { detectOversell } from '../detect/oversell.js';
import { detectPhantomAvailability, phantomAfter } from '../detect/phantom-availability.js';
import { detectLoggedFailure, detectSyncFailure } from '../detect/sync-failure.js';
import type { Tally } from '../detect/tally.js';
import { detectTriggerGap } from '../detect/trigger-gap.js';
import type { Instant } from '../observation/instant.js';
import { day } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { refValues } from '../observation/observation.js';
import { authorityOf, destinationsOf } from './authority.js';
import type { StockDestination } from './authority.js';
import { changesOf } from './changes.js';
import type { Demand } from './demand.js';
import { foldDemand, noSales } from './demand.js';
import { foldStock } from './fold.js';
import type { Listing, StockHandoff } from './handoffs.js';
import { hopsTowards, listingOf, stockHandoff } from './handoffs.js';
import type { JudgedStock, MissedUpdate, StockFault } from './judged.js';
import { delayed, withDamage } from './judged.js';
import type { StockRecord, StockView } from './record.js';

/**
 * Judges one stock item by all that names it and by the lines that channels' orders took of it.
 * @returns candidates in an order that depends on their content alone.
 */
export function judgeStock(
  ...given: [
    sku: string,
    observations: readonly Observation[],
    demand: readonly Demand[],
    context: Context,
    tally: Tally,
  ]
): Candidate[] {
  const [sku, observations, demand, context, tally] = given;
  const record = foldStock(sku, observations);
  tally.duplicates += record.duplicates;
  countHands(record, tally);
  if (record.views.size > 0) tally.stockItems += 1;
  const authority = authorityOf(record, context.contract);
  if (authority === null) {
    if (record.views.size > 0) increase(tally.unknown, 'stock owner|stock.level');
    return [];
  }
  const coveredUntil = coverageEnd(authority, context);
  const stock: JudgedStock = {
    sku,
    subject: { type: 'stock', key: sku, refs: refsOf(sku, authority) },
    authority,
    coveredUntil,
    changes: changesOf(authority, coveredUntil),
    demand: foldDemand(sku, demand),
    context,
  };
  const faults: StockFault[] = [];
  const delays: Candidate[] = [];
  for (const destination of destinationsOf(context.contract, authority.system)) {
    const judged = judgeChannel(stock, record, destination, tally);
    faults.push(...judged.faults);
    delays.push(...judged.delays);
  }
  return [...withDamage(faults, detectOversell(stock)), ...detectInversion(stock), ...delays];
}

function coverageEnd(authority: StockView, { coverage }: Context): Instant {
  const last = authority.positions.at(-1);
  return coverage.systems.get(authority.system)?.until ?? last?.until ?? coverage.until;
}

/** What would tell: the channel's own statements. */
function wanting({ destination }: StockHandoff): string {
  return `${destination.system}|listing.availability`;
}

function refsOf(sku: string, authority: StockView): Record<string, readonly string[]> {
  const { locations } = authority;
  return locations.length === 0 ? { sku: [sku] } : { sku: [sku], location: locations };
}

interface JudgedChannel {
  readonly faults: readonly StockFault[];
  readonly delays: readonly Candidate[];
}

function judgeChannel(
  stock: JudgedStock,
  record: StockRecord,
  destination: StockDestination,
  tally: Tally,
): JudgedChannel {
  const view = record.views.get(destination.system);
  const attempts = hopsTowards(record.hops, destination.system);
  if (view === undefined || view.positions.length === 0) {
    return { faults: detectLoggedFailure(stock, destination, attempts), delays: [] };
  }
  const listing: Listing = {
    ...listingOf(view, destination, stock.authority.system),
    sales: stock.demand.byChannel.get(destination.system) ?? noSales,
    attempts,
  };
  const { missed, late } = judgeChanges(stock, listing, tally);
  const faults: StockFault[] = [];
  for (const one of missed) {
    const named =
      detectTriggerGap(stock, one) ??
      detectSyncFailure(stock, one) ??
      detectPhantomAvailability(stock, one);
    if (named !== null) faults.push(named);
  }
  for (const phantom of phantomAfter(stock, listing, missed)) faults.push(phantom);
  return { faults, delays: late.map((handoff) => delayed(stock, handoff)) };
}

interface Judgement {
  readonly missed: readonly MissedUpdate[];
  readonly late: readonly StockHandoff[];
}

/** From the last change to the first, so that each missed one knows when the channel agreed again. */
function judgeChanges(stock: JudgedStock, listing: Listing, tally: Tally): Judgement {
  const { rule } = listing.destination;
  const missed: MissedUpdate[] = [];
  const late: StockHandoff[] = [];
  let agreesAt: Instant | null = null;
  for (let index = stock.changes.length - 1; index >= 0; index -= 1) {
    const change = stock.changes[index];
    if (change === undefined) continue;
    const owed = stockHandoff(listing, change, stock.context);
    if (owed === 'shown') agreesAt = change.at;
    if (owed === null || owed === 'shown') continue;
    count(tally, owed, { rule, authority: listing.authority });
    if (owed.state === 'overdue') missed.push({ handoff: owed, healedAt: agreesAt });
    if (owed.state === 'seen-late') late.push(owed);
    if (owed.effect === null) continue;
    agreesAt = owed.effect.at;
  }
  return { missed: missed.reverse(), late: late.reverse() };
}

function count(
  tally: Tally,
  handoff: StockHandoff,
  { rule, authority }: { readonly rule: string; readonly authority: string },
): void {
  const { destination, state, change, effect } = handoff;
  countHandoff(tally, {
    key: `${rule}→${destination.system}`,
    state,
    trigger: change,
    effect,
    timed: effect?.exact === true,
    wanting: wanting(handoff),
    traffic: `${authority}→${destination.system}|stock.changed`,
  });
}

/** Holds and pushes by hand are the workaround stack; a statement about several items counts once. */
function countHands(record: StockRecord, tally: Tally): void {
  for (const hand of record.hands) {
    const [least, ...others] = [...refValues(hand.refs, 'sku')].sort();
    if (others.length > 0 && least !== record.sku) continue;
    const { who, what, minutes } = hand.data;
    const key = `${who ?? hand.system}|${what ?? hand.kind}`;
    const counts = tally.hands.get(key) ?? { count: 0, minutes: 0, days: new Set<number>() };
    counts.count += 1;
    counts.minutes += minutes ?? 0;
    counts.days.add(Math.floor(hand.at / day));
    tally.hands.set(key, counts);
  }
}
