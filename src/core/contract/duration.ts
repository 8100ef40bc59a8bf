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

/** The shortest text that `durationOf` reads back: `1h30m`, `2d`; parts of a second are lost. */
export function durationShort(millis: number): string {
  let rest = Math.max(second, Math.round(millis / second) * second);
  let text = '';
  for (const unit of ['d', 'h', 'm', 's']) {
    const size = units[unit] ?? second;
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}

const unitWords: readonly (readonly [string, number])[] = [
  ['day', day],
  ['hour', hour],
  ['minute', minute],
  ['second', second],
];

/** `1 hour 30 minutes`, `24 hours`: days are said only from two of them on. */
export function durationWords(millis: number): string {
  let rest = Math.max(second, Math.round(millis / second) * second);
  const said: string[] = [];
  for (const [unit, size] of unitWords) {
    if (unit === 'day' && rest < 2 * day) continue;
    const count = Math.floor(rest / size);
    if (count > 0) said.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
    rest -= count * size;
  }
  return said.join(' ');
}
