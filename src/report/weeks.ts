// Faults a week as small bars: whether a fault came once, in bursts or all the time.
import type { Report, ReportFinding } from '../core/detect/report.js';
import { day, instantOf } from '../core/observation/instant.js';
import type { Markup } from './markup.js';
import { markup } from './markup.js';

const weeksMax = 60;
const barWidth = 14;
const step = 28;
const barHeight = 30;
const height = 44;

/** Counts of each seven days from the first of the window; null where there are too many or no times. */
function weekCounts(found: readonly ReportFinding[], window: Report['window']): number[] | null {
  const from = instantOf(window.from ?? '');
  const until = instantOf(window.until ?? '');
  if (from === undefined || until === undefined) return null;
  const weeks = Math.floor((until - from) / (7 * day)) + 1;
  if (weeks > weeksMax) return null;
  const counts = new Array<number>(weeks).fill(0);
  for (const { at } of found) {
    const time = instantOf(at ?? '');
    if (time === undefined) continue;
    const week = Math.min(weeks - 1, Math.max(0, Math.floor((time - from) / (7 * day))));
    counts[week] = (counts[week] ?? 0) + 1;
  }
  return counts;
}

function bar(count: number, index: number, most: number): Markup {
  const x = index * step;
  if (count === 0) {
    return markup`<rect class="void" x="${x}" y="${height - 1}" width="${barWidth}" height="1"/>`;
  }
  const tall = Math.max(3, Math.round((barHeight * count) / most));
  return markup`
    <rect class="bar" x="${x}" y="${height - tall}" width="${barWidth}" height="${tall}"/>
    <text x="${x + barWidth / 2}" y="${height - tall - 4}" text-anchor="middle">${count}</text>`;
}

/** Null where there is but one week, or no telling. */
export function weekBars(found: readonly ReportFinding[], window: Report['window']): Markup | null {
  const counts = weekCounts(found, window);
  if (counts === null || counts.length < 2) return null;
  const most = Math.max(...counts);
  const width = counts.length * step;
  return markup`
    <svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"
      role="img" aria-label="Faults a week: ${counts.join(', ')}">
      ${counts.map((count, index) => bar(count, index, most))}
    </svg>`;
}
