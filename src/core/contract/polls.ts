// `poll:` inside `http:` of a system in the contract: what is asked for, how often, how a page leads
// to the next, and which reader knows its rows.
import type { ReaderDeclaration } from './contract.js';
import type { HttpChecks, Over } from './http.js';
import { overAnswer } from './http.js';
import {
  durationAt,
  entries,
  fault,
  field,
  flagAt,
  isMapping,
  isPresent,
  oneOrMany,
  textAt,
  wordAt,
} from './place.js';
import type { Place } from './place.js';
import type { PollDeclaration, PollNext } from './poll.js';
import { pollOrders, sinceFormats } from './poll.js';
import { readerNameAt } from './readers.js';

const standardEvery = 60_000;
const standardOverlap = 300_000;
const standardReconcile = { everyMillis: 3_600_000, overMillis: 86_400_000 } as const;

interface Known {
  readonly system: string;
  readonly readers: readonly ReaderDeclaration[];
  readonly expression: HttpChecks['expression'];
}

/** System -> its polls, for each system that has any. */
export function compilePolls(
  systems: Place,
  readers: readonly ReaderDeclaration[],
  { expression }: Pick<HttpChecks, 'expression'>,
): ReadonlyMap<string, readonly PollDeclaration[]> {
  const found = new Map<string, readonly PollDeclaration[]>();
  for (const [system, place] of entries(systems)) {
    const written = oneOrMany(field(field(place, 'http'), 'poll')).filter(isMapping);
    const polls = written.flatMap((one) => pollAt(one, { system, readers, expression }) ?? []);
    for (const [index, poll] of polls.entries()) {
      if (polls.findIndex(({ reader }) => reader === poll.reader) === index) continue;
      const remedy = 'Write a reader of its own for each poll.';
      fault(field(place, 'http'), `"${poll.reader}" reads two polls of "${system}".`, remedy);
    }
    if (polls.length > 0) found.set(system, polls);
  }
  return found;
}

function pollAt(place: Place, known: Known): PollDeclaration | null {
  const reader = readerNameAt(field(place, 'reader'), known.system, known.readers);
  if (reader === null) return null;
  const order = wordAt(field(place, 'order'), pollOrders, 'order of pages');
  const since = sinceAt(field(place, 'since'));
  const poll: PollDeclaration = {
    reader,
    path: pathAt(field(place, 'path')),
    everyMillis: durationAt(field(place, 'every')) ?? standardEvery,
    overlapMillis: durationAt(field(place, 'overlap')) ?? standardOverlap,
    since,
    changed: textAt(field(place, 'changed')),
    order,
    next: nextAt(field(place, 'next'), known),
    reconcile: since === null ? null : reconcileAt(field(place, 'reconcile')),
  };
  checkOrder(place, poll);
  return poll;
}

/** Each page is asked for from the last row on, so rows must say when they changed, and ties go on. */
function checkOrder(place: Place, { order, since, changed, next }: PollDeclaration): void {
  if (order !== 'oldest-first') return;
  const missing = since === null ? 'since' : changed === null ? 'changed' : 'next';
  if (since !== null && changed !== null && next !== null) return;
  const remedy = `Add ${missing}:, or take order: away.`;
  fault(field(place, 'order'), `Pages from the oldest on need ${missing}:.`, remedy);
}

function sinceAt(place: Place): PollDeclaration['since'] {
  const param = textAt(isMapping(place) ? field(place, 'param') : place);
  if (param === null) return null;
  return { param, format: wordAt(field(place, 'format'), sinceFormats, 'form of a time') ?? 'iso' };
}

const overPage: Over = { what: 'It', fields: [...overAnswer.fields, 'page'] };

function nextAt(place: Place, { expression }: Known): PollNext | null {
  if (!isPresent(place)) return null;
  const param = textAt(field(place, 'param'));
  const writtenAt = isMapping(place) ? field(place, 'value') : place;
  const written = textAt(writtenAt);
  if (written === null) return null;
  if (written === 'link' && param === null) return { by: 'link' };
  const remark = expression(written, overPage);
  if (remark !== null) fault(writtenAt, remark.message, remark.remedy);
  if (param === null) return { by: 'address', expression: written };
  return { by: 'param', param, expression: written };
}

function reconcileAt(place: Place): PollDeclaration['reconcile'] {
  if (flagAt(place) === false) return null;
  return {
    everyMillis: durationAt(field(place, 'every')) ?? standardReconcile.everyMillis,
    overMillis: durationAt(field(place, 'over')) ?? standardReconcile.overMillis,
  };
}

function pathAt(place: Place): string {
  const path = textAt(place) ?? '/';
  if (/^\/(?!\/)[^\s#\\{}]*$/.test(path) && !/\/\.{1,2}(?:[/?]|$)/.test(path)) return path;
  const remedy = 'Begin it with one slash, without blanks, braces and dots: /orders?limit=100.';
  fault(place, `"${path}" is no path.`, remedy);
  return '/';
}
