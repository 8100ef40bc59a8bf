// The audit of files that no contract names, as the suites run it: in their own thread, at the beginning of time.
import { inlineCrew } from '../src/audit/crew.js';
import type { AuditOutcome } from '../src/audit/run.js';
import { audit } from '../src/audit/run.js';
import { noAnswers } from '../src/core/contract/answers.js';
import type { Report } from '../src/core/detect/report.js';
import type { Instant } from '../src/core/observation/instant.js';

export async function audited(
  paths: readonly string[],
  until: number | null = null,
): Promise<AuditOutcome> {
  return audit({
    paths,
    contract: null,
    answers: noAnswers,
    baseline: null,
    since: null,
    until: until as Instant | null,
    zone: null,
    version: '0.0.0',
    generatedAt: 0 as Instant,
    crew: inlineCrew,
    notes: [],
    progress: () => undefined,
  });
}

export async function reportOf(paths: readonly string[]): Promise<Report> {
  const outcome = await audited(paths);
  if (outcome.kind === 'refused') throw new Error(outcome.reason);
  return outcome.report;
}
