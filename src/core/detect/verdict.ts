// The sentence that the whole report comes down to. An unknown never counts
// towards it, neither for nor against.
import type { Ticket } from '../contract/answers.js';
import type { IntegrationMap } from '../map/integration-map.js';
import { firstMoves } from './first-moves.js';
import { counted, grouped, patternTitles } from './pattern-names.js';
import type {
  ChecklistAnswer,
  ReportAgreement,
  ReportCluster,
  ReportSignal,
  ReportStaleness,
  ReportVerdict,
} from './report.js';
import { isActing } from './standing.js';
import type { Standing } from './standing.js';

const certainSignals = 4;
const handoffQuestions = 6;
const namedMax = 3;

export interface VerdictInput {
  readonly standing: readonly Standing[];
  readonly clusters: readonly ReportCluster[];
  readonly signals: readonly ReportSignal[];
  readonly checklist: readonly ChecklistAnswer[];
  readonly staleness: readonly ReportStaleness[];
  readonly agreement: ReportAgreement;
  readonly map: IntegrationMap;
  readonly settleWith: readonly string[];
  readonly tickets: readonly Ticket[];
  /** Expectations that could not be judged, and those that could. */
  readonly unknown: number;
  readonly judged: number;
}

function kindOf({ standing, clusters }: VerdictInput): ReportVerdict['kind'] {
  if (clusters.some((cluster) => cluster.structural)) return 'structural';
  if (standing.some(isActing)) return 'isolated';
  return standing.some((found) => found.pattern === 'sync-delay') ? 'delay' : 'healthy';
}

function signalsPresent(signals: readonly ReportSignal[]): number {
  return signals.filter((signal) => signal.present === 'yes').length;
}

function certaintyOf(kind: ReportVerdict['kind'], input: VerdictInput): ReportVerdict['certainty'] {
  if (kind === 'structural') {
    return signalsPresent(input.signals) >= certainSignals ? 'certain' : 'likely';
  }
  return input.unknown === 0 && input.judged > 0 ? 'certain' : 'likely';
}

/** `order-to-erp`; with its systems where a handoff to several of them has several such faults. */
function placeOf(cluster: ReportCluster, clusters: readonly ReportCluster[]): string {
  const systems = cluster.systems.join(' → ');
  if (cluster.handoff === null) return systems;
  const isOfSeveral = clusters.some(
    (other) =>
      other !== cluster &&
      other.handoff === cluster.handoff &&
      other.pattern === cluster.pattern &&
      other.field === cluster.field,
  );
  return isOfSeveral ? `${cluster.handoff}, ${systems}` : cluster.handoff;
}

function clusterReason(cluster: ReportCluster, where: string): string {
  const of = cluster.of_passing === null ? '' : ` of ${grouped(cluster.of_passing)}`;
  const field = cluster.field === null ? '' : ` (${cluster.field})`;
  return `${patternTitles[cluster.pattern]}${field}: ${grouped(cluster.count)}${of} at ${where}, ${cluster.worst_week} in the worst week.`;
}

function structuralReasons({ standing, clusters, signals }: VerdictInput): string[] {
  const structural = clusters.filter((cluster) => cluster.structural);
  const faults = standing.filter(isActing).length;
  const present = signalsPresent(signals);
  const explained = structural.reduce((sum, cluster) => sum + cluster.count - cluster.ignored, 0);
  const reasons = [
    `${counted(structural.length, 'fault')} in the handoffs between your systems ${structural.length === 1 ? 'explains' : 'explain'} ${grouped(explained)} of ${counted(faults, 'exception')}.`,
    ...structural
      .slice(0, namedMax)
      .map((cluster) => clusterReason(cluster, placeOf(cluster, clusters))),
    `${present} of the six signals of a structural gap ${present === 1 ? 'is' : 'are'} present.`,
  ];
  return [...reasons, ...backReasons(structural)];
}

/** Only a statement of a correction shows that a hand was at work; a fault may end otherwise, too. */
function backReasons(structural: readonly ReportCluster[]): string[] {
  const reasons: string[] = [];
  const patched = structural.filter(({ recurrences_by_hand: byHand = 0 }) => byHand > 0);
  if (patched.length > 0) {
    const times = patched.reduce((sum, cluster) => sum + (cluster.recurrences_by_hand ?? 0), 0);
    reasons.push(
      `Cleaned up by hand, ${counted(patched.length, 'fault')} came back ${counted(times, 'time')}: the write path did not change.`,
    );
  }
  const returned = structural.filter(
    (cluster) => cluster.since_baseline === 'returned' && !patched.includes(cluster),
  ).length;
  if (returned > 0) {
    reasons.push(
      `${counted(returned, 'fault')} no longer stood in the last report and ${returned === 1 ? 'is' : 'are'} back.`,
    );
  }
  return reasons;
}

/** Feeds that are at fault in all that reads them. */
function cascadesOf({ staleness }: VerdictInput): string[] {
  return staleness.filter((row) => row.cascade === 'confirmed').map((row) => row.feed);
}

function isolatedReasons(input: VerdictInput): string[] {
  const { standing, clusters } = input;
  const faults = standing.filter(isActing).length;
  const outages = clusters.filter((cluster) => cluster.outage);
  const none =
    cascadesOf(input).length === 0
      ? 'none recurs often enough to be a gap in the architecture'
      : 'no handoff fails often enough to be a structural gap';
  const reasons = [
    `${counted(faults, 'exception')}, and ${none}.`,
    ...clusters
      .filter((cluster) => cluster.count > cluster.ignored)
      .slice(0, namedMax)
      .map((cluster) => clusterReason(cluster, placeOf(cluster, clusters))),
  ];
  for (const cluster of outages) {
    reasons.push(
      `${cluster.count} at ${placeOf(cluster, clusters)} fell into one outage and count as one incident.`,
    );
  }
  return reasons;
}

/** What the contract accepts is counted, not hidden. */
function judgedWords(judged: number, accepted: number): string {
  const could = `${counted(judged, 'handoff')} could be judged`;
  if (accepted === 0) return `${could} and none failed.`;
  return `${could}. ${counted(accepted, 'exception was found', 'exceptions were found')}, and the contract accepts ${accepted === 1 ? 'it' : 'every one'}.`;
}

function healthyReasons({ standing, judged, agreement }: VerdictInput): string[] {
  const accepted = standing.filter((found) => found.level === 'fault').length;
  if (judged === 0 && agreement.agreeing === 0 && accepted === 0) {
    return ['Nothing could be judged from these inputs: this is no bill of health.'];
  }
  return [
    judgedWords(judged, accepted),
    `${grouped(agreement.agreeing)} of ${counted(agreement.agreeing + agreement.disagreeing, 'order')} agree in every system that was read.`,
  ];
}

function delayReasons({ standing }: VerdictInput): string[] {
  const late = standing.filter((found) => found.pattern === 'sync-delay').length;
  return [`${counted(late, 'handoff')} came late, every one with the right content.`];
}

function reasonsFor(kind: ReportVerdict['kind'], input: VerdictInput): string[] {
  switch (kind) {
    case 'structural':
      return structuralReasons(input);
    case 'isolated':
      return isolatedReasons(input);
    case 'delay':
      return delayReasons(input);
    case 'healthy':
      return healthyReasons(input);
  }
}

function commonReasons(input: VerdictInput): string[] {
  const reasons: string[] = [];
  const pointing = input.checklist.filter((row) => row.answer === 'no').length;
  if (pointing >= handoffQuestions) {
    reasons.push(
      `${pointing} of the ten questions point at the handoffs: exceptions will come back however good the clean-up.`,
    );
  }
  for (const ticket of input.tickets) {
    if (ticket.count < 2) continue;
    reasons.push(`Stated: ${ticket.count} tickets for one symptom, "${ticket.symptom}".`);
  }
  for (const feed of cascadesOf(input)) {
    reasons.push(
      `${feed} feeds several systems with old figures: the fault is the feed's architecture, not theirs.`,
    );
  }
  if (input.unknown > 0) {
    reasons.push(
      `${counted(input.unknown, 'expectation')} could not be judged and count neither way.`,
    );
  }
  return reasons;
}

function lateHandoffs(standing: readonly Standing[]): string[] {
  const names = new Set<string>();
  for (const found of standing) {
    if (found.pattern === 'sync-delay' && found.handoff !== null) names.add(found.handoff);
  }
  return [...names].sort();
}

export function verdictOf(input: VerdictInput): ReportVerdict {
  const kind = kindOf(input);
  return {
    kind,
    certainty: certaintyOf(kind, input),
    because: [...reasonsFor(kind, input), ...commonReasons(input)],
    first_moves: firstMoves({
      kind,
      clusters: input.clusters,
      map: input.map,
      settleWith: input.settleWith,
      delays: lateHandoffs(input.standing),
      cascades: cascadesOf(input),
      judged: input.judged,
    }),
  };
}
