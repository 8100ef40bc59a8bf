// The authority learned of a change of stock late (by hand, by a night batch); an order was taken
// between the change and its statement, and can't be filled: the promise came first.
import { isChannel } from '../contract/contract.js';
import { decimalText } from '../observation/decimal.js';
import { durationWords } from '../contract/duration.js';
import { instantText } from '../observation/instant.js';
import { limits } from '../limits.js';
import { destinationsOf } from '../stock/authority.js';
import type { Demand } from '../stock/demand.js';
import type { JudgedStock } from '../stock/judged.js';
import { citations } from '../stock/judged.js';
import { isLate, lateMillis, readTogether } from '../stock/late.js';
import type { Position } from '../stock/record.js';
import type { Candidate, PatternWords } from './finding.js';
import { candidate } from './finding.js';

/** One finding for each late statement, with every order that was taken before it was made. */
export function detectInversion(stock: JudgedStock): Candidate[] {
  const { positions } = stock.authority;
  if (!positions.some(isLate) || readTogether(positions)) return [];
  const { contract } = stock.context;
  const taken = new Map<Position, Demand[]>();
  let current = -1;
  for (let index = 0; index < stock.demand.all.lines.length; index += 1) {
    const line = stock.demand.all.lines[index];
    if (line === undefined || line.at > stock.coveredUntil) continue;
    while ((positions[current + 1]?.until ?? Number.POSITIVE_INFINITY) < line.at) current += 1;
    const position = positions[current];
    const role = contract.systems.get(line.channel)?.role;
    if (position === undefined || role === undefined || !isChannel(role)) continue;
    if (position.available === null || !tookBetween(line, position)) continue;
    const rest = position.available - stock.demand.all.since(position.until, index);
    if (rest >= line.qty) continue;
    taken.set(position, [...(taken.get(position) ?? []), line]);
  }
  return [...taken].map(([position, lines]) => inverted(stock, position, lines));
}

/** The line itself was read at once, or the time of reading would say nothing. */
function tookBetween(line: Demand, position: Position): boolean {
  return isLate(position) && line.until < position.stated && line.seen - line.until <= lateMillis;
}

function inverted(stock: JudgedStock, position: Position, lines: readonly Demand[]): Candidate {
  const { system } = stock.authority;
  const channels = [...new Set(lines.map((line) => line.channel))].sort();
  const rules = destinationsOf(stock.context.contract, system);
  const orders = lines.map((line) => `${line.orderKey} (${decimalText(line.qty)})`).sort();
  return candidate({
    pattern: 'inversion',
    cause: 'delay',
    subject: stock.subject,
    systems: [system, ...channels.filter((channel) => channel !== system)],
    handoff: rules.find((rule) => channels.includes(rule.system))?.rule ?? null,
    at: lines[0]?.at ?? position.at,
    evidence: [
      ...citations([position.statement]),
      ...lines.slice(0, limits.findingEvidenceMax - 1).map((line) => line.citation),
    ],
    details: {
      sku: stock.sku,
      stated: position.available === null ? '?' : decimalText(position.available),
      since: instantText(position.at),
      learned: instantText(position.stated),
      late: durationWords(position.stated - position.until),
      orders: `${orders.length === 1 ? 'order' : 'orders'} ${orders.slice(0, 3).join(', ')}`,
    },
  });
}

export const words: PatternWords = {
  explain: ({ systems, details }) =>
    `${details['sku'] ?? 'The item'} fell to ${details['stated'] ?? '?'} at ${details['since'] ?? '?'}, but ${systems[0] ?? 'the authority'} stated it only ` +
    `${details['late'] ?? ''} later. In between, ${systems.slice(1).join(' and ') || 'a channel'} promised what was gone: ${details['orders'] ?? 'an order was taken'}.`,
  remedy: () =>
    'Choose for each order: keep the promise (find stock) or keep the ledger (cancel and tell the buyer first), and write the choice down. ' +
    'At the source: book movements of stock when they happen, not by hand or by night batch.',
  involve: ({ systems }) =>
    `whoever books stock in ${systems[0] ?? 'the authority'} (warehouse, night batch), with the team that fills orders`,
};
