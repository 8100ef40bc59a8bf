// A system whose clock, or whose zone, is hours off shows all that it is told late by the same time. It
// can't be told from a path that always takes that long: it is remarked, and nothing is concluded from it.
import type { Contract } from '../contract/contract.js';
import { durationWords } from '../contract/duration.js';
import { staysInside } from '../contract/standard.js';
import { limits } from '../limits.js';
import { minute } from '../observation/instant.js';
import { latencyCount, latencyQuantile } from './latency.js';
import type { ReportNote } from './report.js';
import type { Tally } from './tally.js';

/** No zone differs by less from its neighbour, and hardly any path is that slow at its quickest. */
const offsetMinMillis = 30 * minute;
/** What paths take besides may vary; by more than this part of the offset, it is no offset. */
const spreadPart = 0.5;

interface Shown {
  /** How late the quickest are, and most. */
  readonly quickest: number;
  readonly median: number;
  readonly count: number;
}

/** The remark on each system of which every kind of fact that is often shown is late by the same time. */
export function clockNotes({ handoffs }: Tally, contract: Contract): ReportNote[] {
  const inside = new Set(
    contract.rules.filter(({ operation }) => staysInside(operation)).map(({ id }) => id),
  );
  const bySystem = new Map<string, Shown[]>();
  for (const [key, { latency }] of handoffs) {
    const count = latencyCount(latency);
    const arrow = key.lastIndexOf('→');
    if (count < limits.learnedLimitMin || inside.has(key.slice(0, arrow))) continue;
    const system = key.slice(arrow + 1);
    const quickest = latencyQuantile(latency, 0.05) ?? 0;
    const median = latencyQuantile(latency, 0.5) ?? 0;
    const shown = { quickest, median, count };
    bySystem.set(system, [...(bySystem.get(system) ?? []), shown]);
  }
  return [...bySystem].flatMap(([system, shown]) => noteOf(system, shown) ?? []);
}

function noteOf(system: string, shown: readonly Shown[]): ReportNote | null {
  const offsets = shown.map(({ quickest }) => quickest);
  const least = Math.min(...offsets);
  if (shown.length < 2 || least < offsetMinMillis) return null;
  const most = Math.max(...offsets, ...shown.map(({ median }) => median));
  if (most - least > least * spreadPart) return null;
  const offset = Math.floor(least / (15 * minute)) * 15 * minute;
  return {
    kind: 'input',
    count: shown.reduce((sum, { count }) => sum + count, 0),
    text:
      `${system} shows hardly anything that others state sooner than ${durationWords(offset)} after it, by any of ` +
      `${shown.length} rules. Either each takes that long, or its clock or its zone is off: see to that before its ` +
      'delays are believed.',
  };
}
