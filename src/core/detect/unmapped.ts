// A native word that no vocabulary of its system knows is one finding a value, not one an order.
import type { SubjectType } from '../observation/kinds.js';
import { candidate } from './finding.js';
import type { Candidate } from './finding.js';
import type { Tally, UnmappedTally } from './tally.js';

/** The type of subject that a kind is about, by the first word of its name (interfaces 2.1). */
function subjectTypeOf(kind: string): SubjectType {
  const family = kind.slice(0, kind.indexOf('.'));
  switch (family) {
    case 'purchase':
    case 'document':
      return family;
    case 'stock':
    case 'listing':
      return 'stock';
    case 'feed':
    case 'metric':
    case 'decision':
      return 'feed';
    default:
      return 'order';
  }
}

function unmappedFinding(value: UnmappedTally): Candidate {
  const orders = [...value.orders].sort();
  return candidate({
    pattern: 'unmapped-status',
    level: value.closed ? 'fault' : 'info',
    cause: 'mapping',
    subject: {
      type: subjectTypeOf(value.kind),
      key: value.subjectKey,
      refs: orders.length === 0 ? {} : { order: orders },
    },
    systems: [value.system],
    field: value.native,
    at: value.firstAt,
    evidence: [value.first],
    details: {
      system: value.system,
      native: value.native,
      status: value.native,
      kind: value.kind,
      list: value.closed ? 'closed' : 'open',
      count: String(value.count),
    },
  });
}

/** Faults for words of closed lists, information for those of open ones (canonical.md section 6). */
export function unmappedFindings(tally: Tally): Candidate[] {
  return [...tally.unmapped.values()].map(unmappedFinding);
}
