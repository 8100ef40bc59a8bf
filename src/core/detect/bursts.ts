// When faults lie in time: the worst seven days, the separate days, and whether they are one
// outage of the destination instead of a gap that is always there.
import { day, hour } from '../observation/instant.js';
import type { Instant } from '../observation/instant.js';

const week = 7 * day;
const outageLength = 2 * hour;
/** Fewer faults than this, close together, are chance and no outage. */
const outageMin = 5;
export const structuralMin = 3;

/** Most instants in any seven rolling days; `times` sorted. */
export function worstWeek(times: readonly Instant[]): number {
  return mostWithin(times, week).count;
}

/** Separate days in UTC. */
export function separateDays(times: readonly Instant[]): number {
  return new Set(times.map((at) => Math.floor(at / day))).size;
}

function mostWithin(times: readonly Instant[], length: number): { first: number; count: number } {
  let best = { first: 0, count: 0 };
  let first = 0;
  for (let last = 0; last < times.length; last += 1) {
    const end = times[last] ?? 0;
    while (end - (times[first] ?? 0) > length) first += 1;
    if (last - first + 1 > best.count) best = { first, count: last - first + 1 };
  }
  return best;
}

/**
 * Whether the faults are one incident: all of them within two hours; or at least five within two
 * hours and fewer than three outside of them, which are strays and no cluster of their own.
 */
export function isOneOutage(times: readonly Instant[]): boolean {
  if (times.length < structuralMin) return false;
  const burst = mostWithin(times, outageLength);
  if (burst.count === times.length) return true;
  return burst.count >= outageMin && times.length - burst.count < structuralMin;
}

/** Three or more within seven rolling days, on two or more separate days of them. */
function hasStructuralWeek(times: readonly Instant[]): boolean {
  let first = 0;
  for (let last = 0; last < times.length; last += 1) {
    const end = times[last] ?? 0;
    while (end - (times[first] ?? 0) > week) first += 1;
    if (last - first + 1 < structuralMin) continue;
    if (Math.floor(end / day) !== Math.floor((times[first] ?? 0) / day)) return true;
  }
  return false;
}

/** The faults of one fingerprint at sorted times: a gap in the architecture, not an accident. */
export function isStructural(times: readonly Instant[]): boolean {
  return hasStructuralWeek(times) && !isOneOutage(times);
}
