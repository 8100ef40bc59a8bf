// One observation line, as text.
import { instantText } from './clock.js';
import type { Emission } from './emission.js';
import { span, type Lens } from './lens.js';
import { SYSTEMS } from './systems.js';

/** Writes what the lens shows of one statement. */
export function lineText(emission: Emission, lens: Lens): string {
  const { id, system, kind, refs, status, data, seen } = emission;
  const { zone } = SYSTEMS[system];
  const { from, until } = span(lens, emission);
  const at = instantText(from, zone);
  const blurred = lens.days.has(system);
  const day = blurred ? { at_until: instantText(until, zone), basis: 'day' } : {};
  const late = seen === undefined || blurred ? {} : { seen: instantText(seen, zone) };
  return JSON.stringify({ id, system, kind, at, ...day, ...late, refs, status, data });
}
