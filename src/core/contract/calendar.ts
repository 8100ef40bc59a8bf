// `calendar:` of the contract or of a feed: the days on which work is done.
import type { Calendar } from './contract.js';
import { dayAt, fault, field, isMapping, isPresent, items, scalarAt } from './place.js';
import type { Place } from './place.js';
import { zoneAt } from './scope.js';
import type { Scope } from './scope.js';

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const mondayToFriday: readonly number[] = [1, 2, 3, 4, 5];

function workdayAt(place: Place): number | null {
  const text = scalarAt(place)?.toLowerCase() ?? null;
  if (text === null) return null;
  const named = dayNames.indexOf(text.slice(0, 3)) + 1;
  const day = named > 0 ? named : Number(text);
  if (Number.isInteger(day) && day >= 1 && day <= 7) return day;
  fault(place, `"${text}" is no day of the week.`, `Write one of: ${dayNames.join(', ')}.`);
  return null;
}

/** Monday to Friday where the calendar does not say which days are worked. */
export function calendarAt(place: Place, scope: Scope): Calendar | null {
  if (!isMapping(place)) return null;
  const workdaysPlace = field(place, 'workdays');
  const workdays = items(workdaysPlace).flatMap((item) => workdayAt(item) ?? []);
  return {
    workdays: isPresent(workdaysPlace) ? [...new Set(workdays)].sort() : mondayToFriday,
    holidays: items(field(place, 'holidays')).flatMap((item) => dayAt(item) ?? []),
    zone: zoneAt(field(place, 'zone'), scope),
  };
}
