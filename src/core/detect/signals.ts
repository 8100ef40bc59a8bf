// The six signals of divergence, always all six and in this order. They make a
// structural verdict certain or likely; none of them makes one.
import type { Contract } from '../contract/contract.js';
import { isChannel } from '../contract/contract.js';
import { limits } from '../limits.js';
import { day } from '../observation/instant.js';
import { structuralMin } from './bursts.js';
import { keepLeast } from './merge-tally.js';
import type { Answer, ReportCluster, ReportSignal, SignalId } from './report.js';
import { isActing } from './standing.js';
import type { Standing } from './standing.js';
import type { SignalTally, Tally } from './tally.js';

const week = 7 * day;
/** Subjects within seven days before a counted signal is more than chance. */
const noticeMin = 2;
const ratioMin = 1.5;
const casesMin = 3;
/** Fourteen days before and after go-live. */
const compareWeeks = 2;

interface SignalInput {
  readonly tally: Tally;
  readonly contract: Contract;
  readonly standing: readonly Standing[];
  readonly clusters: readonly ReportCluster[];
}

/** Most in any seven days; the count of the run where the days are not known. */
function mostInWeek(signal: SignalTally): number {
  if (signal.days === undefined) return signal.count;
  let most = 0;
  for (const start of signal.days.keys()) {
    let sum = 0;
    for (let offset = 0; offset < 7; offset += 1) sum += signal.days.get(start + offset) ?? 0;
    most = Math.max(most, sum);
  }
  return most;
}

function countedSignal(id: SignalId, tally: Tally, least: number): ReportSignal {
  const signal = tally.signals.get(id);
  if (signal === undefined || signal.judged === 0) {
    // Where orders were judged and none is wrong, nothing differs that could each be right.
    const nothingDiffers = id === 'each-right-alone' && tally.agreeing > 0;
    return { id, present: nothingDiffers ? 'no' : 'unknown', count: 0, evidence: [] };
  }
  const present: Answer = mostInWeek(signal) >= least ? 'yes' : 'no';
  return { id, present, count: signal.count, evidence: [...signal.evidence].sort() };
}

function evidenceOf(faults: readonly Standing[]): string[] {
  const cited: string[] = [];
  for (const found of faults) {
    for (const citation of found.evidence) keepLeast(cited, citation, limits.findingEvidenceMax);
  }
  return cited;
}

/** Handoffs of the run whose outcome is known. */
export function judgedHandoffs(tally: Tally): number {
  let judged = 0;
  for (const counts of tally.handoffs.values()) {
    judged += counts.seen + counts.seenLate + counts.overdue;
  }
  return judged;
}

function repeats({ tally, standing, clusters }: SignalInput): ReportSignal {
  const repeated = clusters.filter(
    (cluster) => cluster.worst_week >= structuralMin && !cluster.outage,
  );
  const names = new Set(repeated.map((cluster) => cluster.fingerprint));
  const faults = standing.filter((found) => isActing(found) && names.has(found.fingerprint));
  const judged = judgedHandoffs(tally) > 0 || standing.length > 0;
  return {
    id: 'repeats',
    present: repeated.length > 0 ? 'yes' : judged ? 'no' : 'unknown',
    count: repeated.length,
    evidence: evidenceOf(faults),
  };
}

function booksGap({ tally, standing }: SignalInput): ReportSignal {
  const faults = standing.filter(
    (found) =>
      isActing(found) && (found.pattern === 'books-gap' || found.also.includes('books-gap')),
  );
  let judged = 0;
  for (const [key, counts] of tally.handoffs) {
    if (!key.startsWith('books-after-revenue→')) continue;
    judged += counts.seen + counts.seenLate + counts.overdue;
  }
  return {
    id: 'books-gap',
    present: faults.length > 0 ? 'yes' : judged > 0 ? 'no' : 'unknown',
    count: faults.length,
    evidence: evidenceOf(faults),
  };
}

/** Epoch week -> orders placed, of one channel or (null) of all. */
function placedOf(tally: Tally, channel: string | null): Map<number, number> {
  const weeks = new Map<number, number>();
  for (const [key, count] of tally.placedByWeek) {
    const bar = key.lastIndexOf('|');
    if (channel !== null && key.slice(0, bar) !== channel) continue;
    const number = Number(key.slice(bar + 1));
    weeks.set(number, (weeks.get(number) ?? 0) + count);
  }
  return weeks;
}

function sumWeeks(weeks: ReadonlyMap<number, number>, from: number): number {
  let sum = 0;
  for (let number = from; number < from + compareWeeks; number += 1) sum += weeks.get(number) ?? 0;
  return sum;
}

/** Weeks in which a channel took its first order, with two whole weeks of the run before and after. */
function goLives(tally: Tally, contract: Contract): number[] {
  const all = [...placedOf(tally, null).keys()];
  const first = Math.min(...all);
  const last = Math.max(...all);
  const lives = new Set<number>();
  for (const system of contract.systems.values()) {
    if (!isChannel(system.role)) continue;
    const start = Math.min(...placedOf(tally, system.name).keys());
    const hasBefore = start - compareWeeks >= first;
    if (Number.isFinite(start) && hasBefore && start + 1 <= last) lives.add(start);
  }
  return [...lives].sort((a, b) => a - b);
}

function newChannelWorse({ tally, contract, standing }: SignalInput): ReportSignal {
  const id = 'new-channel-worse';
  const faults = standing.filter((found) => isActing(found) && found.subject.type === 'order');
  const placed = placedOf(tally, null);
  const faultWeeks = new Map<number, number>();
  for (const found of faults) {
    if (found.at === null) continue;
    const number = Math.floor(found.at / week);
    faultWeeks.set(number, (faultWeeks.get(number) ?? 0) + 1);
  }
  let judged = false;
  for (const start of goLives(tally, contract)) {
    const before = sumWeeks(faultWeeks, start - compareWeeks);
    const after = sumWeeks(faultWeeks, start);
    const rateBefore = before / Math.max(1, sumWeeks(placed, start - compareWeeks));
    const rateAfter = after / Math.max(1, sumWeeks(placed, start));
    judged = true;
    if (after - before < casesMin || rateAfter < ratioMin * rateBefore) continue;
    const lies = (found: Standing): boolean =>
      found.at !== null &&
      Math.floor(found.at / week) >= start &&
      Math.floor(found.at / week) < start + compareWeeks;
    return { id, present: 'yes', count: after - before, evidence: evidenceOf(faults.filter(lies)) };
  }
  return { id, present: judged ? 'no' : 'unknown', count: 0, evidence: [] };
}

export function signalsOf(input: SignalInput): ReportSignal[] {
  return [
    countedSignal('notified-before-recorded', input.tally, noticeMin),
    countedSignal('no-full-sequence', input.tally, structuralMin),
    countedSignal('each-right-alone', input.tally, structuralMin),
    repeats(input),
    booksGap(input),
    newChannelWorse(input),
  ];
}
