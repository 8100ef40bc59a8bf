// What a system was to tell by itself and no longer does: a webhook subscription that is gone, webhooks that
// stay away. Nothing triggers, hence no error: a trigger gap, as long as the last word is that it is so.
import type { Candidate } from '../detect/finding.js';
import { candidate } from '../detect/finding.js';
import type { Observation } from '../observation/observation.js';
import { citation, refOf } from '../observation/observation.js';

/** Namespace of what is to be heard of a system: `shop orders/create`. */
export const hearingRef = 'hearing';

export function speaksOfHearing({ refs }: Pick<Observation, 'refs'>): boolean {
  return refs[hearingRef] !== undefined;
}

/** `feed.failed`: it is not heard any more, with the reason as a full sentence; `feed.snapshot`: it is again. */
export function unheardGaps(statements: readonly Observation[]): readonly Candidate[] {
  const byHearing = new Map<string, Observation[]>();
  for (const statement of statements) {
    const hearing = refOf(statement.refs, hearingRef);
    if (hearing === undefined) continue;
    const of = byHearing.get(hearing);
    if (of === undefined) byHearing.set(hearing, [statement]);
    else of.push(statement);
  }
  return [...byHearing].flatMap(([hearing, of]) => gapOf(hearing, of));
}

function gapOf(hearing: string, statements: readonly Observation[]): readonly Candidate[] {
  const lost = latest(statements, 'feed.failed');
  if (lost === null) return [];
  const back = latest(statements, 'feed.snapshot');
  const isBack = back !== null && back.at >= lost.at;
  return [
    candidate({
      ...{ pattern: 'trigger-gap', cause: 'missing', field: 'unheard', systems: [lost.system] },
      subject: { type: 'feed', key: hearing, refs: { [hearingRef]: [hearing] } },
      at: lost.at,
      healedAt: isBack ? back.at : null,
      evidence: [lost, ...(isBack ? [back] : [])].map(citation),
      details: { unheard: lost.data.reason ?? hearing },
    }),
  ];
}

function latest(statements: readonly Observation[], kind: Observation['kind']): Observation | null {
  let last: Observation | null = null;
  for (const statement of statements) {
    if (statement.kind === kind && (last === null || statement.at > last.at)) last = statement;
  }
  return last;
}
