// What people read of a cluster and of one of its findings: the same sentences in the terminal, on the
// page and in the clean-up files.
import { grouped, patternTitles } from '../core/detect/pattern-names.js';
import type { ReportCluster, ReportFinding } from '../core/detect/report.js';
import type { SubjectType } from '../core/observation/kinds.js';

export const subjectWords: Readonly<Record<SubjectType, string>> = {
  order: 'Order',
  purchase: 'Purchase order',
  stock: 'Item',
  feed: 'Feed',
  document: 'Document',
};

/** Where a wrong value came in. */
export const entryWords: Readonly<Record<ReportFinding['entry'], string>> = {
  connector: 'in the connector: it passed the value on unchecked',
  translation: 'in the translation: the value changed on the way',
  payload: 'in the message itself: it was sent before what must precede it',
  unknown: 'not shown by what was read',
};

/** `shipment-to-erp`, else `amazon → erp`. */
export function whereOf(cluster: ReportCluster): string {
  return cluster.handoff ?? cluster.systems.join(' → ');
}

/** `shipment-to-erp, amazon → erp`. */
export function placeOf(cluster: ReportCluster): string {
  const systems = cluster.systems.join(' → ');
  return cluster.handoff === null ? systems : `${cluster.handoff}, ${systems}`;
}

export function kindWord(cluster: ReportCluster): string {
  if (cluster.since_baseline === 'gone') return 'gone';
  if (cluster.count === cluster.ignored) return 'accepted';
  if (cluster.structural) return 'structural';
  return cluster.outage ? 'outage' : 'isolated';
}

export function titleOf(cluster: ReportCluster): string {
  const field = cluster.field === null ? '' : `: ${cluster.field}`;
  return patternTitles[cluster.pattern] + field;
}

/** `114-2233 (#1001)`: what a person would search for, one name a namespace, at most two. */
export function nameOf({ subject: { refs, key } }: ReportFinding): string {
  const told = ['order', 'order_name', 'external', 'po'].map((namespace) => refs[namespace]?.[0]);
  const names = [...told, ...Object.values(refs).map((values) => values[0])];
  const distinct = [...new Set(names.filter((name) => name !== undefined))];
  const [first, second] = distinct;
  if (first === undefined) return key;
  return second === undefined ? first : `${first} (${second})`;
}

/**
 * `48 of 1,034 that passed, on 24 separate days, 14 in the worst week`. Days and weeks are of what counts:
 * of what the contract accepts, all of it, there are none to tell.
 */
export function frequencyWords(cluster: ReportCluster): string {
  const of = cluster.of_passing === null ? '' : ` of ${grouped(cluster.of_passing)} that passed`;
  const often = `${grouped(cluster.count)}${of}`;
  if (cluster.count === cluster.ignored) return often;
  const days = cluster.days === 1 ? 'one day' : `${cluster.days} separate days`;
  return `${often}, on ${days}, ${grouped(cluster.worst_week)} in the worst week`;
}

function timesWords(times: number): string {
  return times === 1 ? 'once' : `${grouped(times)} times`;
}

/** What became of it: recurrence, baseline, accepted, healed; empty where there is nothing to say. */
export function sinceWords(cluster: ReportCluster): string {
  const parts: string[] = [];
  const { recurrences, recurrences_by_hand: byHand = 0 } = cluster;
  if (byHand > 0) parts.push(`came back ${timesWords(byHand)} after it was cleaned up by hand`);
  else if (recurrences > 0) parts.push(`came back ${timesWords(recurrences)} after it was gone`);
  if (cluster.since_baseline === 'new') parts.push('new since the baseline');
  if (cluster.since_baseline === 'same') parts.push('as in the baseline');
  if (cluster.since_baseline === 'returned') parts.push('returned since the baseline');
  if (cluster.ignored > 0) parts.push(`${cluster.ignored} accepted by the contract`);
  if (cluster.healed > 0) parts.push(`${cluster.healed} since healed`);
  return parts.join('; ');
}

/** Where a middleware's log shows that the trail breaks, each hop once. */
export function hopsOf(found: readonly ReportFinding[]): string[] {
  return [...new Set(found.map((one) => one.hop).filter((hop) => hop !== null))].sort();
}
