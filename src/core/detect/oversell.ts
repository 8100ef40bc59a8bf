// A channel took a line after the authoritative stock had stated less, for longer than the stock
// deadline and with the orders since counted.
import { isChannel } from '../contract/contract.js';
import { decimalText } from '../observation/decimal.js';
import type { Instant } from '../observation/instant.js';
import { instantText } from '../observation/instant.js';
import { destinationsOf, stockWithinMillis } from '../stock/authority.js';
import type { Demand } from '../stock/demand.js';
import type { JudgedStock, Oversold } from '../stock/judged.js';
import { citations } from '../stock/judged.js';
import type { Position } from '../stock/record.js';
import type { PatternWords } from './finding.js';
import { candidate } from './finding.js';

export function detectOversell(stock: JudgedStock): Oversold[] {
  const { contract } = stock.context;
  const destinations = destinationsOf(contract, stock.authority.system);
  const within = new Map(destinations.map((one) => [one.system, one]));
  const stated = statedOrder(stock.authority.positions);
  const oversold: Oversold[] = [];
  for (let index = 0; index < stock.demand.all.lines.length; index += 1) {
    const line = stock.demand.all.lines[index];
    if (line === undefined || line.at > stock.coveredUntil) continue;
    const role = contract.systems.get(line.channel)?.role;
    if (role === undefined || !isChannel(role)) continue;
    const deadline = within.get(line.channel);
    const from = (line.at - (deadline?.withinMillis ?? stockWithinMillis)) as Instant;
    const best = mostSince(stock, stated, { line, index, from });
    if (best === null || best.rest >= line.qty) continue;
    oversold.push(stateOversell(stock, line, best, deadline?.rule ?? null));
  }
  return oversold;
}

/** Positions by when they were stated; each knows the newest as-of stated until then. */
interface Stated {
  readonly position: Position;
  readonly newest: Position;
}

function statedOrder(positions: readonly Position[]): Stated[] {
  const order: Stated[] = [];
  let newest: Position | null = null;
  for (const position of [...positions].sort((a, b) => a.stated - b.stated || a.at - b.at)) {
    if (newest === null || position.at >= newest.at) newest = position;
    order.push({ position, newest });
  }
  return order;
}

interface Rest {
  /** What was left by the statement, the orders since counted. */
  readonly rest: number;
  readonly position: Position;
}

/**
 * The most that was left by any statement in force from `from` until the line was placed; null
 * where none was in force, or one of them tells no exact number.
 */
function mostSince(
  stock: JudgedStock,
  stated: readonly Stated[],
  { line, index, from }: { line: Demand; index: number; from: Instant },
): Rest | null {
  let at = lastUntil(stated, from);
  if (at < 0) return null;
  let best: Rest | null = null;
  for (; at < stated.length; at += 1) {
    const one = stated[at];
    if (one === undefined || (best !== null && one.position.stated > line.until)) break;
    const { newest } = one;
    if (newest.available === null || newest.statement.basis !== 'event') return null;
    const sold = stock.demand.all.since(newest.until, index);
    const rest = newest.available - sold;
    if (best === null || rest > best.rest) best = { rest, position: newest };
  }
  return best;
}

/** Index of the last statement that had certainly been made by an instant; -1: none. */
function lastUntil(stated: readonly Stated[], instant: Instant): number {
  let low = 0;
  let high = stated.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stated[middle]?.position.stated ?? 0) <= instant) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function stateOversell(
  stock: JudgedStock,
  line: Demand,
  { rest, position }: Rest,
  rule: string | null,
): Oversold {
  const { system } = stock.authority;
  const evidence = citations([position.statement]);
  return {
    channel: line.channel,
    at: line.at,
    candidate: candidate({
      pattern: 'oversell',
      cause: 'missing',
      subject: stock.subject,
      systems: system === line.channel ? [system] : [system, line.channel],
      handoff: rule,
      at: line.at,
      evidence: [...evidence, line.citation],
      details: {
        sku: stock.sku,
        qty: decimalText(line.qty),
        left: decimalText(Math.max(0, rest) as typeof line.qty),
        stated: position.available === null ? '?' : decimalText(position.available),
        since: instantText(position.stated),
        orders: `order ${line.orderKey} took ${decimalText(line.qty)}`,
      },
    }),
  };
}

export const words: PatternWords = {
  explain: ({ systems, details }) =>
    `${systems.at(-1) ?? 'A channel'}: ${details['orders'] ?? 'an order was taken'} of ${details['sku'] ?? 'the item'}, when ${details['left'] ?? '0'} ` +
    `were left. ${systems[0] ?? 'The authority'} had stated ${details['stated'] ?? '?'} since ${details['since'] ?? '?'}, and the orders after that are counted.`,
  remedy: ({ details }) =>
    `Decide on the orders that can't be filled (find stock of ${details['sku'] ?? 'the item'}, split, or cancel and tell the buyer first). At the source: ` +
    'count orders of all channels against one stock, and push each change within minutes; a buffer only where that is not enough.',
  involve: ({ systems }) =>
    `the team that fills orders, and whoever owns the stock path to ${systems.at(-1) ?? 'the channel'}`,
};
