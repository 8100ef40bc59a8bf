// What the faults of the window cost by the contract's own figures (`costs:`), and what people do
// by hand beside them: the two sums to hold against the price of a repair.
import type { Contract } from '../contract/contract.js';
import { decimalOf, decimalText } from '../observation/decimal.js';
import type { Decimal } from '../observation/decimal.js';
import { day, instantOf, instantText } from '../observation/instant.js';
import type { Instant } from '../observation/instant.js';
import type { PatternId } from './finding.js';
import type { ReportCost, ReportWorkaround } from './report.js';
import { compareTexts } from '../observation/compare-texts.js';
import { isActing, precedenceOf } from './standing.js';
import type { Standing } from './standing.js';
import type { Tally } from './tally.js';

export interface Window {
  readonly from: string | null;
  readonly until: string | null;
}

const cent = 100;
const minutesInHour = 60;

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Whole and part weeks of the window; null where it is not known or shorter than a day. */
function weeksOf(window: Window): number | null {
  const from = window.from === null ? undefined : instantOf(window.from);
  const until = window.until === null ? undefined : instantOf(window.until);
  if (from === undefined || until === undefined || until - from < day) return null;
  return Math.max(1, (until - from) / (7 * day));
}

/** Decimal text at the hourly rate, to the cent. */
function amountOf(minutes: number, hourly: string): string | null {
  const rate = decimalOf(hourly);
  if (rate === undefined) return null;
  const exact = (rate * minutes) / minutesInHour;
  return decimalText((Math.round(exact / cent) * cent) as Decimal);
}

function handMinutes(tally: Tally): number {
  let minutes = 0;
  for (const hand of tally.hands.values()) minutes += hand.minutes;
  return minutes;
}

/** Null where the contract gives no costs. */
export function costOf(
  standing: readonly Standing[],
  tally: Tally,
  contract: Contract,
  window: Window,
): ReportCost | null {
  const { costs } = contract;
  if (costs === null) return null;
  const counts = new Map<PatternId, number>();
  for (const found of standing) {
    if (isActing(found)) counts.set(found.pattern, (counts.get(found.pattern) ?? 0) + 1);
  }
  const byPattern = [...counts]
    .map(([pattern, count]) => {
      const each = costs.minutes[pattern] ?? costs.minutes['default'] ?? 0;
      return { pattern, count, minutes: rounded(each * count) };
    })
    .sort((a, b) => precedenceOf(a.pattern) - precedenceOf(b.pattern));
  const minutes = rounded(byPattern.reduce((sum, row) => sum + row.minutes, 0));
  const weeks = weeksOf(window);
  return {
    minutes,
    hand_minutes: rounded(handMinutes(tally)),
    minutes_per_week: weeks === null ? null : rounded(minutes / weeks),
    amount: costs.hourly === null ? null : amountOf(minutes, costs.hourly.amount),
    currency: costs.hourly?.currency ?? null,
    by_pattern: byPattern,
  };
}

/** The workaround stack: what people do by hand, as the inputs show it and as the contract says. */
export function workaroundsOf(
  tally: Tally,
  contract: Contract,
  window: Window,
): ReportWorkaround[] {
  const weeks = weeksOf(window);
  const seen = [...tally.hands].map(([key, hand]): ReportWorkaround => {
    const bar = key.indexOf('|');
    const first = Math.min(...hand.days);
    return {
      name: key.slice(bar + 1) === '' ? 'corrected by hand' : key.slice(bar + 1),
      who: bar <= 0 ? null : key.slice(0, bar),
      handoff: null,
      count: hand.count,
      minutes: rounded(hand.minutes),
      days: hand.days.size,
      minutes_per_week: weeks === null ? null : rounded(hand.minutes / weeks),
      since: Number.isFinite(first) ? instantText((first * day) as Instant) : null,
      basis: 'evidenced',
    };
  });
  seen.sort(
    (a, b) =>
      b.count - a.count || compareTexts(`${a.who ?? ''}|${a.name}`, `${b.who ?? ''}|${b.name}`),
  );
  const stated = contract.workarounds.map((workaround): ReportWorkaround => ({
    name: workaround.name,
    who: null,
    handoff: workaround.handoff,
    count: 0,
    minutes: 0,
    days: 0,
    minutes_per_week: workaround.minutesPerWeek,
    since: workaround.since,
    basis: 'stated',
  }));
  return [...seen, ...stated];
}
