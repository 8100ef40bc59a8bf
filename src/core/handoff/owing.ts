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

interface Amounts<One> {
  /** What it is, the same text for as much; null: it does not say, or counts no more. */
  readonly of: (one: One) => string | null;
  readonly shown: readonly { readonly amount: string | null; readonly at: Instant }[];
}

/**
 * The same, with those first of which the destination shows exactly as much, where all that it shows is one of
 * them: by sums it would be the earlier ones, and what it has would be told in their place. What was told before
 * it showed that, and is not among it, it may show in other portions: then nothing is turned. Live only.
 */
export function exactlyShownFirst<One>(
  all: readonly One[],
  { owing, rule, to, statementOf }: Omit<Turning<One>, 'isShown'>,
  { of, shown }: Amounts<One>,
): readonly One[] {
  if (owing.toldAt === undefined || shown.length === 0) return all;
  const open = new Map<string, number>();
  let latest = -Infinity;
  for (const { amount, at } of shown) {
    if (amount === null) return all;
    open.set(amount, (open.get(amount) ?? 0) + 1);
    latest = Math.max(latest, at);
  }
  const found = new Set<One>();
  for (const one of all) {
    const amount = of(one) ?? '';
    const left = open.get(amount) ?? 0;
    if (left === 0) continue;
    open.set(amount, left - 1);
    found.add(one);
  }
  const isLeft = (one: One): boolean => !found.has(one);
  const wasTold = (one: One): boolean =>
    (owing.toldAt?.(rule, to, statementOf(one)) ?? Infinity) < latest;
  if (found.size < shown.length || all.some((one) => isLeft(one) && wasTold(one))) return all;
  return [...found, ...all.filter(isLeft)];
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
