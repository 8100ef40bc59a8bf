// Zones by name -> their offset from UTC at an instant. The core takes the function and knows no zone.
import type { OffsetAt } from '../core/observation/written-time.js';
import { day, hour, minute } from '../core/observation/instant.js';

const quarter = 15 * minute;
/** Quarters of an hour remembered a zone; four years of them. */
const rememberedMax = 150_000;

const fixed = /^(?:utc|gmt|z)?([+-])(\d{1,2})(?::?(\d{2}))?$/i;

function fixedOffset(zone: string): number | null {
  if (/^(?:utc|gmt|z)$/i.test(zone)) return 0;
  const match = fixed.exec(zone);
  if (match === null) return null;
  const size = Number(match[2]) * hour + Number(match[3] ?? 0) * minute;
  if (size > 14 * hour) return null;
  return match[1] === '-' ? -size : size;
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  } catch {
    return null;
  }
}

function computedOffset(format: Intl.DateTimeFormat, instant: number): number {
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return wall - instant;
}

/**
 * The offset of an IANA zone (`America/New_York`), of `UTC` or of a fixed offset (`+02:00`).
 * @returns null where there is no such zone.
 */
export function offsetOfZone(zone: string): OffsetAt | null {
  const constant = fixedOffset(zone.trim());
  if (constant !== null) return () => constant;
  const format = formatOf(zone.trim());
  if (format === null) return null;
  const remembered = new Map<number, number>();
  return (instant) => {
    // No zone has ever changed its clocks within a quarter of an hour since 1990.
    const start = Math.floor(instant / quarter) * quarter;
    const known = remembered.get(start);
    if (known !== undefined) return known;
    if (remembered.size >= rememberedMax) remembered.clear();
    const offset = Math.abs(start) > 100_000 * day ? 0 : computedOffset(format, start);
    remembered.set(start, offset);
    return offset;
  };
}
