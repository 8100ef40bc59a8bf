// A native word that no vocabulary of its system knows is one finding a value, not one an order.
import { instantText } from '../observation/instant.js';
import { candidate } from './finding.js';
import type { Candidate } from './finding.js';
import type { Tally, UnmappedTally } from './tally.js';

function unmappedFinding(value: UnmappedTally): Candidate {
  const orders = [...value.orders].sort();
  return candidate({
    pattern: 'unmapped-status',
    level: value.closed ? 'fault' : 'info',
    cause: 'mapping',
    subject: {
      type: 'order',
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
      since: instantText(value.firstAt),
      kind: value.kind,
      list: value.closed ? 'closed' : 'open',
      count: String(value.count),
    },
  });
}

/** Faults for words of closed lists, information for those of open ones. */
export function unmappedFindings(tally: Tally): Candidate[] {
  return [...tally.unmapped.values()].map(unmappedFinding);
}
