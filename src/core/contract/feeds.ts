// `feeds:` of the contract: what a supplier sends, how often, and what each consumer does without.
import type { Fallback, FeedDeclaration } from './contract.js';
import { calendarAt } from './calendar.js';
import {
  durationAt,
  entries,
  fault,
  field,
  isMapping,
  isPresent,
  numberAt,
  scalarAt,
  textAt,
  wordAt,
} from './place.js';
import type { Place } from './place.js';
import { systemAt, systemKey } from './scope.js';
import type { Scope } from './scope.js';

/** `grace` where a feed has none: a tenth of `every`. */
const graceShare = 0.1;
/** `fresh_within` where a feed has none: one snapshot may be missed before a figure is stale. */
const freshIntervals = 2;

const fallbackWords = ['block', 'hold', 'last-good', 'default', 'buffer'] as const;
type FallbackWord = (typeof fallbackWords)[number];

/** The further key of each fallback. */
const furtherKeys: Readonly<Record<string, FallbackWord>> = {
  within: 'last-good',
  value: 'default',
  by: 'buffer',
};

function checkFurtherKeys(place: Place, word: FallbackWord): void {
  for (const [key, owner] of Object.entries(furtherKeys)) {
    const inner = field(place, key);
    if (owner === word || !isPresent(inner)) continue;
    fault(inner, `${key}: has no meaning with else: ${word}.`, `It belongs to else: ${owner}.`);
  }
}

function needed(place: Place, key: string, example: string): string | null {
  const value = scalarAt(field(place, key));
  if (value === null) {
    fault(field(place, key), `This fallback does not say ${key}:.`, `Add ${key}: ${example}.`);
  }
  return value;
}

function fallbackAt(place: Place): Fallback | null {
  const elsePlace = field(place, 'else');
  if (!isPresent(elsePlace)) {
    const remedy = `Add else: with one of: ${fallbackWords.join(', ')}.`;
    if (isMapping(place)) fault(elsePlace, 'The consumer has no fallback.', remedy);
    return null;
  }
  const word = wordAt(elsePlace, fallbackWords, 'fallback');
  if (word === null) return null;
  checkFurtherKeys(place, word);
  switch (word) {
    case 'block':
    case 'hold':
      return { kind: word };
    case 'last-good':
      return { kind: word, withinMillis: durationAt(field(place, 'within')) };
    case 'default': {
      const value = needed(place, 'value', '0');
      return value === null ? null : { kind: word, value };
    }
    case 'buffer': {
      const by = needed(place, 'by', '5');
      return by === null ? null : { kind: word, by };
    }
  }
}

function consumersAt(place: Place, scope: Scope): Map<string, Fallback> {
  const consumers = new Map<string, Fallback>();
  for (const [name, inner] of entries(place)) {
    const known = systemKey(inner, name, scope);
    const fallback = fallbackAt(inner);
    if (known && fallback !== null) consumers.set(name, fallback);
  }
  return consumers;
}

/** A share written as 0.5 or "50%". */
export function shareAt(place: Place): number | null {
  const text = scalarAt(place);
  if (text === null) return null;
  const share = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (share > 0 && share <= 1) return share;
  fault(place, `"${text}" is no share of the rows.`, 'Write it as 0.5 or "50%".');
  return null;
}

function feedAt(name: string, place: Place, scope: Scope): FeedDeclaration | null {
  if (!isMapping(place)) return null;
  const everyPlace = field(place, 'every');
  const everyMillis = durationAt(everyPlace);
  if (!isPresent(everyPlace)) {
    const remedy = 'Add every: with how often it comes, such as 1h or 1d.';
    fault(everyPlace, `The feed "${name}" does not say every:.`, remedy);
  }
  const fromPlace = field(place, 'from');
  if (!isPresent(fromPlace)) {
    const remedy = 'Add from: with the system that sends it.';
    fault(fromPlace, `The feed "${name}" does not say from:.`, remedy);
  }
  const from = systemAt(fromPlace, scope);
  const consumers = consumersAt(field(place, 'consumers'), scope);
  const freshWithinMillis = durationAt(field(place, 'fresh_within'));
  const graceMillis = durationAt(field(place, 'grace'));
  const calendar = calendarAt(field(place, 'calendar'), scope);
  const maxDrop = shareAt(field(place, 'max_drop'));
  if (everyMillis === null || from === null) return null;
  return {
    name,
    from,
    everyMillis,
    freshWithinMillis: freshWithinMillis ?? everyMillis * freshIntervals,
    graceMillis: graceMillis ?? Math.round(everyMillis * graceShare),
    minRows: numberAt(field(place, 'min_rows')),
    maxDrop,
    consumers,
    owner: textAt(field(place, 'owner')),
    calendar,
  };
}

export function compileFeeds(place: Place, scope: Scope): Map<string, FeedDeclaration> {
  const feeds = new Map<string, FeedDeclaration>();
  for (const [name, inner] of entries(place)) {
    const feed = feedAt(name, inner, scope);
    if (feed !== null) feeds.set(name, feed);
  }
  return feeds;
}
