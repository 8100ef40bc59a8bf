// The audit of files as the suites run it: in their own thread, at the beginning of time.
import { inlineCrew } from '../src/audit/crew.js';
import type { AuditOutcome } from '../src/audit/run.js';
import { audit } from '../src/audit/run.js';
import { noAnswers } from '../src/core/contract/answers.js';
import type { Contract } from '../src/core/contract/contract.js';
import type { Report } from '../src/core/detect/report.js';
import type { Instant } from '../src/core/observation/instant.js';

interface Audited {
  /** null: no contract names the files. */
  readonly contract?: Contract | null;
  readonly until?: number | null;
}

export async function audited(
  paths: readonly string[],
  { contract = null, until = null }: Audited = {},
): Promise<AuditOutcome> {
  return audit({
    paths,
    contract,
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

export async function reportOf(
  paths: readonly string[],
  contract: Contract | null = null,
): Promise<Report> {
  const outcome = await audited(paths, { contract });
  if (outcome.kind === 'refused') throw new Error(outcome.reason);
  return outcome.report;
}
