// A place in the plain form of the contract: a value, the path to it, and where its faults go.
// What has the wrong shape reads as absent here, for the schema has already said so.
import { isKind, kinds } from '../observation/kinds.js';
import type { Kind } from '../observation/kinds.js';
import { instantOf } from '../observation/instant.js';
import type { Instant } from '../observation/instant.js';
import { durationOf } from './duration.js';
import type { Fault, Path } from './fault.js';
import { nearest, suggestion } from './nearest.js';

export interface Place {
  readonly value: unknown;
  readonly path: Path;
  readonly faults: Fault[];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fault(place: Place, message: string, remedy: string): void {
  place.faults.push({ path: place.path, message, remedy, onKey: false });
}

export function keyFault(place: Place, message: string, remedy: string): void {
  place.faults.push({ path: place.path, message, remedy, onKey: true });
}

export function field(place: Place, key: string): Place {
  const { value, path, faults } = place;
  const inner = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return { value: inner, path: [...path, key], faults };
}

export function isPresent(place: Place): boolean {
  return place.value !== undefined && place.value !== null;
}

export function isMapping(place: Place): boolean {
  return isRecord(place.value);
}

/** Key and place of each entry of a mapping; none where it is not a mapping. */
export function entries(place: Place): [string, Place][] {
  if (!isRecord(place.value)) return [];
  return Object.keys(place.value).map((key) => [key, field(place, key)]);
}

/** The places of a list; none where it is not a list. */
export function items(place: Place): Place[] {
  const { value, path, faults } = place;
  if (!Array.isArray(value)) return [];
  const list: readonly unknown[] = value;
  return list.map((item, index) => ({ value: item, path: [...path, index], faults }));
}

/** A list, or the one value that may be written instead of a list of one. */
export function oneOrMany(place: Place): Place[] {
  if (Array.isArray(place.value)) return items(place);
  return isPresent(place) ? [place] : [];
}

export function textAt(place: Place): string | null {
  return typeof place.value === 'string' && place.value.trim() !== '' ? place.value.trim() : null;
}

/** Text, or a number or truth value in its text form (document types, values to compare with). */
export function scalarAt(place: Place): string | null {
  const { value } = place;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : textAt(place);
}

export function numberAt(place: Place): number | null {
  return typeof place.value === 'number' && Number.isFinite(place.value) ? place.value : null;
}

export function flagAt(place: Place): boolean | null {
  return typeof place.value === 'boolean' ? place.value : null;
}

/** One of a closed list of words; any other is a fault that names the nearest. */
export function wordAt<Word extends string>(
  place: Place,
  words: readonly Word[],
  what: string,
): Word | null {
  const text = scalarAt(place);
  if (text === null) return null;
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  const remedy = suggestion(text, words, `Write one of: ${words.join(', ')}.`);
  fault(place, `"${text}" is no ${what}.`, remedy);
  return null;
}

export function durationAt(place: Place): number | null {
  const text = scalarAt(place);
  if (text === null) return null;
  const millis = durationOf(text);
  if (millis !== undefined) return millis;
  const remedy = 'Write a number above zero with its unit: 90s, 15m, 4h, 2d, or 1h30m.';
  fault(place, `"${text}" is no duration.`, remedy);
  return null;
}

const dayText = /^\d{4}-\d{2}-\d{2}$/;

/** An instant, or a day, which stands for its first instant in UTC. */
export function instantAt(place: Place): Instant | null {
  const text = textAt(place);
  if (text === null) return null;
  const instant = instantOf(dayText.test(text) ? `${text}T00:00:00Z` : text);
  if (instant !== undefined) return instant;
  fault(
    place,
    `"${text}" is no time.`,
    'Write a day, 2026-03-04, or a time with its offset, 2026-03-04T10:15:00Z.',
  );
  return null;
}

export function dayAt(place: Place): string | null {
  const text = textAt(place);
  if (text === null) return null;
  if (dayText.test(text) && instantOf(`${text}T00:00:00Z`) !== undefined) return text;
  fault(place, `"${text}" is no day of the calendar.`, 'Write it as 2026-12-25.');
  return null;
}

/** A kind of observation, or one of the further words that may stand in its place. */
export function kindAt<Further extends string>(
  place: Place,
  further: readonly Further[],
): Kind | Further | null {
  const text = textAt(place);
  if (text === null) return null;
  if (isKind(text)) return text;
  const other = further.find((word) => word === text);
  if (other !== undefined) return other;
  const near = nearest(text, [...kinds, ...further]);
  const family = text.split('.')[0] ?? '';
  const cousins = kinds.filter((kind) => kind.startsWith(`${family}.`));
  const known = cousins.length > 0 ? cousins : kinds;
  fault(
    place,
    `"${text}" is no kind of observation.`,
    near === undefined ? `Write one of: ${known.join(', ')}.` : `Did you mean "${near}"?`,
  );
  return null;
}
