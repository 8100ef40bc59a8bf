// Durations as people write them in the contract: `15m`, `4h`, `2d`, `90s`, `1h30m`.
import { day, hour, minute, second } from '../observation/instant.js';

const units: Readonly<Record<string, number>> = {
  w: 7 * day,
  d: day,
  h: hour,
  m: minute,
  s: second,
};
const whole = /^(?:\d{1,6}(?:\.\d{1,3})?[wdhms])+$/;
const part = /(\d+(?:\.\d+)?)([wdhms])/g;

/** Milliseconds, or undefined where the text is no duration above zero with its units. */
export function durationOf(text: string): number | undefined {
  const compact = text.trim().replaceAll(' ', '');
  if (!whole.test(compact)) return undefined;
  let millis = 0;
  for (const match of compact.matchAll(part)) {
    millis += Number(match[1]) * (units[match[2] ?? ''] ?? 0);
  }
  return millis > 0 ? Math.round(millis) : undefined;
}

const largestFirst: readonly (readonly [string, number])[] = [
  ['day', day],
  ['hour', hour],
  ['minute', minute],
  ['second', second],
];

/** How many of each unit, largest first; days only from two of them on, and parts of a second lost. */
function countsOf(millis: number): [string, number][] {
  let rest = Math.max(second, Math.round(millis / second) * second);
  const counts: [string, number][] = [];
  for (const [unit, size] of largestFirst) {
    if (unit === 'day' && rest < 2 * day) continue;
    const count = Math.floor(rest / size);
    if (count > 0) counts.push([unit, count]);
    rest -= count * size;
  }
  return counts;
}

/** Text that `durationOf` reads back: `1h30m`, `24h`, `2d`. */
export function durationShort(millis: number): string {
  return countsOf(millis)
    .map(([unit, count]) => `${count}${unit.charAt(0)}`)
    .join('');
}

/** `1 hour 30 minutes`, `24 hours`, `2 days`. */
export function durationWords(millis: number): string {
  return countsOf(millis)
    .map(([unit, count]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ');
}
