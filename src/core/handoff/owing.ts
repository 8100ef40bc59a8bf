// What the rules of one order are judged on.
import type { Context } from '../detect/context.js';
import type { Instant } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import type { Handoff } from './handoff.js';
import type { OrderClass } from '../order/class.js';
import type { OrderRecord, Quantities } from '../order/record.js';

/** What a system was told that the order was. */
export interface Told {
  readonly lines: Quantities;
  /** It was looked for before it was sent, and may have been there by another path. */
  readonly isDoubtful: boolean;
  /** When it said that it had taken it; null: it has not. */
  readonly takenAt: Instant | null;
}

export interface Owing {
  readonly record: OrderRecord;
  readonly orderClass: OrderClass;
  readonly context: Context;
  /** With what we had the order created there; null: we did not. Live only. */
  readonly told?: (system: string) => Told | null;
  /** When we told a system of the very statement, by a rule; null: we did not. Live only. */
  readonly toldAt?: (rule: string, to: string, statement: Observation) => Instant | null;
  /** Takes every handoff, some more than once, before the worst of several triggers speaks; live only. */
  readonly each?: (handoff: Handoff) => void;
}

interface Turning<One> {
  readonly rule: string;
  readonly to: string;
  readonly owing: Owing;
  readonly statementOf: (one: One) => Observation;
  /** Whether the destination showed by then what stands at that place, and what stands before it. */
  readonly isShown: (all: readonly One[], index: number, by: Instant) => boolean;
}

/**
 * What a system tells of, one after the other, as it counts against what the destination shows. What we told
 * that of goes before what happened earlier and was heard of later: that it shows as much by what it was told
 * says nothing of the other.
 */
export function toldFirst<One>(all: readonly One[], turning: Turning<One>): readonly One[] {
  const { owing, statementOf, isShown } = turning;
  if (owing.toldAt === undefined || all.length < 2) return all;
  const told = (one: One): Instant | null =>
    owing.toldAt?.(turning.rule, turning.to, statementOf(one)) ?? null;
  let turned = all;
  for (const { one, at } of inTurnTold(all, told)) {
    const place = turned.indexOf(one);
    const before = turned;
    const since = turned.findIndex(
      (other, index) => told(other) === null && !isShown(before, index, at),
    );
    if (since < 0 || since > place) continue;
    turned = [
      ...turned.slice(0, since),
      one,
      ...turned.slice(since).filter((other) => other !== one),
    ];
  }
  return turned;
}

/** What was told, in the turn in which it was: each is judged by what had been told before it. */
function inTurnTold<One>(
  all: readonly One[],
  told: (one: One) => Instant | null,
): readonly { readonly one: One; readonly at: Instant }[] {
  return all
    .flatMap((one) => {
      const at = told(one);
      return at === null ? [] : { one, at };
    })
    .sort((left, right) => left.at - right.at);
}

/** What was stated by then. */
export function statedBy<One>(
  all: readonly One[],
  statementOf: (one: One) => Observation,
  by: Instant,
): readonly One[] {
  return all.filter((one) => statementOf(one).at <= by);
}
