// A time as a person types it in a call: RFC 3339 with an offset, or a local day or time in a zone.
import type { Instant } from '../../core/observation/instant.js';
import { instantOf } from '../../core/observation/instant.js';
import { offsetOfZone } from '../../files/zones.js';

const dayForm = /^\d{4}-\d{2}-\d{2}$/;
const localForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

/** Null where the text is no time. Without an offset it is read in the zone, or as UTC. */
export function momentOf(text: string, zone: string | null): Instant | null {
  const exact = instantOf(text);
  if (exact !== undefined) return exact;
  if (!dayForm.test(text) && !localForm.test(text)) return null;
  const local = instantOf(dayForm.test(text) ? `${text}T00:00:00Z` : `${text}Z`);
  if (local === undefined) return null;
  return zone === null ? local : inZone(local, zone);
}

function inZone(local: Instant, zone: string): Instant | null {
  const offsetAt = offsetOfZone(zone);
  if (offsetAt === null) return null;
  // Twice: the first guess may lie on the other side of a change of the clock.
  const guess = local - offsetAt(local);
  return (local - offsetAt(guess)) as Instant;
}
