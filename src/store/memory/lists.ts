// The ledger's lists in memory.
import type { FindingState, HandoffState, SubjectState } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import type {
  FindingQuestion,
  HandoffQuestion,
  ListedCluster,
  Lists,
  OrderQuestion,
  Page,
} from '../lists.js';
import { clusterTimesMost } from '../lists.js';
import type { Held, HeldComponent } from './held.js';
import { eachOf, shownHandoffs } from './held.js';

export function memoryLists(held: Held): Lists {
  const asked = (question: FindingQuestion): readonly FindingState[] =>
    eachOf(held, ({ findings }) => findings).filter((one) => asksForFinding(question, one));
  return {
    handoffs: async (question) => {
      const rows = eachOf(held, shownHandoffs).filter((one) => asksForHandoff(question, one));
      return Promise.resolve(pageOf(rows, question, ({ key }) => key));
    },
    findings: async (question) =>
      Promise.resolve(pageOf(asked(question), question, ({ id }) => id)),
    orders: async (question) => {
      const rows = eachOf(held, (component) =>
        component.subjects
          .filter((subject) => asksForOrder(question, subject, latestOf(held, component)))
          .map((subject) => ({ subject, handoffs: wordsOf(subject, component) })),
      );
      return Promise.resolve(pageOf(rows, question, ({ subject }) => subject.key));
    },
    clusters: async (question) => {
      const rows = [...byFingerprint(asked(question)).values()];
      return Promise.resolve(
        pageOf(rows.map(clusterOf), question, ({ fingerprint }) => fingerprint),
      );
    },
    foldFindings: async (accepting) => {
      const told = [...held.components.values()].filter(({ findings }) =>
        findings.some(({ state, detail }) =>
          state === 'ignored'
            ? 'accepted' in (JSON.parse(detail) as object)
            : accepting && (state === 'open' || state === 'seen'),
        ),
      );
      for (const { id } of told) held.inbox.add(id);
      return Promise.resolve(told.length);
    },
    mark: async (id, decide) => {
      for (const component of held.components.values()) {
        const found = component.findings.find((finding) => finding.id === id);
        if (found === undefined) continue;
        const decided = decide(found);
        component.findings = component.findings.map((one) => (one === found ? decided : one));
        return Promise.resolve(decided);
      }
      return Promise.resolve(null);
    },
  };
}

/** When the latest of what was said of a component happened. */
function latestOf({ statements }: Held, { facts }: HeldComponent): Instant {
  const times = [...facts.keys()].map((id) => statements.get(id)?.at ?? 0);
  return Math.max(0, ...times) as Instant;
}

function wordsOf({ key }: SubjectState, { handoffs }: HeldComponent): readonly string[] {
  const words = handoffs.filter(({ subject }) => subject === key).map(({ state }) => state);
  return [...new Set(words)].sort();
}

function asksForHandoff(
  { states, rule, to, subject, since }: HandoffQuestion,
  one: HandoffState,
): boolean {
  return (
    (states === undefined || states.includes(one.state)) &&
    (rule === undefined || rule === one.rule) &&
    (to === undefined || to === one.to) &&
    (subject === undefined || subject === one.subject) &&
    (since === undefined || (one.due !== null && one.due >= since))
  );
}

function asksForFinding(question: FindingQuestion, one: FindingState): boolean {
  const { state, pattern, cause, handoff, subject, system, since } = question;
  return (
    (state === undefined || state === one.state) &&
    (pattern === undefined || pattern === one.pattern) &&
    (cause === undefined || cause === one.cause) &&
    (handoff === undefined || handoff === one.handoff) &&
    (subject === undefined || subject === one.subject) &&
    (system === undefined || systemsOf(one.detail).includes(system)) &&
    (since === undefined || (one.at !== null && one.at >= since))
  );
}

function asksForOrder(
  { headline, system, since }: OrderQuestion,
  subject: SubjectState,
  latest: Instant,
): boolean {
  return (
    subject.type === 'order' &&
    (headline === undefined || headline === subject.headline) &&
    (system === undefined || systemsOf(subject.state).includes(system)) &&
    (since === undefined || latest >= since)
  );
}

function systemsOf(json: string): readonly string[] {
  const { systems = [] } = JSON.parse(json) as { readonly systems?: readonly string[] };
  return systems;
}

function byFingerprint(
  findings: readonly FindingState[],
): ReadonlyMap<string, readonly FindingState[]> {
  const groups = new Map<string, FindingState[]>();
  for (const finding of findings) {
    const group = groups.get(finding.fingerprint);
    if (group === undefined) groups.set(finding.fingerprint, [finding]);
    else group.push(finding);
  }
  return groups;
}

function clusterOf(findings: readonly FindingState[]): ListedCluster {
  const least = (of: (finding: FindingState) => string): string => findings.map(of).sort()[0] ?? '';
  const times = findings.flatMap(({ at }) => at ?? []).sort((a, b) => a - b);
  const recurrences = findings.map(
    ({ detail }) => (JSON.parse(detail) as { readonly recurrences?: number }).recurrences ?? 0,
  );
  return {
    fingerprint: least(({ fingerprint }) => fingerprint),
    pattern: least(({ pattern }) => pattern),
    cause: least(({ cause }) => cause),
    level: findings.some(({ level }) => level === 'fault') ? 'fault' : 'info',
    handoff: least(({ handoff }) => handoff ?? '') || null,
    count: findings.length,
    standing: findings.filter(({ state }) => state === 'open' || state === 'seen').length,
    recurrences: recurrences.reduce((sum, one) => sum + one, 0),
    times: times.slice(-clusterTimesMost),
  };
}

function pageOf<Row>(
  rows: readonly Row[],
  { after, most }: { readonly after: string | null; readonly most: number },
  keyOf: (row: Row) => string,
): Page<Row> {
  const sorted = [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const wanted = sorted.filter((row) => after === null || keyOf(row) > after);
  const last = wanted.length > most ? wanted[most - 1] : undefined;
  return { rows: wanted.slice(0, most), next: last === undefined ? null : keyOf(last) };
}
