// A channel offers what the authority has long said is not there, though an update was sent, or
// though the channel had shown it before: view(channel) over truth for longer than the deadline.
import { covers } from '../observation/coverage.js';
import { decimalText, zero } from '../observation/decimal.js';
import type { Instant } from '../observation/instant.js';
import { instantText } from '../observation/instant.js';
import type { StockChange } from '../stock/changes.js';
import type { Listing } from '../stock/handoffs.js';
import { agrees, firstFrom, shownBy } from '../stock/handoffs.js';
import type { JudgedStock, MissedUpdate, StockFault } from '../stock/judged.js';
import { citations, missedFault, offersMore, shownText } from '../stock/judged.js';
import type { Position } from '../stock/record.js';
import type { PatternWords } from './finding.js';
import { candidate } from './finding.js';
import { echoOf } from './trigger-gap.js';

/** The update was sent, passed on without an error, and the channel goes on offering. */
export function detectPhantomAvailability(
  stock: JudgedStock,
  missed: MissedUpdate,
): StockFault | null {
  const { attempts, destination } = missed.handoff;
  if (!offersMore(missed.handoff)) return null;
  const last = attempts.at(-1);
  return missedFault(stock, missed, {
    pattern: 'phantom-availability',
    cause: 'stale',
    hop: last === undefined ? null : `${last.system}→${destination.system}`,
    condition: echoOf(missed),
  });
}

/** Offers that a channel made, or made again, long after the authority had said that there is none. */
export function phantomAfter(
  stock: JudgedStock,
  listing: Listing,
  missed: readonly MissedUpdate[],
): StockFault[] {
  const explained = new Set(missed.map((one) => one.handoff.change));
  const faults: StockFault[] = [];
  for (const change of stock.changes) {
    if (change.available > 0 || explained.has(change)) continue;
    const offer = lastingOffer(stock, listing, change);
    if (offer !== null) faults.push(phantom(stock, listing, change, offer));
  }
  return faults;
}

/** The first offer after the deadline that certainly lasted, too, for longer than the deadline. */
function lastingOffer(stock: JudgedStock, listing: Listing, change: StockChange): Position | null {
  const { positions } = listing.view;
  const { system, withinMillis } = listing.destination;
  const due = (change.heard + withinMillis) as Instant;
  for (let index = firstFrom(positions, due); index < positions.length; index += 1) {
    const position = positions[index];
    if (position === undefined || position.at >= change.standsUntil) return null;
    const { at } = position;
    // An offer of a day in which the stock came back may be of after it.
    if (at <= due || position.until >= change.standsUntil) continue;
    if (position.offered !== true || agrees(position, zero, zero)) continue;
    if (listing.sampled) return position;
    const lasting = (at + withinMillis) as Instant;
    const replaced = Math.min(
      positions[index + 1]?.at ?? Number.POSITIVE_INFINITY,
      change.standsUntil,
    );
    const span = { from: at, until: lasting };
    if (replaced > lasting && covers(stock.context.coverage, system, shownBy, span))
      return position;
  }
  return null;
}

function phantom(
  stock: JudgedStock,
  listing: Listing,
  change: StockChange,
  offer: Position,
): StockFault {
  const { destination, view, authority } = listing;
  const later = view.positions.find(
    (position) => position.at > offer.at && position.offered === false,
  );
  const restocked = change.next === null ? null : change.next.at;
  const healedAt =
    later !== undefined && (restocked === null || later.at < restocked) ? later.at : restocked;
  return {
    channel: destination.system,
    none: true,
    from: change.at,
    until: healedAt ?? change.replacedFrom,
    candidate: candidate({
      pattern: 'phantom-availability',
      cause: 'stale',
      subject: stock.subject,
      systems: [authority, destination.system],
      handoff: destination.rule,
      at: offer.at,
      due: (change.heard + destination.withinMillis) as Instant,
      healedAt,
      evidence: citations([change.statement, offer.statement]),
      details: {
        sku: stock.sku,
        stated: decimalText(change.available),
        shown: shownText(offer),
        since: instantText(change.at),
      },
      condition: {
        kind: 'echo',
        handoff: `${destination.rule}→${destination.system}`,
        none: true,
      },
    }),
  };
}

export const words: PatternWords = {
  explain: ({ systems, details, also }) =>
    `${systems.at(-1) ?? 'A channel'} offers ${details['shown'] ?? '?'} of ${details['sku'] ?? 'the item'}; ${systems[0] ?? 'the authority'} has ` +
    `said ${details['stated'] ?? '0'} since ${details['since'] ?? '?'}.` +
    (also.includes('oversell') ? ` It went on selling: ${details['orders'] ?? ''}.` : ''),
  remedy: ({ systems, details }) =>
    `Take ${details['sku'] ?? 'the item'} off sale in ${systems.at(-1) ?? 'the channel'} now, and look at the orders taken meanwhile. At the source: ` +
    'read the level back after each push, count an answer as no acknowledgement, and compare all levels daily.',
  involve: ({ systems }) =>
    `the connector of ${systems.at(-1) ?? 'the channel'}, and the team that takes its orders`,
};
