// Last stage: the lines of the few subjects that the report shows one by one are read again, so that a
// person sees what each system said of them. Nothing of them was kept while all were judged.
import { closeSync, openSync, readSync } from 'node:fs';
import { shownFindings } from '../core/detect/examples.js';
import type { Report, ReportFinding, ReportTimeline } from '../core/detect/report.js';
import { emptyTally } from '../core/detect/tally.js';
import { timelinesOf } from '../core/detect/timeline.js';
import { limits } from '../core/limits.js';
import type { Observation } from '../core/observation/observation.js';
import { isUnreadable } from '../core/observation/read.js';
import { orderRun } from '../core/order/judge.js';
import type { ContextInput } from './context.js';
import { contextOf } from './context.js';
import type { GatheredRange } from './gather.js';
import type { Judged } from './judge-all.js';
import { readLine } from '../core/observation/read-line.js';
import { contentDigest } from './stages.js';
import type { Window } from './window.js';

interface ReadPlan extends ContextInput {
  readonly ranges: readonly GatheredRange[];
  readonly routed: { readonly types: { readonly length: number } };
  readonly window: Window | null;
}

/** Which bucket the subjects of findings lie in. */
type Places = Pick<Judged, 'candidates' | 'buckets' | 'foundLater'>;

/** Where one line lies in its file. */
interface LineSpot {
  readonly file: string;
  readonly from: number;
  readonly length: number;
}

/** Timelines of the subjects that the report shows, in the order in which it shows them. */
export function readTimelines(report: Report, judged: Places, plan: ReadPlan): ReportTimeline[] {
  const shown = new Map<string, ReportFinding[]>();
  for (const found of shownFindings(report)) {
    const known = shown.get(subjectKey(found));
    if (known === undefined) shown.set(subjectKey(found), [found]);
    else known.push(found);
  }
  const findings = findingsByBucket(shown, judged);
  const lines = linesOf(findings.keys(), plan);
  const run = orderRun({ context: contextOf(plan), tally: emptyTally(), demand: null });
  const timelines = new Map<string, ReportTimeline>();
  for (const [bucket, statements] of readAll(lines, plan)) {
    for (const one of timelinesOf(statements, findings.get(bucket) ?? [], run)) {
      timelines.set(subjectKey(one), one);
    }
  }
  return [...shown.keys()].flatMap((key) => timelines.get(key) ?? []);
}

function subjectKey({ subject }: Pick<ReportTimeline, 'subject'>): string {
  return `${subject.type} ${subject.key}`;
}

function findingsByBucket(
  shown: ReadonlyMap<string, readonly ReportFinding[]>,
  { candidates, buckets, foundLater }: Places,
): Map<number, ReportFinding[]> {
  const open = new Map(shown);
  const found = new Map<number, ReportFinding[]>();
  const place = (key: string, bucket: number): void => {
    const findings = open.get(key);
    if (findings === undefined) return;
    open.delete(key);
    found.set(bucket, [...(found.get(bucket) ?? []), ...findings]);
  };
  candidates.forEach((candidate, index) => place(subjectKey(candidate), buckets[index] ?? -1));
  for (const [key, bucket] of foundLater) place(`order ${key}`, bucket);
  return found;
}

/** The lines of some buckets, small buckets first, as long as `limits.timelineLinesMax` lasts. */
function linesOf(wanted: Iterable<number>, plan: ReadPlan): Map<number, LineSpot[]> {
  const lines = new Map([...wanted].map((bucket) => [bucket, [] as LineSpot[]]));
  const marks = new Uint8Array(plan.routed.types.length);
  for (const bucket of lines.keys()) marks[bucket] = 1;
  for (const { range, columns, buckets } of plan.ranges) {
    for (let line = 0; line < columns.count; line += 1) {
      const bucket = buckets[line] ?? -1;
      if (marks[bucket] !== 1) continue;
      const spots = lines.get(bucket);
      // One more than is ever read tells that there are too many.
      if (spots === undefined || spots.length > limits.timelineLinesMax) continue;
      const from = range.from + (columns.offsets[line] ?? 0);
      spots.push({ file: range.file, from, length: columns.lengths[line] ?? 0 });
    }
  }
  let left: number = limits.timelineLinesMax;
  const small = [...lines].sort((a, b) => a[1].length - b[1].length || a[0] - b[0]);
  return new Map(small.filter(([, spots]) => (left -= spots.length) >= 0));
}

function readAll(
  lines: ReadonlyMap<number, readonly LineSpot[]>,
  { window, now }: ReadPlan,
): Map<number, Observation[]> {
  const statements = new Map<number, Observation[]>();
  const spots = [...lines].flatMap(([bucket, own]) => own.map((spot) => ({ bucket, spot })));
  spots.sort((a, b) => (a.spot.file === b.spot.file ? 0 : a.spot.file < b.spot.file ? -1 : 1));
  const files = new OpenFile();
  for (const { bucket, spot } of spots) {
    const read = readLine(files.read(spot), contentDigest);
    if (isUnreadable(read) || read.at > now) continue;
    if (window !== null && (read.at < window.from || read.at > window.until)) continue;
    const known = statements.get(bucket);
    if (known === undefined) statements.set(bucket, [read]);
    else known.push(read);
  }
  files.close();
  return statements;
}

/** Reads pieces of files, one file after the other. */
class OpenFile {
  #file = '';
  #descriptor = -1;

  read({ file, from, length }: LineSpot): Uint8Array {
    if (file !== this.#file) {
      this.close();
      this.#descriptor = openSync(file, 'r');
      this.#file = file;
    }
    const bytes = new Uint8Array(length);
    const count = readSync(this.#descriptor, bytes, 0, length, from);
    return bytes.subarray(0, count);
  }

  close(): void {
    if (this.#descriptor !== -1) closeSync(this.#descriptor);
    this.#descriptor = -1;
    this.#file = '';
  }
}
