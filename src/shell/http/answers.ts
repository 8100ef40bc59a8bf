// The ledger's rows as the API says them (interfaces section 5).
import type { FindingState, HandoffState } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import { instantText } from '../../core/observation/instant.js';
import type { Story, Told } from '../../store/store.js';

function textOrNull(at: Instant | null): string | null {
  return at === null ? null : instantText(at);
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  return JSON.parse(text) as Readonly<Record<string, unknown>>;
}

export function handoffAnswer(handoff: HandoffState): Readonly<Record<string, unknown>> {
  const { key, rule, to, state, carriage, due, waitingFor, subject, attempts } = handoff;
  return {
    id: key,
    rule,
    to,
    subject,
    state,
    carriage,
    due: textOrNull(due),
    waiting_for: waitingFor,
    attempts,
    ...parsed(handoff.detail),
  };
}

export function findingAnswer(finding: FindingState): Readonly<Record<string, unknown>> {
  const { id, fingerprint, level, pattern, cause, subject, handoff, state, at } = finding;
  return {
    id,
    fingerprint,
    level,
    pattern,
    cause,
    subject,
    handoff,
    state,
    at: textOrNull(at),
    ...parsed(finding.detail),
  };
}

function toldAnswer({ text, verdict, reason, receipt }: Told): Readonly<Record<string, unknown>> {
  const { id, system, kind, at, status } = parsed(text);
  return { at, system, kind, verdict, id, status, reason, receipt };
}

export function orderAnswer(story: Story): Readonly<Record<string, unknown>> {
  return {
    key: story.subject.key,
    ...parsed(story.subject.state),
    handoffs: story.handoffs.map(handoffAnswer),
    findings: story.findings.map(findingAnswer),
    timeline: story.told.map(toldAnswer),
  };
}
