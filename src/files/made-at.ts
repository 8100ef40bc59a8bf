// When a file was made, as a line above its header or its name says it, or the last time in it. What such a
// text says stands as it would in a cell, to be read by the file's own zone and order of day and month.
import { basename } from 'node:path';
import type { Reading } from '../connectors/connector.js';
import type { Instant } from '../core/observation/instant.js';
import { instantText } from '../core/observation/instant.js';
import type { TimeSpan } from '../core/observation/written-time.js';
import { writtenTimeOf } from '../core/observation/written-time.js';
import type { Whole } from './whole.js';

const madeWords =
  /\b(?:as (?:of|at)|generated|exported|downloaded|printed|created|run|report date|export date|snapshot|stand|erstellt|exporté)\b(?: ?(?:on|at|am|le|date|time))*[\s:]*/iu;
const weekday = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day\s+/i;
/** `March 4, 2026 10:15:00 AM UTC` has six words. */
const wordsMax = 6;

/** The first line that says when the file was made; dates of periods say nothing of that. */
export function statedInTitle(lines: readonly string[]): string | null {
  for (const line of lines) {
    const plain = line.replace(/[",;|\t]+/g, ' ');
    const found = madeWords.exec(plain);
    if (found === null) continue;
    const time = timeAtStart(plain.slice(found.index + found[0].length).replace(weekday, ''));
    if (time !== null) return time;
  }
  return null;
}

function timeAtStart(text: string): string | null {
  const words = text.trim().split(/\s+/);
  for (let count = Math.min(wordsMax, words.length); count > 0; count -= 1) {
    const candidate = words.slice(0, count).join(' ');
    // A number of ten digits would be a time as well, and is more likely an account.
    if (!/^\d+$/.test(candidate) && writtenTimeOf(candidate) !== null) return candidate;
  }
  return null;
}

const dateInName = /(?<!\d)(20\d{2})([-_.]?)(0[1-9]|1[0-2])\2([0-3]\d)/gu;
const clockBehind =
  /^(?:[T _-]*([01]\d|2[0-3])[-_:.h]?([0-5]\d)(?:[-_:.m]?([0-5]\d)s?)?(z|utc)?)?(?!\d)/iu;

/** The one date in a file's name, with its clock where it has one; a period has two dates. */
export function statedInName(path: string): string | null {
  const name = basename(path);
  const [found, second] = name.matchAll(dateInName);
  if (found === undefined || second !== undefined) return null;
  const clock = clockBehind.exec(name.slice(found.index + found[0].length));
  if (clock === null) return null;
  const [, year, , month, day] = found;
  const [, hours, minutes, seconds, zone] = clock;
  const time = hours === undefined ? '' : ` ${hours}:${minutes ?? ''}:${seconds ?? '00'}`;
  const text = `${year ?? ''}-${month ?? ''}-${day ?? ''}${time}${zone === undefined ? '' : 'Z'}`;
  return writtenTimeOf(text) === null ? null : text;
}

/** The earliest and the latest at which a file can have been made; null: it has no time. */
interface MadeAt {
  readonly extract: Instant | null;
  readonly madeBy: Instant | null;
  readonly remarks: readonly Reading[];
}

/**
 * When the file was made: a line above its header says it, else the last time in it. Of a file without
 * any time the call says it first (files of one folder are made at several times, and one time for all
 * would call absent what an older file could not show yet), and its name last: files are renamed.
 * The last time in it is only the earliest at which it can have been made.
 */
export function madeAt(
  file: { readonly path: string; readonly title: readonly string[]; readonly whole: Whole },
  stated: Instant | null,
  times: (text: string) => TimeSpan | null,
): MadeAt {
  const { last, silenceMillis } = file.whole;
  if (stated !== null && last === null) return { extract: stated, madeBy: stated, remarks: [] };
  const places = [
    { where: 'the line above its header', text: statedInTitle(file.title) },
    { where: 'its name', text: last === null ? statedInName(file.path) : null },
  ];
  for (const { where, text } of places) {
    const span = text === null ? null : times(text);
    if (span === null) continue;
    const { until } = span;
    const reason = `taken to be made at ${instantText(until)}, which ${where} says${last === null ? ': --as-of says another time' : ''}`;
    return { extract: until, madeBy: until, remarks: [{ kind: 'remark', line: 1, reason }] };
  }
  if (last === null) return { extract: null, madeBy: null, remarks: [] };
  const madeBy = stated !== null && stated >= last ? stated : ((last + silenceMillis) as Instant);
  return { extract: last, madeBy, remarks: [] };
}
