// A stock item as its detectors see it, and the means to state a fault of one channel.
import { durationWords } from '../contract/duration.js';
import type { Context } from '../detect/context.js';
import type { Candidate, SubjectReference } from '../detect/finding.js';
import { candidate } from '../detect/finding.js';
import { limits } from '../limits.js';
import { decimalText } from '../observation/decimal.js';
import type { Instant } from '../observation/instant.js';
import { instantText } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { citation } from '../observation/observation.js';
import type { StockChange } from './changes.js';
import type { DemandRecord } from './demand.js';
import type { StockHandoff } from './handoffs.js';
import type { Position, StockView } from './record.js';

export interface JudgedStock {
  readonly sku: string;
  readonly subject: SubjectReference;
  readonly authority: StockView;
  /** The end of what was read of the authority: later it may have stated anything. */
  readonly coveredUntil: Instant;
  readonly changes: readonly StockChange[];
  readonly demand: DemandRecord;
  readonly context: Context;
}

/** A change that a channel certainly never showed, and when it came to agree by other means. */
export interface MissedUpdate {
  readonly handoff: StockHandoff;
  readonly healedAt: Instant | null;
}

/** A fault of one item at one channel, and the time in which it explains what was sold there. */
export interface StockFault {
  readonly candidate: Candidate;
  readonly channel: string;
  /** The authority says that there is none. */
  readonly none: boolean;
  readonly from: Instant;
  readonly until: Instant;
}

/** Lines that a channel took and that were not there. */
export interface Oversold {
  readonly channel: string;
  readonly at: Instant;
  readonly candidate: Candidate;
}

export function shownText(position: Position | null): string {
  if (position === null) return 'nothing';
  if (position.available !== null) return decimalText(position.available);
  return position.offered === true ? 'in stock' : 'an unknown stock';
}

export function citations(statements: readonly (Observation | undefined)[]): string[] {
  const cited: string[] = [];
  for (const statement of statements) {
    if (statement === undefined || cited.length >= limits.findingEvidenceMax) continue;
    const text = citation(statement);
    if (!cited.includes(text)) cited.push(text);
  }
  return cited;
}

/** The channel offers more than the authority has. */
export function offersMore({ shown, change }: StockHandoff): boolean {
  if (shown === null) return false;
  if (shown.available === null) return shown.offered === true && change.available <= 0;
  return shown.available > change.available;
}

/** What a missed update gives to every pattern that it may be. */
export function missedFault(
  stock: JudgedStock,
  { handoff, healedAt }: MissedUpdate,
  given: Pick<Candidate, 'pattern' | 'cause'> & Partial<Candidate>,
): StockFault {
  const { change, due, shown, destination, authority, attempts } = handoff;
  const none = change.available <= 0;
  const also =
    none && given.pattern !== 'phantom-availability' ? ['phantom-availability' as const] : [];
  return {
    channel: destination.system,
    none,
    from: change.at,
    until: healedAt ?? change.replacedFrom,
    candidate: candidate({
      subject: stock.subject,
      systems: [authority, destination.system],
      handoff: destination.rule,
      at: change.at,
      due: due.until,
      healedAt,
      evidence: citations([change.statement, shown?.statement, ...attempts]),
      also: offersMore(handoff) ? also : [],
      ...given,
      details: {
        sku: stock.sku,
        stated: decimalText(change.available),
        shown: shownText(shown),
        since: instantText(change.at),
        ...given.details,
      },
    }),
  };
}

/** Right, but late: information. */
export function delayed(stock: JudgedStock, handoff: StockHandoff): Candidate {
  const { change, due, effect, destination, authority } = handoff;
  const late = effect === null ? 0 : effect.at - due.until;
  return candidate({
    pattern: 'sync-delay',
    level: 'info',
    cause: 'delay',
    subject: stock.subject,
    systems: [authority, destination.system],
    handoff: destination.rule,
    at: change.at,
    due: due.until,
    healedAt: effect?.at ?? null,
    evidence: citations([change.statement, effect?.statement]),
    details: { fact: 'stock.changed', sku: stock.sku, late: durationWords(late) },
  });
}

/** Selling what a channel was never told is gone is the damage of that fault, not one of its own. */
export function withDamage(
  faults: readonly StockFault[],
  oversold: readonly Oversold[],
): Candidate[] {
  const found = faults.map((fault) => fault.candidate);
  for (const damage of oversold) {
    const index = faults.findIndex(
      (fault) =>
        fault.none &&
        fault.channel === damage.channel &&
        fault.from <= damage.at &&
        damage.at <= fault.until,
    );
    const known = found[index];
    if (known === undefined) found.push(damage.candidate);
    else found[index] = damaged(known, damage.candidate);
  }
  return found;
}

function damaged(known: Candidate, damage: Candidate): Candidate {
  const first = !known.also.includes('oversell');
  const evidence = [...new Set([...known.evidence, ...damage.evidence])];
  return {
    ...known,
    also: first ? [...known.also, 'oversell'] : known.also,
    evidence: evidence.slice(0, limits.findingEvidenceMax),
    details: first ? { ...known.details, orders: damage.details['orders'] ?? '' } : known.details,
  };
}
